package site

import (
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/media"
)

// Limits of a picture. A megabyte takes a phone 5 seconds at 1.6 Mbit/s, which tests of pages take for a slow network.
// A page is at most 1280 pixels of CSS wide, and screens have up to 3 of their own for each.
const (
	maxPictureSize = 1_000_000
	maxPictureSide = 4000
)

// checkWeight returns the problem of a picture that is larger than readers need.
func checkWeight(path string, img pictureInfo) []diag.Problem {
	isSVG := media.IsSVG(path)
	message := ""
	switch {
	case img.Size > maxPictureSize:
		message = fmt.Sprintf("the picture has %.1f MB, for which readers on a phone wait", float64(img.Size)/1e6)
	case !isSVG && max(img.Width, img.Height) > maxPictureSide:
		message = fmt.Sprintf("the picture has %d × %d pixels, more than a screen shows", img.Width, img.Height)
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

// checkDownload returns the problem of a photo to which a link leads: its location. Its size is what the reader wants.
func (r resolver) checkDownload(path string) []diag.Problem {
	if !isPhoto(path) {
		return nil
	}
	return checkLocation(path, r.picture(path))
}

// isPhoto reports whether a file may be a photo, by its name.
func isPhoto(path string) bool { return media.IsImage(path) && !media.IsSVG(path) }
