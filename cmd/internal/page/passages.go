package page

import (
	"bytes"
	"html"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Passage is the text below one heading, or what stands before the first: without markup, headings and
// footnotes, with a blank between blocks.
type Passage struct {
	ID, Title string // of the heading, without the Env's prefix; "" before the first
	Text      []byte
}

// gatherer collects the passages of a text while it is walked.
type gatherer struct {
	passages []Passage
	text     []byte
	skip     bool // a heading, or footnotes
	done     bool // what follows are footnotes
}

// gather takes in a node on the way down.
func (v *conversion) gather(n ast.Node) {
	g := v.gathered
	if n.Type() == ast.TypeBlock {
		g.done = g.done || n.Kind() == east.KindFootnoteList
		g.skip = g.done
		if n.Kind() == ast.KindHeading {
			v.nextPassage()
			g.skip = true
		}
		if len(g.text) > 0 && g.text[len(g.text)-1] != ' ' {
			g.text = append(g.text, ' ')
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
	}
}

// nextPassage ends a passage; the next belongs to the next heading.
func (v *conversion) nextPassage() {
	g := v.gathered
	p := Passage{Text: bytes.TrimSpace(g.text)}
	if n := len(g.passages); n > 0 {
		p.ID, p.Title = v.Headings[n-1].ID, v.Headings[n-1].Text
	}
	g.passages = append(g.passages, p)
	g.text = nil
}
