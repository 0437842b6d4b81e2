package markdown

import (
	"strings"

	"guide/cmd/internal/diag"
)

// Most texts of the front matter are a line of words. Those are written without being parsed: what isPlain accepts
// means to goldmark exactly what it says (a test compares both).

// maxPlain is the length in bytes of the longest plain text.
const maxPlain = 1000

// isPlain reports whether a text is one paragraph in which nothing is a mark of Markdown, is linked, or is made
// typographic.
func isPlain(text string) bool {
	if text == "" || len(text) > maxPlain || !isASCIILetter(text[0]) {
		return false
	}
	if last := text[len(text)-1]; last == ' ' || last >= 0x80 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if isPlainByte[c] {
			continue
		}
		switch c {
		case '(': // else it may begin a link
			if text[i-1] != ' ' {
				return false
			}
		case '.', ',', ':': // at the end of a word: not "...", and not of a scheme
			if i+1 < len(text) && text[i+1] != ' ' {
				return false
			}
		default:
			return false
		}
	}
	return !strings.Contains(text, "www.")
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isPlainByte tells which bytes mean nothing in Markdown wherever they stand in a line that begins with a letter.
var isPlainByte = func() (is [256]bool) {
	for c := range is {
		is[c] = isASCIILetter(byte(c)) || c >= '0' && c <= '9' || c >= 0x80 ||
			strings.IndexByte(" ;/)?%+=$", byte(c)) >= 0
	}
	return is
}()

// plainResult returns what the conversion would make of a plain text.
func plainResult(text string, pos diag.Locator, env Env, form form) Result {
	r := Result{WordCount: countWords([]byte(text))}
	if form == inlineForm {
		r.HTML, r.PlainText = text, text
	} else {
		r.HTML = "<p>" + text + "</p>\n"
	}
	if !env.Sections && !env.Prose {
		return r
	}
	words := []byte(text)
	if env.Sections {
		r.Sections = []Section{{Text: words}}
	}
	if env.Prose {
		r.Paragraphs = []Paragraph{{Text: words, spans: wholeText, pos: pos}}
	}
	return r
}

// wholeText is the span of a paragraph that is a whole text.
var wholeText = []span{{}}
