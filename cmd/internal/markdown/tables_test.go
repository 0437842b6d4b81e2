package markdown

import (
	"strings"
	"testing"
)

// Every table is in an element that scrolls and that the keyboard can reach, also in other blocks.
func TestTables(t *testing.T) {
	got := string(convertBody("> [!NOTE]\n> | a |\n> | - |\n> | b |\n\n- | c |\n  | - |\n", Env{}).HTML)
	if n := strings.Count(got,
		"<div class=\"table\" role=\"group\" aria-label=\"table\" tabindex=\"0\">\n<table>"); n != 2 ||
		strings.Count(got, "</table>\n</div>") != 2 {
		t.Errorf("%d elements:\n%s", n, got)
	}
}
