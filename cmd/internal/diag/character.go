package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oddCharacter is a character that cannot be seen, or that looks like another.
type oddCharacter struct {
	name  string
	plain string // what a keyboard has for it
}

const (
	curlyQuote    = "a curly quote"
	directionMark = "a mark of the direction of writing"
)

var oddCharacters = map[rune]oddCharacter{
	'\u000b': {"a vertical tab, the line break of word processors", " "},
	'\r':     {"a carriage return without a line feed", " "},
	'\u0085': {"a next-line character", " "},
	'\u00a0': {"a non-breaking space", " "},
	'\u00ad': {"a soft hyphen", ""},
	'\u2002': {"an en space", " "}, '\u2003': {"an em space", " "}, '\u2007': {"a figure space", " "},
	'\u2009': {"a thin space", " "}, '\u200a': {"a hair space", " "}, '\u202f': {"a narrow non-breaking space", " "},
	'\u3000': {"an ideographic space", " "},
	'\u200b': {"a zero-width space", ""}, '\u200c': {"a zero-width non-joiner", ""},
	'\u200d': {"a zero-width joiner", ""}, '\u2060': {"a word joiner", ""}, '\ufeff': {"a byte-order mark", ""},
	'\u200e': {"a left-to-right mark", ""}, '\u200f': {"a right-to-left mark", ""},
	'\u202a': {directionMark, ""}, '\u202b': {directionMark, ""}, '\u202c': {directionMark, ""},
	'\u202d': {directionMark, ""}, '\u202e': {directionMark, ""}, '\u2066': {directionMark, ""},
	'\u2067': {directionMark, ""}, '\u2068': {directionMark, ""}, '\u2069': {directionMark, ""},
	'\u2028': {"a line separator", " "}, '\u2029': {"a paragraph separator", " "},
	'\u2010': {"a typographic hyphen", "-"}, '\u2011': {"a non-breaking hyphen", "-"},
	'\u2012': {"a figure dash", "-"}, '\u2013': {"an en dash", "-"}, '\u2014': {"an em dash", "-"},
	'\u2015': {"a horizontal bar", "-"}, '\u2212': {"a minus sign", "-"},
	'\u2018': {curlyQuote, "'"}, '\u2019': {curlyQuote, "'"}, '\u201a': {curlyQuote, "'"},
	'\u201c': {curlyQuote, `"`}, '\u201d': {curlyQuote, `"`}, '\u201e': {curlyQuote, `"`}, '\u201b': {curlyQuote, "'"},
	'\u201f': {curlyQuote, `"`},
	'\u3001': {"an ideographic comma", ","},
	'\uff08': {"a full-width bracket", "("}, '\uff09': {"a full-width bracket", ")"},
	'\uff3b': {"a full-width bracket", "["}, '\uff3d': {"a full-width bracket", "]"},
	'\uff0c': {"a full-width comma", ","}, '\uff1a': {"a full-width colon", ":"},
	'\uff1d': {"a full-width equals sign", "="}, '\uff0d': {"a full-width hyphen", "-"},
	'\ufffd': {"the sign for a lost character", "\ufffd"},
}

// OddSpaces are the characters that look like a space, or like nothing, and separate nothing in Markdown and YAML.
const OddSpaces = "\u00a0\u00ad\u2002\u2003\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u202f\u2060\u3000" +
	"\ufeff"

// lookUp returns what is known of an odd character; ok is false for others.
func lookUp(r rune) (odd oddCharacter, ok bool) {
	odd, ok = oddCharacters[r]
	switch {
	case ok || r < ' ' && r != '\t' && r != '\n':
	case r < utf8.RuneSelf:
		return odd, false
	case r >= '\uff01' && r <= '\uff5e':
		odd = oddCharacter{"a full-width character", string(r - '\uff01' + '!')}
	case r >= '\u0300' && r <= '\u036f': // marks of other scripts are always apart from their letters
		odd = oddCharacter{"an accent of its own, apart from its letter", string(r)}
	case unicode.Is(unicode.Cyrillic, r):
		odd = oddCharacter{"a Cyrillic letter", string(r)}
	case unicode.Is(unicode.Greek, r):
		odd = oddCharacter{"a Greek letter", string(r)}
	case !unicode.IsControl(r):
		return odd, false
	}
	if odd.name == "" {
		odd.name = "a control character"
	}
	return odd, true
}

// BadCharacterHint is the hint of [BadCharacter].
const BadCharacterHint = "delete it; if a line should end there, press Enter"

// NameCharacter returns the name of a character that cannot be seen or that looks like another, with its number: "a
// non-breaking space (U+00A0)". Other characters have only the number.
func NameCharacter(r rune) string {
	if odd, ok := lookUp(r); ok {
		return fmt.Sprintf("%s (%U)", odd.name, r)
	}
	return fmt.Sprintf("%U", r)
}

// OddCharacter returns the name of the first character of a value that cannot be seen or looks like another, see
// [NameCharacter], or "". A letter of another alphabet is odd among those of the Latin one only.
func OddCharacter(value string) string {
	hasLatin := strings.ContainsFunc(value, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	for _, r := range value {
		if _, odd := lookUp(r); odd && (hasLatin || !unicode.IsLetter(r)) {
			return NameCharacter(r)
		}
	}
	return ""
}

// IsOddSpace reports whether a character looks like a space, or like nothing, and is no space to a program.
func IsOddSpace(r rune) bool {
	odd, ok := oddCharacters[r]
	return ok && strings.TrimSpace(odd.plain) == "" && r != '\r'
}

// Plain returns a value with the characters that a keyboard has in place of those that look like them.
func Plain(value string) string {
	var b strings.Builder
	for _, r := range value {
		if odd, ok := lookUp(r); ok {
			b.WriteString(odd.plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// FindInvisible returns the first character of s that is not seen in an address: a control character, a space other
// than that of ASCII, or a mark without width; 0 if there is none. Joiners are letters of some scripts.
func FindInvisible(s string) rune {
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~':
		case unicode.IsControl(r) || unicode.IsSpace(r) ||
			unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return r
		}
	}
	return 0
}
