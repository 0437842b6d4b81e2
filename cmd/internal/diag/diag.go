// Package diag defines problems: mistakes in an editor's file, each with its position.
//
// A [Problem] is plain data: a file, a position, a [Rule], a message and a hint. It does not hold the
// text of the file; [FillSource] reads the lines of problems that are to be shown, and [Write] writes them in one of
// three formats.
//
// Positions are those of the file: lines and columns count from 1, columns in code points. A byte order mark has no
// column, and CRLF ends a line as LF does. [Lines] converts byte offsets into positions.
//
// A [Rule] is a row of the registry: every code, with its severity, its meaning and an example.
//
// [Sort] orders problems, so that output does not depend on the timing of goroutines.
//
// What mends a problem, if there is one right answer, is its [Fix].
//
// A comment `allow: code reason` is a [Suppression]; [ApplySuppressions] removes the problems that it covers.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Severity is what a problem does to a build.
type Severity int

const (
	// Error prevents publishing; the last published site stays.
	Error Severity = iota
	// Warning prevents publishing only with --strict.
	Warning
	// Notice never prevents publishing.
	Notice
	// Off is the severity of what is not reported, unless rules: in guide.yaml says otherwise.
	Off
)

func (s Severity) String() string {
	return [...]string{Error: "error", Warning: "warning", Notice: "notice", Off: "off"}[s]
}

// MarshalText returns "error", "warning", "notice" or "off".
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is a mistake in an editor's file.
type Problem struct {
	File      string   `json:"file"`      // slash-separated, relative to the source folder
	Line      int      `json:"line"`      // from 1; 0: the whole file
	Column    int      `json:"column"`    // from 1, in code points; 0: the whole line
	EndColumn int      `json:"endColumn"` // one past the last code point, on the same line; 0: unknown
	Severity  Severity `json:"severity"`
	Rule      *Rule    `json:"code"`
	Message   string   `json:"message"`
	Hint      string   `json:"hint,omitempty"`
	Fix       Fix      `json:"fix,omitempty"` // what mends it; "" if there is no one right answer

	// Source is the text of the line, without its line break; FillSource sets it.
	Source string `json:"-"`
}

// Sort sorts problems in place by file, line, column and then everything else, and returns them without duplicates.
func Sort(problems []Problem) []Problem {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Rule.String(), b.Rule.String()),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Hint, b.Hint),
			cmp.Compare(a.EndColumn, b.EndColumn),
			cmp.Compare(a.Fix, b.Fix),
			cmp.Compare(a.Source, b.Source),
		)
	})
	return slices.Compact(problems)
}

// Counts is how many problems there are of each severity.
type Counts struct{ Errors, Warnings, Notices int }

// Count counts problems.
func Count(problems []Problem) Counts {
	var c Counts
	for _, p := range problems {
		switch p.Severity {
		case Error:
			c.Errors++
		case Warning:
			c.Warnings++
		case Notice:
			c.Notices++
		}
	}
	return c
}

// Faults returns the number of errors and warnings.
func (c Counts) Faults() int { return c.Errors + c.Warnings }

// String returns the counts as "2 errors, 1 warning, 3 notices", without those that are 0.
func (c Counts) String() string {
	var parts []string
	for _, part := range []struct {
		n        int
		severity Severity
	}{{c.Errors, Error}, {c.Warnings, Warning}, {c.Notices, Notice}} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+part.severity.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", part.n, part.severity))
		}
	}
	return strings.Join(parts, ", ")
}

// UnreadableFile returns the problem of a file or folder that exists and cannot be read.
func UnreadableFile(file string, err error) Problem {
	return Unreadable.In(file, "the file cannot be read: "+Cause(err), "")
}

// Cause returns the text of err without the path, which the position of a problem has already.
func Cause(err error) string {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	return err.Error()
}

// maxQuoted is how many code points of an editor's text a message quotes.
const maxQuoted = 100

// Truncate returns s cut to a length that a message may quote, with an ellipsis if it was longer.
func Truncate(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxQuoted {
			return s[:i] + "…"
		}
	}
	return s
}
