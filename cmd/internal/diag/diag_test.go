package diag

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSort(t *testing.T) {
	rule := &Rule{Code: "x"}
	want := []Problem{
		{File: "a", Line: 2, Column: 1},
		{File: "b"},
		{File: "b", Line: 1},
		{File: "b", Line: 1, Column: 3},
		{File: "b", Line: 1, Column: 3, Severity: Warning},
		{File: "b", Line: 1, Column: 3, Severity: Warning, Rule: rule},
		{File: "b", Line: 1, Column: 3, Severity: Warning, Rule: rule, Message: "m"},
		{File: "b", Line: 1, Column: 3, Severity: Warning, Rule: rule, Message: "m", Hint: "h"},
		{File: "b", Line: 1, Column: 3, Severity: Warning, Rule: rule, Message: "m", Hint: "h", EndColumn: 4},
		{File: "b", Line: 1, Column: 3, Severity: Warning, Rule: rule, Message: "m", Hint: "h", EndColumn: 4,
			Fix: "[]"},
		{File: "b", Line: 1, Column: 3, Severity: Warning, Rule: rule, Message: "m", Hint: "h", EndColumn: 4,
			Fix: "[]", Source: "s"},
		{File: "b", Line: 10},
		{File: "c/a"},
	}
	for range 20 {
		got := append(append([]Problem(nil), want...), want[3], want[8], want[9], want[10])
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		if diff := cmp.Diff(want, Sort(got)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestCount(t *testing.T) {
	counts := Count([]Problem{{}, {Severity: Warning}, {Severity: Notice}, {Severity: Warning}})
	if counts != (Counts{1, 2, 1}) || counts.Faults() != 3 {
		t.Errorf("Count = %+v", counts)
	}
	for _, tt := range []struct {
		counts Counts
		want   string
	}{
		{Counts{}, ""}, {Counts{1, 0, 0}, "1 error"}, {Counts{0, 2, 0}, "2 warnings"}, {Counts{0, 0, 1}, "1 notice"},
		{Counts{2, 1, 0}, "2 errors, 1 warning"}, {Counts{1, 2, 3}, "1 error, 2 warnings, 3 notices"},
	} {
		if got := tt.counts.String(); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.counts, got, tt.want)
		}
	}
}

// The message does not repeat the name of the file, however deeply the error is wrapped.
func TestUnreadableFile(t *testing.T) {
	err := &fs.PathError{Op: "open", Path: "content/a.md", Err: fs.ErrPermission}
	for _, err := range []error{fs.ErrPermission, err, fmt.Errorf("reading: %w", err),
		fmt.Errorf("content/a.md: %w: %w", fs.ErrInvalid, err)} {
		want := Problem{File: "content/a.md", Rule: Unreadable, Message: "the file cannot be read: permission denied"}
		if p := UnreadableFile("content/a.md", err); p != want {
			t.Errorf("%v: %+v", err, p)
		}
	}
}
