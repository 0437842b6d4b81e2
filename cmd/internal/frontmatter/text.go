package frontmatter

import "guide/cmd/internal/diag"

// Text is a value of a YAML file with its position in the file.
type Text struct {
	Value string
	Line  int32 // of the file, from 1
	// Column and EndColumn enclose the first line of the value, in code points from 1.
	Column, EndColumn int32
	// blockIndent is the number of columns before the text of a literal block (`|`), which starts on the line below
	// Line; for every other style it is one of the constants below.
	blockIndent int32
}

// The styles of values other than literal blocks.
const (
	folded    = -1 // the bytes of the value differ from those of the file
	asWritten = -2 // the value is as the file has it, from Column on
	inQuotes  = -3 // the same, after a quotation mark
)

func (t Text) String() string { return t.Value }

// Date returns the day that t names, which was checked, or "" if t is empty.
func (t Text) Date() Date { return Date(t.Value) }

// In returns the position of t in its file.
func (t Text) In(file string) diag.Problem {
	return diag.Problem{File: file, Line: int(t.Line), Column: int(t.Column), EndColumn: int(t.EndColumn)}
}

// Locator returns the positions of bytes of t in the file, if they are there as they are in t: in a literal block, or
// in a value on one line. Else it returns the position of the first line of the value for all of them.
func (t Text) Locator(file string) diag.Locator {
	if t.blockIndent == folded {
		return func(int, int) diag.Problem { return t.In(file) }
	}
	line, column := t.Line, t.blockIndent // what to add to those in the value
	if t.blockIndent < 0 {
		line, column = t.Line-1, t.Column-1
	}
	if t.blockIndent == inQuotes {
		column++
	}
	return func(offset, n int) diag.Problem {
		p := diag.NewLines([]byte(t.Value)).Range(file, offset, n)
		p.Line += int(line)
		p.Column += int(column)
		p.EndColumn += int(column)
		return p
	}
}
