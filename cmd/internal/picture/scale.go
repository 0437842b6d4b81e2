package picture

import (
	"image"
	"image/draw"
)

// upright returns a picture so wide, turned as its orientation says: 1 is upright already, 2 is mirrored, 3 stands on
// its head, and from 5 on its columns are rows.
func upright(img image.Image, width, orientation int) *image.NRGBA {
	if orientation < 5 {
		return turn(scale(img, width), orientation)
	}
	b := img.Bounds()
	return turn(scaleTo(img, max(1, (width*b.Dx()+b.Dy()/2)/b.Dy()), width), orientation)
}

// scale returns a picture so wide.
func scale(img image.Image, width int) *image.NRGBA {
	b := img.Bounds()
	return scaleTo(img, width, max(1, (width*b.Dy()+b.Dx()/2)/b.Dx()))
}

// scaleTo makes a picture smaller. A pixel is the mean of those that it covers, which leaves no stairs and needs no
// memory for the full size; x/image/draw needs 32 bytes for each pixel of a column of the original.
func scaleTo(img image.Image, width, height int) *image.NRGBA {
	b := img.Bounds()
	if width >= b.Dx() || height >= b.Dy() { // narrow as it is, or a line
		out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(out, out.Rect, img, b.Min, draw.Src)
		return out
	}
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	row := image.NewRGBA64(image.Rect(0, 0, b.Dx(), 1))
	narrow := make([]uint64, 4*width) // one row, scaled
	sums := make([]uint64, 4*width)   // rows of narrow, weighted
	srcH, rest, y := uint64(b.Dy()), uint64(b.Dy()), 0
	for srcY := range b.Dy() {
		draw.Draw(row, row.Rect, img, image.Pt(b.Min.X, b.Min.Y+srcY), draw.Src)
		narrowRow(narrow, row.Pix, width, b.Dx())
		for weight := uint64(height); weight > 0; {
			part := min(weight, rest)
			for i, v := range narrow {
				sums[i] += v * part
			}
			weight -= part
			if rest -= part; rest == 0 {
				putRow(out.Pix[y*out.Stride:], sums, srcH)
				clear(sums)
				rest = srcH
				y++
			}
		}
	}
	return out
}

// narrowRow scales a row of 16-bit pixels. Each of the new ones is a mean.
func narrowRow(out []uint64, pix []uint8, width, srcW int) {
	clear(out)
	rest, x := srcW, 0
	for i := 0; i < len(pix); i += 8 {
		var c [4]uint64
		for k := range c {
			c[k] = uint64(pix[i+2*k])<<8 | uint64(pix[i+2*k+1])
		}
		for weight := width; weight > 0; {
			part := min(weight, rest)
			for k, v := range c {
				out[4*x+k] += v * uint64(part)
			}
			weight -= part
			if rest -= part; rest == 0 {
				rest = srcW
				x++
			}
		}
	}
	for i := range out {
		out[i] /= uint64(srcW)
	}
}

// putRow writes a row of sums, whose colors are multiplied with their opacity.
func putRow(out []uint8, sums []uint64, weight uint64) {
	for i := 0; i < len(sums); i += 4 {
		alpha := sums[i+3]
		if alpha == 0 {
			continue
		}
		for k := range 3 {
			out[i+k] = uint8(min(255, (sums[i+k]*255+alpha/2)/alpha))
		}
		full := weight * 0xffff
		out[i+3] = uint8((alpha*255 + full/2) / full)
	}
}

// turn returns a picture as its orientation says.
func turn(img *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= 1 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			to := [...]image.Point{2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y}, 5: {y, x},
				6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x}}[orientation]
			copy(out.Pix[out.PixOffset(to.X, to.Y):][:4], img.Pix[img.PixOffset(x, y):][:4])
		}
	}
	return out
}
