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
		if nesting(line) > maxNesting {
			return &limitError{offset, fmt.Sprintf("quotations or lists are nested more than %d deep", maxNesting),
				"begin a new list"}
		}
		if text := bytes.Trim(line, " \t\r\n"); len(text) == 0 {
			columns = 0 // the table ends
		} else if isDelimiterRow(text) {
			columns = max(columns, cellCount(bytes.TrimLeft(text, "> \t")))
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

// markBytes begin such marks, which most lines do not.
var markBytes = []byte(">-*+:0123456789")

// nesting returns how many quotations and lists a line that begins one may stand in: its marks and, as every list
// indents by two columns at least, half of the columns before them. It returns 0 for a line without a mark.
func nesting(line []byte) int {
	marks, indent := 0, 0
	for text := bytes.TrimLeft(line, " \t"); len(text) > 0 && bytes.IndexByte(markBytes, text[0]) >= 0; {
		mark := containerMark.Find(line)
		if mark == nil {
			break
		}
		space := mark[:len(mark)-len(bytes.TrimLeft(mark, " \t"))]
		indent += len(space) + 3*bytes.Count(space, []byte{'\t'})
		marks++
		line = line[len(mark):]
		text = bytes.TrimLeft(line, " \t")
	}
	return marks + indent/2
}

// isDelimiterRow reports whether a line may be the second one of a table, in a quotation or a list too.
func isDelimiterRow(text []byte) bool {
	return len(bytes.Trim(text, "|-:> \t\v\f")) == 0 && bytes.IndexByte(text, '-') >= 0 && bytes.ContainsAny(text, "|:")
}
