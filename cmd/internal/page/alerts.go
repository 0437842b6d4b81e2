package page

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Alerts are the kinds of alert, as they are written between [! and ].
var Alerts = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}

var alertMark = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*([^\n]*?)\s*$`)

// alert is a blockquote that began with a line such as [!NOTE].
type alert struct {
	ast.BaseBlock
	kind, title string
}

var kindAlert = ast.NewNodeKind("Alert")

func (*alert) Kind() ast.NodeKind { return kindAlert }

func (n *alert) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"kind": n.kind}, nil)
}

// blockquote turns a quotation that is marked as an alert into one.
func (v *conversion) blockquote(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	text := line.Value(v.src)
	m := alertMark.FindSubmatchIndex(text)
	if m == nil {
		return
	}
	kind := strings.ToUpper(string(text[m[2]:m[3]]))
	switch {
	case !slices.Contains(Alerts, kind):
		v.doubt(UnknownAlert, line.Start, len(kind)+len("[!]"), kind)
		return
	case m[4] < m[5]:
		v.fault(line.Start+m[4], m[5]-m[4], "bad-alert", "nothing may follow the mark of an alert on its line", "put the text on the next line, behind a >")
		return
	}
	dropLine(first)
	v.change(func() {
		a := &alert{kind: strings.ToLower(kind), title: v.word("alert" + kind[:1] + strings.ToLower(kind[1:]))}
		for c := n.FirstChild(); c != nil; {
			next := c.NextSibling()
			a.AppendChild(a, c)
			c = next
		}
		n.Parent().ReplaceChild(n.Parent(), n, a)
	})
}

// dropLine removes the first line of a paragraph, which is plain text.
func dropLine(p *ast.Paragraph) {
	for c, more := p.FirstChild(), true; c != nil && more; {
		next := c.NextSibling()
		t, ok := c.(*ast.Text)
		more = !ok || !t.SoftLineBreak() && !t.HardLineBreak()
		p.RemoveChild(p, c)
		c = next
	}
	if !p.HasChildren() {
		p.Parent().RemoveChild(p.Parent(), p)
	}
}

// otherAlert matches how other programs mark an alert.
var otherAlert = regexp.MustCompile(`^(:::+[ \t]*[\w{]|(!!!|\?\?\?\+?)[ \t]+\w+([ \t]+"[^"\n]*")?\s*$)`)

// looksLikeAlert reports a paragraph that was meant to be an alert.
func (v *conversion) looksLikeAlert(n *ast.Paragraph) {
	if n.Lines().Len() == 0 {
		return
	}
	if line := n.Lines().At(0); otherAlert.Match(line.Value(v.src)) {
		v.fault(line.Start, line.Len(), "bad-alert", "an alert is not written like this", "write > [!NOTE] on one line, and the text below it, each line behind a >")
	}
}

type alertRenderer struct{}

func (alertRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindAlert, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*alert)
		if entering {
			_, _ = fmt.Fprintf(w, "<div class=\"alert alert-%s\" role=\"note\">\n<p class=\"alert-title\">%s</p>\n", n.kind, html.EscapeString(n.title))
		} else {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	})
}
