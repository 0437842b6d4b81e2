package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// A fold-out, such as a question and its answer, is written as GitHub, GitLab and editors show one:
//
//	<details>
//	<summary>Do I need a degree?</summary>
//
//	No, and here is *why*.
//
//	</details>
//
// They read Markdown in it only below an empty line, so one must be there. The words of <summary> are Markdown here.

// foldOut is a fold-out. Its first child is its foldOutSummary, if it has one.
type foldOut struct {
	ast.BaseBlock
	isOpen    bool
	summary   *foldOutSummary // nil if it has none
	crowded   int             // the offset of a line right below the summary, which should be empty; 0 for none
	closing   int             // the offset of </details>; 0 if it is never closed
	isBelow   bool            // the next line is the one below the summary
	restBegin int             // the offset of what follows </details> on its line; 0 for nothing
}

// foldOutSummary are the words that are always shown.
type foldOutSummary struct{ ast.BaseBlock }

var (
	kindFoldOut        = ast.NewNodeKind("FoldOut")
	kindFoldOutSummary = ast.NewNodeKind("FoldOutSummary")
)

func (*foldOut) Kind() ast.NodeKind { return kindFoldOut }

func (*foldOutSummary) Kind() ast.NodeKind { return kindFoldOutSummary }

func (n *foldOut) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

func (n *foldOutSummary) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// maxFoldOuts is how many fold-outs may be inside one another.
const maxFoldOuts = 5

var (
	foldOutOpening = regexp.MustCompile(`(?i)^ {0,3}<details(\s+open)?\s*>[ \t]*(?:<summary>(.*?)</summary>)?\s*$`)
	foldOutWords   = regexp.MustCompile(`(?i)^[ \t]*<summary>(.*?)</summary>\s*$`)
	foldOutClosing = regexp.MustCompile(`(?i)^ {0,3}(</details>)[ \t]*(.*?)\s*$`)
)

// foldOutParser parses fold-outs before they are taken for HTML.
type foldOutParser struct{}

func (foldOutParser) Trigger() []byte { return []byte{'<'} }

func (foldOutParser) CanInterruptParagraph() bool { return true }

func (foldOutParser) CanAcceptIndentedLine() bool { return false }

func (foldOutParser) Open(_ ast.Node, reader gtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := foldOutOpening.FindSubmatchIndex(line)
	if m == nil || openFoldOuts(pc) == maxFoldOuts {
		return nil, parser.NoChildren
	}
	n := &foldOut{isOpen: m[2] >= 0}
	if m[4] >= 0 {
		n.addSummary(segment.Start+m[4], segment.Start+m[5])
	}
	reader.Advance(len(bytes.TrimRight(line, "\n")))
	return n, parser.HasChildren
}

func openFoldOuts(pc parser.Context) (count int) {
	for _, b := range pc.OpenedBlocks() {
		if b.Node.Kind() == kindFoldOut {
			count++
		}
	}
	return count
}

func (n *foldOut) addSummary(from, to int) {
	n.summary, n.isBelow = &foldOutSummary{}, true
	n.summary.Lines().Append(gtext.NewSegment(from, to))
	n.summary.SetPos(from)
	n.AppendChild(n, n.summary)
}

func (foldOutParser) Continue(node ast.Node, reader gtext.Reader, pc parser.Context) parser.State {
	n := node.(*foldOut)
	line, segment := reader.PeekLine()
	if m := foldOutClosing.FindSubmatchIndex(line); m != nil && n.isInnermost(pc) {
		n.closing = segment.Start + m[2]
		if m[4] < m[5] {
			n.restBegin = segment.Start + m[4]
		}
		reader.Advance(len(bytes.TrimRight(line, "\n")))
		return parser.Close
	}
	if n.isBelow && !util.IsBlank(line) {
		n.crowded = segment.Start + len(line) - len(bytes.TrimLeft(line, " \t"))
	}
	n.isBelow = false
	if m := foldOutWords.FindSubmatchIndex(line); m != nil && !n.HasChildren() {
		n.addSummary(segment.Start+m[2], segment.Start+m[3])
		reader.Advance(len(bytes.TrimRight(line, "\n")))
	}
	return parser.Continue | parser.HasChildren
}

func (foldOutParser) Close(ast.Node, gtext.Reader, parser.Context) {}

// isInnermost reports whether </details> closes a fold-out: it is the last one that is open, and the line is not part
// of code or a comment.
func (n *foldOut) isInnermost(pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	switch last := blocks[len(blocks)-1].Node.(type) {
	case *ast.FencedCodeBlock:
		return false
	case *ast.HTMLBlock:
		if last.HTMLBlockType == ast.HTMLBlockType2 {
			return false
		}
	}
	for i := len(blocks) - 1; i >= 0; i-- {
		if blocks[i].Node.Kind() == kindFoldOut {
			return blocks[i].Node == n
		}
	}
	return false
}

// convertFoldOut reports what is wrong with a fold-out.
func (v *conversion) convertFoldOut(n *foldOut) {
	v.HasBlocks, v.HasBlocksScript = true, true
	opening := v.offsetOf(n)
	report := func(message, hint string) {
		v.report(opening, v.lineLen(opening), diag.BadFoldOut, message, hint)
	}
	switch {
	case v.form != bodyForm:
		report("a fold-out can stand only in the text of a page", "write it below the front matter")
	case n.summary == nil || v.plainText(n.summary) == "":
		report("the fold-out has no words that are always shown",
			"write <summary>The question</summary> on the line below <details>")
	case n.closing == 0:
		v.openTags["details"]++
		report("this fold-out is never closed, so all that follows is in it",
			"write </details> on a line of its own below its text, indented as <details> is")
	case n.LastChild() == n.summary:
		report("the fold-out is empty", "write its text above </details>, with an empty line before and after it")
	}
	if n.crowded > 0 {
		v.reportCrowded(n.crowded, "the text begins right below the summary, where other programs read no Markdown")
	}
	if n.closing > 0 {
		v.checkBelow(n)
	}
}

// checkBelow reports what follows </details> on its line or on the next, where other programs read no Markdown.
func (v *conversion) checkBelow(n *foldOut) {
	if n.restBegin > 0 {
		v.report(n.restBegin, v.lineLen(n.restBegin), diag.BadFoldOut, "text behind </details> is left out",
			"put it below, with an empty line between them")
		return
	}
	next := n.NextSibling()
	if next == nil || next.Kind() == kindFoldOut {
		return
	}
	if begin := v.offsetOf(next); begin > n.closing && bytes.Count(v.src[n.closing:begin], []byte{'\n'}) == 1 {
		v.reportCrowded(begin, "this text begins right below </details>, where other programs read no Markdown")
	}
}

// reportCrowded reports a line that needs an empty one above it.
func (v *conversion) reportCrowded(offset int, message string) {
	v.report(offset, v.lineLen(offset), diag.BadFoldOut, message, "put an empty line above it")
	before := v.lineBefore(offset)
	if len(bytes.Trim(before, "> \t")) == 0 {
		start := offset - len(before)
		v.fix(change{start, start, string(bytes.TrimRight(before, " \t")) + "\n"})
	}
}

// rejectFoldOut reports a tag of a fold-out that is no part of one, and returns whether it is such a tag.
func (v *conversion) rejectFoldOut(name string, closing bool, offset, n int) bool {
	message, hint := "", ""
	switch {
	case name == "summary":
		message, hint = "these words belong to no fold-out",
			"write <summary>The question</summary> on one line, right below <details>"
	case name != "details":
		return false
	case closing:
		message, hint = "no fold-out is open here", "delete it, or write <details> above its text, indented as this is"
	default:
		message, hint = "this does not begin a fold-out", "write <details> alone on its line, <summary>The question"+
			"</summary> on the next, and an empty line; at most five may be inside one another"
	}
	v.report(offset, n, diag.BadFoldOut, message, hint)
	return true
}

type foldOutRenderer struct{}

func (foldOutRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindFoldOut, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*foldOut)
		switch {
		case !entering:
			_, _ = w.WriteString("</div>\n</details>\n")
		case n.isOpen:
			_, _ = w.WriteString("<details class=\"fold-out\" open>\n")
		default:
			_, _ = w.WriteString("<details class=\"fold-out\">\n")
		}
		if entering && n.summary == nil {
			_, _ = w.WriteString("<div class=\"detail\">\n")
		}
		return ast.WalkContinue, nil
	})
	r.Register(kindFoldOutSummary, func(
		w util.BufWriter, _ []byte, _ ast.Node, entering bool,
	) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString("<summary>")
		} else {
			_, _ = w.WriteString("</summary>\n<div class=\"detail\">\n")
		}
		return ast.WalkContinue, nil
	})
}
