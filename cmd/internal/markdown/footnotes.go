package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"guide/cmd/internal/diag"
)

// unusedFootnoteFinder stores the footnotes without a reference in an attribute of the document, before goldmark
// removes them.
type unusedFootnoteFinder struct{}

const unusedAttribute = "unused"

func (unusedFootnoteFinder) Transform(doc *ast.Document, reader gtext.Reader, _ parser.Context) {
	if !bytes.Contains(reader.Source(), []byte("[^")) {
		return
	}
	var unused []*east.Footnote
	defined := map[string]bool{} // those that are used
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n, ok := n.(*east.Footnote); ok && entering && n.Index < 0 {
			unused = append(unused, n)
		} else if ok && entering {
			defined[string(n.Ref)] = true
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	doc.SetAttributeString(unusedAttribute, unusedFootnotes{unused, defined})
}

// unusedFootnotes are footnotes without a reference, and the names of those that have one: of two with one name,
// goldmark takes the first.
type unusedFootnotes struct {
	notes   []*east.Footnote
	defined map[string]bool
}

// reportUnusedFootnotes reports the footnotes that goldmark removed.
func (v *conversion) reportUnusedFootnotes(doc ast.Node) {
	value, _ := doc.AttributeString(unusedAttribute)
	unused, _ := value.(unusedFootnotes)
	for _, n := range unused.notes {
		name, hint := diag.Truncate(string(n.Ref)), ""
		if unused.defined[string(n.Ref)] {
			hint = fmt.Sprintf("give it another name than [^%s], there and where it belongs, or delete it", name)
		}
		v.addSuspectWithHint(diag.UnusedFootnote, v.offsetOf(n), len(n.Ref)+len("[^]"), name, hint)
	}
}

// renderFootnotes sets Footnotes. It removes the links back from the tree.
func (v *conversion) renderFootnotes(doc ast.Node) {
	var backlinks []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == east.KindFootnoteBacklink {
			backlinks = append(backlinks, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range backlinks {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	for n := doc.LastChild().FirstChild(); n != nil; n = n.NextSibling() {
		lead, link := v.leadOf(n)
		v.Footnotes = append(v.Footnotes, Footnote{v.renderSiblings(n.FirstChild(), nil),
			v.env.IDPrefix + "fnref:" + strconv.Itoa(n.(*east.Footnote).Index), lead, link})
	}
}

// leadOf returns the text of a node before its first link, and the address of that link.
func (v *conversion) leadOf(n ast.Node) (text, link string) {
	text = v.textUntil(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Link:
			link = string(n.Destination)
		case *ast.AutoLink:
			link = string(n.URL(v.src))
		default:
			return false
		}
		return true
	})
	return text, link
}
