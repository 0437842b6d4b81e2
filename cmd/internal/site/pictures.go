package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/media"
	"guide/cmd/internal/picture"
)

// Limits of a picture. A megabyte takes a phone 5 seconds at 1.6 Mbit/s, which tests of pages take for a slow network.
// A page is at most 1280 pixels of CSS wide, and screens have up to 3 of their own for each.
const (
	maxPictureSize = 1_000_000
	maxPictureSide = 4000
)

// checkWeight returns the problem of a picture that is larger than readers need. One that a build scales is not, unless
// it has too many pixels for that.
func checkWeight(path string, img media.Image, isScaled bool) []diag.Problem {
	isSVG := media.IsSVG(path)
	pixels := fmt.Sprintf("the picture has %d × %d pixels", img.Width, img.Height)
	message := ""
	switch {
	case isScaled && img.Width*img.Height <= picture.MaxPixels:
		return nil
	case isScaled:
		message = fmt.Sprintf("%s, too many to make smaller ones of it", pixels)
	case img.Size > maxPictureSize:
		message = fmt.Sprintf("the picture has %.1f MB, for which readers on a phone wait", float64(img.Size)/1e6)
	case !isSVG && max(img.Width, img.Height) > maxPictureSide:
		message = pixels + ", more than a screen shows"
	default:
		return nil
	}
	hint := "save it with at most 2000 pixels on the longer side, a photo as JPEG or WebP"
	if isSVG {
		hint = "save it without the photos inside it, or as PNG or WebP"
	}
	return []diag.Problem{diag.HeavyPicture.In(path, message, hint)}
}

// checkLocation returns the problem of a photo that says where it was taken.
func checkLocation(path string, info pictureInfo) []diag.Problem {
	if !info.HasLocation {
		return nil
	}
	argument := path
	if strings.Contains(path, " ") {
		argument = `"` + path + `"`
	}
	return []diag.Problem{diag.PhotoLocation.In(path,
		fmt.Sprintf("the photo %s says where it was taken, to everybody who downloads it", path),
		"export it without its location, or run: exiftool -gps:all= -xmp:geotag= "+argument)}
}

// isPhoto reports whether a file may be a photo, by its name.
func isPhoto(path string) bool { return media.IsImage(path) && !media.IsSVG(path) }

// problem returns the problem of a copied file that cannot be read.
func (e siteFile) problem(err error) diag.Problem {
	if errors.Is(err, media.ErrCutOff) {
		return diag.BadPicture.In(e.problemFile, "the picture cannot be read: "+err.Error(),
			"copy it here once more, or save it again as PNG, JPEG, GIF, WebP or SVG")
	}
	return diag.UnreadableFile(e.problemFile, err)
}

// openStripped is openCopy for a picture.
func (e siteFile) openStripped(base string) (fs.File, error) {
	data, err := fs.ReadFile(e.fsys, e.path)
	if err != nil {
		return nil, e.staleError(err)
	}
	if data, err = media.Strip(data); err != nil {
		return nil, err
	}
	return &copiedFile{bytes.NewReader(data), io.NopCloser(nil),
		fileInfo{name: base, size: int64(len(data)), mode: 0o444}}, nil
}
