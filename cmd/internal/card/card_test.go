package card

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font"

	"guide/cmd/internal/cputest"
	"guide/static"
)

var update = flag.Bool("update", false, "write the touch icon")

const guideTitle = "7 Steps to a Successful PMO Career"

// cards are those of the tests, by what is special.
var cards = map[string]Card{
	"home":       {Title: guideTitle, Steps: 7, Mark: true},
	"step":       {Title: "Get qualified", Label: "Step 2 of 7", Guide: guideTitle, Step: 2, Steps: 7, Mark: true},
	"no mark":    {Title: "Get qualified", Label: "Step 2 of 7", Guide: guideTitle, Step: 2, Steps: 7},
	"empty":      {},
	"long":       {Title: strings.Repeat("Set goals that last ", 9), Label: "Step 6", Guide: "Go", Step: 6, Steps: 7},
	"endless":    {Title: strings.Repeat("Set goals that last ", 90), Label: strings.Repeat("Step 6 ", 40), Steps: 1},
	"long guide": {Title: "Begin", Guide: strings.Repeat(guideTitle+" and beyond ", 4), Step: 1, Steps: 2, Mark: true},
	"compound":   {Title: strings.Repeat("Schifffahrtsgesellschaft", 6), Step: 1, Steps: 500, Mark: true},
	"wide":       {Title: strings.Repeat("W", 400), Label: strings.Repeat("W", 99), Guide: strings.Repeat("W", 99)},
	"accents":    {Title: "ÅÉÎÕŰ Ǻğŷ ΆΈ ЁЙ gjpqy", Label: "Étape 2", Guide: "Åre", Step: 40, Steps: 40, Mark: true},
	"Greek":      {Title: "Πιστοποιηθείτε: επιλέξτε το σωστό", Label: "Βήμα 2 από 7", Step: 2, Steps: 41},
	"Cyrillic":   {Title: "Начните с роли, її та ўсё", Label: "Шаг 12 из 12", Step: 12, Steps: 12, Mark: true},
	"CJK":        {Title: "資格を取る", Label: "ステップ 2/7", Guide: "職業ガイド", Step: 2, Steps: 7, Mark: true},
	"Arabic":     {Title: "احصل على شهادة", Step: 3, Steps: 7, Mark: true},
	"emoji":      {Title: "Get qualified 🎓👩🏽‍🚀 1️⃣", Step: 1, Steps: 14},
}

func TestPNG(t *testing.T) {
	for name, c := range cards {
		data := c.PNG()
		if len(data) > 60_000 {
			t.Errorf("%s: %d bytes", name, len(data))
		}
		img := decode(t, data)
		if size := img.Bounds().Size(); size != image.Pt(Width, Height) {
			t.Errorf("%s: the size is %v", name, size)
		}
		inside := image.Rect(margin-20, 40, Width-margin+20, Height-40)
		for i, pixel := range img.(*image.Paletted).Pix {
			if at := image.Pt(i%Width, i/Width); pixel != 0 && !at.In(inside) {
				t.Fatalf("%s: something is drawn at %v, in the margin", name, at)
			}
		}
		if !bytes.Equal(data, c.PNG()) {
			t.Errorf("%s: the picture is not the same twice", name)
		}
	}
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// TestTextInsideItsBox checks that no part of a glyph is outside of the box of its text, and that boxes do not overlap.
func TestTextInsideItsBox(t *testing.T) {
	for name, c := range cards {
		boxes := c.layout()
		for i, b := range boxes {
			face := newFace(b.font, b.size)
			for n, line := range b.lines {
				bounds, _ := font.BoundString(face, line)
				drawn := image.Rect(bounds.Min.X.Floor(), bounds.Min.Y.Floor(), bounds.Max.X.Ceil(),
					bounds.Max.Y.Ceil()).Add(image.Pt(b.area.Min.X, b.area.Min.Y+b.baseline(n)))
				if !drawn.In(b.area.Inset(-labelGap)) { // two accents on a capital letter
					t.Errorf("%s: %q covers %v, its box is %v", name, line, drawn, b.area)
				}
			}
			for _, other := range boxes[:i] {
				if len(b.lines) > 0 && len(other.lines) > 0 && b.area.Overlaps(other.area) {
					t.Errorf("%s: the boxes %v and %v overlap", name, b.area, other.area)
				}
			}
			if b.area.Max.Y > routeY-40 {
				t.Errorf("%s: the box %v reaches the route", name, b.area)
			}
		}
	}
}

func TestContrast(t *testing.T) {
	for i, least := range map[ink]float64{white: 7, quiet: 7, yellow: 4.5, track: 4.5} {
		if got := contrast(inks[i], inks[ground]); got < least {
			t.Errorf("ink %d has a contrast of %.1f to the ground, want %.1f", i, got, least)
		}
	}
	if got := contrast(inks[yellow], inks[ground]); got < 4.5 {
		t.Errorf("the number on the current waypoint has a contrast of %.1f", got)
	}
}

// contrast is that of WCAG 2.2.
func contrast(a, b color.RGBA) float64 {
	luminance := func(c color.RGBA) float64 {
		linear := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	}
	light, dark := max(luminance(a), luminance(b)), min(luminance(a), luminance(b))
	return (light + 0.05) / (dark + 0.05)
}

func TestHash(t *testing.T) {
	c := cards["step"]
	seen := map[string]bool{c.Hash(): true}
	for _, change := range []func(*Card){
		func(c *Card) { c.Title += "!" }, func(c *Card) { c.Label += "!" }, func(c *Card) { c.Guide += "!" },
		func(c *Card) { c.Step++ }, func(c *Card) { c.Steps++ }, func(c *Card) { c.Mark = false },
	} {
		other := c
		change(&other)
		if seen[other.Hash()] {
			t.Errorf("%+v has the hash of another card", other)
		}
		seen[other.Hash()] = true
	}
	if c.Hash() != cards["step"].Hash() {
		t.Error("the hash is not the same twice")
	}
}

// TestSource checks that the hash depends on all source files: what they draw may be under the name of an old card.
func TestSource(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != ".go" || strings.HasSuffix(e.Name(), "_test.go") || e.Name() == "doc.go" {
			continue
		}
		if _, err := source.Open(e.Name()); err != nil {
			t.Errorf("%s is not embedded", e.Name())
		}
	}
}

// TestCPU holds 20 cards to half a second each.
func TestCPU(t *testing.T) {
	cards["long"].PNG()
	cputest.Limit(t, 10*time.Second) // it took 0.3 s when this was written, and 3 s with the race detector
	for range 20 {
		cards["long"].PNG()
	}
}

// TestTouchIcon checks that the icon in static/ is the mark: go test ./cmd/internal/card -run TouchIcon -update
// writes it.
func TestTouchIcon(t *testing.T) {
	const file = "apple-touch-icon.png"
	if *update {
		if err := os.WriteFile("../../../static/"+file, TouchIcon(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := static.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, want := decode(t, data), decode(t, TouchIcon())
	if got.Bounds() != image.Rect(0, 0, IconSize, IconSize) {
		t.Fatalf("the icon has the size %v", got.Bounds())
	}
	for y := range IconSize {
		for x := range IconSize {
			if !similar(got.At(x, y), want.At(x, y)) {
				t.Fatalf("at %d, %d the icon has %v, the mark %v", x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
}

// similar reports whether two colours differ by no more than rounding on another processor explains.
func similar(a, b color.Color) bool {
	x, y := color.RGBAModel.Convert(a).(color.RGBA), color.RGBAModel.Convert(b).(color.RGBA)
	near := func(p, q uint8) bool { return max(p, q)-min(p, q) <= 8 }
	return near(x.R, y.R) && near(x.G, y.G) && near(x.B, y.B)
}

// TestMark checks that the mark which drawMark draws is the one of the site.
func TestMark(t *testing.T) {
	data, err := static.FS.ReadFile("img/favicon.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, shape := range []string{
		`viewBox="0 0 32 32"`, `fill="#0b5c62"`, `d="M8 9h16L14 24" fill="none" stroke="#fff" stroke-width="3.5"`,
		`<circle cx="8" cy="9" r="3.5" fill="#fff"/>`,
		`<circle cx="14" cy="24" r="4.5" fill="#ffc83d" stroke="#0b5c62" stroke-width="1.5"/>`,
	} {
		if !strings.Contains(string(data), shape) {
			t.Errorf("static/img/favicon.svg has no %s: change drawMark and this test as well", shape)
		}
	}
	if got := strings.Count(string(data), "<"); got != 6 {
		t.Errorf("static/img/favicon.svg has %d tags: change drawMark and this test as well", got)
	}
}

// TestInks checks that the colours are those of the band.
func TestInks(t *testing.T) {
	data, err := static.FS.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := []string{"--color-band: light-dark(#0a3a40,", "--color-now: #ffc83d;", "--color-on-band: #fff;"}
	for _, token := range tokens {
		if !strings.Contains(string(data), token) {
			t.Errorf("static/css/tokens.css has no %s: change inks and this test as well", token)
		}
	}
}
