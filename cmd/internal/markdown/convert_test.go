package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func TestInline(t *testing.T) {
	const one = "not-inline: this text must be one paragraph without lists, headings or blocks | " +
		"make it one paragraph; an item can say more in detail:"
	tests := []struct{ text, html, want string }{
		{"Read *it*", "Read <em>it</em>", ""},
		{"a  \nb", "a<br>\nb", ""},
		{"", "", ""},
		{"1. Do it", "", "1:1-9 " + one},
		{"# Do it", "", "1:1-8 " + one},
		{"- Do it", "", "1:1-8 " + one},
		{"a\n\nb", "a", "1:1-2 " + one},
		{"a[^1]\n\n[^1]: b", "", "1:1-6 " + one},
		{"<div>", "", "1:1-6 raw-html: HTML is not allowed in the text: <div> | write an alert such as > [!NOTE], or " +
			"nothing"},
		{"<!-- a -->", "", ""},
		{"[a](javascript:x)", "a", "1:1-18 bad-link: a link cannot begin with javascript: | use https:, http:, " +
			"mailto: or tel:"},
	}
	for _, test := range tests {
		lines := diag.NewLines([]byte(test.text))
		pos := func(offset, n int) diag.Problem { return lines.Range("f", offset, n) }
		got := testConverter().Inline(test.text, pos, Env{})
		if test.want == "" {
			diagtest.Want(t, got.Problems)
		} else {
			diagtest.Want(t, got.Problems, test.want)
		}
		if test.html != "" && got.HTML != test.html || strings.Contains(got.HTML, "<p>") {
			t.Errorf("%q: got %s, want %s", test.text, got.HTML, test.html)
		}
	}
}
