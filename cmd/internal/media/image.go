package media

import (
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

	_ "golang.org/x/image/webp" // read by image.DecodeConfig
)

// ImageSize returns the width and height in pixels of a PNG, JPEG, GIF, WebP or SVG file. It fails if the file is none
// of them or has no size.
func ImageSize(name string, r io.Reader) (width, height int, err error) {
	if strings.EqualFold(path.Ext(name), ".svg") {
		return svgSize(r)
	}
	c, _, err := image.DecodeConfig(r)
	switch {
	case errors.Is(err, image.ErrFormat):
		return 0, 0, errors.New("it is not a PNG, JPEG, GIF, WebP or SVG")
	case err != nil:
		return 0, 0, err
	}
	return c.Width, c.Height, nil
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
	for _, a := range attrs {
		switch a.Name.Local {
		case "width":
			w = pixels(a.Value)
		case "height":
			h = pixels(a.Value)
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
		return 0, 0, errors.New("the SVG has neither a width and height nor a viewBox")
	}
	return int(math.Round(w)), int(math.Round(h)), nil
}

// pixels parses a length without a unit or in px. It returns 0 for others.
func pixels(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil {
		return 0
	}
	return f
}

// IsImage reports whether the extension is that of an image a page can show.
func IsImage(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext != "" && strings.Contains(" .png .jpg .jpeg .gif .webp .svg ", " "+ext+" ")
}
