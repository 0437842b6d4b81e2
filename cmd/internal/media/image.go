package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // read by image.DecodeConfig
	_ "image/jpeg" // read by image.DecodeConfig
	_ "image/png"  // read by image.DecodeConfig
	"io"
	"math"
	"path"
	"strconv"
	"strings"
	"unicode"

	_ "golang.org/x/image/webp" // read by image.DecodeConfig
)

// Image is what is known of a picture.
type Image struct {
	Width, Height int   // in pixels, as browsers show it
	Size          int64 // of the file, in bytes
	HasLocation   bool  // it says where the photo was taken
	// Orientation is that by which browsers turn a JPEG or a PNG, from 1 to 8, as in Exif; 1 is upright.
	Orientation int
	// Scalable reports whether it is a JPEG or a PNG, so that pages may show smaller versions of it.
	Scalable bool
}

// ReadImage reads what is known of a PNG, JPEG, GIF, WebP or SVG file. It fails if the file is none of them or has no
// size.
func ReadImage(name string, r io.ReadSeeker) (Image, error) {
	var img Image
	size, err := r.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err != nil {
		return img, err
	}
	img.Size = size
	if IsSVG(name) {
		img.Width, img.Height, err = svgSize(r)
		return img, err
	}
	c, format, err := image.DecodeConfig(r)
	switch {
	case errors.Is(err, image.ErrFormat):
		return img, fmt.Errorf("it is %snot a PNG, JPEG, GIF, WebP or SVG", nameFormat(r))
	case err != nil:
		return img, err
	}
	img.Width, img.Height, img.Orientation = c.Width, c.Height, 1
	m := readMetadata(format, r)
	img.HasLocation = m.hasLocation
	if img.Scalable = format == "jpeg" || format == "png"; img.Scalable {
		img.Orientation = m.orientation
	}
	if img.Orientation >= 5 {
		img.Width, img.Height = img.Height, img.Width
	}
	return img, nil
}

// otherFormats are the formats that pictures often have in spite of their name, by what their files begin with. A . is
// any byte.
var otherFormats = []struct{ begin, name string }{
	{"....ftypavif", "an AVIF picture"}, {"....ftypheic", "a HEIC picture"}, {"....ftypheix", "a HEIC picture"},
	{"....ftypmif1", "a HEIC picture"}, {"II*\x00", "a TIFF picture"}, {"MM\x00*", "a TIFF picture"},
	{"BM", "a BMP picture"}, {"8BPS", "a Photoshop picture"}, {"\xff\x0a", "a JPEG XL picture"},
	{"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"}, {"\x00\x00\x01\x00", "an icon"}, {"%PDF", "a PDF document"},
	{"PK\x03\x04", "a ZIP or Office file"},
}

// nameFormat returns what a file is that is no picture of a format that pages show, and a comma; "" if that is unknown.
func nameFormat(r io.ReadSeeker) string {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return ""
	}
	head, _ := io.ReadAll(io.LimitReader(r, 512))
	for _, f := range otherFormats {
		if beginsWith(head, f.begin) {
			return f.name + ", "
		}
	}
	switch {
	case len(head) == 0:
		return "empty, "
	case IsMarkup(bytes.NewReader(head)):
		return "a web page or a drawing, "
	}
	return ""
}

func beginsWith(head []byte, begin string) bool {
	if len(head) < len(begin) {
		return false
	}
	for i := range len(begin) {
		if begin[i] != '.' && head[i] != begin[i] {
			return false
		}
	}
	return true
}

// svgSize returns the width and height of an SVG, else those of its view box
// (https://www.w3.org/TR/SVG2/coords.html#ViewBoxAttribute).
func svgSize(r io.Reader) (width, height int, err error) {
	d := xml.NewDecoder(io.LimitReader(r, 1<<20))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := d.Token()
		if err != nil {
			return 0, 0, errors.New("it is not an SVG")
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return 0, 0, fmt.Errorf("it begins with <%s>, not <svg>", root.Name.Local)
		}
		return svgAttributes(root.Attr)
	}
}

func svgAttributes(attrs []xml.Attr) (width, height int, err error) {
	var w, h float64
	var box []string
	unread := ""
	for _, a := range attrs {
		switch a.Name.Local {
		case "width":
			if w = pixels(a.Value); w == 0 {
				unread = fmt.Sprintf(": its width is %.20q", a.Value)
			}
		case "height":
			if h = pixels(a.Value); h == 0 {
				unread = fmt.Sprintf(": its height is %.20q", a.Value)
			}
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool {
				return r == ',' || r == ' ' || r == '\n' ||
					r == '\t'
			})
		}
	}
	if (w <= 0 || h <= 0) && len(box) == 4 {
		w, h = pixels(box[2]), pixels(box[3])
	}
	if !(w >= 1 && h >= 1 && w < 1e6 && h < 1e6) {
		return 0, 0, errors.New("the SVG has neither a width and a height in pixels nor a viewBox" + unread)
	}
	return int(math.Round(w)), int(math.Round(h)), nil
}

// pixelsPer has how many pixels the units of CSS have (https://www.w3.org/TR/css-values-4/#absolute-lengths); em and ex
// are those of the text that browsers begin with.
var pixelsPer = map[string]float64{"": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54,
	"pt": 96.0 / 72, "pc": 16, "em": 16, "rem": 16, "ex": 8}

// pixels parses a length. It returns 0 for one that depends on the page, such as 100%, and for what is none.
func pixels(s string) float64 {
	s = strings.TrimSpace(s)
	number := strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsLetter(r) || r == '%' })
	f, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return 0
	}
	return f * pixelsPer[strings.ToLower(s[len(number):])]
}

// IsImage reports whether the extension is that of an image a page can show.
func IsImage(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext != "" && strings.Contains(" .png .jpg .jpeg .gif .webp .svg ", " "+ext+" ")
}
