package frontmatter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diagtest"
)

const badAllowProblem = "bad-allow: this silences nothing: it needs the code of a rule and a reason | write allow: " +
	"code reason, with the code in square brackets at the end of the problem"

func TestYAMLSuppressions(t *testing.T) {
	tests := []struct {
		name, yaml string
		want       []string
		problems   []string
	}{
		{"the next key", "# allow: a the reason\ntitle: T\nsummary: S\n", []string{"a 3-3 at 2:1-22"}, nil},
		{"a value of several lines", "title: T\n# allow: a why\nsummary: >\n  one\n\n  two\n",
			[]string{"a 4-7 at 3:1-15"}, nil},
		{"a list entry", minimalMeta + "checklist:\n  - id: a\n    text: b\n  # allow: a why\n  - id: b\n    text: " +
			"c\n\n    # allow: b why\n    level: stretch\n  - id: c\n    text: d\n",
			[]string{"a 8-12 at 7:3-17", "b 12-12 at 11:5-19"}, nil},
		{"a list", minimalMeta + "# allow: a why\nchecklist:\n  - id: a\n    text: b\ndraft: true\n",
			[]string{"a 5-7 at 4:1-15"}, nil},
		{"a list at its key's column",
			minimalMeta + "# allow: a why\nchecklist:\n- id: a\n  text: b\n# allow: b why\n- id: c\n  text: d\n" +
				"draft: true\n", []string{"a 5-10 at 4:1-15", "b 9-10 at 8:1-15"}, nil},
		{"above a comment and an empty line", minimalMeta + "# allow: a why\n# more\n\ndraft: true\n",
			[]string{"a 7-7 at 4:1-15"}, nil},
		{"nothing", minimalMeta + "# allow: a why\n", []string{"a 5-5 at 4:1-15"}, nil},
		{"no reason", minimalMeta + "# allow: a\ndraft: true\n", nil, []string{"4:1-11 ?" + badAllowProblem}},
		{"two signs", "## allow: é-é why\n" + minimalMeta, nil, []string{"2:1-18 ?" + badAllowProblem}},
		{"an ordinary comment", "# we allow: a why\n" + minimalMeta, nil, nil},
		{"after a value", "title: T # allow: a why\nsummary: S\n", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, problems := Parse(KindStep, "f", []byte(withFrontMatter(test.yaml)))
			diagtest.Want(t, problems, test.problems...)
			if diff := cmp.Diff(test.want, diagtest.FormatSuppressions(page.Suppressions)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The lines of a block are found in one pass, however many comments are above it, and below one another. A pass over
// the lines has an allocation a line, at least.
func TestManySuppressions(t *testing.T) {
	texts := map[string]func(n int) string{
		"in a run": func(n int) string {
			return strings.Repeat("# allow: a why\n", n) + "outcomes:\n" + strings.Repeat("- One\n", n)
		},
		"above entries": func(n int) string { return "outcomes:\n" + strings.Repeat("# allow: a why\n- One\n", n) },
		"above keys that are deeper and deeper": func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString("# allow: a why\n" + strings.Repeat(" ", i/10) + "- a:\n")
			}
			return b.String()
		},
	}
	for name, text := range texts {
		allocs := func(n int) float64 {
			data := []byte(text(n))
			return testing.AllocsPerRun(2, func() {
				if got, _ := ParseSuppressions("f.yaml", data); len(got) != n {
					t.Fatalf("%s: %d suppressions, want %d", name, len(got), n)
				}
			})
		}
		if few, many := allocs(1000), allocs(2000); many > 2.5*few {
			t.Errorf("%s: %.0f allocations for 1,000 comments, %.0f for 2,000", name, few, many)
		}
	}
}

// A file that is YAML as a whole may end without a line break.
func TestParseSuppressions(t *testing.T) {
	for text, want := range map[string][]string{
		"id: g\n# allow: a why\ntitle: T":       {"a 3-3 at 2:1-15"},
		"# allow: a why\n- term: T\n  means: M": {"a 2-3 at 1:1-15"},
		"id: g\n# allow: a why":                 {"a 3-3 at 2:1-15"},
		"id: g\n# allow: a why\n":               {"a 3-3 at 2:1-15"},
		"":                                      nil,
	} {
		got, problems := ParseSuppressions("f.yaml", []byte(text))
		diagtest.Want(t, problems)
		if diff := cmp.Diff(want, diagtest.FormatSuppressions(got)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	_, problems := ParseSuppressions("f.yaml", []byte("id: g\n# allow: a"))
	diagtest.Want(t, problems, "2:1-11 ?"+badAllowProblem)
}
