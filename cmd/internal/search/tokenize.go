package search

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Tokenize calls f with every word of a text: in lower case, without diacritics and apostrophes. Parts of a word with
// hyphens are words, and so is the whole without hyphens, after them. Han and Kana, which have no spaces between words,
// become pairs of characters. The slice is valid during the call. static/js/tokenize.js does the same to what a reader
// types; a test compares the two.
func Tokenize(text []byte, f func(word []byte)) {
	eachToken(text, func(t token) { f(t.form) })
}

// token is a word of a text. Its slices are valid during the call that passes it.
type token struct {
	word     []byte // with its diacritics
	form     []byte // as Tokenize finds it
	position int    // counts all words, also the single letters that eachToken leaves out
	joined   bool   // a word with hyphens, without them; its position is that of the first part
}

// eachToken calls f with every word of a text.
func eachToken(text []byte, f func(token)) {
	var buf [64]byte
	var c compound
	position := 0
	for i := 0; i < len(text); {
		end, ascii := tokenEnd(text, i)
		if end == i {
			_, n := utf8.DecodeRune(text[i:])
			i += n
			continue
		}
		t := token{position: position}
		if ascii {
			t.word = trimPossessive(appendLowerASCII(buf[:0], text[i:end]))
			t.form = t.word
		} else {
			t.word = lower(text[i:end])
			t.word, t.form = trimPossessive(t.word), trimPossessive(fold(t.word))
		}
		hasCJK := !ascii && bytes.ContainsFunc(t.form, isCJK)
		switch {
		case hasCJK:
			position += eachBigram(t.form, position, f)
		case len(t.form) > 0:
			position++
			if len(t.form) <= maxTokenLen && (len(t.form) > 1 || isDigits(t.form)) {
				f(t)
			}
		}
		hyphen := hyphenLen(text[end:])
		if hyphen > 0 || c.parts > 0 {
			c.add(t, hasCJK)
		}
		if hyphen == 0 && c.parts > 0 {
			c.end(f)
		}
		i = end + hyphen
	}
}

// compound collects the parts of a word with hyphens.
type compound struct {
	word, form []byte
	position   int
	parts      int
	hasCJK     bool
}

// add adds a part.
func (c *compound) add(t token, hasCJK bool) {
	if c.parts == 0 {
		*c = compound{word: c.word[:0], form: c.form[:0], position: t.position}
	}
	c.word, c.form = append(c.word, t.word...), append(c.form, t.form...)
	c.parts++
	c.hasCJK = c.hasCJK || hasCJK
}

// end passes the whole to f and starts anew. Numbers with hyphens are seldom one word.
func (c *compound) end(f func(token)) {
	if !c.hasCJK && len(c.form) <= maxTokenLen && !isDigits(c.form) {
		f(token{word: c.word, form: c.form, position: c.position, joined: true})
	}
	c.parts = 0
}

// hyphenLen returns the length of a hyphen that a word follows.
func hyphenLen(text []byte) int {
	r, n := utf8.DecodeRune(text)
	if r != '-' && r != '\u2010' && r != '\u2011' || !continuesToken(text[n:]) {
		return 0
	}
	return n
}

func isDigits(form []byte) bool {
	return !bytes.ContainsFunc(form, func(r rune) bool { return r < '0' || r > '9' })
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

// unicodeTokenEnd continues from the first character that is not ASCII. No word begins with a mark.
func unicodeTokenEnd(text []byte, begin, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		apostrophe := (r == '\'' || r == '’') && i > begin && continuesToken(text[i+n:])
		if !isTokenRune(r) && !apostrophe || i == begin && unicode.IsMark(r) {
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

// eachBigram divides a word into runs of Han and Kana, whose pairs of characters it passes to f, and other runs. It
// returns how many words it found.
func eachBigram(word []byte, position int, f func(token)) (count int) {
	runes := []rune(string(word))
	emit := func(run []rune) {
		form := []byte(string(run))
		f(token{word: form, form: form, position: position + count})
		count++
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
	return count
}
