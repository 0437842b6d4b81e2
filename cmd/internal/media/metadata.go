package media

import (
	"io"

	"github.com/bep/imagemeta"
)

// metadataFormats are the formats whose pictures have metadata, as image.DecodeConfig names them.
var metadataFormats = map[string]imagemeta.ImageFormat{
	"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP,
}

// readMetadata sets HasLocation, and swaps Width and Height of a photo that browsers turn by its Exif orientation, as
// they do with JPEG and PNG. Damaged metadata is as none: browsers ignore it too.
func (img *Image) readMetadata(format string, r io.ReadSeeker) {
	metadataFormat, ok := metadataFormats[format]
	if _, err := r.Seek(0, io.SeekStart); err != nil || !ok {
		return
	}
	isTurned := false
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: r, ImageFormat: metadataFormat, Sources: imagemeta.EXIF | imagemeta.XMP,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool {
			return t.Tag == "GPSLatitude" ||
				t.Tag == "Orientation" && t.Source == imagemeta.EXIF && t.Namespace == "IFD0" // not of the thumbnail
		},
		HandleTag: func(t imagemeta.TagInfo) error {
			if t.Tag == "GPSLatitude" {
				img.HasLocation = true
			} else if n, ok := t.Value.(uint16); ok && n >= 5 && n <= 8 {
				isTurned = true
			}
			return nil
		},
	})
	if isTurned && format != "webp" {
		img.Width, img.Height = img.Height, img.Width
	}
}
