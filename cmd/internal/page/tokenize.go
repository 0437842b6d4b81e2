package page

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Tokenize calls f with every word of a text as search knows it: in lower case, without diacritics and
// apostrophes, an English plural as its singular. Han and Kana, which have no blanks between words, become
// pairs of characters. The slice is good during the call. static/js/tokenize.js does the same to what a reader
// types; a test holds both together.
func Tokenize(text []byte, f func(word []byte)) {
	var buf [64]byte
	for i := 0; i < len(text); {
		end, ascii := tokenEnd(text, i)
		if end == i {
			_, n := utf8.DecodeRune(text[i:])
			i += n
			continue
		}
		var word []byte
		if ascii {
			word = appendLower(buf[:0], text[i:end])
		} else {
			word = foldDiacritics(text[i:end])
		}
		i = end
		word = trimPossessive(word)
		switch {
		case !ascii && bytes.ContainsFunc(word, isCJK):
			eachBigram(word, f)
		case len(word) > 1 && len(word) <= maxTokenLen || len(word) == 1 && word[0] >= '0' && word[0] <= '9':
			f(stem(word))
		}
	}
}

// maxTokenLen is the length in bytes beyond which a word is none that people search for.
const maxTokenLen = 60

// foldDiacritics decomposes characters and drops what stands above and below letters; a typographic apostrophe
// becomes a plain one.
func foldDiacritics(text []byte) []byte {
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

// tokenEnd returns the end of the word at a place: letters, marks, digits and underscores, with
// apostrophes between them. It reports whether all of it is ASCII.
func tokenEnd(text []byte, begin int) (end int, ascii bool) {
	i := begin
	for i < len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return unicodeTokenEnd(text, begin, i), false
		}
		if !isTokenByte[c] && !(c == '\'' && i > begin && continuesToken(text[i+1:])) {
			break
		}
		i++
	}
	return i, true
}

// unicodeTokenEnd goes on from the first character that is not ASCII.
func unicodeTokenEnd(text []byte, begin, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		if !isTokenRune(r) && !((r == '\'' || r == '’') && i > begin && continuesToken(text[i+n:])) {
			break
		}
		i += n
	}
	return i
}

// continuesToken reports whether a word goes on behind an apostrophe; marks alone are none.
func continuesToken(text []byte) bool {
	r, n := utf8.DecodeRune(text)
	for unicode.IsMark(r) {
		text = text[n:]
		r, n = utf8.DecodeRune(text)
	}
	return isTokenRune(r)
}

func isTokenRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// isTokenByte tells which ASCII characters are part of a word.
var isTokenByte = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = isTokenRune(rune(c))
	}
	return is
}()

func trimPossessive(word []byte) []byte {
	if bytes.IndexByte(word, '\'') < 0 {
		return word
	}
	return bytes.ReplaceAll(bytes.TrimSuffix(word, []byte("'s")), []byte("'"), nil)
}

// isCJK reports whether a character belongs to a script that puts no blanks between words.
func isCJK(r rune) bool {
	return r > 0x2E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// eachBigram cuts a word into runs of Han and Kana, of which it gives the pairs, and others.
func eachBigram(word []byte, f func(word []byte)) {
	runes := []rune(string(word))
	for begin := 0; begin < len(runes); {
		end := begin + 1
		for end < len(runes) && isCJK(runes[end]) == isCJK(runes[begin]) {
			end++
		}
		switch run := runes[begin:end]; {
		case !isCJK(run[0]):
			if len(run) > 1 {
				f(stem([]byte(string(run))))
			}
		case len(run) == 1:
			f([]byte(string(run)))
		default:
			for i := range len(run) - 1 {
				f([]byte(string(run[i : i+2])))
			}
		}
		begin = end
	}
}

// stem takes the plural s from an English word, by the rules of Harman (How effective is suffixing?,
// 1991), and the e that stands before it behind a sibilant.
func stem(word []byte) []byte {
	n := len(word)
	if n < 4 || word[n-1] != 's' {
		return word
	}
	hasSuffix := func(end string) bool { return string(word[max(n-len(end), 0):]) == end }
	switch {
	case hasSuffix("us"), hasSuffix("ss"):
		return word
	case hasSuffix("ies") && !hasSuffix("eies") && !hasSuffix("aies"):
		return append(word[:n-3], 'y')
	case hasSuffix("sses"), hasSuffix("shes"), hasSuffix("ches"), hasSuffix("xes"), hasSuffix("zes"):
		return word[:n-2]
	case hasSuffix("aes"), hasSuffix("ees"), hasSuffix("oes"):
		return word
	}
	return word[:n-1]
}
