package page

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
)

// footnoteFinder looks at a parsed text before goldmark's footnotes leave out those that nothing refers
// to, and keeps them with the document.
type footnoteFinder struct{}

const unusedKey = "unused"

func (footnoteFinder) Transform(doc *ast.Document, reader gtext.Reader, _ parser.Context) {
	if !bytes.Contains(reader.Source(), []byte("[^")) {
		return
	}
	var unused []*east.Footnote
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n, ok := n.(*east.Footnote); ok && entering && n.Index < 0 {
			unused = append(unused, n)
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	doc.SetAttributeString(unusedKey, unused)
}

// unusedFootnotes reports the footnotes that goldmark leaves out.
func (v *conversion) unusedFootnotes(doc ast.Node) {
	found, _ := doc.AttributeString(unusedKey)
	unused, _ := found.([]*east.Footnote)
	for _, n := range unused {
		v.doubt(UnusedFootnote, v.at(n), len(n.Ref)+len("[^]"), short(string(n.Ref)))
	}
}

// notes takes the footnotes by themselves, without their ways back.
func (v *conversion) notes(doc ast.Node) {
	var back []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == east.KindFootnoteBacklink {
			back = append(back, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range back {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	for n := doc.LastChild().FirstChild(); n != nil; n = n.NextSibling() {
		var out output
		v.content(&out, n)
		v.Notes = append(v.Notes, Note{out.Bytes(), v.env.Prefix + "fnref:" + strconv.Itoa(n.(*east.Footnote).Index)})
	}
}
