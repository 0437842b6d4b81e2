package card

import (
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

var (
	regular = mustParse(goregular.TTF)
	bold    = mustParse(gobold.TTF)
)

func mustParse(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("card: " + err.Error()) // the font is part of the program
	}
	return f
}

// newFace returns a font in a size in pixels. A face is not safe for concurrent use.
func newFace(f *sfnt.Font, size int) font.Face {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72})
	if err != nil {
		panic("card: " + err.Error()) // the options are valid
	}
	return face
}

// CanDraw reports whether the fonts have all characters of a text that is to be drawn.
func CanDraw(text string) bool { return drawable(text) != "" || strings.TrimSpace(text) == "" }

// Undrawable returns the first character of a text that the fonts lack, or "".
func Undrawable(text string) string {
	for _, r := range text {
		if one := string(r); !CanDraw(one) && !unicode.In(r, unicode.Cf, unicode.Variation_Selector, emoji) {
			return one
		}
	}
	return ""
}

// drawable returns a text as it is drawn: with single spaces and without emoji and characters that format. It is ""
// if the fonts lack a character.
func drawable(text string) string {
	var b strings.Builder
	var buf sfnt.Buffer
	for _, r := range text {
		switch {
		case r == '\u2011': // a hyphen without a break; the fonts have no glyph for it
			r = '-'
		case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
			r = ' '
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector, emoji):
			continue
		}
		if glyph, err := bold.GlyphIndex(&buf, r); err != nil || glyph == 0 || r == unicode.ReplacementChar {
			return ""
		}
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// emoji has the blocks of emoji and of pictures in text. A few of their characters are no pictures but part of a name,
// such as the musical sharp: these are not in it.
var emoji = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x20e3, 0x20e3, 1}, {0x231a, 0x231b, 1}, {0x23e9, 0x23fa, 1}, {0x2600, 0x2668, 1}, {0x2670, 0x27bf, 1},
		{0x2b05, 0x2b07, 1}, {0x2b1b, 0x2b1c, 1}, {0x2b50, 0x2b55, 1},
	},
	R32: []unicode.Range32{{0x1f000, 0x1faff, 1}},
}

// fit returns the lines and the size of a text in a box: the largest size in which it fits, from max down to min. In
// the smallest size, long words are broken and what does not fit is cut, with an ellipsis.
func fit(text string, f *sfnt.Font, maxSize, minSize, width, height int) (lines []string, size int) {
	words := splitWords(text)
	for size = maxSize; size >= minSize; size -= 4 {
		face := newFace(f, size)
		lines, ok := wrap(words, face, width)
		if ok && len(lines) <= linesIn(height, size) {
			return balance(words, face, width, lines), size
		}
	}
	face := newFace(f, minSize)
	lines, _ = wrap(breakWords(words, face, width), face, width)
	if most := linesIn(height, minSize); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = shorten(lines[most-1], face, width)
	}
	return lines, minSize
}

// lineHeight returns the distance of two lines of a text.
func lineHeight(size int) int { return size * 6 / 5 }

func linesIn(height, size int) int { return max(1, height/lineHeight(size)) }

// splitWords splits a text where a line may end: after a space, hyphen, dash or slash. Words keep what they end with.
func splitWords(text string) []string {
	var words []string
	start, inWord := 0, false
	for i, r := range text {
		end := i + len(string(r))
		if strings.ContainsRune(" -–—/", r) && (r == ' ' || inWord) && end < len(text) {
			words = append(words, text[start:end])
			start, inWord = end, false
			continue
		}
		inWord = true
	}
	return append(words, text[start:])
}

// wrap puts as many words on each line as fit. ok is false if a word is wider than a line.
func wrap(words []string, face font.Face, width int) (lines []string, ok bool) {
	ok = true
	line := ""
	for _, word := range words {
		if line != "" && textWidth(face, strings.TrimRight(line+word, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += word
		ok = ok && textWidth(face, strings.TrimRight(word, " ")) <= width
	}
	return append(lines, strings.TrimRight(line, " ")), ok
}

// balance wraps words into the same number of lines, as even as possible.
func balance(words []string, face font.Face, width int, lines []string) []string {
	narrow := width / 2
	for width-narrow > 8 {
		middle := (narrow + width) / 2
		if evened, ok := wrap(words, face, middle); ok && len(evened) == len(lines) {
			width, lines = middle, evened
		} else {
			narrow = middle
		}
	}
	return lines
}

// breakWords breaks the words that are wider than a line.
func breakWords(words []string, face font.Face, width int) []string {
	var out []string
	for _, word := range words {
		runes := []rune(word)
		for textWidth(face, strings.TrimRight(string(runes), " ")) > width {
			n := prefixLen(runes, face, width)
			out = append(out, string(runes[:n]))
			runes = runes[n:]
		}
		out = append(out, string(runes))
	}
	return out
}

// prefixLen returns how many runes fit on a line, at least one.
func prefixLen(runes []rune, face font.Face, width int) int {
	n := 0
	for n < len(runes) && textWidth(face, string(runes[:n+1])) <= width {
		n++
	}
	return max(1, n)
}

// shorten replaces the end of a line by an ellipsis.
func shorten(line string, face font.Face, width int) string {
	runes := []rune(line)
	for len(runes) > 0 {
		short := strings.TrimRight(string(runes), " ,;:.-–—/") + "…"
		if textWidth(face, short) <= width {
			return short
		}
		runes = runes[:len(runes)-1]
	}
	return "…"
}
