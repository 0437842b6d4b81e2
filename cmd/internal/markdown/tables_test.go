package markdown

import (
	"strings"
	"testing"
)

// A table stands in a frame of its own that the keyboard can reach, also inside of other blocks.
func TestTables(t *testing.T) {
	got := string(convertBody("> [!NOTE]\n> | a |\n> | - |\n> | b |\n\n- | c |\n  | - |\n", Env{}).HTML)
	if n := strings.Count(got,
		"<div class=\"table\" role=\"group\" aria-label=\"table\" tabindex=\"0\">\n<table>"); n != 2 ||
		strings.Count(got, "</table>\n</div>") != 2 {
		t.Errorf("%d frames:\n%s", n, got)
	}
}
