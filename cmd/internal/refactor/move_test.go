package refactor

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// renamedBy returns the new names of a change, one a line.
func renamedBy(c *Change) string {
	var out []string
	for from, to := range c.Renamed {
		out = append(out, strings.TrimPrefix(from, "content/steps/")+" "+strings.TrimPrefix(to, "content/steps/"))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// Numbers stay with their places, as they are written.
func TestMove(t *testing.T) {
	g, files := load(t)
	for _, tt := range []struct {
		file  string
		place int
		want  string
	}{
		{"content/steps/20-learn-more/index.md", 1,
			"08-begin 09-begin\n09-learn.md 20-learn.md\n20-learn-more 08-learn-more"},
		{"content/steps/08-begin/index.md", 2, "08-begin 09-begin\n09-learn.md 08-learn.md"},
		{"content/steps/09-learn.md", 2, ""},
		{"content/steps/08-begin/later.md", 1,
			"08-begin/1-tools.md 08-begin/2-tools.md\n08-begin/later.md 08-begin/1-later.md"},
		{"content/steps/08-begin/later.md", 2, "08-begin/later.md 08-begin/2-later.md"},
		{"content/steps/20-learn-more/tools.md", 1, "20-learn-more/tools.md 20-learn-more/1-tools.md"},
	} {
		change, err := Move(g, files, g.Doc(tt.file), tt.place)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, renamedBy(change)); diff != "" {
			t.Errorf("%s to %d: %s", tt.file, tt.place, diff)
		}
	}
	for _, place := range []int{-1, 0, 4} {
		if _, err := Move(g, files, g.Steps[0].Doc, place); err == nil {
			t.Errorf("a step moves to %d", place)
		}
	}
}
