// Package picture makes the versions of a picture that pages show: as wide as the column of a text is on a phone and on
// a wide screen, upright, in the format that needs fewer bytes.
//
// [Open] says whether a picture has versions, and [Source.Make] makes them. A version is a WebP picture, or one in the
// format of the original if that is smaller. It has the color profile of the original and nothing else beside its
// pixels. Equal originals have equal versions, however many processors a machine has.
//
// WebP is written by github.com/deepteams/webp, in the modes in which its output does not depend on the number of
// processors, and read by golang.org/x/image/webp again: what that does not read, or reads as another picture, is not
// used.
package picture

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"slices"

	"guide/cmd/internal/media"
)

// Widths are how many pixels wide the versions are. A column has 656 pixels of CSS, or the width of a phone, and
// screens have up to three of their own for each.
var Widths = []int{480, 800, 1312}

// MaxPixels is how many pixels a picture may have. A photo of a phone has up to 49 million.
const MaxPixels = 50_000_000

// Format names what Make returns. It changes when that does.
const Format = "1"

// A Version is a picture that was scaled or encoded in another format.
type Version struct {
	Width int
	Ext   string // of its name: .jpg, .png or .webp
	Data  []byte
}

// A Source is a picture that has versions.
type Source struct {
	data        []byte
	isPNG       bool
	pixels      int64
	width       int // as browsers show it
	orientation int // of Exif
}

// Open reads the header of a picture. It returns nil for one that has no versions: one that is neither a JPEG nor a
// PNG, that is an animation, that is no wider than the smallest of Widths, or that has more than MaxPixels.
func Open(data []byte) *Source {
	img, err := media.ReadImage("", bytes.NewReader(data))
	if err != nil || !img.Scalable || img.Width <= Widths[0] || img.Height < 1 || img.Width > MaxPixels/img.Height ||
		media.IsAnimated(data) {
		return nil
	}
	return &Source{data: data, isPNG: media.IsPNG(data), pixels: int64(img.Width) * int64(img.Height),
		width: img.Width, orientation: img.Orientation}
}

// Memory returns about how many bytes Make needs: a decoded pixel has up to 8, and one of a progressive JPEG 12 more.
func (s *Source) Memory() int64 {
	perPixel := int64(15)
	if s.isPNG {
		perPixel = 8
	}
	return int64(len(s.data)) + s.pixels*perPixel + 32<<20
}

// widths returns those of the versions, the widest first. The widest is that of the picture if it is narrow.
func (s *Source) widths() []int {
	widths := []int{min(s.width, slices.Max(Widths))}
	for _, w := range slices.Backward(Widths) {
		if w < widths[0] {
			widths = append(widths, w)
		}
	}
	return widths
}

// Make returns the versions, the narrowest first. Each has fewer bytes than the original and than all wider ones. It
// fails if the picture cannot be decoded.
func (s *Source) Make() ([]Version, error) {
	decode := jpeg.Decode
	if s.isPNG {
		decode = png.Decode
	}
	full, err := decode(bytes.NewReader(s.data))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = media.ErrCutOff
	}
	if err != nil {
		return nil, err
	}
	var versions []Version
	var img *image.NRGBA
	enc := encoder{isPNG: s.isPNG, profile: media.Profile(s.data)}
	limit := len(s.data)
	for i, width := range s.widths() {
		if i == 0 {
			img, full = upright(full, width, s.orientation), nil // to be collected
		} else {
			img = scale(img, width)
		}
		v := enc.encode(img)
		if len(v.Data) < limit {
			versions = append(versions, v)
			limit = len(v.Data)
		}
	}
	slices.Reverse(versions)
	return versions, nil
}
