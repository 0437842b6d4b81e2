package markdown

import (
	"slices"
	"sort"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"guide/cmd/internal/diag"
)

// Paragraph is running text without markup: a paragraph, an item of a list, a cell or a footnote.
type Paragraph struct {
	Text  []byte // on one line; each piece of code and each bare address is an [Object]
	Place Place
	Cited bool // it links to something, or refers to a footnote
	spans []span
	links [][2]int // where the words of each link begin and end in Text
	pos   diag.Locator
}

// Place is where a paragraph stands.
type Place int

// The places of paragraphs. One of an alert is InText.
const (
	InText Place = iota
	InList
	InTable
	InQuote // of a block quote that is no alert
	InFootnote
)

// Object stands in the text of a paragraph for what is no running text.
const Object = '\ufffc'

// IsRunning reports whether the paragraph is running text of the author: not of a table, a quotation or a footnote.
func (p *Paragraph) IsRunning() bool { return p.Place == InText || p.Place == InList }

// InLink reports whether the text at an offset is of a link.
func (p *Paragraph) InLink(offset int) bool {
	for _, l := range p.links {
		if l[0] <= offset && offset < l[1] {
			return true
		}
	}
	return false
}

// span says where a part of a paragraph's text begins in it and in the source.
type span struct{ text, source int }

// At returns the position of the n bytes of the text from offset on.
func (p *Paragraph) At(offset, n int) diag.Problem {
	start := p.source(offset)
	return p.pos(start, max(p.source(offset+n-1)+1-start, 1))
}

// source returns the offset in the source of one in the text.
func (p *Paragraph) source(offset int) int {
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].text > offset }) - 1
	if i < 0 {
		return 0
	}
	return p.spans[i].source + offset - p.spans[i].text
}

// Link is a link of a text, but for bare addresses.
type Link struct {
	Text    string // without markup
	Address string // in this guide; else ""
	source  int
	size    int
	pos     diag.Locator
}

// Pos returns the position of the link.
func (l Link) Pos() diag.Problem { return l.pos(l.source, l.size) }

// proseCollector collects the paragraphs of a text during the walk.
type proseCollector struct {
	text       []byte // of all paragraphs
	spans      []span
	links      [][2]int
	paragraphs []collected
	inFootnote bool // in the footnotes, which come last
	open       bool // what comes belongs to the last paragraph
}

// Scratch is memory for the paragraphs of texts that are converted one after the other: those of a text are valid until
// the next one is converted with it.
type Scratch struct {
	collector  proseCollector
	paragraphs []Paragraph
}

// newCollector returns a collector for a text of that size.
func (s *Scratch) newCollector(size int) *proseCollector {
	g := &s.collector
	*g = proseCollector{text: slices.Grow(g.text[:0], size+size/8), spans: slices.Grow(g.spans[:0], size/64+1),
		links: g.links[:0], paragraphs: slices.Grow(g.paragraphs[:0], size/128+1)}
	return g
}

// collected is a paragraph that begins at an offset of the text, the spans and the links, and ends where the next
// begins.
type collected struct {
	text, span, link int
	place            Place
	cited            bool
}

// collectProse adds a node to the paragraphs.
func (v *conversion) collectProse(n ast.Node) {
	g := v.prose
	if n.Type() == ast.TypeBlock {
		g.enter(n)
		return
	}
	if !g.open {
		return
	}
	switch n := n.(type) {
	case *ast.Text:
		g.add(n.Segment.Start, n.Segment.Value(v.src))
		if n.SoftLineBreak() || n.HardLineBreak() {
			g.text = append(g.text, ' ')
		}
	case *ast.String:
		g.text = append(g.text, n.Value...)
	case *ast.RawHTML:
		g.text = append(g.text, v.meaning(n)...)
	case *ast.CodeSpan:
		g.add(v.offsetOf(n), object)
	case *ast.AutoLink:
		g.add(v.offsetOf(n), object)
		g.cite()
	case *ast.Link:
		g.cite()
		g.links = append(g.links, [2]int{len(g.text), len(g.text)})
	case *east.FootnoteLink:
		g.cite()
	}
}

// leaveLink ends the words of a link.
func (g *proseCollector) leaveLink() {
	if g.open {
		g.links[len(g.links)-1][1] = len(g.text)
	}
}

var object = []byte(string(Object))

// enter begins a paragraph, or ends one, where a block begins.
func (g *proseCollector) enter(n ast.Node) {
	place := InText
	switch n.Kind() {
	case east.KindFootnoteList:
		g.inFootnote, g.open = true, false
		return
	case ast.KindParagraph, ast.KindTextBlock:
		if n.Parent().Kind() == ast.KindListItem {
			place = InList
		} else if _, isAlert := n.Parent().AttributeString("alert"); !isAlert &&
			n.Parent().Kind() == ast.KindBlockquote {
			place = InQuote
		}
	case east.KindTableCell:
		place = InTable
	default:
		g.open = false
		return
	}
	if g.inFootnote {
		place = InFootnote
	}
	g.paragraphs = append(g.paragraphs, collected{len(g.text), len(g.spans), len(g.links), place, false})
	g.open = true
}

func (g *proseCollector) add(source int, text []byte) {
	last := len(g.spans) - 1
	goesOn := last >= g.paragraphs[len(g.paragraphs)-1].span &&
		g.spans[last].source-source == g.spans[last].text-len(g.text)
	if !goesOn {
		g.spans = append(g.spans, span{len(g.text), source})
	}
	g.text = append(g.text, text...)
}

func (g *proseCollector) cite() { g.paragraphs[len(g.paragraphs)-1].cited = true }

// result returns the paragraphs that were collected.
func (s *Scratch) result(pos diag.Locator) []Paragraph {
	g := &s.collector
	s.paragraphs = slices.Grow(s.paragraphs[:0], len(g.paragraphs))[:len(g.paragraphs)]
	out := s.paragraphs
	text, spans, links := len(g.text), len(g.spans), len(g.links)
	for i := len(out) - 1; i >= 0; i-- {
		c := g.paragraphs[i]
		p := Paragraph{Text: g.text[c.text:text:text], Place: c.place, Cited: c.cited, pos: pos}
		p.spans, p.links = g.spans[c.span:spans:spans], g.links[c.link:links:links]
		for j := range p.spans {
			p.spans[j].text -= c.text
		}
		for j := range p.links {
			p.links[j][0] -= c.text
			p.links[j][1] -= c.text
		}
		out[i], text, spans, links = p, c.text, c.span, c.link
	}
	return out
}

// collectLink adds a link to the result.
func (v *conversion) collectLink(n *ast.Link, address string) {
	if v.prose == nil {
		return
	}
	offset := v.offsetOf(n)
	v.Links = append(v.Links, Link{v.plainText(n), address, offset, v.linkLen(offset), v.pos})
}
