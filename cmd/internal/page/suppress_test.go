package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func formatSuppressions(allowed []diag.Suppression) []string {
	var out []string
	for _, a := range allowed {
		out = append(out, fmt.Sprintf("%s %d-%d at %d:%d-%d", a.Code, a.From, a.To, a.Pos.Line, a.Pos.Column, a.Pos.EndColumn))
	}
	return out
}

const (
	badAllowProblem        = "bad-allow: this silences nothing: it needs the code of a rule and a reason | write allow: code reason, with the code that stands in square brackets behind the problem"
	insideParagraphProblem = "bad-allow: this silences nothing: it stands inside a paragraph | put it on a line of its own above the block"
)

func TestBodySuppressions(t *testing.T) {
	tests := []struct {
		name, markdown string
		want           []string
		problems       []string
	}{
		{"the next paragraph", "<!-- allow: a-b the reason -->\n\none\ntwo\n\nthree\n", []string{"a-b 1-4 at 1:1-31"}, nil},
		{"without an empty line", "<!-- allow: a why -->\none\n", []string{"a 1-2 at 1:1-22"}, nil},
		{"a list", "<!-- allow: a why -->\n- one\n  - two\n\n  three\n\nfour\n", []string{"a 1-5 at 1:1-22"}, nil},
		{"a table", "<!-- allow: a why -->\n\n|a|\n|-|\n|b|\n", []string{"a 1-5 at 1:1-22"}, nil},
		{"code", "<!-- allow: a why -->\n\n```\none\n\ntwo\n```\n", []string{"a 1-6 at 1:1-22"}, nil},
		{"a heading", "<!-- allow: a why -->\n\n## é é\n\none\n", []string{"a 1-3 at 1:1-22"}, nil},
		{"nothing", "one\n\n<!-- allow: a why -->\n", []string{"a 3-3 at 3:1-22"}, nil},
		{"several", "<!-- allow: a why -->\n<!-- a note -->\n\n<!-- allow: b why --> <!-- allow: c why -->\none\n\n<!-- allow: d why -->\ntwo\n",
			[]string{"a 1-5 at 1:1-22", "b 4-5 at 4:1-22", "c 4-5 at 4:23-44", "d 7-8 at 7:1-22"}, nil},
		{"over two lines", "<!-- allow: a\n the reason -->\n\none\n", []string{"a 1-4 at 1:1-14"}, nil},
		{"HTML", "<!-- allow: a why -->\n\n<div>\n</div>\n\ntwo\n", []string{"a 1-4 at 1:1-22"}, []string{"3:1-6 raw-html: HTML is not allowed in the text: <div> | write an alert such as > [!NOTE], or nothing"}},
		{"inside a list", "- one\n\n  <!-- allow: a why -->\n\n  two\n", []string{"a 3-5 at 3:3-24"}, nil},
		{"no reason", "<!-- allow: a -->\n\none\n", nil, []string{"1:1-18 ?" + badAllowProblem}},
		{"no code", "<!-- allow: -->\n\none\n", nil, []string{"1:1-16 ?" + badAllowProblem}},
		{"a code that is none", "<!-- allow: A1 why -->\n\none\n", nil, []string{"1:1-23 ?" + badAllowProblem}},
		{"inside a paragraph", "é <!-- allow: a why --> one\n", nil, []string{"1:3-24 ?" + insideParagraphProblem}},
		{"an ordinary comment", "<!-- we allow: a why -->\n\none <!-- two -->\n", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := convertBody(test.markdown, Env{})
			diagtest.Want(t, got.Problems, test.problems...)
			if diff := cmp.Diff(test.want, formatSuppressions(got.Suppressions)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestYAMLSuppressions(t *testing.T) {
	tests := []struct {
		name, yaml string
		want       []string
		problems   []string
	}{
		{"the next key", "# allow: a the reason\ntitle: T\nsummary: S\n", []string{"a 3-3 at 2:1-22"}, nil},
		{"a value of several lines", "title: T\n# allow: a why\nsummary: >\n  one\n\n  two\n", []string{"a 4-7 at 3:1-15"}, nil},
		{"a list entry", minimalMeta + "checklist:\n  - id: a\n    text: b\n  # allow: a why\n  - id: b\n    text: c\n\n    # allow: b why\n    level: stretch\n  - id: c\n    text: d\n",
			[]string{"a 8-12 at 7:3-17", "b 12-12 at 11:5-19"}, nil},
		{"a list", minimalMeta + "# allow: a why\nchecklist:\n  - id: a\n    text: b\ndraft: true\n", []string{"a 5-7 at 4:1-15"}, nil},
		{"a list at its key's column", minimalMeta + "# allow: a why\nchecklist:\n- id: a\n  text: b\n# allow: b why\n- id: c\n  text: d\ndraft: true\n", []string{"a 5-10 at 4:1-15", "b 9-10 at 8:1-15"}, nil},
		{"above a comment and an empty line", minimalMeta + "# allow: a why\n# more\n\ndraft: true\n", []string{"a 7-7 at 4:1-15"}, nil},
		{"nothing", minimalMeta + "# allow: a why\n", []string{"a 5-5 at 4:1-15"}, nil},
		{"no reason", minimalMeta + "# allow: a\ndraft: true\n", nil, []string{"4:1-11 ?" + badAllowProblem}},
		{"two signs", "## allow: é-é why\n" + minimalMeta, nil, []string{"2:1-18 ?" + badAllowProblem}},
		{"an ordinary comment", "# we allow: a why\n" + minimalMeta, nil, nil},
		{"behind a value", "title: T # allow: a why\nsummary: S\n", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, problems := Parse(KindStep, "f", []byte(withFrontMatter(test.yaml)))
			diagtest.Want(t, problems, test.problems...)
			if diff := cmp.Diff(test.want, formatSuppressions(page.Suppressions)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSuppressionEndToEnd proves that a comment silences the problem of the block below it, and no other.
func TestSuppressionEndToEnd(t *testing.T) {
	for _, variant := range diagtest.Variants {
		file := variant.Save("---\n" + minimalMeta + "---\n<!-- allow: raw-html it is an example -->\n\na <b>c</b>\n\nd <i>e</i>\n")
		page, _ := Parse(KindPage, "f", []byte(file))
		got := testConverter().Body("f", []byte(file), page.BodyOffset, Env{})
		problems := diag.ApplySuppressions(append(page.Suppressions, got.Suppressions...), got.Problems)
		if want := "9:3-6 raw-html"; len(problems) != 1 || !strings.HasPrefix(diagtest.Format(problems), want) {
			t.Errorf("%s: %s", variant.Name, diagtest.Format(problems))
		}
	}
}
