package page

import (
	"fmt"
	"html"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// table aligns cells by an attribute: the pages' Content-Security-Policy blocks styles.
var table = extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))

// frame is the box around a table, which scrolls where the table is wider than the screen.
type frame struct {
	ast.BaseBlock
	name string
}

var kindFrame = ast.NewNodeKind("Frame")

func (*frame) Kind() ast.NodeKind { return kindFrame }

func (n *frame) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// table puts a table into a frame.
func (v *conversion) table(n *east.Table) {
	v.change(func() {
		f := &frame{name: v.word("table")}
		n.Parent().ReplaceChild(n.Parent(), n, f)
		f.AppendChild(f, n)
	})
}

// frameRenderer writes frames; the keyboard can reach and scroll them.
type frameRenderer struct{}

func (frameRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindFrame, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = fmt.Fprintf(w, "<div class=\"table\" role=\"group\" aria-label=\"%s\" tabindex=\"0\">\n", html.EscapeString(node.(*frame).name))
		} else {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	})
}
