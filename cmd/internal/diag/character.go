package diag

import (
	"fmt"
	"strings"
	"unicode"
)

// characterNames has the names of characters that cannot be seen, or that look like others.
var characterNames = map[rune]string{
	'\u000b': "a vertical tab, the line break of word processors",
	'\u00a0': "a non-breaking space",
	'\u00ad': "a soft hyphen",
	'\u2002': "an en space", '\u2003': "an em space", '\u2007': "a figure space", '\u2009': "a thin space",
	'\u200a': "a hair space", '\u202f': "a narrow non-breaking space", '\u3000': "an ideographic space",
	'\u200b': "a zero-width space", '\u200c': "a zero-width non-joiner", '\u200d': "a zero-width joiner",
	'\u2060': "a word joiner", '\ufeff': "a byte-order mark",
	'\u200e': "a left-to-right mark", '\u200f': "a right-to-left mark",
	'\u2028': "a line separator", '\u2029': "a paragraph separator",
	'\u2010': "a typographic hyphen", '\u2011': "a non-breaking hyphen", '\u2012': "a figure dash",
	'\u2013': "an en dash", '\u2014': "an em dash", '\u2212': "a minus sign",
	'\u2018': "a curly quote", '\u2019': "a curly quote", '\u201c': "a curly quote", '\u201d': "a curly quote",
	'\uff1a': "a full-width colon", '\ufffd': "the sign for a lost character",
}

// NameCharacter returns the name of a character that cannot be seen or that looks like another, with its number: "a
// non-breaking space (U+00A0)". Other characters have only the number.
func NameCharacter(r rune) string {
	if name := characterNames[r]; name != "" {
		return fmt.Sprintf("%s (%U)", name, r)
	}
	return fmt.Sprintf("%U", r)
}

// FindInvisible returns the first character of s that is not seen in an address: a control character, a space other
// than that of ASCII, or a mark without width; 0 if there is none. Joiners are letters of some scripts.
func FindInvisible(s string) rune {
	i := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r >= 0x80 && unicode.IsSpace(r) ||
			unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
	})
	if i < 0 {
		return 0
	}
	return []rune(s[i:])[0]
}
