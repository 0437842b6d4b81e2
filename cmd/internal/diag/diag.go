// Package diag holds problems: things wrong in an editor's file, each with its place.
//
// A [Problem] is plain data. Whoever finds one fills in the file, the place, the severity, a stable
// code and a message; nobody keeps the file's text for it. Before problems are shown, [Excerpt] reads
// the lines they point at, and [Write] prints them in one of the three formats.
//
// Places are the file's own: lines and columns count from 1, columns in code points, a byte order mark
// counts for nothing, and CRLF ends a line as LF does. [Lines] turns a byte offset into such a place.
//
// Problems that are collected from several goroutines are put in order by [Sort], so that what is
// printed never depends on timing.
package diag

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// Severity says what a problem does to a build.
type Severity int

const (
	// Error stops publishing; the last good site stays.
	Error Severity = iota
	// Warning is reported, and stops publishing only under --strict.
	Warning
	// Notice is reported, and never stops anything.
	Notice
)

func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Notice:
		return "notice"
	}
	return "error"
}

// MarshalText makes a severity "error", "warning" or "notice" in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is something wrong in an editor's file.
type Problem struct {
	File      string   `json:"file"`      // slash-separated, relative to the source folder
	Line      int      `json:"line"`      // from 1; 0: the whole file
	Column    int      `json:"column"`    // from 1, in code points; 0: the whole line
	EndColumn int      `json:"endColumn"` // one past the last code point, on the same line; 0: unknown
	Severity  Severity `json:"severity"`
	Code      string   `json:"code"` // stable, kebab-case: what `allow:` names
	Message   string   `json:"message"`
	Hint      string   `json:"hint,omitempty"`

	// Source is the text of the line, without its end; Excerpt fills it.
	Source string `json:"-"`
}

// Sort orders problems by file, line, column and then by everything else, and drops exact repeats.
func Sort(problems []Problem) []Problem {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Hint, b.Hint),
			cmp.Compare(a.EndColumn, b.EndColumn),
			cmp.Compare(a.Source, b.Source),
		)
	})
	return slices.Compact(problems)
}

// Count returns how many of the problems are errors and how many are warnings; notices do not count.
func Count(problems []Problem) (errorCount, warningCount int) {
	for _, p := range problems {
		switch p.Severity {
		case Error:
			errorCount++
		case Warning:
			warningCount++
		}
	}
	return errorCount, warningCount
}

// Unreadable returns the problem of a file or folder that is there and cannot be read.
func Unreadable(file string, err error) Problem {
	return Problem{File: file, Severity: Error, Code: "unreadable", Message: "the file cannot be read: " + Cause(err)}
}

// Cause returns the plain part of a file error, without the path that the place of a problem already gives.
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
