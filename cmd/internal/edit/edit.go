// Package edit changes ranges of bytes of a file and leaves all others alone.
package edit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
)

// Edit replaces the bytes from offset From up to, but not including, To by Text. It inserts if From and To are equal.
type Edit struct {
	From, To int
	Text     string
}

// Apply returns data with all edits made, in whatever order they are; it changes neither. It fails if an edit is not
// within data, or if it is not clear what two of them make together: they overlap, or insert at one offset.
func Apply(data []byte, edits []Edit) ([]byte, error) {
	sorted := slices.SortedFunc(slices.Values(edits), compare)
	out := make([]byte, 0, len(data))
	done := 0
	for i, e := range sorted {
		switch {
		case e.From < 0 || e.To < e.From || e.To > len(data):
			return nil, fmt.Errorf("edit: %d to %d is not a range of %d bytes", e.From, e.To, len(data))
		case i > 0 && Overlap(sorted[i-1], e):
			return nil, fmt.Errorf("edit: %v and %v overlap", sorted[i-1], e)
		}
		out = append(append(out, data[done:e.From]...), e.Text...)
		done = e.To
	}
	return append(out, data[done:]...), nil
}

func compare(a, b Edit) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) }

// Overlap reports whether two edits change the same bytes, or insert at the same offset.
func Overlap(a, b Edit) bool {
	if compare(a, b) > 0 {
		a, b = b, a
	}
	return b.From < a.To || a.From == a.To && b.From == b.To && a.From == b.From
}

// Diff returns the changes of a file in the unified format, which git apply and patch -p1 read; "" for none. The file
// may have another name after them; a new one has the name "" before.
func Diff(from, to string, before, after []byte) string {
	from = "a/" + from
	if from == "a/" {
		from = "/dev/null"
	}
	return string(diff.Diff(from, before, "b/"+to, after))
}
