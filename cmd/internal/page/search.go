package page

import (
	"bytes"
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
	for at := 0; at < len(text); {
		end, ascii := searchWordEnd(text, at)
		if end == at {
			_, n := utf8.DecodeRune(text[at:])
			at += n
			continue
		}
		var word []byte
		if ascii {
			word = appendLower(room[:0], text[at:end])
		} else {
			word = fold(text[at:end])
		}
		at = end
		word = withoutApostrophes(word)
		switch {
		case !ascii && bytes.ContainsFunc(word, isUnspaced):
			eachPair(word, f)
		case len(word) > 1 && len(word) <= maxWord || len(word) == 1 && word[0] >= '0' && word[0] <= '9':
			f(singular(word))
		}
	}
}

// maxWord is the length in bytes beyond which a word is none that people search for.
const maxWord = 60

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

// searchWordEnd returns the end of the word at a place: letters, marks, digits and underscores, with
// apostrophes between them. It reports whether all of it is ASCII.
func searchWordEnd(text []byte, begin int) (end int, ascii bool) {
	at := begin
	for at < len(text) {
		c := text[at]
		if c >= utf8.RuneSelf {
			return foreignWordEnd(text, begin, at), false
		}
		if !wordByte[c] && !(c == '\'' && at > begin && beginsWord(text[at+1:])) {
			break
		}
		at++
	}
	return at, true
}

// foreignWordEnd goes on from the first character that is not ASCII.
func foreignWordEnd(text []byte, begin, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRune(text[at:])
		if !isSearched(r) && !((r == '\'' || r == '’') && at > begin && beginsWord(text[at+n:])) {
			break
		}
		at += n
	}
	return at
}

// beginsWord reports whether a word goes on behind an apostrophe; marks alone are none.
func beginsWord(text []byte) bool {
	r, n := utf8.DecodeRune(text)
	for unicode.IsMark(r) {
		text = text[n:]
		r, n = utf8.DecodeRune(text)
	}
	return isSearched(r)
}

func isSearched(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// wordByte tells which ASCII characters are part of a word.
var wordByte = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = isSearched(rune(c))
	}
	return is
}()

func withoutApostrophes(word []byte) []byte {
	if bytes.IndexByte(word, '\'') < 0 {
		return word
	}
	return bytes.ReplaceAll(bytes.TrimSuffix(word, []byte("'s")), []byte("'"), nil)
}

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
	ends := func(end string) bool { return string(word[max(n-len(end), 0):]) == end }
	switch {
	case ends("us"), ends("ss"):
		return word
	case ends("ies") && !ends("eies") && !ends("aies"):
		return append(word[:n-3], 'y')
	case ends("sses"), ends("shes"), ends("ches"), ends("xes"), ends("zes"):
		return word[:n-2]
	case ends("aes"), ends("ees"), ends("oes"):
		return word
	}
	return word[:n-1]
}
