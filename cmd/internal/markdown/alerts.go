package markdown

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// AlertKinds are the kinds of alerts, as written between [! and ].
var AlertKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}

var alertPattern = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*([^\n]*?)\s*$`)

var alertWithoutMark = regexp.MustCompile(`^\[(` + strings.Join(AlertKinds, "|") + `)\]`)

// alert is a block quote that started with a line such as [!NOTE].
type alert struct {
	ast.BaseBlock
	kind, title string // title is "" if the first child is an alertTitle
}

var kindAlert = ast.NewNodeKind("Alert")

func (*alert) Kind() ast.NodeKind { return kindAlert }

func (n *alert) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"kind": n.kind}, nil)
}

// convertAlert replaces a block quote by an alert if its first line marks it as one.
func (v *conversion) convertAlert(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	text := line.Value(v.src)
	m := alertPattern.FindSubmatchIndex(text)
	if m == nil {
		if m = alertWithoutMark.FindIndex(text); m != nil {
			v.report(line.Start, m[1], diag.BadAlert, "the mark of an alert has a ! after its bracket",
				"write [!"+string(text[1:m[1]]))
		}
		v.reportBoldAlert(line, first.Lines().Len())
		return
	}
	kind := strings.ToUpper(string(text[m[2]:m[3]]))
	switch {
	case !slices.Contains(AlertKinds, kind):
		v.addSuspect(diag.UnknownAlert, line.Start, len(kind)+len("[!]"), kind)
		if known := alertNames[strings.ToLower(kind)]; known != "" && v.canHold() {
			v.Suspects[len(v.Suspects)-1].Fix = diag.FixOf(v.replacements([]change{
				{line.Start + m[2], line.Start + m[3], known}})...)
		}
		return
	case m[4] < m[5] && bytes.IndexByte([]byte("-+"), text[m[4]]) >= 0:
		v.report(line.Start+m[4], m[5]-m[4], diag.BadAlert, "an alert cannot be folded",
			"delete the "+string(text[m[4]])+", or write <details> in its place: guide help markdown")
		return
	case m[4] < m[5]:
		v.reportTextAtMark(line.Start+m[4], m[5]-m[4], "these words are the text of the alert, not a title")
		return
	}
	a := &alert{kind: strings.ToLower(kind), title: v.msg("alert" + kind[:1] + strings.ToLower(kind[1:]))}
	if title := titleOf(n); title != nil {
		if title.NextSibling() == nil {
			words := title.Lines().At(0)
			v.reportTextAtMark(words.Start, words.Len(), "this alert has a title and no text")
		}
		title.before, title.after, _ = strings.Cut(
			strings.ReplaceAll(v.msg("alertTitle"), "{kind}", a.title), "{title}")
		a.title = ""
	}
	removeFirstLine(first)
	n.SetAttributeString("alert", true)
	v.deferEdit(func() { renameNode(n, a) })
}

// reportTextAtMark reports words behind the mark of an alert that belong into the next line.
func (v *conversion) reportTextAtMark(offset, n int, message string) {
	v.report(offset, n, diag.BadAlert, message, "put the text on the next line, after a >")
	mark := v.lineBefore(offset)
	begin := bytes.IndexByte(mark, '[')
	if before := mark[:max(begin, 0)]; len(bytes.Trim(before, " >")) == 0 {
		v.fix(change{offset - len(mark) + len(bytes.TrimRight(mark, " \t")), offset, "\n" + string(before)})
	}
}

// boldAlert matches the first line of an alert as GitHub wrote them until 2023.
var boldAlert = regexp.MustCompile(`^\*\*(Note|Warning)\*\*\s*$`)

// reportBoldAlert reports a block quote of several lines that begins with > **Note**.
func (v *conversion) reportBoldAlert(line gtext.Segment, lines int) {
	m := boldAlert.FindSubmatchIndex(line.Value(v.src))
	if m == nil || lines < 2 {
		return
	}
	kind := strings.ToUpper(string(v.src[line.Start+m[2] : line.Start+m[3]]))
	v.report(line.Start, m[3]+len("**"), diag.BadAlert, "this makes a quotation, not an alert", "write > [!"+kind+"]")
	v.Problems[len(v.Problems)-1] = v.Problems[len(v.Problems)-1].Lowered()
	v.fix(change{line.Start, line.Start + m[3] + len("**"), "[!" + kind + "]"})
}

// removeFirstLine removes the first line of a paragraph; it must be plain text.
func removeFirstLine(p *ast.Paragraph) {
	for c, inFirstLine := p.FirstChild(), true; c != nil && inFirstLine; {
		next := c.NextSibling()
		t, ok := c.(*ast.Text)
		inFirstLine = !ok || !t.SoftLineBreak() && !t.HardLineBreak()
		p.RemoveChild(p, c)
		c = next
	}
	if !p.HasChildren() {
		p.Parent().RemoveChild(p.Parent(), p)
	}
}

// foreignAlert matches the first line of an alert in the syntax of other programs.
var foreignAlert = regexp.MustCompile(`^(:::+[ \t]*[\w{]|(!!!|\?\?\?\+?)[ \t]+\w+([ \t]+"[^"\n]*")?\s*$)`)

// foreignTabs matches the first line of tabs in the syntax of Docusaurus, MyST and others.
var foreignTabs = regexp.MustCompile(`^:::+[ \t]*\{?\.?tab`)

// reportForeignAlert reports a paragraph in the alert syntax of another program (:::note, !!! note).
func (v *conversion) reportForeignAlert(n *ast.Paragraph) {
	if n.Lines().Len() == 0 || bytes.IndexByte([]byte(":!?"), v.src[n.Lines().At(0).Start]) < 0 {
		return
	}
	line := n.Lines().At(0)
	switch text := line.Value(v.src); {
	case foreignTabs.Match(text):
		v.report(line.Start, line.Len(), diag.UnsupportedBlock, "tabs are shown as they are written", tabsHint)
	case foreignAlert.Match(text):
		v.report(line.Start, line.Len(), diag.BadAlert, "an alert is not written like this",
			"write > [!NOTE] on one line and the text below it, with > before each line")
		v.fixForeignAlert(n)
	}
}

type alertRenderer struct{}

func (alertRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindAlert, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*alert)
		if entering {
			_, _ = fmt.Fprintf(w, "<div class=\"alert alert-%s\" role=\"note\">\n", n.kind)
			if n.title != "" {
				_, _ = fmt.Fprintf(w, "<p class=\"alert-title\">%s</p>\n", html.EscapeString(n.title))
			}
		} else {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	})
	r.Register(kindAlertTitle, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*alertTitle)
		if entering {
			_, _ = fmt.Fprintf(w, "<p class=\"alert-title\">%s", html.EscapeString(n.before))
		} else {
			_, _ = fmt.Fprintf(w, "%s</p>\n", html.EscapeString(n.after))
		}
		return ast.WalkContinue, nil
	})
}
