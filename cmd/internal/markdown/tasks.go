package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// listMark matches what is before the box of a task.
var listMark = regexp.MustCompile(`^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$`)

// addTask adds an item with a box to the tasks, if it can be moved into the front matter: it is in no block but lists
// of tasks, and has one paragraph, which refers to nothing else in the body. first is that paragraph.
func (v *conversion) addTask(n *ast.ListItem, first ast.Node) {
	lines := first.Lines()
	start := lines.At(0).Start
	text := string(lines.Value(v.src))
	if v.form != bodyForm || !v.isTaskList(n.Parent()) || first.Kind() != ast.KindTextBlock &&
		first.Kind() != ast.KindParagraph || !listMark.Match(v.lineBefore(start)) ||
		strings.Contains(text, "][") || strings.Contains(text, "[^") || strings.Contains(text, "<!--") {
		return
	}
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindList {
			return
		}
	}
	_, text, _ = strings.Cut(text, "]")
	if text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\\\n", "\n")), " "); text == "" {
		return
	}
	from, to := start-len(v.lineBefore(start)), v.nextLine(lines.At(lines.Len()-1).Start)
	if !isLast(n) || v.blankBefore(n) { // else the blank lines after the list stay
		to = v.skipBlankLines(to)
	}
	pos := v.pos(start, 1)
	v.Tasks = append(v.Tasks, Task{Text: text, Line: pos.Line, Column: pos.Column,
		Plain:  strings.TrimSpace(v.plainText(first)[len("[ ]"):]),
		Remove: v.replacements([]change{{from, to, ""}})[0]})
}

// isTaskList reports whether all items of a list have boxes, and it is in no other block than such a list.
func (v *conversion) isTaskList(list ast.Node) bool {
	is, known := v.taskLists[list]
	if !known {
		if v.taskLists == nil {
			v.taskLists = map[ast.Node]bool{}
		}
		is = v.hasOnlyTasks(list)
		v.taskLists[list] = is
	}
	return is
}

func (v *conversion) hasOnlyTasks(list ast.Node) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || first.Lines() == nil || first.Lines().Len() == 0 {
			return false
		}
		line := first.Lines().At(0)
		if !taskBoxPattern.Match(line.Value(v.src)) {
			return false
		}
	}
	parent := list.Parent()
	return parent.Kind() == ast.KindDocument || parent.Kind() == ast.KindListItem && v.isTaskList(parent.Parent())
}

// isLast reports whether no task of its list, and of those around it, comes after an item.
func isLast(n ast.Node) bool {
	if n.FirstChild() != n.LastChild() {
		return false
	}
	for ; n.Kind() == ast.KindListItem; n = n.Parent().Parent() {
		if n.NextSibling() != nil {
			return false
		}
	}
	return true
}

// blankBefore reports whether a blank line, or nothing, is above the outermost list of an item.
func (v *conversion) blankBefore(n ast.Node) bool {
	for n.Parent().Parent().Kind() == ast.KindListItem {
		n = n.Parent().Parent()
	}
	start := n.Parent().FirstChild().FirstChild().Lines().At(0).Start
	above := v.src[:start-len(v.lineBefore(start))]
	return len(bytes.TrimSpace(above)) == 0 || bytes.HasSuffix(bytes.TrimRight(above, " \t"), []byte("\n\n"))
}

// skipBlankLines returns the offset after the blank lines at offset.
func (v *conversion) skipBlankLines(offset int) int {
	for offset < len(v.src) && len(bytes.TrimSpace(v.src[offset:offset+v.lineLen(offset)])) == 0 {
		offset = v.nextLine(offset)
	}
	return offset
}
