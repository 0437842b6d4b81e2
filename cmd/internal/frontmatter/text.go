package frontmatter

import "guide/cmd/internal/diag"

// Text is a value of a YAML file with its position in the file.
type Text struct {
	Value string
	Line  int32 // of the file, from 1
	// Column and EndColumn enclose the first line of the value, in code points from 1.
	Column, EndColumn int32
	// blockIndent is the number of columns before the text of a literal block (`|`), which starts on the line below
	// Line; -1 for every other style.
	blockIndent int32
}

func (t Text) String() string { return t.Value }

// In returns the position of t in its file.
func (t Text) In(file string) diag.Problem {
	return diag.Problem{File: file, Line: int(t.Line), Column: int(t.Column), EndColumn: int(t.EndColumn)}
}

// Locator returns the positions of bytes of t in the file: in a literal block on their own line, else on the first line
// of the value.
func (t Text) Locator(file string) diag.Locator {
	return func(offset, n int) diag.Problem {
		if t.blockIndent < 0 {
			return t.In(file)
		}
		p := diag.NewLines([]byte(t.Value)).Range(file, offset, n)
		p.Line += int(t.Line)
		p.Column += int(t.blockIndent)
		p.EndColumn += int(t.blockIndent)
		return p
	}
}
