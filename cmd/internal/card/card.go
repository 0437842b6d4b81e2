package card

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"image"
	"image/png"
	"runtime/debug"
	"sync"
)

// The size of a card, and of the touch icon, in pixels.
const (
	Width, Height = 1200, 630
	IconSize      = 180
)

// A Card is what a picture shows.
type Card struct {
	Title string
	Label string // above the title: "Step 2 of 7"; may be ""
	Guide string // beside the mark; may be ""
	Step  int    // the current waypoint, from 1; 0 for none
	Steps int    // how many waypoints there are
	Mark  bool   // whether it has the mark
}

// source has the files that decide how a card looks.
//
//go:embed card.go canvas.go layout.go route.go text.go
var source embed.FS

var sourceHash = sync.OnceValue(func() []byte {
	digest := sha256.New()
	entries, _ := source.ReadDir(".") // an embedded folder can be read
	for _, e := range entries {
		data, _ := source.ReadFile(e.Name())
		digest.Write(data)
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "golang.org/x/image" { // the fonts, and what draws them
				digest.Write([]byte(m.Version))
			}
		}
	}
	return digest.Sum(nil)
})

// Hash returns eight hexadecimal digits that identify the picture.
func (c Card) Hash() string {
	data, err := json.Marshal(c)
	if err != nil {
		panic("card: " + err.Error()) // it holds only strings, numbers and a bool
	}
	digest := sha256.New()
	digest.Write(sourceHash())
	digest.Write(data)
	return hex.EncodeToString(digest.Sum(nil)[:4])
}

// PNG draws the card.
func (c Card) PNG() []byte {
	dst := newCanvas(Width, Height, inks)
	boxes := c.layout()
	for _, b := range boxes {
		dst.drawText(b)
	}
	switch {
	case c.Mark && hasText(boxes):
		dst.drawMark(markX, headY, markSize)
	case c.Mark:
		dst.drawMark((Width-loneMark)/2, loneMarkY, loneMark)
	}
	dst.drawRoute(c.Step, c.Steps)
	return encode(dst.img)
}

// TouchIcon returns the mark as a PNG without transparent corners: systems that show it round them.
func TouchIcon() []byte {
	dst := newCanvas(IconSize, IconSize, iconInks)
	dst.drawMark(0, 0, IconSize)
	return encode(dst.img)
}

var encoder = png.Encoder{BufferPool: &bufferPool{}}

func encode(img image.Image) []byte {
	var b bytes.Buffer
	if err := encoder.Encode(&b, img); err != nil {
		panic("card: " + err.Error()) // the size is valid, and a buffer takes everything
	}
	return b.Bytes()
}

// bufferPool implements png.EncoderBufferPool.
type bufferPool struct{ pool sync.Pool }

func (p *bufferPool) Get() *png.EncoderBuffer {
	b, _ := p.pool.Get().(*png.EncoderBuffer)
	return b
}

func (p *bufferPool) Put(b *png.EncoderBuffer) { p.pool.Put(b) }
