package markdown

import (
	"fmt"
	"html"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// tableExtension aligns cells by an attribute: the Content-Security-Policy of the pages blocks styles.
var tableExtension = extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))

// scrollTable is the element around a table; it scrolls if the table is too wide.
type scrollTable struct {
	ast.BaseBlock
	label string
}

var kindScrollTable = ast.NewNodeKind("ScrollTable")

func (*scrollTable) Kind() ast.NodeKind { return kindScrollTable }

func (n *scrollTable) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// wrapTable puts a table into a scrollTable.
func (v *conversion) wrapTable(n *east.Table) {
	v.deferEdit(func() {
		f := &scrollTable{label: v.msg("table")}
		n.Parent().ReplaceChild(n.Parent(), n, f)
		f.AppendChild(f, n)
	})
}

// scrollTableRenderer renders each scrollTable so that the keyboard can reach and scroll it.
type scrollTableRenderer struct{}

func (scrollTableRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindScrollTable, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = fmt.Fprintf(w, "<div class=\"table\" role=\"group\" aria-label=\"%s\" tabindex=\"0\">\n",
				html.EscapeString(node.(*scrollTable).label))
		} else {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	})
}
