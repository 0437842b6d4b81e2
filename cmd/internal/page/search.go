package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// EachWord calls f with every word of a text as search knows it: in lower case, without diacritics and
// apostrophes, an English plural as its singular. Han and Kana, which have no blanks between words, become
// pairs of characters. The slice is good during the call. static/js/words.js does the same to what a reader
// types; a test holds both together.
func EachWord(text []byte, f func(word []byte)) {
	var room [64]byte
	if !isASCII(text) {
		text = fold(text)
	}
	for at := 0; at < len(text); {
		end := searchWordEnd(text, at)
		if end == at {
			_, n := utf8.DecodeRune(text[at:])
			at += n
			continue
		}
		word := appendLower(room[:0], text[at:end])
		at = end
		word = bytes.ReplaceAll(possessive(word), []byte("'"), nil)
		if bytes.ContainsFunc(word, isUnspaced) {
			eachPair(word, f)
		} else if len(word) > 1 && len(word) <= maxWord || len(word) == 1 && word[0] >= '0' && word[0] <= '9' {
			f(singular(word))
		}
	}
}

// maxWord is the length in bytes beyond which a word is none that people search for.
const maxWord = 60

func isASCII(text []byte) bool {
	return !slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf })
}

// fold decomposes characters and drops what stands above and below letters; a typographic apostrophe
// becomes a plain one.
func fold(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case unicode.IsMark(r):
			return -1
		}
		if r = unicode.ToLower(r); r == 'ς' {
			return 'σ'
		}
		return r
	}, norm.NFD.Bytes(text))
}

// searchWordEnd returns the end of the word at a place: letters, digits and underscores, with apostrophes between them.
func searchWordEnd(text []byte, at int) int {
	for begin := at; at < len(text); {
		r, n := utf8.DecodeRune(text[at:])
		if r == '\'' && at > begin {
			next, _ := utf8.DecodeRune(text[at+1:])
			if !isSearched(next) {
				return at
			}
		} else if !isSearched(r) {
			return at
		}
		at += n
	}
	return at
}

func isSearched(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

func possessive(word []byte) []byte { return bytes.TrimSuffix(word, []byte("'s")) }

// isUnspaced reports whether a character belongs to a script that puts no blanks between words.
func isUnspaced(r rune) bool {
	return r > 0x2E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// eachPair cuts a word into runs of Han and Kana, of which it gives the pairs, and others.
func eachPair(word []byte, f func(word []byte)) {
	runes := []rune(string(word))
	for at := 0; at < len(runes); {
		end := at + 1
		for end < len(runes) && isUnspaced(runes[end]) == isUnspaced(runes[at]) {
			end++
		}
		switch run := runes[at:end]; {
		case !isUnspaced(run[0]):
			if len(run) > 1 {
				f(singular([]byte(string(run))))
			}
		case len(run) == 1:
			f([]byte(string(run)))
		default:
			for i := range len(run) - 1 {
				f([]byte(string(run[i : i+2])))
			}
		}
		at = end
	}
}

// singular takes the plural s from an English word, by the rules of Harman (How effective is suffixing?,
// 1991), and the e that stands before it behind a sibilant.
func singular(word []byte) []byte {
	n := len(word)
	if n < 4 || word[n-1] != 's' {
		return word
	}
	has := func(ends ...string) bool {
		return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(string(word), end) })
	}
	switch {
	case has("us", "ss"):
		return word
	case has("ies") && !has("eies", "aies"):
		return append(word[:n-3], 'y')
	case has("sses", "shes", "ches", "xes", "zes"):
		return word[:n-2]
	case has("aes", "ees", "oes"):
		return word
	}
	return word[:n-1]
}
