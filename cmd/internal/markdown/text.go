package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"guide/cmd/internal/diag"
)

var (
	footnoteRefPattern  = regexp.MustCompile(`^\[\^([^\[\]\n]+)\]`)
	referencePattern    = regexp.MustCompile(`^\[([^\[\]]+)\]\[([^\[\]]*)\]`)
	taskBoxPattern      = regexp.MustCompile(`^\[[ xX]\](\s|$)`)
	attributesPattern   = regexp.MustCompile(`^\{:?\s*([#.][\w-]|[A-Za-z][\w-]*=)[^{}]*\}`)
	delimiterRowPattern = regexp.MustCompile(`^[-:| \t]*--[-:| \t]*$`)
)

// convertText counts the words of a text node, reports brackets that are not links, and links the first use of terms.
func (v *conversion) convertText(n *ast.Text) {
	value := n.Segment.Value(v.src)
	v.countWords(value)
	if bytes.IndexByte(value, '[') >= 0 {
		v.reportUndefined(n.Segment.Start, n.Segment.Stop)
	}
	if len(value) > 0 && value[0] == '{' {
		v.reportStrayAttributes(n)
	}
	v.reportInlineMarks(n)
	switch {
	case !v.env.Terms.hasTerms():
	case mayLinkTerm(n) && !v.inTag:
		v.linkTerms(n)
	case v.prose != nil:
		v.noteTerms(n)
	}
}

func (v *conversion) countWords(text []byte) {
	if !v.env.NoHTML {
		v.WordCount += countWords(text)
	}
}

// countWords returns the number of words: runs without white space that are more than punctuation. Most punctuation of
// ASCII comes before the digit 0.
func countWords(text []byte) int {
	n, inWord := 0, false
	for _, c := range text {
		if c <= ' ' {
			inWord = false
		} else if !inWord && c >= '0' {
			n, inWord = n+1, true
		}
	}
	return n
}

// reportStrayAttributes reports {...} after an image, a link or code, which other Markdown programs read as attributes.
func (v *conversion) reportStrayAttributes(n *ast.Text) {
	previous := n.PreviousSibling()
	if previous == nil || previous.Kind() == ast.KindText {
		return
	}
	offset := n.Segment.Start
	if m := attributesPattern.Find(v.src[offset : offset+v.lineLen(offset)]); m != nil {
		v.report(offset, len(m), diag.StrayAttributes,
			"attributes in braces cannot be used here: they would be shown as text", "delete them")
		v.fix(change{offset, offset + len(m), ""})
	}
}

// reportUndefined reports references and footnotes that are not defined. Goldmark leaves the brackets of an undefined
// reference as text, so this matches the source from each bracket on.
func (v *conversion) reportUndefined(start, stop int) {
	for offset := start; offset < stop; offset++ {
		if v.src[offset] != '[' || offset > 0 && v.src[offset-1] == '\\' {
			continue
		}
		rest := v.src[offset:min(offset+maxLabel, len(v.src))]
		if m := footnoteRefPattern.FindSubmatch(rest); m != nil {
			v.addSuspect(diag.UndefinedFootnote, offset, len(m[0]), diag.Truncate(string(m[1])))
		} else if m := referencePattern.FindSubmatch(rest); m != nil && !v.followsWord(offset) { // a[0][1] is code
			label := m[2]
			if len(label) == 0 {
				label = m[1]
			}
			v.addSuspect(diag.UndefinedReference, offset, len(m[0]), diag.Truncate(string(label)))
		}
	}
}

// followsWord reports whether a letter or digit is right before an offset.
func (v *conversion) followsWord(offset int) bool {
	before, _ := utf8.DecodeLastRune(v.src[:offset])
	return isWord(before)
}

// maxLabel is the length of the longest reference in CommonMark, twice: text and label.
const maxLabel = 2 * 1000

// reportTaskBox reports an item of a task list: readers' ticks need ids.
func (v *conversion) reportTaskBox(n *ast.ListItem) {
	first := n.FirstChild()
	if first == nil || first.Lines() == nil || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	if taskBoxPattern.Match(line.Value(v.src)) {
		v.report(line.Start, 3, diag.TaskList, "a box in the text cannot be ticked and kept",
			"make it an entry of checklist: in the front matter, with an id:")
		v.addTask(n, first)
	}
}

// reportBrokenTable reports a paragraph that looks like a table.
func (v *conversion) reportBrokenTable(n *ast.Paragraph) {
	lines := n.Lines()
	if lines.Len() < 2 {
		return
	}
	header, row := lines.At(0), lines.At(1)
	text := bytes.TrimRight(row.Value(v.src), "\r\n")
	if bytes.IndexByte(header.Value(v.src), '|') < 0 || bytes.IndexByte(text, '|') < 0 ||
		!delimiterRowPattern.Match(text) {
		return
	}
	v.addSuspectWithHint(diag.BrokenTable, row.Start, len(text), fmt.Sprintf("the header has %s and the line below "+
		"it %s",
		countedCells(header.Value(v.src)), countedCells(text)), "write as many cells with --- as the header has cells")
}

// reportRow reports a row with more or fewer cells than the table has columns, and the first column without a head.
func (v *conversion) reportRow(n ast.Node) {
	table, ok := n.Parent().(*east.Table)
	if !ok {
		return
	}
	columns := len(table.Alignments)
	offset := v.offsetOf(n)
	line := v.src[offset : offset+v.lineLen(offset)]
	if cells := cellCount(line); cells != columns {
		v.addSuspectWithHint(diag.BrokenTable, offset, len(line), fmt.Sprintf("the table has %s and this row %s",
			pluralize(columns, "column"), countedCells(line)), rowHint(line, cells > columns))
	} else if column := emptyCell(n); column > 0 && n.Kind() == east.KindTableHeader {
		v.addSuspectWithHint(diag.EmptyTableHead, offset, len(line), fmt.Sprintf("column %d of the table has no head",
			column), "write there what its cells say")
	}
}

// emptyCell returns the number of the first cell of a row in which nothing stands, or 0.
func emptyCell(row ast.Node) int {
	i := 1
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		if !cell.HasChildren() {
			return i
		}
		i++
	}
	return 0
}

// rowHint says what to do about a row with more or fewer cells than the table has columns.
func rowHint(line []byte, hasMore bool) string {
	switch {
	case bytes.IndexByte(line, '|') < 0:
		return "if it is no row, put an empty line above it, below the table"
	case hasMore && bytes.IndexByte(line, '`') >= 0:
		return `write \| for a bar inside a cell, in code too`
	case hasMore:
		return `write \| for a bar inside a cell; give every row as many cells as the table has columns`
	}
	return "write a bar for each cell that is empty, so that the row has as many cells as the table has columns"
}

func countedCells(line []byte) string { return pluralize(cellCount(line), "cell") }

func pluralize(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// cellCount returns the number of cells in a row of a table as GitHub Flavored Markdown counts them: each | without a
// backslash before it separates two.
func cellCount(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte{'|'})
	if bytes.HasSuffix(line, []byte{'|'}) && !bytes.HasSuffix(line, []byte(`\|`)) {
		line = line[:len(line)-1]
	}
	return 1 + bytes.Count(line, []byte{'|'}) - bytes.Count(line, []byte(`\|`))
}
