package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
)

// Terms finds the words of a glossary in running text.
type Terms struct {
	byFirst map[string][]phrase // by the first word in lower case
}

type phrase struct {
	slug  string
	words []string
	exact bool // an abbreviation: capitals matter
}

// NewTerms prepares the words of a glossary: every term and every other name of it.
func NewTerms(glossary []Term) *Terms {
	t := &Terms{byFirst: map[string][]phrase{}}
	for _, g := range glossary {
		for _, name := range append([]Text{g.Term}, g.Aka...) {
			t.add(Slug(g.Term.Value), name.Value)
		}
	}
	return t
}

// any reports whether there is a term to look for.
func (t *Terms) any() bool { return t != nil && len(t.byFirst) > 0 }

func (t *Terms) add(slug, name string) {
	words := strings.FieldsFunc(name, func(r rune) bool { return !isWord(r) })
	if len(words) == 0 {
		return
	}
	exact := name == strings.ToUpper(name)
	if !exact {
		for i := range words {
			words[i] = strings.ToLower(words[i])
		}
	}
	first := strings.ToLower(words[0])
	t.byFirst[first] = append(t.byFirst[first], phrase{slug, words, exact})
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// match is a term found in a text, by offsets.
type match struct {
	slug       string
	start, end int
}

// next finds the first term that begins at or behind from and before until, and that seen does not hold.
// The longest term at a place is taken; where that was seen, no part of it is another term.
func (t *Terms) next(text []byte, from, until int, seen map[string]bool) (match, bool) {
	for at := from; at < until; {
		end := wordEnd(text, at)
		if end == at {
			_, n := utf8.DecodeRune(text[at:])
			at += n
			continue
		}
		m, ok := t.longest(text, at, end)
		switch {
		case !ok || inEntity(text, at, end):
			at = end
		case seen[m.slug]:
			at = m.end
		default:
			return m, true
		}
	}
	return match{}, false
}

// inEntity reports whether a word is the name or number of an entity, such as &amp; or &#38;.
func inEntity(text []byte, at, end int) bool {
	return end < len(text) && text[end] == ';' && at > 0 && (text[at-1] == '&' || text[at-1] == '#')
}

// longest returns the longest term whose first word is text[at:end], or that word without a plural s.
func (t *Terms) longest(text []byte, at, end int) (found match, ok bool) {
	var lower [64]byte
	if end-at > len(lower) {
		return match{}, false
	}
	first := appendLower(lower[:0], text[at:end])
	phrases := t.byFirst[string(first)]
	if singular, plural := bytes.CutSuffix(first, []byte{'s'}); plural {
		phrases = slices.Concat(phrases, t.byFirst[string(singular)])
	}
	for _, p := range phrases {
		if stop, ok := p.at(text, at); ok && stop > found.end && !inName(text, at, stop, p.exact) {
			found = match{p.slug, at, stop}
		}
	}
	return found, found.end > 0
}

// at reports whether the phrase stands in text at start, and where it ends; the last word may have a
// plural s.
func (p phrase) at(text []byte, start int) (int, bool) {
	at := start
	for i, want := range p.words {
		if i > 0 {
			gap := at
			for at < len(text) && wordEnd(text, at) == at {
				_, n := utf8.DecodeRune(text[at:])
				at += n
			}
			if !joins(text[gap:at]) {
				return 0, false
			}
		}
		end := wordEnd(text, at)
		word := string(text[at:end])
		if !p.exact {
			word = strings.ToLower(word)
		}
		if word != want && (i < len(p.words)-1 || word != want+"s") {
			return 0, false
		}
		at = end
	}
	return at, true
}

// joins reports whether what stands between two words keeps them in one phrase: a hyphen, a stroke, or
// blanks with at most one line break.
func joins(between []byte) bool {
	blank := bytes.Trim(between, " \t\n")
	return len(blank) == 0 && bytes.Count(between, []byte{'\n'}) < 2 || string(between) == "-" || string(between) == "/"
}

// inName reports whether a common noun stands in a proper name: "Project" in "Project Management
// Institute".
func inName(text []byte, start, stop int, exact bool) bool {
	first, _ := utf8.DecodeRune(text[start:])
	if exact || !unicode.IsUpper(first) || stop >= len(text) || text[stop] != ' ' {
		return false
	}
	next, _ := utf8.DecodeRune(text[stop+1:])
	return unicode.IsUpper(next)
}

func wordEnd(text []byte, at int) int {
	for at < len(text) {
		if c := text[at]; c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
				at++
				continue
			}
			return at
		}
		r, n := utf8.DecodeRune(text[at:])
		if !isWord(r) {
			return at
		}
		at += n
	}
	return at
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

// linkable reports whether a term may be linked here: never in headings, links, pictures or code.
func linkable(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.Kind() {
		case ast.KindHeading, ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindCodeSpan, east.KindFootnote, east.KindDefinitionTerm, east.KindTableHeader:
			return false
		}
	}
	return true
}

// linkTerms links the first use of each term in a piece of text.
func (v *conversion) linkTerms(n *ast.Text) {
	start := n.Segment.Start
	text, tail := v.withNextLine(n)
	var found []match
	for from := max(v.termsFrom-start, 0); from < n.Segment.Len(); {
		m, ok := v.env.Terms.next(text, from, n.Segment.Len(), v.terms)
		if !ok {
			break
		}
		from = m.end
		v.terms[m.slug] = true
		found = append(found, match{m.slug, start + m.start, start + m.end})
	}
	if len(found) > 0 {
		v.termsFrom = found[len(found)-1].end
		v.change(func() { v.wrapTerms(n, tail, found) })
	}
}

// withNextLine returns a text with the one on the next line of the same paragraph, where only the line
// break is between them, so that a term may be broken over two lines.
func (v *conversion) withNextLine(n *ast.Text) (text []byte, next *ast.Text) {
	stop := n.Segment.Stop
	if t, ok := n.NextSibling().(*ast.Text); ok && n.SoftLineBreak() && len(bytes.Trim(v.src[stop:t.Segment.Start], " \n")) == 0 {
		stop, next = t.Segment.Stop, t
	}
	return v.src[n.Segment.Start:stop], next
}

// wrapTerms cuts a text at its terms, given by their offsets in the source: what stands before each, a
// link, and the rest, which keeps the node. A term that is broken over two lines takes the line break
// into its link, and the node of the next line keeps what is behind the term.
func (v *conversion) wrapTerms(n, next *ast.Text, found []match) {
	parent := n.Parent()
	for _, m := range found {
		link := ast.NewLink()
		link.Destination = escaped(v.env.Term(m.slug))
		link.SetAttributeString("class", []byte("term"))
		before := ast.NewTextSegment(n.Segment.WithStop(m.start))
		if m.end <= n.Segment.Stop {
			link.AppendChild(link, ast.NewTextSegment(gtext.NewSegment(m.start, m.end)))
			n.Segment = n.Segment.WithStart(m.end)
		} else {
			broken := ast.NewTextSegment(n.Segment.WithStart(m.start))
			broken.SetSoftLineBreak(true)
			link.AppendChild(link, broken)
			link.AppendChild(link, ast.NewTextSegment(next.Segment.WithStop(m.end)))
			next.Segment = next.Segment.WithStart(m.end)
			n.Segment = n.Segment.WithStart(n.Segment.Stop)
			n.SetSoftLineBreak(false)
		}
		if !before.Segment.IsEmpty() {
			parent.InsertBefore(parent, n, before)
		}
		parent.InsertBefore(parent, n, link)
	}
}
