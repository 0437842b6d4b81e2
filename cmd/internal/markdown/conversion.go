package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// conversion is the state of one call of convert.
type conversion struct {
	*Converter
	Result
	hasFootnotes bool
	env          Env
	form         form
	src          []byte
	pos          diag.Locator
	edits        []func() // changes of the tree, made after the walk
	linkedTerms  map[string]bool
	// lastTermEnd is the offset after the last term linked: a term may end in the text node of the next line.
	lastTermEnd  int
	copiedBytes  int               // bytes of addresses that references repeated so far
	idSuffixes   map[string]int    // the last number added to an id that was taken
	nextBlockEnd int               // last line of the block after a run of comments
	opening      int               // the offset after the last mark of emphasis that is never closed
	taskLists    map[ast.Node]bool // whether a list holds only items with boxes
	openTags     map[string]int    // HTML tags without a closing tag so far
	tags         map[ast.Node]tag  // of the paragraphs so far
	inTag        bool              // in a key or an abbreviation
	collector    *textCollector    // nil unless Env.Sections is set
	prose        *proseCollector   // nil unless Env.Prose is set
	usedTerms    map[string]bool   // the terms in text where none is linked
}

// bufWriter is a buffer to which goldmark writes without one of its own.
type bufWriter struct{ bytes.Buffer }

func (*bufWriter) Buffered() int { return 0 }

func (*bufWriter) Flush() error { return nil }

var renderBuffers = sync.Pool{New: func() any { return new(bufWriter) }}

// renderSiblings returns the HTML of the nodes from first on, up to end or, if that is nil, to the last.
func (v *conversion) renderSiblings(first, end ast.Node) string {
	out := renderBuffers.Get().(*bufWriter)
	defer renderBuffers.Put(out)
	out.Reset()
	for n := first; n != end; n = n.NextSibling() {
		if err := v.md.Renderer().Render(out, v.src, n); err != nil {
			panic("markdown: " + err.Error()) // a bytes.Buffer does not fail
		}
	}
	return out.String()
}

// report reports a problem at the n bytes at offset.
func (v *conversion) report(offset, n int, rule *diag.Rule, message, hint string) {
	v.Problems = append(v.Problems, rule.At(v.pos(offset, n), message, hint))
}

func (v *conversion) addSuspect(rule *diag.Rule, offset, n int, text string) {
	v.addSuspectWithHint(rule, offset, n, text, "")
}

func (v *conversion) addSuspectWithHint(rule *diag.Rule, offset, n int, text, hint string) {
	v.Suspects = append(v.Suspects, Suspect{Rule: rule, Text: text, Hint: hint, Pos: v.pos(offset, n)})
}

// offsetOf returns the offset at which a node starts. Goldmark counts a tab as several columns, so after tabs it may be
// too large; it is clamped.
func (v *conversion) offsetOf(n ast.Node) int {
	offset := min(max(n.Pos(), 0), len(v.src))
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		offset = min(offset, n.Lines().At(0).Start)
	}
	return offset
}

// deferEdit queues a change of the tree until the walk is over: ast.Walk does not allow changes of the tree.
func (v *conversion) deferEdit(f func()) { v.edits = append(v.edits, f) }

func removeNode(n ast.Node) func() {
	return func() {
		if p := n.Parent(); p != nil {
			p.RemoveChild(p, n)
		}
	}
}
