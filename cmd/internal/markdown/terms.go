package markdown

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
)

// Terms finds the terms of a glossary in text. It is safe for concurrent use.
type Terms struct {
	byFirstWord map[string][]phrase // by first word in lower case
}

type phrase struct {
	slug          string
	words         []string
	caseSensitive bool // for abbreviations
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
	words := strings.FieldsFunc(name, func(r rune) bool { return !isWordRune(r) })
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
	t.byFirstWord[first] = append(t.byFirstWord[first], phrase{slug, words, exact})
}

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
		m, ok := t.longestAt(text, i, end)
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

// longestAt returns the longest term whose first word is text[start:end], or that word without a plural s.
func (t *Terms) longestAt(text []byte, start, end int) (best match, ok bool) {
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
		if stop, ok := p.matchAt(text, start); ok && stop > best.end &&
			!inProperName(text, start, stop, p.caseSensitive) {
			best = match{p.slug, start, stop}
		}
	}
	return best, best.end > 0
}

// matchAt reports whether the phrase is in text at start, and where it ends. Its last word may have a plural s.
func (p phrase) matchAt(text []byte, start int) (int, bool) {
	pos := start
	for i, want := range p.words {
		if i > 0 {
			gap := pos
			for pos < len(text) && wordEnd(text, pos) == pos {
				_, n := utf8.DecodeRune(text[pos:])
				pos += n
			}
			if !joinsWords(text[gap:pos]) {
				return 0, false
			}
		}
		end := wordEnd(text, pos)
		word := string(text[pos:end])
		if !p.caseSensitive {
			word = strings.ToLower(word)
		}
		if word != want && (i < len(p.words)-1 || word != want+"s") {
			return 0, false
		}
		pos = end
	}
	return pos, true
}

// joinsWords reports whether two words with that text between them may be of one phrase: a hyphen, a slash, or white
// space with at most one line break.
func joinsWords(between []byte) bool {
	trimmed := bytes.Trim(between, " \t\n")
	return len(trimmed) == 0 && bytes.Count(between, []byte{'\n'}) < 2 || string(between) == "-" ||
		string(between) == "/"
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

// mayLinkTerm reports whether a term in n may be linked: never in headings, links, images, code and footnotes.
func mayLinkTerm(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.Kind() {
		case ast.KindHeading, ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindCodeSpan, east.KindFootnote,
			east.KindDefinitionTerm, east.KindTableHeader:
			return false
		}
	}
	return true
}

// linkTerms links the first use of each term in a text node.
func (v *conversion) linkTerms(n *ast.Text) {
	start := n.Segment.Start
	text, tail := v.withNextLine(n)
	var matches []match
	for from := max(v.lastTermEnd-start, 0); from < n.Segment.Len(); {
		m, ok := v.env.Terms.nextMatch(text, from, n.Segment.Len(), v.linkedTerms)
		if !ok {
			break
		}
		from = m.end
		v.linkedTerms[m.slug] = true
		matches = append(matches, match{m.slug, start + m.start, start + m.end})
	}
	if len(matches) > 0 {
		v.lastTermEnd = matches[len(matches)-1].end
		v.deferEdit(func() { v.insertTermLinks(n, tail, matches) })
	}
}

// noteTerms notes the terms in a text node in which none is linked.
func (v *conversion) noteTerms(n *ast.Text) {
	if v.usedTerms == nil {
		v.usedTerms = map[string]bool{}
	}
	text := n.Segment.Value(v.src)
	for from := 0; from < len(text); {
		m, ok := v.env.Terms.nextMatch(text, from, len(text), v.usedTerms)
		if !ok {
			return
		}
		from, v.usedTerms[m.slug] = m.end, true
	}
}

// listUsedTerms lists the terms that the text uses.
func (v *conversion) listUsedTerms() {
	maps.Copy(v.linkedTerms, v.usedTerms)
	v.UsedTerms = slices.Sorted(maps.Keys(v.linkedTerms))
}

// Find returns the slugs of the terms in a plain text.
func (t *Terms) Find(text string) []string {
	seen := map[string]bool{}
	for from := 0; from < len(text); {
		m, ok := t.nextMatch([]byte(text), from, len(text), seen)
		if !ok {
			break
		}
		from, seen[m.slug] = m.end, true
	}
	return slices.Collect(maps.Keys(seen))
}

// withNextLine returns the text of n and of the text node on the next line, if only the line break is between them: a
// term may be broken over two lines.
func (v *conversion) withNextLine(n *ast.Text) (text []byte, next *ast.Text) {
	stop := n.Segment.Stop
	if t, ok := n.NextSibling().(*ast.Text); ok && n.SoftLineBreak() &&
		len(bytes.Trim(v.src[stop:t.Segment.Start], " \n")) == 0 {
		stop, next = t.Segment.Stop, t
	}
	return v.src[n.Segment.Start:stop], next
}

// insertTermLinks splits a text node at its terms, given by their offsets in the source: the text before each, a link,
// and the rest, which keeps the node. A term that is broken over two lines takes the line break into its link; the node
// of the next line keeps the rest after the term.
func (v *conversion) insertTermLinks(n, next *ast.Text, matches []match) {
	parent := n.Parent()
	for _, m := range matches {
		link := ast.NewLink()
		link.Destination = escapeHref(v.env.TermHref(m.slug))
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
