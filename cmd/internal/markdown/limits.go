package markdown

import (
	"bytes"
	"fmt"
	"regexp"
)

// Limits of one text. The time that goldmark takes grows with the square of the size: a page of maxSize bytes, however
// hostile, is built in 3 s of CPU time and 0.8 GB of memory, one twice as long in 10 s and 1.2 GB.
const (
	maxSize        = 64 << 10 // in bytes; frontmatter.MaxBody is the same
	maxNesting     = 100      // quotations and lists inside one another
	maxCells       = 20_000   // columns times rows: goldmark fills short rows, so 64 KiB may need over 6 GB
	maxCopiedBytes = 1 << 20  // of addresses repeated by references, of which 64 KiB make 214 MB of HTML in 1.3 GB
)

// limitError is a limit that a text exceeds, and where.
type limitError struct {
	offset        int
	message, hint string
}

// checkLimits returns the first limit that a text exceeds, before it is parsed; nil for none.
func checkLimits(src []byte) *limitError {
	if len(src) > maxSize {
		return &limitError{0, fmt.Sprintf("the text has more than %d KiB", maxSize>>10), "split it"}
	}
	offset, columns, cells := 0, 0, 0
	for line := range bytes.Lines(src) {
		marks := 0
		for marks < len(line) && isMarkByte[line[marks]] {
			marks++
		}
		if 2*marks > maxNesting && nesting(line) > maxNesting { // a tab is two, the others are less
			return &limitError{offset, fmt.Sprintf("quotations or lists are nested more than %d deep", maxNesting),
				"begin a new list"}
		}
		if marks == len(line) || bytes.IndexByte([]byte("|\v\f"), line[marks]) >= 0 {
			if text := bytes.Trim(line, " \t\r\n"); len(text) == 0 {
				columns = 0 // the table ends
			} else if isDelimiterRow(text) {
				columns = max(columns, cellCount(bytes.TrimLeft(text, "> \t")))
			}
		}
		if cells += columns; cells > maxCells {
			return &limitError{offset, fmt.Sprintf("the tables have more than %d cells", maxCells),
				"split the page, or offer the table as a file to download"}
		}
		offset += len(line)
	}
	return nil
}

// containerMark matches the mark of a quotation, a list item or a definition, and the white space before it.
var containerMark = regexp.MustCompile(`^[ \t]*(?:> ?|(?:[-*+:]|[0-9]+[.)])(?:[ \t\r\n]|$))`)

// isMarkByte tells which bytes such marks and the white space around them have.
var isMarkByte = func() (is [256]bool) {
	for _, c := range []byte(" \t\r\n>-*+:0123456789.)") {
		is[c] = true
	}
	return is
}()

// nesting returns how many quotations and lists a line that begins one may stand in: its marks and, as every list
// indents by two columns at least, half of the columns before them. It returns 0 for a line without a mark.
func nesting(line []byte) int {
	marks, indent := 0, 0
	for mark := containerMark.Find(line); mark != nil; mark = containerMark.Find(line) {
		space := mark[:len(mark)-len(bytes.TrimLeft(mark, " \t"))]
		indent += len(space) + 3*bytes.Count(space, []byte{'\t'})
		marks++
		line = line[len(mark):]
	}
	return marks + indent/2
}

// isDelimiterRow reports whether a line may be the second one of a table, in a quotation or a list too.
func isDelimiterRow(text []byte) bool {
	return len(bytes.Trim(text, "|-:> \t\v\f")) == 0 && bytes.IndexByte(text, '-') >= 0 && bytes.ContainsAny(text, "|:")
}
