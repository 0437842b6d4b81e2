package site

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"guide/cmd/internal/contrast"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// token returns the value of a custom property of the tokens, or "".
func (t *theme) token(name string) string {
	files := t.staticFS
	pattern := regexp.MustCompile(`(?m)` + regexp.QuoteMeta(name) + `:\s*([^;}]+)`)
	for _, fsys := range []interface {
		ReadFile(string) ([]byte, error)
	}{files, overlay{top: files.base, base: files.base}} {
		data, _ := fsys.ReadFile(tokensFile)
		if match := pattern.FindSubmatch(data); match != nil {
			return strings.TrimSpace(string(match[1]))
		}
	}
	return ""
}

var lightDark = regexp.MustCompile(`^light-dark\(\s*([^,]+?)\s*,\s*([^)]+?)\s*\)$`)

// palette returns the colours of the tokens, by their names without "--color-", on light or on dark pages. It lacks
// those that are not written as hexadecimal numbers.
func (t *theme) palette(dark bool) map[string]contrast.Color {
	colors := map[string]contrast.Color{}
	for _, p := range ContrastPairs {
		for _, name := range []string{p.On, p.Under} {
			value := t.token("--color-" + name)
			if both := lightDark.FindStringSubmatch(value); both != nil {
				value = both[1]
				if dark {
					value = both[2]
				}
			}
			if c, ok := contrast.Parse(value); ok {
				colors[name] = c
			}
		}
	}
	return colors
}

// failingPair returns the pair with one colour that has the least contrast of those with too little, if that colour is
// another one.
func failingPair(colors map[string]contrast.Color, name string, c contrast.Color) (worst ContrastPair, ratio float64) {
	for _, p := range ContrastPairs {
		other := p.Under
		if other == name {
			other = p.On
		} else if p.On != name {
			continue
		}
		with, known := colors[other]
		if got := contrast.Ratio(c, with); known && got < p.Least && (worst.Least == 0 || got < ratio) {
			worst, ratio = p, got
		}
	}
	return worst, ratio
}

// passing returns the colour nearest to c that has enough contrast in all its pairs, or c if there is none.
func passing(colors map[string]contrast.Color, name string, c contrast.Color) contrast.Color {
	near, ok := c.Nearest(func(c contrast.Color) bool {
		p, _ := failingPair(colors, name, c)
		return p.Least == 0
	})
	if !ok {
		return c
	}
	return near
}

// bandContrast is the least contrast of the bands and their text, on light and on dark pages.
var bandContrast = [2]float64{11, 13}

// accentCSS returns the style sheet for the accent colour of the brand, and reports too little contrast. Text on the
// colour is that of the background of the page, with which the colour has as much contrast; bands are darker.
func (t *theme) accentCSS() string {
	accent := t.brand.Accent
	light, ok := contrast.Parse(accent.Light.Value)
	if !ok {
		return ""
	}
	lightColors, darkColors := t.palette(false), t.palette(true)
	for _, colors := range []map[string]contrast.Color{lightColors, darkColors} {
		colors["on-link"] = colors["bg"]
	}
	dark, ok := contrast.Parse(accent.Dark.Value)
	if !ok {
		dark = passing(darkColors, "link", light)
	}
	t.checkAccent(accent.Light, "light", lightColors, light)
	t.checkAccent(accent.Dark, "dark", darkColors, dark)
	var bands [2]contrast.Color
	for i, least := range bandContrast {
		bands[i], _ = light.Nearest(func(c contrast.Color) bool { return contrast.Ratio(c, contrast.White) >= least })
	}
	t.bandColor = bands[0].String()
	return fmt.Sprintf(":root{--color-link:light-dark(%s,%s);--color-on-link:var(--color-bg);"+
		"--color-band:light-dark(%s,%s);--color-on-band:#fff}\n", light, dark, bands[0], bands[1])
}

// checkAccent reports a colour that has too little contrast.
func (t *theme) checkAccent(text frontmatter.Text, key string, colors map[string]contrast.Color, c contrast.Color) {
	p, ratio := failingPair(colors, "link", c)
	if p.Least == 0 {
		return
	}
	with := cmp.Or(contrastNames[p.Under], p.Under)
	hint := "choose another colour"
	if near := passing(colors, "link", c); near != c {
		hint = fmt.Sprintf("the nearest that has enough is %q", near)
	}
	t.report(diag.LowContrast.At(text.In(guide.SettingsFile), fmt.Sprintf(
		"%s: %s and %s, %s, have a contrast of %.2f; text needs %.1f", key, c, with, colors[p.Under], ratio, p.Least),
		hint))
}

// contrastNames say in messages what the colours are of.
var contrastNames = map[string]string{"bg": "the background of pages", "surface": "the background of boxes",
	"target": "the background of what a link led to", "link": "text on buttons"}

// ThemeColor returns the colour of the bands, which browsers may take for their own bars.
func (v *View) ThemeColor() string { return cmp.Or(v.site.bandColor, "#0a3a40") }
