package prose

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviation is an abbreviation in a text, of capital letters.
type Abbreviation struct {
	Name      string // without a plural s
	Start     int
	Explained bool // the words around it say what it stands for
}

// The length of an abbreviation, in letters. Longer words in capitals are names, or shouted.
const (
	shortestAbbreviation = 2
	longestAbbreviation  = 5
)

// Abbreviations returns the abbreviations of a text, without those that everybody knows.
func Abbreviations(text []byte) (found []Abbreviation) {
	for i := 1; i < len(text); i += 2 { // two capital letters in a row are at an odd offset, too
		if !isCapital(text[i]) {
			continue
		}
		start, end := i, i+1
		for start > 0 && isCapital(text[start-1]) {
			start--
		}
		for end < len(text) && isCapital(text[end]) {
			end++
		}
		n := end - start
		if n < shortestAbbreviation {
			continue
		}
		name := text[start:end]
		if n <= longestAbbreviation && standsAlone(text, start, end) && !isCommon(string(name)) &&
			!isShouted(text, start, end) && !beginsName(text[end:]) && !isForenames(text, start, end) &&
			!isPlaceholder(name) && !isCode(text, start, end) {
			found = append(found, Abbreviation{string(name), start, isExplained(text, start, end)})
		}
		for end < len(text) && text[end] != ' ' && text[end] != '/' && text[end] != '(' {
			end++ // the rest of the word, as in PMI-ACP
		}
		i = end - 1
	}
	return found
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }

// standsAlone reports whether capital letters are a whole word, perhaps with a plural s, and not part of a name such as
// HTML5, UTF-8 or NODE_ENV.
func standsAlone(text []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(text[:start])
	if start > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before) ||
		strings.ContainsRune(`_.-@#$\&+:=<!"“‘'`, before)) {
		return false
	}
	if end < len(text) && text[end] == 's' {
		end++
	}
	after, n := utf8.DecodeRune(text[end:])
	if n == 0 {
		return true
	}
	if unicode.IsLetter(after) || unicode.IsDigit(after) || strings.ContainsRune(`_@#$&+=<`, after) {
		return false
	}
	next, _ := utf8.DecodeRune(text[end+n:])
	switch after {
	case '-', '–', '’', '\'':
		return !unicode.IsUpper(next) && !unicode.IsDigit(next)
	case '.', ':', '\\':
		return !unicode.IsLetter(next) && !unicode.IsDigit(next)
	}
	return true
}

// isCommon reports whether everybody knows what capital letters mean, in the plural too, or whether they are a word.
func isCommon(name string) bool {
	singular, isPlural := strings.CutSuffix(name, "S")
	switch {
	case commonAbbreviations[name], isPlural && commonAbbreviations[singular]:
		return true
	case len(name) < 4: // as many of these are abbreviations as are words
		return false
	}
	word := strings.ToLower(name)
	return verbs[word] || nouns[word] || verbs[strings.TrimSuffix(word, "s")] || nouns[strings.TrimSuffix(word, "s")]
}

// isPlaceholder reports whether capital letters stand for something to fill in: XXX, XYZ, or YYYY and DDMM in a date.
func isPlaceholder(name []byte) bool {
	consistsOf := func(letters string) bool { return len(bytes.Trim(name, letters)) == 0 }
	return consistsOf(string(name[:1])) || consistsOf("XYZ") || consistsOf("YMDHS") && name[0] == name[1]
}

// isCode reports whether capitals are part of a number, as in HRI/GEN/1, TX 78701 and ISO 9001, and not before a year,
// or stand between braces.
func isCode(text []byte, start, end int) bool {
	if start > 0 && text[start-1] == '{' {
		return true
	}
	word, rest, _ := bytes.Cut(text[end:], []byte(" "))
	if i := bytes.IndexByte(word, '/'); i >= 0 && bytes.ContainsAny(word[i:], "0123456789") {
		return true
	}
	digits := rest[:len(rest)-len(bytes.TrimLeft(rest, "0123456789"))]
	isYear := len(digits) == 4 && (bytes.HasPrefix(digits, []byte("19")) || bytes.HasPrefix(digits, []byte("20")))
	return len(word) == 0 && len(digits) > 2 && !isYear
}

// beginsName reports whether a capitalized word follows an abbreviation, as in the name of a firm.
func beginsName(after []byte) bool {
	if len(after) < 2 || after[0] != ' ' || !isCapital(after[1]) {
		return false
	}
	return len(after) == 2 || !isCapital(after[2])
}

// isForenames reports whether two letters are the first ones of names behind a family name, as in Katz DS, Clark T.
func isForenames(text []byte, start, end int) bool {
	if end-start > 2 || end == len(text) || text[end] != ',' || start == 0 || text[start-1] != ' ' {
		return false
	}
	before := text[:start-1]
	word := before[bytes.LastIndexByte(before, ' ')+1:]
	return len(word) > 1 && isCapital(word[0]) && !isCapital(word[1])
}

// isShouted reports whether the words on both sides are in capitals too, or two on one side; one is enough if it is
// too long for an abbreviation, as in STRETCH GOAL.
func isShouted(text []byte, start, end int) bool {
	left, before := wordBefore(text[:start])
	right, after := wordAfter(text[end:])
	switch isLeft, isRight := isAllCapitals(left), isAllCapitals(right); {
	case isLeft && (isRight || isTooLong(left)), isRight && isTooLong(right):
		return true
	case isLeft:
		left, _ = wordBefore(before)
		return isAllCapitals(left)
	case isRight:
		right, _ = wordAfter(after)
		return isAllCapitals(right)
	}
	return false
}

// wordBefore returns the last word of a text, and what comes before it.
func wordBefore(text []byte) (word, before []byte) {
	text = bytes.TrimRight(text, " ")
	i := bytes.LastIndexByte(text, ' ') + 1
	return text[i:], text[:i]
}

// wordAfter returns the first word of a text, and what comes after it.
func wordAfter(text []byte) (word, after []byte) {
	word, after, _ = bytes.Cut(bytes.TrimLeft(text, " "), []byte(" "))
	return word, after
}

// isTooLong reports whether a word is too long for an abbreviation.
func isTooLong(word []byte) bool { return len(bytes.Trim(word, punctuation)) > longestAbbreviation }

// punctuation may stand around a word.
const punctuation = `.,;:!?"'(){}[]“”`

func isAllCapitals(word []byte) bool {
	word = bytes.Trim(word, punctuation)
	return len(word) > 1 && bytes.IndexFunc(word, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// Words that come before or after an abbreviation where it is explained.
var (
	explainBefore = []string{", or ", "known as ", "known as the ", "called ", "called the ", "abbreviated ",
		"abbreviated to ", "abbreviated as ", "shortened to "}
	explainAfter = []string{" stands for ", " stand for ", " means ", ", or ", ", short for ", " is short for ",
		", which stands for ", " is the ", " is a ", " is an ", " are the ", ", a ", ", an ", ", the "}
)

// isExplained reports whether the words around an abbreviation say what it stands for.
func isExplained(text []byte, start, end int) bool {
	before, after := text[:start], text[end:]
	after = bytes.TrimPrefix(after, []byte("s"))
	if bytes.HasSuffix(before, []byte("(")) && len(after) > 0 && bytes.IndexByte([]byte("),;: "), after[0]) >= 0 {
		return true
	}
	if rest, ok := bytes.CutPrefix(after, []byte(" (")); ok {
		inside, _, _ := bytes.Cut(rest, []byte(")"))
		return bytes.IndexByte(inside, ' ') > 0
	}
	for _, words := range explainBefore {
		if bytes.HasSuffix(before, []byte(words)) {
			return true
		}
	}
	for _, words := range explainAfter {
		if bytes.HasPrefix(after, []byte(words)) {
			return true
		}
	}
	return false
}

// Initials are the first letters of the words of texts.
type Initials struct{ all, withoutSmall, lowered []byte }

// isSmall reports whether a word has no letter in many abbreviations.
func isSmall(word []byte) bool {
	if len(word) > len("with") {
		return false
	}
	switch string(word) {
	case "a", "an", "and", "at", "by", "de", "for", "in", "of", "on", "or", "the", "to", "with":
		return true
	}
	return false
}

// Add adds the words of a text.
func (in *Initials) Add(text []byte) {
	for i := 0; i < len(text); i++ {
		start := i
		for i < len(text) && isLetter[text[i]] {
			i++
		}
		if i == start {
			continue
		}
		in.all = append(in.all, text[start])
		if !isSmall(text[start:i]) {
			in.withoutSmall = append(in.withoutSmall, text[start])
		}
	}
	in.all, in.withoutSmall = append(in.all, ' '), append(in.withoutSmall, ' ')
}

// isLetter tells which bytes are part of a word of letters.
var isLetter = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf || c == '\''
	}
	return is
}()

// Spell reports whether words in a row have the letters of an abbreviation as initials. If it is of two letters, which
// come about by chance, the words must begin with capitals.
func (in *Initials) Spell(name string) bool {
	if len(name) == shortestAbbreviation {
		return bytes.Contains(in.all, []byte(name)) || bytes.Contains(in.withoutSmall, []byte(name))
	}
	lower := bytes.ToLower([]byte(name))
	return bytes.Contains(in.lower(), lower)
}

// lower returns all initials in lower case.
func (in *Initials) lower() []byte {
	if in.lowered == nil {
		in.lowered = append(slices.Clone(in.all), in.withoutSmall...)
		for i, c := range in.lowered {
			in.lowered[i] = c | 0x20 // lower case, if it is a letter of ASCII
		}
	}
	return in.lowered
}

// HasWord reports whether a text has a word, as it is written.
func HasWord(text []byte, word string) bool {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(word))
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || !isWordByte(text, start-1)) && (end == len(text) || !isWordByte(text, end)) {
			return true
		}
		from = end
	}
}

//go:embed words/capitals.txt
var capitalWords string

// commonAbbreviations are those that readers know better than what they stand for, and words that are often written in
// capitals.
var commonAbbreviations = setOf(capitalWords)
