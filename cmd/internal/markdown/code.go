package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/highlight"
	"guide/cmd/internal/suggest"
)

// highlighted is a block of code whose parts are marked.
type highlighted struct {
	ast.BaseBlock
	language, html string
}

var kindHighlighted = ast.NewNodeKind("Highlighted")

func (*highlighted) Kind() ast.NodeKind { return kindHighlighted }

func (n *highlighted) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// plainLanguages are what people write for code that is in no language.
var plainLanguages = map[string]bool{"": true, "text": true, "txt": true, "plain": true, "plaintext": true,
	"none": true, "output": true, "csv": true, "tsv": true}

// highlight marks the parts of a block of code in a text of a page, and reports a language that it does not know.
func (v *conversion) highlight(n *ast.FencedCodeBlock, language string) {
	switch {
	case plainLanguages[language] || v.form != bodyForm:
	case !highlight.Knows(language):
		hint := "it is shown without colours; for none, write nothing behind the backticks"
		if near := suggest.Nearest(language, highlight.Languages()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		v.report(n.Info.Segment.Start, len(language), diag.UnknownLanguage,
			fmt.Sprintf("there is no language %q of code", diag.Truncate(language)), hint)
	case !v.env.NoHTML:
		if out, ok := highlight.HTML(language, string(n.Lines().Value(v.src))); ok {
			v.HasBlocks = true
			v.deferEdit(func() {
				n.Parent().ReplaceChild(n.Parent(), n, &highlighted{language: language, html: out})
			})
		}
	}
}

type highlightRenderer struct{}

func (highlightRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindHighlighted, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if n := node.(*highlighted); entering {
			_, _ = fmt.Fprintf(w, "<pre><code class=\"language-%s\">%s</code></pre>\n", html.EscapeString(n.language),
				n.html)
		}
		return ast.WalkContinue, nil
	})
}

// drawnBlocks maps what other programs draw from a block of code to the problem that it is none here.
var drawnBlocks = map[string]struct{ message, hint string }{
	"mermaid": aDiagram, "plantuml": aDiagram, "puml": aDiagram, "graphviz": aDiagram, "d2": aDiagram,
	"geojson": aDiagram, "topojson": aDiagram, "math": {aFormula, formulaHint}, "katex": {aFormula, formulaHint},
}

var aDiagram = struct{ message, hint string }{"a diagram is shown as the code that it is made of",
	"save it as a picture: ![what it shows](diagram.svg)"}

// reportFence reports a block of code that is none to its author, and what its first line says besides the language.
func (v *conversion) reportFence(n *ast.FencedCodeBlock) {
	v.reportUnclosedFence(n)
	if n.Info == nil {
		return
	}
	language := string(n.Language(v.src))
	if d, drawn := drawnBlocks[strings.ToLower(strings.Trim(language, "{}"))]; drawn {
		v.report(n.Pos(), n.Info.Segment.Start-n.Pos()+len(language), diag.UnsupportedBlock, d.message, d.hint)
		return
	}
	v.highlight(n, language)
	rest := bytes.TrimRight(n.Info.Segment.Value(v.src)[len(language):], " \t\r\n")
	if extra := bytes.TrimLeft(rest, " \t"); bytes.HasPrefix(extra, []byte("{")) {
		start := n.Info.Segment.Start + len(language)
		v.report(start, len(rest), diag.ForeignMark, "what follows the language of the code is left out", "delete it")
		v.fix(change{start, start + len(rest), ""})
	}
}
