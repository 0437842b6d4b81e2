// Package contrast computes the contrast of two colours, and finds colours that have enough of it.
//
// The formulas are those of WCAG 2.2: relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) and
// contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
package contrast

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Color is a colour of the sRGB space.
type Color struct{ R, G, B uint8 }

// Black and White have the greatest contrast.
var Black, White = Color{}, Color{255, 255, 255}

// Parse returns the colour that "#rrggbb" or "#rgb" stands for, and false for any other text.
func Parse(s string) (Color, bool) {
	digits, hasSign := strings.CutPrefix(s, "#")
	if len(digits) == 3 {
		digits = strings.Join([]string{digits[:1], digits[:1], digits[1:2], digits[1:2], digits[2:], digits[2:]}, "")
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if !hasSign || len(digits) != 6 || err != nil {
		return Color{}, false
	}
	return Color{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// String returns the colour as "#rrggbb".
func (c Color) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Luminance returns the relative luminance, from 0 for black to 1 for white.
func (c Color) Luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(channel uint8) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// Ratio returns the contrast of two colours, from 1 to 21.
func Ratio(a, b Color) float64 {
	light, dark := a.Luminance(), b.Luminance()
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// steps is how many mixtures of a colour with black, and with white, Nearest tries.
const steps = 256

// Nearest returns the colour that passes, among c and its mixtures with black and with white, with the least of these
// added. It returns false if none passes.
func (c Color) Nearest(passes func(Color) bool) (Color, bool) {
	for n := range steps + 1 {
		for _, end := range []Color{Black, White} {
			if mixed := c.mix(end, n); passes(mixed) {
				return mixed, true
			}
		}
	}
	return Color{}, false
}

// mix returns a mixture of which n parts of steps are the other colour.
func (c Color) mix(other Color, n int) Color {
	part := func(a, b uint8) uint8 { return uint8((int(a)*(steps-n) + int(b)*n + steps/2) / steps) }
	return Color{part(c.R, other.R), part(c.G, other.G), part(c.B, other.B)}
}
