package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"guide/cmd/internal/diag"
)

// markdownFor maps an HTML element to what to write in Markdown in its place.
var markdownFor = map[string]string{
	"a": "[text](address)", "b": "**text**", "strong": "**text**", "i": "*text*", "em": "*text*",
	"img": "![what the picture shows](picture.png)", "br": "an empty line, which begins a paragraph",
	"code": "`text`", "pre": "a block between lines of ```", "hr": "a line of ---",
	"h1": "## and the heading", "h2": "## and the heading", "h3": "### and the heading", "h4": "#### and the heading",
	"ul": "lines that begin with a hyphen", "ol": "lines that begin with 1.", "li": "a line that begins with a hyphen",
	"table": "a table of | cells |", "blockquote": "lines that begin with >", "s": "~~text~~", "del": "~~text~~",
	"p": "the text, with an empty line around it", "dl": "a term, and below it : and its meaning",
	"div": "an alert such as > [!NOTE], or nothing", "aside": "an alert such as > [!NOTE]",
	"input": "an entry of checklist: in the front matter",
	"span":  "the text alone", "kbd": "it in one line with the words", "sup": "it in one line with the words",
	"sub": "it in one line with the words", "abbr": "it in one line with the words", "mark": "**text**",
	"tabs": tabsInstead, "tab": tabsInstead, "tabitem": tabsInstead,
	"iframe": "a link to the page; for a video a picture with a link, [![what it shows](still.jpg)](its address)",
	"video":  "a picture with a link, [![what it shows](still.jpg)](film.mp4)", "audio": "a link to the recording",
}

const tabsInstead = "a heading for each tab, or a fold-out, <details>"

var tagPattern = regexp.MustCompile(`^<(/?)([a-zA-Z][a-zA-Z0-9-]*)`)

var commentPattern = regexp.MustCompile(`(?s)^<!--.*?(-->|$)`)

// dropHTMLBlock removes a block of HTML, and reports it unless it is only comments.
func (v *conversion) dropHTMLBlock(n *ast.HTMLBlock) {
	v.deferEdit(removeNode(n))
	v.findNextBlock(n)
	raw, offset := blockSource(n, v.src)
	rest, sawComment := trimLeadingSpace(raw), false
	for m := commentPattern.Find(rest); m != nil; m = commentPattern.Find(rest) {
		v.readComment(m, offset+len(raw)-len(rest))
		rest, sawComment = trimLeadingSpace(rest[len(m):]), true
	}
	offset += len(raw) - len(rest)
	switch {
	case len(rest) == 0:
	case sawComment && rest[0] != '<':
		v.report(offset, firstLineLen(rest), diag.RawHTML,
			"text after a comment on the same line is part of the HTML and is left out",
			"put the comment on a line of its own, with an empty line below it")
	default:
		v.rejectHTML(offset, rest, "")
	}
}

func trimLeadingSpace(b []byte) []byte { return bytes.TrimLeft(b, " \t\r\n") }

// readComment parses a comment, which may be a suppression.
func (v *conversion) readComment(raw []byte, offset int) {
	if !bytes.Contains(raw, []byte("-->")) {
		v.report(offset, firstLineLen(raw), diag.UnclosedComment,
			"the comment is opened here and never closed: everything below is part of it", "put --> at its end")
		return
	}
	if commentText(raw) == editorComment {
		v.addSuspect(diag.EditorBox, offset, len(raw), "")
	}
	v.bodySuppression(raw, offset)
}

// blockSource returns the source of an HTML block, and its offset.
func blockSource(n *ast.HTMLBlock, src []byte) ([]byte, int) {
	lines := n.Lines()
	start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	if n.HasClosure() {
		stop = max(stop, n.ClosureLine.Stop)
	}
	return src[start:stop], start
}

func (v *conversion) dropRawHTML(n *ast.RawHTML) {
	v.deferEdit(removeNode(n))
	raw, offset := segmentsSource(n.Segments, v.src), n.Segments.At(0).Start
	if !bytes.HasPrefix(raw, []byte("<!--")) {
		v.rejectHTML(offset, raw, v.inOneLine(n, false))
	} else if isSuppression(raw) {
		v.report(offset, firstLineLen(raw), diag.BadAllow, "this silences nothing: it stands inside a paragraph",
			"put it on a line of its own above the block")
	}
}

func segmentsSource(s *gtext.Segments, src []byte) []byte {
	return src[s.At(0).Start:s.At(s.Len()-1).Stop]
}

// needsLines are the elements for which Markdown needs lines of their own.
var needsLines = map[string]bool{"br": true, "p": true, "ul": true, "ol": true, "li": true, "table": true, "pre": true,
	"blockquote": true, "div": true, "hr": true, "dl": true, "details": true, "aside": true,
	"h1": true, "h2": true, "h3": true, "h4": true}

// inOneLine says what to do in place of HTML with lines of its own in a text that has only one line; "" for others. A
// cell of a table may have a <br>.
func (v *conversion) inOneLine(n ast.Node, isBreak bool) string {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if hint := hasOneLine[p.Kind()]; hint != "" {
			if isBreak && p.Kind() == east.KindTableCell {
				return ""
			}
			return hint
		}
	}
	if v.form == inlineForm {
		return "this text has one line: begin a new sentence in its place"
	}
	return ""
}

// rejectHTML reports an HTML tag. The closing tag of a reported opening tag is not reported. inOneLine is the hint for
// what needs lines of its own, see [conversion.inOneLine].
func (v *conversion) rejectHTML(offset int, raw []byte, inOneLine string) {
	message, hint := "HTML is not allowed in the text", "to show it as text, put it between backticks"
	if m := tagPattern.FindSubmatch(raw); m != nil {
		name := strings.ToLower(string(m[2]))
		if md := markdownFor[name]; md != "" {
			hint = "write " + md
		}
		if inOneLine != "" && needsLines[name] {
			hint = inOneLine
		}
		message += ": " + diag.Truncate(string(m[0])) + ">"
		if len(m[1]) == 0 {
			v.openTags[name]++
		} else if v.openTags[name] > 0 {
			v.openTags[name]--
			return
		}
		if v.rejectFoldOut(name, len(m[1]) > 0, offset, firstLineLen(raw)) {
			return
		}
	}
	v.report(offset, firstLineLen(raw), diag.RawHTML, message, hint)
}
