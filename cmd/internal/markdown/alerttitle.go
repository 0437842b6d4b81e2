package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
)

// An alert has a title of its own if words follow its mark: > [!TIP] Before you sign. GitLab and Obsidian show that
// as we do; GitHub shows a quotation that begins with these words, so nothing of it is lost.

// alertTitle is the title of an alert, in place of that of its kind.
type alertTitle struct {
	ast.BaseBlock
	before, after string // what stands around it: the kind of the alert
}

var kindAlertTitle = ast.NewNodeKind("AlertTitle")

func (*alertTitle) Kind() ast.NodeKind { return kindAlertTitle }

func (n *alertTitle) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// titledAlert matches the first line of an alert with a title. A - or + before it would fold the alert in Obsidian.
var titledAlert = regexp.MustCompile(`^\[!(?i:` + strings.Join(AlertKinds, "|") + `)\][ \t]+([^\s+-].*?)\s*$`)

// alertTitles makes an alertTitle of the words behind the mark of an alert, unless they are its text: a sentence, or
// the beginning of one that goes on in the next line, for which they are long.
type alertTitles struct{}

func (alertTitles) Transform(p *ast.Paragraph, reader gtext.Reader, _ parser.Context) {
	if p.Parent().Kind() != ast.KindBlockquote || p.PreviousSibling() != nil || p.Lines().Len() == 0 {
		return
	}
	first := p.Lines().At(0)
	m := titledAlert.FindSubmatchIndex(first.Value(reader.Source()))
	if m == nil || first.Padding > 0 || reader.Source()[first.Start+m[3]-1] == '.' ||
		m[3]-m[2] > maxWrappedTitle && p.Lines().Len() > 1 && goesOn(p.Lines().At(1), reader.Source()) {
		return
	}
	title := &alertTitle{}
	title.Lines().Append(gtext.NewSegment(first.Start+m[2], first.Start+m[3]))
	title.SetPos(first.Start + m[2])
	p.Parent().InsertAfter(p.Parent(), p, title)
	mark := gtext.NewSegments()
	mark.Append(gtext.NewSegment(first.Start, first.Start+m[2]))
	if p.Lines().Len() == 1 {
		p.SetLines(mark)
		return
	}
	text := ast.NewParagraph()
	for i := 1; i < p.Lines().Len(); i++ {
		text.Lines().Append(p.Lines().At(i))
	}
	last := text.Lines().Len() - 1
	end := text.Lines().At(last)
	text.Lines().Set(last, end.TrimRightSpace(reader.Source()))
	text.SetPos(text.Lines().At(0).Start)
	p.SetLines(mark)
	p.Parent().InsertAfter(p.Parent(), title, text)
}

// maxWrappedTitle is the length in bytes of the longest title before a line that begins with a small letter.
const maxWrappedTitle = 50

func goesOn(line gtext.Segment, src []byte) bool {
	first, _ := utf8.DecodeRune(bytes.TrimLeft(line.Value(src), " \t"))
	return unicode.IsLower(first)
}

// titleOf returns the title of an alert that has its own.
func titleOf(n *ast.Blockquote) *alertTitle {
	if n.FirstChild() == nil {
		return nil
	}
	title, _ := n.FirstChild().NextSibling().(*alertTitle)
	return title
}
