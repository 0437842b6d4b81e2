package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diagtest"
)

const (
	incompleteProblem = "bad-allow: this silences nothing: it needs the code of a rule and a reason | write " +
		"allow: code reason, with the code in square brackets at the end of the problem"
	insideParagraphProblem = "bad-allow: this silences nothing: it stands inside a paragraph | put it on a line of " +
		"its own above the block"
)

func TestBodySuppressions(t *testing.T) {
	tests := []struct {
		name, markdown string
		want           []string
		problems       []string
	}{
		{"the next paragraph", "<!-- allow: a-b the reason -->\n\none\ntwo\n\nthree\n", []string{"a-b 1-4 at 1:1-31"},
			nil},
		{"without an empty line", "<!-- allow: a why -->\none\n", []string{"a 1-2 at 1:1-22"}, nil},
		{"a list", "<!-- allow: a why -->\n- one\n  - two\n\n  three\n\nfour\n", []string{"a 1-5 at 1:1-22"}, nil},
		{"a table", "<!-- allow: a why -->\n\n|a|\n|-|\n|b|\n", []string{"a 1-5 at 1:1-22"}, nil},
		{"code", "<!-- allow: a why -->\n\n```\none\n\ntwo\n```\n", []string{"a 1-6 at 1:1-22"}, nil},
		{"a heading", "<!-- allow: a why -->\n\n## é é\n\none\n", []string{"a 1-3 at 1:1-22"}, nil},
		{"nothing", "one\n\n<!-- allow: a why -->\n", []string{"a 3-3 at 3:1-22"}, nil},
		{"an unused footnote", "one\n\n<!-- allow: a why -->\n[^1]: two\n", []string{"a 3-4 at 3:1-22"}, nil},
		{"nothing in a list", "- one\n\n  <!-- allow: a why -->\n\n[^1]: two\n", []string{"a 3-3 at 3:3-24"}, nil},
		{"several", "<!-- allow: a why -->\n<!-- a note -->\n\n<!-- allow: b why --> <!-- allow: c why -->\none\n\n" +
			"<!-- allow: d why -->\ntwo\n",
			[]string{"a 1-5 at 1:1-22", "b 4-5 at 4:1-22", "c 4-5 at 4:23-44", "d 7-8 at 7:1-22"}, nil},
		{"over two lines", "<!-- allow: a\n the reason -->\n\none\n", []string{"a 1-4 at 1:1-14"}, nil},
		{"HTML", "<!-- allow: a why -->\n\n<div>\n</div>\n\ntwo\n", []string{"a 1-4 at 1:1-22"},
			[]string{"3:1-6 raw-html: HTML is not allowed in the text: <div> | write an alert such as > [!NOTE], or " +
				"nothing"}},
		{"inside a list", "- one\n\n  <!-- allow: a why -->\n\n  two\n", []string{"a 3-5 at 3:3-24"}, nil},
		{"no reason", "<!-- allow: a -->\n\none\n", nil, []string{"1:1-18 ?" + incompleteProblem}},
		{"no code", "<!-- allow: -->\n\none\n", nil, []string{"1:1-16 ?" + incompleteProblem}},
		{"a code that is none", "<!-- allow: A1 why -->\n\none\n", nil, []string{"1:1-23 ?" + incompleteProblem}},
		{"inside a paragraph", "é <!-- allow: a why --> one\n", nil, []string{"1:3-24 ?" + insideParagraphProblem}},
		{"an ordinary comment", "<!-- we allow: a why -->\n\none <!-- two -->\n", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := convertBody(test.markdown, Env{})
			diagtest.Want(t, got.Problems, test.problems...)
			if diff := cmp.Diff(test.want, diagtest.FormatSuppressions(got.Suppressions)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
