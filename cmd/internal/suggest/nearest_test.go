package suggest

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	words := []string{"title", "summary", "url", "for", "was", "why", "level"}
	for s, want := range map[string]string{
		"titel": "title", "TITLE": "title", "tile": "title", "ttitle": "title", "sumary": "summary", "smmry": "summary",
		"ulr": "url", "fro": "for", "ww": "",
		"x": "", "": "", "levels": "level", "lable": "", "résumé": "", strings.Repeat("a", 100): "", "wy": "why",
		"description": "",
	} {
		if got := Nearest(s, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", s, got, want)
		}
	}
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "ab", 2}, {"ab", "ba", 1}, {"abc", "abd", 1}, {"abc", "acbd", 2}, {"日本", "本日", 1},
		{"kitten", "sitting", 3}} {
		if got := editDistance(test.a, test.b); got != test.want || editDistance(test.b, test.a) != got {
			t.Errorf("editDistance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
