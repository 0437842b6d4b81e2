package search

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Tokenize calls f with every word of a text: in lower case, without diacritics and apostrophes. Han and Kana, which
// have no spaces between words, become pairs of characters. The slice is valid during the call. static/js/tokenize.js
// does the same to what a reader types; a test compares the two.
func Tokenize(text []byte, f func(word []byte)) {
	eachToken(text, func(_, form []byte) { f(form) })
}

// eachToken calls f with every word of a text, with its diacritics and as Tokenize finds it.
func eachToken(text []byte, f func(word, form []byte)) {
	var buf [64]byte
	for i := 0; i < len(text); {
		end, ascii := tokenEnd(text, i)
		if end == i {
			_, n := utf8.DecodeRune(text[i:])
			i += n
			continue
		}
		var word, form []byte
		if ascii {
			word = trimPossessive(appendLowerASCII(buf[:0], text[i:end]))
			form = word
		} else {
			word = lower(text[i:end])
			word, form = trimPossessive(word), trimPossessive(fold(word))
		}
		i = end
		switch {
		case !ascii && bytes.ContainsFunc(form, isCJK):
			eachBigram(form, f)
		case len(form) > 1 && len(form) <= maxTokenLen || len(form) == 1 && form[0] >= '0' && form[0] <= '9':
			f(word, form)
		}
	}
}

// maxTokenLen is the longest word in bytes; nobody searches for longer ones.
const maxTokenLen = 60

// lower returns a text in lower case, composed (NFC), with typographic apostrophes as plain ones.
func lower(text []byte) []byte {
	return norm.NFC.Bytes(bytes.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); r {
		case '’':
			return '\''
		case 'ς':
			return 'σ'
		}
		return r
	}, norm.NFD.Bytes(text)))
}

// fold removes diacritics.
func fold(text []byte) []byte {
	if !bytes.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return text
	}
	return bytes.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.Bytes(text))
}

// tokenEnd returns the end of the word at an offset: letters, marks, digits and underscores, with
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

// unicodeTokenEnd continues from the first character that is not ASCII.
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

// continuesToken reports whether a word continues after an apostrophe. Marks alone do not continue it.
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

// appendLowerASCII appends an ASCII word in lower case.
func appendLowerASCII(dst, word []byte) []byte {
	for _, c := range word {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// trimPossessive removes 's from the end of a word, and apostrophes inside.
func trimPossessive(word []byte) []byte {
	if bytes.IndexByte(word, '\'') < 0 {
		return word
	}
	return bytes.ReplaceAll(bytes.TrimSuffix(word, []byte("'s")), []byte("'"), nil)
}

// isCJK reports whether a character belongs to a script that has no spaces between words.
func isCJK(r rune) bool {
	return r > 0x2E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// eachBigram divides a word into runs of Han and Kana, whose pairs of characters it passes to f, and other runs.
func eachBigram(word []byte, f func(word, form []byte)) {
	runes := []rune(string(word))
	emit := func(run []rune) {
		token := []byte(string(run))
		f(token, token)
	}
	for begin := 0; begin < len(runes); {
		end := begin + 1
		for end < len(runes) && isCJK(runes[end]) == isCJK(runes[begin]) {
			end++
		}
		switch run := runes[begin:end]; {
		case isCJK(run[0]) && len(run) > 1:
			for i := range len(run) - 1 {
				emit(run[i : i+2])
			}
		case isCJK(run[0]) || len(run) > 1:
			emit(run)
		}
		begin = end
	}
}
