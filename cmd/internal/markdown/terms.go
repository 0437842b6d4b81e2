package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Terms finds the terms of a glossary in text. It is safe for concurrent use.
type Terms struct {
	byFirstWord map[string][]phrase // by first word in lower case
}

// phrase is a name of a term.
type phrase struct {
	slug          string
	lead          string // signs before the first word, as in .NET
	tokens        []token
	caseSensitive bool // for abbreviations
}

// token is a word, or a sign that belongs to a name: the + of C++, the & of R&D.
type token struct {
	text   string
	isSign bool
	apart  bool // from the token before: by a space, a hyphen or a slash
}

// TermName is a name of a term. A term may have several names, with the same slug.
type TermName struct{ Slug, Name string }

// NewTerms returns the Terms with the given names.
func NewTerms(names []TermName) *Terms {
	t := &Terms{byFirstWord: map[string][]phrase{}}
	for _, n := range names {
		t.add(n.Slug, n.Name)
	}
	return t
}

// hasTerms reports whether t is not nil and has a term.
func (t *Terms) hasTerms() bool { return t != nil && len(t.byFirstWord) > 0 }

func (t *Terms) add(slug, name string) {
	p := phrase{slug: slug, caseSensitive: name == strings.ToUpper(name)}
	p.lead, p.tokens = splitName(name)
	if len(p.tokens) == 0 {
		return
	}
	first := strings.ToLower(p.tokens[0].text)
	if !p.caseSensitive {
		for i := range p.tokens {
			p.tokens[i].text = strings.ToLower(p.tokens[i].text)
		}
	}
	t.byFirstWord[first] = append(t.byFirstWord[first], p)
}

// splitName splits a name into the signs before its first word and tokens. Punctuation at its ends is left out.
func splitName(name string) (lead string, tokens []token) {
	apart := false
	for name != "" {
		r, size := utf8.DecodeRuneInString(name)
		isWord := isWordRune(r)
		if isWord {
			size = strings.IndexFunc(name+" ", func(r rune) bool { return !isWordRune(r) })
		}
		switch {
		case isGap(r):
			apart, lead = true, ""
		case len(tokens) == 0 && !isWord:
			lead += string(r)
		default:
			tokens = append(tokens, token{strings.ReplaceAll(name[:size], "’", "'"), !isWord, apart && len(tokens) > 0})
			apart = false
		}
		name = name[size:]
	}
	for n := len(tokens) - 1; n >= 0 && tokens[n].isSign && !strings.Contains(signsAfter, tokens[n].text); n-- {
		if tokens[n].text == ")" && slices.Contains(tokens, token{"(", true, true}) {
			break
		}
		tokens = tokens[:n]
	}
	if strings.Trim(lead, signsBefore) != "" {
		lead = ""
	}
	return lead, tokens
}

// Only these signs belong to a name that begins or ends with them.
const (
	signsBefore = ".@#$"
	signsAfter  = "+#%°*"
)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// match is a term found in text, by offsets.
type match struct {
	slug       string
	start, end int
}

// nextMatch returns the first term that starts in text[from:to] and is not in seen. The longest term at an offset wins;
// if it was seen, no part of it is another term.
func (t *Terms) nextMatch(text []byte, from, to int, seen map[string]bool) (match, bool) {
	for i := from; i < to; {
		end := wordEnd(text, i)
		if end == i {
			_, n := utf8.DecodeRune(text[i:])
			i += n
			continue
		}
		m, ok := t.longestAt(text, from, i, end)
		switch {
		case !ok || inEntity(text, i, end):
			i = end
		case seen[m.slug]:
			i = m.end
		default:
			return m, true
		}
	}
	return match{}, false
}

// inEntity reports whether a word is the name or number of an entity, such as &amp; or &#38;.
func inEntity(text []byte, start, end int) bool {
	return end < len(text) && text[end] == ';' && start > 0 && (text[start-1] == '&' || text[start-1] == '#')
}

// longestAt returns the longest term whose first word is text[start:end], or that word without a plural s. It does not
// begin before from.
func (t *Terms) longestAt(text []byte, from, start, end int) (best match, ok bool) {
	var lower [64]byte
	if end-start > len(lower) {
		return match{}, false
	}
	first := appendLower(lower[:0], text[start:end])
	phrases := t.byFirstWord[string(first)]
	if singular, plural := bytes.CutSuffix(first, []byte{'s'}); plural {
		phrases = slices.Concat(phrases, t.byFirstWord[string(singular)])
	}
	for _, p := range phrases {
		stop, ok := p.matchAt(text, start)
		begin := start - len(p.lead)
		if ok && stop > best.end && begin >= from && p.isWhole(text, begin, stop) &&
			!inProperName(text, start, stop, p.caseSensitive) {
			best = match{p.slug, begin, stop}
		}
	}
	return best, best.end > 0
}

// matchAt reports whether the words and signs of the phrase are in text at start, and where they end. Its last word may
// have a plural s.
func (p *phrase) matchAt(text []byte, start int) (int, bool) {
	pos := start
	for i, want := range p.tokens {
		if want.apart {
			gap := gapLen(text[pos:])
			if gap == 0 {
				return 0, false
			}
			pos += gap
		}
		if want.isSign {
			n := signLen(text[pos:], want.text)
			if n == 0 {
				return 0, false
			}
			pos += n
			continue
		}
		end := wordEnd(text, pos)
		word := string(text[pos:end])
		if !p.caseSensitive {
			word = strings.ToLower(word)
		}
		if word != want.text && (i < len(p.tokens)-1 || word != want.text+"s") {
			return 0, false
		}
		pos = end
	}
	return pos, true
}

// isWhole reports whether text[begin:stop] begins with the lead of the phrase and is no part of another name: C of C++
// or C#, R of R&D, C++ of C++20.
func (p *phrase) isWhole(text []byte, begin, stop int) bool {
	rest := bytes.TrimPrefix(text[stop:], []byte{'\\'})
	after, _ := utf8.DecodeRune(rest)
	if after == '+' || after == '#' || p.tokens[len(p.tokens)-1].isSign && isWordRune(after) {
		return false
	}
	if n := signLen(rest, "&"); n > 0 && wordEnd(rest, n) > n && !inEntity(rest, n, wordEnd(rest, n)) {
		return false
	}
	for _, and := range []string{"&", writtenSigns["&"]} {
		if rest, ok := bytes.CutSuffix(text[:begin], []byte(and)); ok && endsInWord(rest) {
			return false
		}
	}
	return p.lead == "" || bytes.HasPrefix(text[begin:], []byte(p.lead)) && !endsInWord(text[:begin])
}

func endsInWord(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	return isWordRune(r)
}

// signLen returns the number of bytes with which text begins with a sign, which may be escaped, or 0.
func signLen(text []byte, sign string) int {
	rest, escaped := bytes.CutPrefix(text, []byte{'\\'})
	for _, written := range []string{writtenSigns[sign], sign} {
		if written != "" && bytes.HasPrefix(rest, []byte(written)) {
			if escaped {
				return 1 + len(written)
			}
			return len(written)
		}
	}
	return 0
}

// writtenSigns are other ways to write a sign.
var writtenSigns = map[string]string{"&": "&amp;", "'": "’"}

// isGap reports whether a character is between the words of a phrase. Any other may stand in its place.
func isGap(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-‐‑/", r) }

// gapLen returns the number of bytes with which text begins that may be between two words of one phrase: a hyphen, a
// slash, or white space with at most one line break.
func gapLen(text []byte) int {
	size, breaks := 0, 0
	for size < len(text) {
		r, n := utf8.DecodeRune(text[size:])
		if !isGap(r) {
			break
		}
		if !unicode.IsSpace(r) {
			if size > 0 {
				return 0
			}
			return n
		}
		if r == '\n' {
			breaks++
		}
		size += n
	}
	if breaks > 1 {
		return 0
	}
	return size
}

// inProperName reports whether a term is part of a proper name: "Project" in "Project Management Institute".
func inProperName(text []byte, start, stop int, caseSensitive bool) bool {
	first, _ := utf8.DecodeRune(text[start:])
	if caseSensitive || !unicode.IsUpper(first) || stop >= len(text) || text[stop] != ' ' {
		return false
	}
	next, _ := utf8.DecodeRune(text[stop+1:])
	return unicode.IsUpper(next)
}

func wordEnd(text []byte, i int) int {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
				i++
				continue
			}
			return i
		}
		r, n := utf8.DecodeRune(text[i:])
		if !isWordRune(r) {
			return i
		}
		i += n
	}
	return i
}

func appendLower(to, word []byte) []byte {
	for _, c := range word {
		if c >= utf8.RuneSelf {
			return append(to[:0], bytes.ToLower(word)...)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}
