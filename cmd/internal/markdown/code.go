package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

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
	rest := bytes.TrimRight(n.Info.Segment.Value(v.src)[len(language):], " \t\r\n")
	if extra := bytes.TrimLeft(rest, " \t"); bytes.HasPrefix(extra, []byte("{")) {
		start := n.Info.Segment.Start + len(language)
		v.report(start, len(rest), diag.ForeignMark, "what follows the language of the code is left out", "delete it")
		v.fix(change{start, start + len(rest), ""})
	}
}
