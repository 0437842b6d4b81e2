package card

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// An ink is one of the colours of a canvas. Every pixel is the ground, or one ink mixed with the ground.
type ink uint8

const (
	white  ink = iota
	quiet      // less important text
	yellow     // what is current
	track      // the line of the route
	ground     // erases
)

// levels is how many mixtures of an ink with the ground there are. With all inks they fill a palette of 253 colours,
// which makes small files.
const levels = 63

// inks are the colours of a card, those of the band in static/css/tokens.css. The last one is the ground.
var inks = [ground + 1]color.RGBA{
	white: {0xff, 0xff, 0xff, 0xff}, quiet: {0xc3, 0xd8, 0xd7, 0xff}, yellow: {0xff, 0xc8, 0x3d, 0xff},
	track: {0x8f, 0xb0, 0xb0, 0xff}, ground: {0x0a, 0x3a, 0x40, 0xff},
}

// iconInks are the colours of the touch icon, those of static/img/favicon.svg.
var iconInks = [ground + 1]color.RGBA{
	white: inks[white], quiet: inks[quiet], yellow: inks[yellow], track: inks[track],
	ground: {0x0b, 0x5c, 0x62, 0xff},
}

// canvas is a picture in a few inks.
type canvas struct {
	img  *image.Paletted
	mask *image.Alpha // reused
}

func newCanvas(width, height int, colors [ground + 1]color.RGBA) *canvas {
	palette := color.Palette{colors[ground]}
	for _, c := range colors[:ground] {
		for level := 1; level <= levels; level++ {
			palette = append(palette, mix(c, colors[ground], level))
		}
	}
	return &canvas{img: image.NewPaletted(image.Rect(0, 0, width, height), palette)}
}

func mix(c, base color.RGBA, level int) color.RGBA {
	part := func(a, b uint8) uint8 { return uint8((int(a)*level + int(b)*(levels-level) + levels/2) / levels) }
	return color.RGBA{part(c.R, base.R), part(c.G, base.G), part(c.B, base.B), 0xff}
}

// cover draws an ink through a mask. Where another ink is already, the one that covers more of the pixel stays, which
// is right as long as shapes of different inks do not overlap.
func (c *canvas) cover(at image.Rectangle, i ink, mask *image.Alpha, maskAt image.Point) {
	clipped := at.Intersect(c.img.Rect)
	maskAt = maskAt.Add(clipped.Min.Sub(at.Min))
	for y := range clipped.Dy() {
		row := c.img.Pix[c.img.PixOffset(clipped.Min.X, clipped.Min.Y+y):]
		alpha := mask.Pix[mask.PixOffset(maskAt.X, maskAt.Y+y):]
		for x := range clipped.Dx() {
			level := uint8((int(alpha[x])*levels + 127) / 255)
			switch old := levelOf(row[x]); {
			case i == ground && level == levels:
				row[x] = 0
			case i == ground && old > levels-level:
				row[x] -= old - (levels - level)
			case i != ground && level > old:
				row[x] = uint8(i)*levels + level
			}
		}
	}
}

// levelOf returns how much ink a pixel has.
func levelOf(pixel uint8) uint8 {
	if pixel == 0 {
		return 0
	}
	return (pixel-1)%levels + 1
}

// fill draws the shape that path traces. The coordinates of path are relative to box, which holds it.
func (c *canvas) fill(box image.Rectangle, i ink, path func(*vector.Rasterizer)) {
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	r.DrawOp = draw.Src
	path(r)
	if c.mask == nil || !box.Sub(box.Min).In(c.mask.Rect) {
		c.mask = image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	}
	r.Draw(c.mask, box.Sub(box.Min), image.Opaque, image.Point{})
	c.cover(box, i, c.mask, image.Point{})
}

// fillCircle draws a disc.
func (c *canvas) fillCircle(x, y, radius float32, i ink) {
	box := image.Rect(int(x-radius)-1, int(y-radius)-1, int(x+radius)+2, int(y+radius)+2)
	x, y = x-float32(box.Min.X), y-float32(box.Min.Y)
	const k = 0.5522847 // four cubic curves make a circle
	c.fill(box, i, func(r *vector.Rasterizer) {
		d := k * radius
		r.MoveTo(x+radius, y)
		r.CubeTo(x+radius, y+d, x+d, y+radius, x, y+radius)
		r.CubeTo(x-d, y+radius, x-radius, y+d, x-radius, y)
		r.CubeTo(x-radius, y-d, x-d, y-radius, x, y-radius)
		r.CubeTo(x+d, y-radius, x+radius, y-d, x+radius, y)
		r.ClosePath()
	})
}

// fillPolygon draws a shape with these corners: x and y of each.
func (c *canvas) fillPolygon(i ink, corners ...float32) {
	box := image.Rectangle{}
	for n := 0; n < len(corners); n += 2 {
		x, y := int(corners[n]), int(corners[n+1])
		box = box.Union(image.Rect(x-1, y-1, x+2, y+2))
	}
	left, top := float32(box.Min.X), float32(box.Min.Y)
	c.fill(box, i, func(r *vector.Rasterizer) {
		r.MoveTo(corners[0]-left, corners[1]-top)
		for n := 2; n < len(corners); n += 2 {
			r.LineTo(corners[n]-left, corners[n+1]-top)
		}
		r.ClosePath()
	})
}

// drawText draws the lines of a text.
func (c *canvas) drawText(b textBox) {
	face := newFace(b.font, b.size)
	for n, line := range b.lines {
		dot := fixed.P(b.area.Min.X, b.area.Min.Y+b.baseline(n))
		previous := rune(-1)
		for _, r := range line {
			if previous >= 0 {
				dot.X += face.Kern(previous, r)
			}
			at, mask, maskAt, advance, _ := face.Glyph(dot, r)
			if alpha, ok := mask.(*image.Alpha); ok {
				c.cover(at, b.ink, alpha, maskAt)
			}
			dot.X += advance
			previous = r
		}
	}
}

// textWidth returns the width of a line in pixels.
func textWidth(face font.Face, line string) int { return font.MeasureString(face, line).Ceil() }
