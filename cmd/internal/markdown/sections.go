package markdown

import (
	"bytes"
	"html"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Section is the text below a heading, or before the first one: without markup, headings and footnotes, with a line
// feed between blocks.
type Section struct {
	ID, Title string // of the heading, without Env.IDPrefix; "" before the first
	Text      []byte
}

// textCollector collects the sections of a text during the walk.
type textCollector struct {
	sections    []Section
	text        []byte // of all sections
	start       int    // of the current one in text
	skip        bool   // in a heading or footnotes
	inFootnotes bool   // in the footnotes, which come last
}

// collectText adds the text of a node to the current section.
func (v *conversion) collectText(n ast.Node) {
	g := v.collector
	if n.Type() == ast.TypeBlock {
		g.inFootnotes = g.inFootnotes || n.Kind() == east.KindFootnoteList
		g.skip = g.inFootnotes
		if n.Kind() == ast.KindHeading {
			v.endSection()
			g.skip = true
		}
		if len(g.text) > g.start && g.text[len(g.text)-1] != '\n' {
			g.text = append(g.text, '\n')
		}
		return
	}
	if g.skip {
		return
	}
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(v.src)
		if n.Parent().Kind() != ast.KindCodeSpan && bytes.ContainsAny(value, `\&`) {
			value = []byte(html.UnescapeString(string(util.UnescapePunctuations(value))))
		}
		g.text = append(g.text, value...)
		if n.SoftLineBreak() || n.HardLineBreak() {
			g.text = append(g.text, ' ')
		}
	case *ast.String:
		g.text = append(g.text, html.UnescapeString(string(n.Value))...)
	case *ast.AutoLink:
		g.text = append(g.text, n.Label(v.src)...)
	case *ast.RawHTML:
		g.text = append(g.text, v.meaning(n)...)
	}
}

// endSection ends a section; the next starts at the next heading.
func (v *conversion) endSection() {
	g := v.collector
	p := Section{Text: bytes.TrimSpace(g.text[g.start:len(g.text):len(g.text)])}
	if n := len(g.sections); n > 0 {
		p.ID, p.Title = v.Headings[n-1].ID, v.Headings[n-1].Text
	}
	g.sections = append(g.sections, p)
	g.start = len(g.text)
}
