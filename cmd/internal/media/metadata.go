package media

import (
	"io"

	"github.com/bep/imagemeta"
)

// metadataFormats are the formats whose pictures have metadata, as image.DecodeConfig names them.
var metadataFormats = map[string]imagemeta.ImageFormat{
	"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP,
}

// metadata is what a picture says beside its pixels.
type metadata struct {
	orientation int  // of Exif, from 1 to 8
	hasLocation bool // it says where the photo was taken
}

// readMetadata reads the metadata of a picture. Damaged metadata is as none: browsers ignore it too.
func readMetadata(format string, r io.ReadSeeker) metadata {
	m := metadata{orientation: 1}
	metadataFormat, ok := metadataFormats[format]
	if _, err := r.Seek(0, io.SeekStart); err != nil || !ok {
		return m
	}
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: r, ImageFormat: metadataFormat, Sources: imagemeta.EXIF | imagemeta.XMP,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool {
			return t.Tag == "GPSLatitude" ||
				t.Tag == "Orientation" && t.Source == imagemeta.EXIF && t.Namespace == "IFD0" // not of the thumbnail
		},
		HandleTag: func(t imagemeta.TagInfo) error {
			if t.Tag == "GPSLatitude" {
				m.hasLocation = true
			} else if n, ok := t.Value.(uint16); ok && n >= 1 && n <= 8 {
				m.orientation = int(n)
			}
			return nil
		},
	})
	return m
}
