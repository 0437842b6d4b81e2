package page

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

var (
	footnoteMark  = regexp.MustCompile(`^\[\^([^\[\]\n]+)\]`)
	referenceMark = regexp.MustCompile(`^\[([^\[\]]+)\]\[([^\[\]]*)\]`)
	taskMark      = regexp.MustCompile(`^\[[ xX]\](\s|$)`)
	attributes    = regexp.MustCompile(`^\{:?\s*([#.][\w-]|[A-Za-z][\w-]*=)[^{}]*\}`)
	delimiterRow  = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
)

// text looks at a piece of plain text: it counts words, finds brackets that became no link and links
// the first use of a term.
func (v *conversion) text(n *ast.Text) {
	value := n.Segment.Value(v.src)
	v.Words += countWords(value)
	if bytes.IndexByte(value, '[') >= 0 {
		v.brackets(n.Segment.Start, n.Segment.Stop)
	}
	if len(value) > 0 && value[0] == '{' {
		v.strayAttributes(n)
	}
	if v.env.Terms.any() && linkable(n) {
		v.linkTerms(n)
	}
}

// countWords counts what stands between blanks and is not punctuation alone: nearly all of that comes
// before 0 in ASCII.
func countWords(text []byte) int {
	n, counted := 0, false
	for _, c := range text {
		if c <= ' ' {
			counted = false
		} else if !counted && c >= '0' {
			n, counted = n+1, true
		}
	}
	return n
}

// strayAttributes reports braces behind a picture, a link or code, which other programs read.
func (v *conversion) strayAttributes(n *ast.Text) {
	previous := n.PreviousSibling()
	if previous == nil || previous.Kind() == ast.KindText {
		return
	}
	at := n.Segment.Start
	if m := attributes.Find(v.src[at : at+v.lineLength(at)]); m != nil {
		v.fault(at, len(m), "stray-attributes", "attributes in braces cannot be used here: they would be shown as text", "delete them")
	}
}

// brackets reports what reads like a reference or a footnote. Goldmark leaves the brackets of an
// undefined one as text, so the source behind them tells.
func (v *conversion) brackets(start, stop int) {
	for at := start; at < stop; at++ {
		if v.src[at] != '[' || at > 0 && v.src[at-1] == '\\' {
			continue
		}
		rest := v.src[at:min(at+maxLabel, len(v.src))]
		if m := footnoteMark.FindSubmatch(rest); m != nil {
			v.doubt(UndefinedFootnote, at, len(m[0]), short(string(m[1])))
		} else if m := referenceMark.FindSubmatch(rest); m != nil {
			label := m[2]
			if len(label) == 0 {
				label = m[1]
			}
			v.doubt(UndefinedReference, at, len(m[0]), short(string(label)))
		}
	}
}

// maxLabel is the longest reference that CommonMark knows, and its brackets.
const maxLabel = 2 * 1000

// listItem refuses the boxes of a task list: readers' ticks need ids.
func (v *conversion) listItem(n *ast.ListItem) {
	first := n.FirstChild()
	if first == nil || first.Lines() == nil || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	if taskMark.Match(line.Value(v.src)) {
		v.fault(line.Start, 3, "task-list", "a box in the text cannot be ticked and kept", "make it an entry of checklist: in the front matter, with an id:")
	}
}

// looksLikeTable reports a paragraph that was meant to be a table.
func (v *conversion) looksLikeTable(n *ast.Paragraph) {
	lines := n.Lines()
	if lines.Len() < 2 {
		return
	}
	header, row := lines.At(0), lines.At(1)
	text := bytes.TrimRight(row.Value(v.src), "\r\n")
	if bytes.IndexByte(header.Value(v.src), '|') < 0 || bytes.IndexByte(text, '|') < 0 || !delimiterRow.Match(text) {
		return
	}
	v.doubt(BrokenTable, row.Start, len(text), fmt.Sprintf("the header has %s and the line below it %s",
		cells(header.Value(v.src)), cells(text)))
}

// tableRow reports a row with more or fewer cells than its table.
func (v *conversion) tableRow(n ast.Node) {
	table, ok := n.Parent().(*east.Table)
	if !ok {
		return
	}
	columns := len(table.Alignments)
	at := v.at(n)
	line := v.src[at : at+v.lineLength(at)]
	if have := cellCount(line); have != columns {
		v.doubt(BrokenTable, at, len(line), fmt.Sprintf("the table has %s and this row %s",
			counted(columns, "column"), cells(line)))
	}
}

func cells(line []byte) string { return counted(cellCount(line), "cell") }

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// cellCount counts the cells of a table's row as GitHub Flavored Markdown does: a | counts unless a
// backslash stands before it.
func cellCount(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte{'|'})
	if bytes.HasSuffix(line, []byte{'|'}) && !bytes.HasSuffix(line, []byte(`\|`)) {
		line = line[:len(line)-1]
	}
	return 1 + bytes.Count(line, []byte{'|'}) - bytes.Count(line, []byte(`\|`))
}
