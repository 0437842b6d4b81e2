package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is a sentence of a text, by its offsets, with its number of words.
type Sentence struct {
	Start, End int
	Words      int
	Complete   bool // it ends in . ! or ?; else it is a fragment, such as an item of a few words
}

// Sentences appends the sentences of a text to list, which may be nil.
func Sentences(list []Sentence, text []byte) []Sentence {
	s := Sentence{}
	inWord := false
	flush := func(end int, complete bool) {
		if s.Words > 0 {
			s.Start += len(text[s.Start:end]) - len(bytes.TrimLeft(text[s.Start:end], " "))
			s.End, s.Complete = s.Start+len(bytes.TrimRight(text[s.Start:end], " ")), complete
			list = append(list, s)
		}
		s, inWord = Sentence{Start: end}, false
	}
	for i := 0; i < len(text); i++ {
		switch c := byteKinds[text[i]]; {
		case c == letterByte && inWord:
		case c == spaceByte:
			inWord = false
		case c == markByte:
			if end := sentenceEnd(text, i); end > 0 {
				flush(end, true)
				i = end - 1
				continue
			}
			for i+1 < len(text) && byteKinds[text[i+1]] == markByte { // a run of marks is looked at once
				i++
			}
		case !inWord && isWordByte(text, i):
			inWord = true
			s.Words++
		}
	}
	flush(len(text), false)
	return list
}

// What a byte means to Sentences.
const (
	letterByte = iota // or anything else
	spaceByte
	markByte // it may end a sentence
)

var byteKinds = [256]uint8{' ': spaceByte, '.': markByte, '!': markByte, '?': markByte}

// isWordByte reports whether the byte at i is of what counts as a word: of a letter, a digit or a piece of code.
func isWordByte(text []byte, i int) bool {
	c := text[i]
	if c < utf8.RuneSelf {
		return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	r, _ := utf8.DecodeRune(text[i:])
	return r == object || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// object stands for what is no running text.
const object = '\ufffc'

// sentenceEnd returns the offset after the sentence that the mark at i ends, or 0 if it ends none.
func sentenceEnd(text []byte, i int) int {
	end := i + 1
	for end < len(text) && strings.IndexByte(".!?", text[end]) >= 0 {
		end++
	}
	for end < len(text) {
		r, n := utf8.DecodeRune(text[end:])
		if !strings.ContainsRune(`"')]”’»`, r) {
			break
		}
		end += n
	}
	if end == len(text) {
		return end
	}
	if text[end] != ' ' {
		return 0 // 3.5, example.org
	}
	rest := bytes.TrimLeft(text[end:], ` "'([“‘«`)
	if next, _ := utf8.DecodeRune(rest); unicode.IsLower(next) || text[i] == '.' && isShortening(text, i, rest) {
		return 0
	}
	return end
}

// isShortening reports whether the full stop at i belongs to the word before it, and rest goes on with the sentence.
func isShortening(text []byte, i int, rest []byte) bool {
	start := i
	for start > 0 && text[start-1] != ' ' && text[start-1] != '(' {
		start--
	}
	word := string(text[start:i])
	switch {
	case titles[word]:
		return true
	case len(word) == 1 && word != "I" && word[0] >= 'A' && word[0] <= 'Z': // an initial, after another part of a name
		before, _ := utf8.DecodeRune(lastWord(text[:start]))
		return start == 0 || unicode.IsUpper(before)
	case counted[word]:
		return len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9'
	}
	return false
}

// lastWord returns the last word of a text.
func lastWord(text []byte) []byte {
	text = bytes.TrimRight(text, " ")
	return text[bytes.LastIndexByte(text, ' ')+1:]
}

// titles never end a sentence, counted ones do not before a number.
var (
	titles = setOf("Dr Mr Mrs Ms Mx Prof Rev Hon St Sr Jr Capt Col Gen Lt Sgt Gov Sen Rep Messrs " +
		"e.g i.e eg ie cf vs v viz approx esp incl E.g I.e")
	counted = setOf("No no Nos nos p pp Fig fig Figs figs Vol vol Ch ch Sec sec Art art Eq eq ca c " +
		"Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
