package site

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"guide/cmd/internal/asset"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/media"
	"guide/cmd/internal/suggest"
)

// Picture is a picture with its size in the page, or none if Href is "".
type Picture struct {
	Href          string
	Width, Height int
}

// loadBrand reports what is wrong with the files that brand: names, and makes the style sheet of its colours and font.
func (t *theme) loadBrand(own fs.FS) {
	files := staticFiles(own)
	b := &t.brand
	t.brandPictures = map[string]pictureInfo{}
	for _, file := range []*frontmatter.Text{&b.Logo, &b.Favicon, &b.Card, &b.Fonts.Text, &b.Fonts.Bold,
		&b.Fonts.Italic} {
		if file.Value != "" && !strings.Contains(file.Value, "://") && !t.checkBrandFile(own, files, *file) {
			*file = frontmatter.Text{}
		}
	}
	t.brandCSS = t.accentCSS() + t.fontCSS()
}

// staticFiles returns the names of the publisher's files in static/.
func staticFiles(own fs.FS) (names []string) {
	_ = fs.WalkDir(own, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return nil
	})
	return names
}

// checkBrandFile reports a file that is not there, or is a picture or a font that browsers cannot show.
func (t *theme) checkBrandFile(own fs.FS, files []string, file frontmatter.Text) bool {
	if !slices.Contains(files, file.Value) {
		hint := "put it there"
		if inStatic := strings.TrimPrefix(file.Value, "static/"); slices.Contains(files, inStatic) {
			hint = "write " + inStatic
		} else if near := suggest.Nearest(file.Value, files); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		t.report(diag.BadBrand.At(file.In(guide.SettingsFile), "there is no file static/"+file.Value, hint))
		return false
	}
	if media.IsImage(file.Value) {
		info := readPicture(own, file.Value)
		t.brandPictures[file.Value] = info
		if info.err != nil {
			t.report(diag.BadBrand.At(file.In(guide.SettingsFile), fmt.Sprintf("static/%s: %v", file.Value, info.err),
				"save it again as PNG, JPEG, GIF, WebP or SVG"))
			return false
		}
	}
	if asset.IsFont(file.Value) {
		data, err := fs.ReadFile(own, file.Value)
		if err == nil {
			err = asset.CheckFont(data)
		}
		if err != nil {
			t.report(diag.BadBrand.At(file.In(guide.SettingsFile), fmt.Sprintf("static/%s: %v", file.Value, err),
				"take the file from where you got the font again, best as WOFF2"))
			return false
		}
	}
	return true
}

// The size of the logo in the banner.
const (
	logoHeight   = 32
	maxLogoWidth = 160
)

// Logo returns the picture beside the title of the guide: its logo, else its icon.
func (v *View) Logo() Picture {
	if v.site.brand.Logo.Value == "" {
		return Picture{v.Icon(), logoHeight, logoHeight}
	}
	file := v.site.brand.Logo.Value
	info := v.site.brandPictures[file]
	height := float64(logoHeight)
	width := height * float64(info.Width) / float64(max(info.Height, 1))
	if width > maxLogoWidth {
		width, height = maxLogoWidth, height*maxLogoWidth/width
	}
	return Picture{v.Href("/" + asset.NameOf(file)), int(max(1, math.Round(width))), int(max(1, math.Round(height)))}
}

// Icon returns the link to the icon of the site, or "".
func (v *View) Icon() string {
	if icon := v.site.brand.Favicon.Value; icon != "" {
		return v.Href("/" + asset.NameOf(icon))
	}
	if name := asset.NameOf(faviconFile); v.HasFile(name) {
		return v.Href("/" + name)
	}
	return ""
}

// HasFonts reports whether the style sheets load fonts.
func (v *View) HasFonts() bool { return len(v.site.bundle.Fonts()) > 0 }

// maxFonts is the size in bytes of all fonts together that readers do not wait for.
const maxFonts = 40_000

// checkFonts reports fonts that are large.
func (t *theme) checkFonts() {
	size := 0
	for _, f := range t.bundle.Fonts() {
		size += len(f.Data)
	}
	if size <= maxFonts {
		return
	}
	pos := diag.Problem{File: "static/css"}
	if text := t.brand.Fonts.Text; text.Value != "" {
		pos = text.In(guide.SettingsFile)
	}
	t.report(diag.HeavyFont.At(pos, fmt.Sprintf("the fonts have %d kB, and more than %d make readers wait",
		int(math.Ceil(float64(size)/1000)), maxFonts/1000),
		"keep the characters that the guide needs, as WOFF2: pyftsubset font.ttf --unicodes=U+20-17F --flavor=woff2"))
}

// fontCSS returns the style sheet for the font: browsers show the text in one of their own until it is there.
func (t *theme) fontCSS() string {
	fonts := t.brand.Fonts
	if fonts.Text.Value == "" {
		return ""
	}
	var b strings.Builder
	face := func(file frontmatter.Text, descriptor string) {
		if file.Value != "" {
			fmt.Fprintf(&b, "@font-face{font-family:%q;src:url(%q);%sfont-display:swap}\n", brandFont, "../"+file.Value,
				descriptor)
		}
	}
	face(fonts.Text, "")
	face(fonts.Bold, "font-weight:700;")
	face(fonts.Italic, "font-style:italic;")
	fmt.Fprintf(&b, ":root{--sans:%q,%s}\n", brandFont, t.token("--sans"))
	return b.String()
}

// brandFont is the name of the publisher's font in style sheets.
const brandFont = "guide"

// brandedFS is a file system of static/ whose tokens are followed by the style sheet of the brand.
type brandedFS struct {
	overlay
	css string
}

// branded returns the static files, and those of the program alone, with the brand.
func (t *theme) branded() (fsys, builtIn fs.FS) {
	files := t.staticFS
	return brandedFS{files, t.brandCSS}, brandedFS{overlay{top: files.base, base: files.base}, t.brandCSS}
}

// tokensFile has the colours and fonts of the site.
const tokensFile = "css/tokens.css"

func (b brandedFS) ReadFile(name string) ([]byte, error) {
	data, err := b.overlay.ReadFile(name)
	if name == tokensFile && err == nil && b.css != "" {
		data = append(append(slices.Clip(data), '\n'), b.css...)
	}
	return data, err
}
