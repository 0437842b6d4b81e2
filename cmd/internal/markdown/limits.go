package markdown

import (
	"bytes"
	"fmt"
)

// Bounds of one text, so that nothing that can be written takes long to convert. They are far above
// what a guide needs, and each counts at least what goldmark will do, whatever blocks it sees.
const (
	maxCells          = 20_000      // of all tables, counted as columns times rows: short rows are filled up
	maxNesting        = 100         // quotations and lists inside one another
	maxOpenContainers = 2_000_000   // quotations and lists open on a line, summed over the lines
	maxMarkSquares    = 100_000_000 // the square of the marks of a paragraph, summed over the paragraphs
	maxFootnoteWork   = 50_000_000  // footnotes times references to them
	maxCopiedBytes    = 1 << 20     // bytes of addresses that references repeat
)

// limitError is a bound that a text breaks.
type limitError struct {
	offset        int
	message, hint string
}

// checkLimits reads a text once, before it is parsed, and returns the first bound that it breaks.
func checkLimits(src []byte) *limitError {
	var l limiter
	offset := 0
	for line := range bytes.Lines(src) {
		if limitErr := l.addLine(line); limitErr != nil {
			limitErr.offset = offset
			return limitErr
		}
		offset += len(line)
	}
	limitErr := l.endParagraph()
	if limitErr == nil && l.footnotes*l.footnoteRefs > maxFootnoteWork {
		limitErr = &limitError{message: "there are too many footnotes and references to them", hint: "split the page"}
	}
	return limitErr
}

// limiter is what was counted so far. A paragraph ends at an empty line: what is one paragraph to
// goldmark is never counted as two.
type limiter struct {
	depth, openSum          int // quotations and lists that may be open on this line, and their sum
	marks, squares          int // of this paragraph, and the sum of their squares
	columns, cells          int // of the table in this paragraph, and the sum
	footnotes, footnoteRefs int
	inParagraph             bool // the line above was not empty
}

func (b *limiter) addLine(line []byte) *limitError {
	text := bytes.Trim(line, " \t\r\n")
	if len(text) > 0 {
		lineDepth, hasMarker := containerDepth(line)
		if hasMarker && lineDepth > maxNesting {
			return &limitError{message: fmt.Sprintf("quotations or lists are nested more than %d deep", maxNesting),
				hint: "begin a new list"}
		}
		if !b.inParagraph || lineDepth > b.depth {
			b.depth = lineDepth
		}
	}
	if b.openSum += b.depth; b.openSum > maxOpenContainers {
		return &limitError{message: "too many lines follow lists inside lists", hint: "split the page"}
	}
	if len(text) == 0 {
		return b.endParagraph()
	}
	b.inParagraph = true
	b.countMarks(text)
	return b.countCells(text)
}

// containerDepth counts the quotations and lists that a line may stand in: the marks that begin it and, as every
// list indents by two columns at least, its indentation.
func containerDepth(line []byte) (n int, hasMarker bool) {
	column := 0
	for len(line) > 0 {
		switch line[0] {
		case ' ':
			column++
			line = line[1:]
		case '\t':
			column += 4
			line = line[1:]
		default:
			size := markerLen(line)
			if size == 0 {
				return n + column/2, hasMarker
			}
			n, hasMarker = n+1, true
			line = bytes.TrimPrefix(line[size:], []byte{' '})
		}
	}
	return n + column/2, hasMarker
}

// markerLen is the length of the mark of a quotation, a list entry or a definition that may begin a
// line; 0: none.
func markerLen(line []byte) int {
	if line[0] == '>' {
		return 1
	}
	if c := line[0]; c > ':' { // letters, nearly always
		return 0
	}
	n := len(line) - len(bytes.TrimLeft(line, "0123456789"))
	if n == len(line) || n == 0 && bytes.IndexByte([]byte("-*+:"), line[0]) < 0 || n > 0 && line[n] != '.' &&
		line[n] != ')' {
		return 0
	}
	if n++; n < len(line) && bytes.IndexByte([]byte(" \t\r\n"), line[n]) < 0 {
		return 0
	}
	return n
}

// countMarks counts the marks that can open or close something. Their cost grows with the square of their
// number in a paragraph. So does that of a heading's attributes, each of which has a . # or =.
func (b *limiter) countMarks(text []byte) {
	attributes := 0
	for i, c := range text {
		switch byteClasses[c] {
		case classPlain:
		case classMark:
			b.marks++
		case classAttribute:
			attributes++
		case classFootnoteRef:
			if i > 0 && text[i-1] == '[' {
				b.footnoteRefs++
			}
		case classFootnote:
			if i > 0 && text[i-1] == ']' {
				b.footnotes++
			}
		}
	}
	if attributes > 0 && bytes.IndexByte(text, '{') >= 0 {
		b.marks += attributes
	}
}

// byteClasses says what each byte may be the mark of.
var byteClasses = [256]byte{
	'*': classMark, '_': classMark, '~': classMark, '[': classMark, ']': classMark, '`': classMark, '<': classMark,
	'"': classMark, '\'': classMark,
	'.': classAttribute, '#': classAttribute, '=': classAttribute, '^': classFootnoteRef, ':': classFootnote,
}

const (
	classPlain       = iota
	classMark        // of emphasis, a link, code, HTML or a quotation
	classAttribute   // of a heading
	classFootnoteRef // to a footnote
	classFootnote    // of a footnote
)

// countCells counts the cells of a table. The row of hyphens tells how many columns there are.
func (b *limiter) countCells(text []byte) *limitError {
	if isDelimiterRow(text) {
		b.columns = max(b.columns, cellCount(bytes.TrimLeft(text, "> \t")))
	}
	if b.cells += b.columns; b.cells > maxCells {
		return &limitError{message: fmt.Sprintf("the tables have more than %d cells", maxCells),
			hint: "split the page, or offer the table as a file to download"}
	}
	return nil
}

// isDelimiterRow reports whether a line may be the second one of a table, in a quotation or a list too.
func isDelimiterRow(text []byte) bool {
	switch text[0] {
	case '|', '-', ':', '>':
		return bytes.IndexByte(text, '-') >= 0 && bytes.ContainsAny(text, "|:") &&
			len(bytes.Trim(text, "|-:> \t\v\f")) == 0
	}
	return false
}

func (b *limiter) endParagraph() *limitError {
	b.squares += b.marks * b.marks
	b.marks, b.columns, b.inParagraph = 0, 0, false
	if b.squares > maxMarkSquares {
		return &limitError{message: "there are too many * _ [ and other marks in one paragraph to be read",
			hint: "split it with empty lines"}
	}
	return nil
}
