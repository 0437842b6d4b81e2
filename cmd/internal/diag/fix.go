package diag

import (
	"encoding/json"
	"strings"
)

// Fix is what mends a problem for which there is one right answer: the ranges of its file to replace, each with its
// text. It is a JSON array of [Replacement], so that a Problem stays comparable and equal fixes are equal; "" is none.
// Problems that only one change can mend together, such as the boxes of a list, have the same Fix.
//
// To add a fix, call [Problem.Replace] on the problem where it is reported. In package markdown, conversion.fix adds to
// the problem reported last. Nothing else is needed: guide check --fix collects the fixes of all problems that are
// left when comments and rules: have silenced theirs, and leaves out one that would make a new error.
type Fix string

// Replacement is a range of a file and the text to write in its place. It inserts if the range is empty. The lines of
// Text end with \n, also in a file whose lines end with CRLF.
type Replacement struct {
	Line      int    `json:"line"` // from 1, as Column, in code points
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"` // one past the last code point
	Text      string `json:"text"`
}

// Replace adds to the fix of p that text replaces what is from one position to another, of which only Line and Column
// matter.
func (p *Problem) Replace(from, to Problem, text string) {
	p.Fix = FixOf(append(p.Fix.Replacements(), Replacement{from.Line, from.Column, to.Line, to.Column, text})...)
}

// FixOf returns the fix that makes all the replacements.
func FixOf(replacements ...Replacement) Fix {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(replacements); err != nil {
		panic("diag: " + err.Error()) // these types can be encoded
	}
	return Fix(strings.TrimSuffix(b.String(), "\n"))
}

// Replacements returns what the fix replaces.
func (f Fix) Replacements() []Replacement {
	if f == "" {
		return nil
	}
	var out []Replacement
	if err := json.Unmarshal([]byte(f), &out); err != nil {
		panic("diag: " + err.Error()) // only FixOf makes one
	}
	return out
}

// MarshalJSON returns the array.
func (f Fix) MarshalJSON() ([]byte, error) { return []byte(f), nil }

// Printable returns a text of several lines without the characters that could change a terminal or the order of text.
func Printable(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = replaceControls(strings.TrimSuffix(line, "\r"))
	}
	return strings.Join(lines, "\n")
}
