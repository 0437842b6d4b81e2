package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"guide/cmd/internal/diag"
)

// Text that its author meant as Markdown, but that is none, is shown as it is written. This file finds it where
// goldmark left it: at the beginning of the lines of a paragraph, and in its text.

// reportParagraph reports a paragraph that looks like another block.
func (v *conversion) reportParagraph(n *ast.Paragraph) {
	v.reportBrokenTable(n)
	v.reportForeignAlert(n)
	v.reportLineMarks(n)
}

// reportLineMarks reports the lines of a paragraph that look like blocks: the first of each kind.
func (v *conversion) reportLineMarks(n ast.Node) {
	lines := n.Lines()
	var found [][]markedLine // for each mark, the lines that begin with it
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimRight(segment.Value(v.src), "\r\n")
		if !mayBeginMark(line) {
			continue
		}
		for k, mark := range lineMarks {
			m := mark.pattern.FindSubmatchIndex(line)
			if m == nil {
				continue
			}
			if found == nil {
				found = make([][]markedLine, len(lineMarks))
			}
			start := segment.Start
			found[k] = append(found[k], markedLine{start, start + len(line), start + m[2], start + m[3]})
			break
		}
	}
	for k, marked := range found {
		mark := &lineMarks[k]
		if missing := mark.least - len(marked); len(marked) == 0 || missing > 1 ||
			missing == 1 && !(mark.rule == diag.ListMark && isAtList(n, isDigit(v.src[marked[0].from]))) ||
			mark.fits != nil && !mark.fits(v, n, marked) {
			continue
		}
		first := marked[0]
		message, hint := mark.message, mark.hint
		if mark.describe != nil {
			message, hint = mark.describe(v.src[first.start:first.end])
		}
		v.report(first.from, first.to-first.from, mark.rule, message, hint)
		if mark.fix != nil {
			v.fix(mark.fix(v, n, marked)...)
		}
	}
}

// isAtList reports whether a paragraph is in an item of a list, or has a list right below it; a numbered one, if asked.
func isAtList(n ast.Node, isNumbered bool) bool {
	list := n.NextSibling()
	if n.Parent().Kind() == ast.KindListItem {
		list = n.Parent().Parent()
	} else if !isList(list) || list.HasBlankPreviousLines() {
		return false
	}
	return list.(*ast.List).IsOrdered() || !isNumbered
}

// afterMark describes an invisible space after a mark.
func afterMark(line []byte) (message, hint string) {
	i := bytes.IndexAny(line, diag.OddSpaces)
	space, size := utf8.DecodeRune(line[i:])
	mark, rest := line[:i], strings.TrimLeft(string(line[i+size:]), " "+diag.OddSpaces)
	return fmt.Sprintf("after %s is %s, so it is shown as it is written", mark, diag.NameCharacter(space)),
		fmt.Sprintf("type an ordinary space: %s %s", headingBelowTitle(mark), diag.Truncate(rest))
}

// beforeMark describes invisible characters before a mark.
func beforeMark(line []byte) (message, hint string) {
	first, _ := utf8.DecodeRune(line)
	visible := bytes.TrimLeft(line, diag.OddSpaces)
	mark, _, _ := bytes.Cut(visible, []byte(" "))
	times := "once"
	if n := utf8.RuneCount(line) - utf8.RuneCount(visible); n > 1 {
		times = fmt.Sprintf("%d times", n)
	}
	return fmt.Sprintf("before %s is %s, so it is shown as it is written", mark, diag.NameCharacter(first)),
		fmt.Sprintf("put the cursor right before %s, and press Backspace %s", mark, times)
}

// headingBelowTitle returns a mark; that of the second level for one of the first, which is the title's.
func headingBelowTitle(mark []byte) string {
	if string(mark) == "#" {
		return "##"
	}
	return string(mark)
}

// spaceAfterMark describes a mark without a space.
func spaceAfterMark(line []byte) (message, hint string) {
	rest := bytes.TrimLeft(line, "#")
	if len(rest) == len(line) {
		rest = line[bytes.IndexAny(line, "-+.)")+1:]
	}
	mark := line[:len(line)-len(rest)]
	return fmt.Sprintf("no space follows %s, so it is shown as it is written", mark),
		fmt.Sprintf("write %s %s", headingBelowTitle(mark), diag.Truncate(string(rest)))
}

// reportUnclosedFence reports a block of code whose end is that of the text.
func (v *conversion) reportUnclosedFence(n *ast.FencedCodeBlock) {
	end := n.Pos()
	if n.Info != nil {
		end = n.Info.Segment.Stop
	}
	lines := n.Lines()
	if lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	} else {
		end += v.lineLen(end)
	}
	end = min(end, len(v.src))
	rest := bytes.TrimLeft(v.src[end:], "\r\n \t>")
	if bytes.HasPrefix(rest, []byte("```")) || bytes.HasPrefix(rest, []byte("~~~")) {
		return
	}
	opening := n.Pos()
	v.report(opening, v.lineLen(opening), diag.UnclosedFence,
		"this fence is never closed, so all that follows is shown as code", "write ``` on a line below the code")
}

// conflictPattern matches a fence, or a mark of a merge.
var conflictPattern = regexp.MustCompile("(?m)^ {0,3}(?:```+|~~~+)|^(?:<{7}|>{7}|\\|{7}) .*$|^={7}\r?$")

// hideConflicts reports the marks of an unfinished merge, and returns the text without its lines of =, which would make
// headings of what is above them. Such a line is a mark before the end of a merge only.
func (v *conversion) hideConflicts() {
	if !bytes.Contains(v.src, []byte("<<<<<<< ")) && !bytes.Contains(v.src, []byte(">>>>>>> ")) {
		return
	}
	marks := conflictPattern.FindAllIndex(v.src, -1)
	inFence := false
	for i, m := range marks {
		switch c := v.src[m[0]]; {
		case c == '`' || c == '~' || c == ' ':
			inFence = !inFence
			continue
		case inFence:
			continue
		case c == '=':
			if i+1 == len(marks) || v.src[marks[i+1][0]] != '>' {
				continue
			}
			v.src = slices.Concat(v.src[:m[0]], bytes.Repeat([]byte{' '}, 7), v.src[m[0]+7:])
		}
		v.report(m[0], m[1]-m[0], diag.ConflictMarker, "a merge is unfinished here",
			"keep one of the two versions, and delete this line")
	}
}
