package page

import (
	"bytes"
	"fmt"
)

// Bounds of one text, so that nothing that can be written takes long to convert. They are far above
// what a guide needs, and each counts at least what goldmark will do, whatever blocks it sees.
const (
	maxCells   = 20_000      // of all tables, counted as columns times rows: short rows are filled up
	maxNesting = 100         // quotations and lists inside one another
	maxOpen    = 2_000_000   // quotations and lists open on a line, summed over the lines
	maxMarks   = 100_000_000 // the square of the marks of a paragraph, summed over the paragraphs
	maxNotes   = 50_000_000  // footnotes times references to them
	maxCopied  = 1 << 20     // bytes of addresses that references repeat
)

// excess is a bound that a text breaks.
type excess struct {
	offset        int
	message, hint string
}

// overLimit reads a text once, before it is parsed, and returns the first bound that it breaks.
func overLimit(src []byte) *excess {
	var b bounds
	at := 0
	for line := range bytes.Lines(src) {
		if over := b.line(line); over != nil {
			over.offset = at
			return over
		}
		at += len(line)
	}
	over := b.endParagraph()
	if over == nil && b.notes*b.noteRefs > maxNotes {
		over = &excess{message: "there are too many footnotes and references to them", hint: "split the page"}
	}
	return over
}

// bounds is what was counted so far. A paragraph ends at an empty line: what is one paragraph to
// goldmark is never counted as two.
type bounds struct {
	depth, open     int // quotations and lists that may be open on this line, and their sum
	marks, work     int // of this paragraph, and the sum of their squares
	columns, cells  int // of the table in this paragraph, and the sum
	notes, noteRefs int
	paragraph       bool // the line above was not empty
}

func (b *bounds) line(line []byte) *excess {
	text := bytes.Trim(line, " \t\r\n")
	if len(text) > 0 {
		here, marked := depth(line)
		if marked && here > maxNesting {
			return &excess{message: fmt.Sprintf("quotations or lists are nested more than %d deep", maxNesting), hint: "begin a new list"}
		}
		if !b.paragraph || here > b.depth {
			b.depth = here
		}
	}
	if b.open += b.depth; b.open > maxOpen {
		return &excess{message: "too many lines follow lists inside lists", hint: "split the page"}
	}
	if len(text) == 0 {
		return b.endParagraph()
	}
	b.paragraph = true
	b.count(text)
	return b.row(text)
}

// depth counts the quotations and lists that a line may stand in: the marks that begin it and, as every
// list indents by two columns at least, its indentation.
func depth(line []byte) (n int, marked bool) {
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
			size := markerSize(line)
			if size == 0 {
				return n + column/2, marked
			}
			n, marked = n+1, true
			line = bytes.TrimPrefix(line[size:], []byte{' '})
		}
	}
	return n + column/2, marked
}

// markerSize is the length of the mark of a quotation, a list entry or a definition that may begin a
// line; 0: none.
func markerSize(line []byte) int {
	if line[0] == '>' {
		return 1
	}
	if c := line[0]; c > ':' { // letters, nearly always
		return 0
	}
	n := len(line) - len(bytes.TrimLeft(line, "0123456789"))
	if n == len(line) || n == 0 && bytes.IndexByte([]byte("-*+:"), line[0]) < 0 || n > 0 && line[n] != '.' && line[n] != ')' {
		return 0
	}
	if n++; n < len(line) && bytes.IndexByte([]byte(" \t\r\n"), line[n]) < 0 {
		return 0
	}
	return n
}

// count counts the marks that can open or close something. Their cost grows with the square of their
// number in a paragraph. So does that of a heading's attributes, each of which has a . # or =.
func (b *bounds) count(text []byte) {
	attributes := 0
	for i, c := range text {
		switch classes[c] {
		case plain:
		case mark:
			b.marks++
		case attribute:
			attributes++
		case reference:
			if i > 0 && text[i-1] == '[' {
				b.noteRefs++
			}
		case definition:
			if i > 0 && text[i-1] == ']' {
				b.notes++
			}
		}
	}
	if attributes > 0 && bytes.IndexByte(text, '{') >= 0 {
		b.marks += attributes
	}
}

// classes says what each byte may be the mark of.
var classes = [256]byte{
	'*': mark, '_': mark, '~': mark, '[': mark, ']': mark, '`': mark, '<': mark, '"': mark, '\'': mark,
	'.': attribute, '#': attribute, '=': attribute, '^': reference, ':': definition,
}

const (
	plain      = iota
	mark       // of emphasis, a link, code, HTML or a quotation
	attribute  // of a heading
	reference  // to a footnote
	definition // of a footnote
)

// row counts the cells of a table. The row of hyphens tells how many columns there are.
func (b *bounds) row(text []byte) *excess {
	if isDelimiterRow(text) {
		b.columns = max(b.columns, cellCount(bytes.TrimLeft(text, "> \t")))
	}
	if b.cells += b.columns; b.cells > maxCells {
		return &excess{message: fmt.Sprintf("the tables have more than %d cells", maxCells), hint: "split the page, or offer the table as a file to download"}
	}
	return nil
}

// isDelimiterRow reports whether a line may be the second one of a table, in a quotation or a list too.
func isDelimiterRow(text []byte) bool {
	switch text[0] {
	case '|', '-', ':', '>':
		return bytes.IndexByte(text, '-') >= 0 && bytes.ContainsAny(text, "|:") && len(bytes.Trim(text, "|-:> \t\v\f")) == 0
	}
	return false
}

func (b *bounds) endParagraph() *excess {
	b.work += b.marks * b.marks
	b.marks, b.columns, b.paragraph = 0, 0, false
	if b.work > maxMarks {
		return &excess{message: "there are too many * _ [ and other marks in one paragraph to be read", hint: "split it with empty lines"}
	}
	return nil
}
