package picture

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"github.com/deepteams/webp"
	reader "golang.org/x/image/webp"

	"guide/cmd/internal/media"
)

const (
	jpegQuality = 80
	webpQuality = 75
	// webpMethod is the greatest whose output does not depend on the number of processors.
	webpMethod = 2
)

// encoder encodes the versions of one picture.
type encoder struct {
	isPNG   bool
	profile []byte
}

// encode returns a picture in the format that needs fewer bytes. A drawing or a screenshot, which PNG packs well, keeps
// all its colors; WebP would blur it.
func (e encoder) encode(img *image.NRGBA) Version {
	var b bytes.Buffer
	v := Version{Width: img.Rect.Dx(), Ext: ".jpg"}
	if e.isPNG {
		v.Ext = ".png"
		_ = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img) // a buffer takes everything
	} else {
		_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: jpegQuality})
	}
	v.Data = media.WithProfile(b.Bytes(), e.profile)
	pixels := img.Rect.Dx() * img.Rect.Dy()
	if e.isPNG && (len(v.Data) < pixels/2 || !img.Opaque()) {
		return v
	}
	if data := e.encodeWebP(img); data != nil && len(data) < len(v.Data) {
		v.Ext, v.Data = ".webp", data
	}
	return v
}

// encodeWebP returns a picture as WebP, or nil if that reads as another one.
func (e encoder) encodeWebP(img *image.NRGBA) []byte {
	opts := webp.DefaultOptions()
	opts.Quality, opts.Method, opts.ICC = webpQuality, webpMethod, e.profile
	var b bytes.Buffer
	if err := webp.Encode(&b, img, opts); err != nil {
		return nil
	}
	decoded, err := reader.Decode(bytes.NewReader(b.Bytes()))
	planes, ok := decoded.(*image.YCbCr)
	if err != nil || !ok || planes.Rect.Size() != img.Rect.Size() || meanError(planes, img) > maxMeanError {
		return nil
	}
	return b.Bytes()
}

// maxMeanError is how much the brightness of a pixel may differ, squared, in the mean of a picture. What the quality
// costs is less than a tenth of it.
const maxMeanError = 500

// meanError returns the mean of the squared differences of brightness, which WebP has from 16 to 235
// (https://www.itu.int/rec/R-REC-BT.601).
func meanError(planes *image.YCbCr, img *image.NRGBA) int {
	sum := 0
	for y := range img.Rect.Dy() {
		row, pix := planes.Y[y*planes.YStride:], img.Pix[y*img.Stride:]
		for x := range img.Rect.Dx() {
			p := pix[4*x:]
			luma := 16 + (66*int(p[0])+129*int(p[1])+25*int(p[2])+128)>>8
			d := int(row[x]) - luma
			sum += d * d
		}
	}
	return sum / (img.Rect.Dx() * img.Rect.Dy())
}
