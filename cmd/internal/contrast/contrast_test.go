package contrast

import (
	"math"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{"#0b5c62": "#0b5c62", "#FFC83D": "#ffc83d", "#09f": "#0099ff",
		"0b5c62": "", "#0b5c6": "", "#0b5c6z": "", "#+b5c62": "", "teal": "", "": "", "#": "", "#0b5c62ff": ""} {
		c, ok := Parse(text)
		if ok != (want != "") || ok && c.String() != want {
			t.Errorf("%q: %v, %v", text, c, ok)
		}
	}
}

// TestRatio compares ratios with those of published examples: #777 on white fails by 0.02, #767676 passes.
func TestRatio(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{{"#000", "#fff", 21}, {"#fff", "#fff", 1}, {"#777777", "#fff", 4.48}, {"#fff", "#767676", 4.54},
		{"#f00", "#fff", 4.00}, {"#00f", "#fff", 8.59}, {"#ff0", "#fff", 1.07}} {
		a, _ := Parse(tt.a)
		b, _ := Parse(tt.b)
		if got := Ratio(a, b); math.Abs(got-tt.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", tt.a, tt.b, got, tt.want)
		}
	}
}

// TestNearest checks for many colours that the nearest one passes, and that none with less added does.
func TestNearest(t *testing.T) {
	for n := range 1 << 12 {
		c := Color{uint8(n>>8) * 17, uint8(n>>4) % 16 * 17, uint8(n) % 16 * 17}
		passes := func(c Color) bool { return Ratio(c, White) >= 4.5 }
		near, ok := c.Nearest(passes)
		if !ok || !passes(near) || passes(c) && near != c {
			t.Fatalf("%s: %s, %v", c, near, ok)
		}
		if !passes(c) && Ratio(near, White) > 4.7 {
			t.Errorf("%s: %s has a contrast of %.2f, more than it needs", c, near, Ratio(near, White))
		}
	}
	if c, ok := White.Nearest(func(Color) bool { return false }); ok {
		t.Errorf("nothing passes, but %s", c)
	}
}
