// Package refactor plans changes of the source files of a guide: what to add, to move or to rename, and what else must
// change with it, so that every link leads where it led.
//
//	change, err := refactor.Move(g, fsys, g.Doc("content/steps/4-build-a-network/index.md"), 2)
//
// A [Change] is plain data: the files and folders that get other names, the new content of texts, and new texts.
// Nothing is written, and no byte of a text changes but those of the values, links and entries that it is about.
//
// The guide is loaded with its drafts, and fsys is what it was loaded from. [Unsafe] returns the problems with which
// nothing should be moved or renamed, since a file that cannot be read may have links. An [Error] says what cannot be
// done, and what can.
package refactor

import (
	"fmt"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
)

// Change is what to do to the files of a source folder. Names are slash-separated, as in a guide.
type Change struct {
	Renamed map[string]string // new names of files and folders, each in the folder where it was
	Texts   map[string][]byte // new contents, by the names that the files had before
	Added   map[string][]byte // new files
	Links   int               // how many links are rewritten
	Moved   map[int]int       // the new places of steps, by those where they were, from 1
	Notes   []Note            // what the editor should look at
	Address string            // of the page that is new, moved or renamed
	ID      string            // of the item, resource or term that is new or renamed
	Kept    string            // the former name, if it still leads there
}

// Note is a line of a file, by its name after the change, that an editor should look at.
type Note struct {
	File    string
	Line    int
	Message string
}

// IsEmpty reports whether there is nothing to do.
func (c *Change) IsEmpty() bool { return len(c.Renamed)+len(c.Texts)+len(c.Added) == 0 }

// NewName returns the name that a file has after the change.
func (c *Change) NewName(name string) string {
	for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '/') {
		if to, found := c.Renamed[name[:end]]; found {
			return to + name[end:]
		}
	}
	return name
}

// Error is a change that cannot be made, and what can be done instead.
type Error struct{ Message, Hint string }

func (e *Error) Error() string { return e.Message }

func errorf(hint, format string, args ...any) error {
	return &Error{fmt.Sprintf(format, args...), hint}
}

// unsafeRules are the rules of problems that hide links, ids or pages.
var unsafeRules = []*diag.Rule{diag.Unreadable, diag.NotText, diag.NotUTF8, diag.LFSPointer, diag.TooLarge,
	diag.TooComplex, diag.TooDeep, diag.NoFrontMatter, diag.UnclosedFrontMatter, diag.IndentedDelimiter,
	diag.YAMLSyntax, diag.YAMLFeature, diag.BadCharacter, diag.WrongType, diag.UnevenList, diag.DuplicateKey,
	diag.UnknownKey, diag.ConflictMarker, diag.BadName, diag.NoStep, diag.SameAddress, diag.SameNumber,
	diag.DuplicateID, diag.DuplicateTerm, diag.BadID, diag.BadAddress}

// Unsafe returns the errors that must be mended before anything is moved or renamed.
func Unsafe(problems []diag.Problem) []diag.Problem {
	var out []diag.Problem
	for _, p := range problems {
		if p.Severity == diag.Error && slices.Contains(unsafeRules, p.Rule) {
			out = append(out, p)
		}
	}
	return out
}
