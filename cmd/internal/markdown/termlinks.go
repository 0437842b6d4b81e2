package markdown

import (
	"bytes"
	"maps"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
)

// mayLinkTerm reports whether a term in n may be linked: never in headings, links, images, code and footnotes.
func mayLinkTerm(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.Kind() {
		case ast.KindHeading, ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindCodeSpan, east.KindFootnote,
			east.KindDefinitionTerm, east.KindTableHeader, kindAlertTitle, kindFoldOutSummary:
			return false
		}
	}
	return true
}

// linkTerms links the first use of each term in a text node.
func (v *conversion) linkTerms(n *ast.Text) {
	start := n.Segment.Start
	text, tail := v.textRun(n)
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

// maxTermNodes is how many text nodes a term may extend over.
const maxTermNodes = 4

// textRun returns the text from n on, and the nodes after n that it is in too: as long as only a line break or an
// apostrophe is between them. A term may be broken over two lines.
func (v *conversion) textRun(n *ast.Text) (text []byte, tail []ast.Node) {
	last := n
	for len(tail) < maxTermNodes {
		stop := last.Segment.Stop
		next := last.NextSibling()
		nodes := []ast.Node{next}
		if s, ok := next.(*ast.String); ok && string(s.Value) == "’" && v.src[stop] == '\'' {
			stop, next = stop+1, next.NextSibling()
			nodes = append(nodes, next)
		} else if !last.SoftLineBreak() {
			break
		}
		t, ok := next.(*ast.Text)
		if !ok || len(bytes.Trim(v.src[stop:t.Segment.Start], " \n")) > 0 {
			break
		}
		last, tail = t, append(tail, nodes...)
	}
	return v.src[n.Segment.Start:last.Segment.Stop], tail
}

// insertTermLinks splits a text node at its terms, given by their offsets in the source: the text before each, a link,
// and the rest, which keeps the node. A term that goes on in the nodes after it takes these into its link, up to the
// last, which keeps the rest after the term.
func (v *conversion) insertTermLinks(n *ast.Text, tail []ast.Node, matches []match) {
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
			first := ast.NewTextSegment(n.Segment.WithStart(m.start))
			first.SetSoftLineBreak(n.SoftLineBreak())
			link.AppendChild(link, first)
			moveTail(link, tail, m.end)
			n.Segment = n.Segment.WithStart(n.Segment.Stop)
			n.SetSoftLineBreak(false)
		}
		if !before.Segment.IsEmpty() {
			parent.InsertBefore(parent, n, before)
		}
		parent.InsertBefore(parent, n, link)
	}
}

// moveTail moves the nodes up to an offset in the source into a link.
func moveTail(link *ast.Link, tail []ast.Node, end int) {
	for _, node := range tail {
		t, isText := node.(*ast.Text)
		if isText && t.Segment.Stop >= end {
			link.AppendChild(link, ast.NewTextSegment(t.Segment.WithStop(end)))
			t.Segment = t.Segment.WithStart(end)
			return
		}
		link.AppendChild(link, node)
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
