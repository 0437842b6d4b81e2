package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

var english = &guide.Guide{Settings: frontmatter.Settings{Language: frontmatter.Text{Value: "en-GB"}}}

func TestText(t *testing.T) {
	tests := []struct {
		name, body   string
		rule         *diag.Rule
		hint         string
		line, column int
	}{
		{"an h1", "# Big\n", diag.H1InBody, "write ## Big", 1, 1},
		{"a skipped level", "## A\n\n#### B\n", diag.SkippedLevel, "write ### B", 3, 1},
		{"a first heading too deep", "### A\n", diag.SkippedLevel, "write ## A", 1, 1},
		{"two headings alike", "## A\n\n## A\n", diag.HeadingClash,
			"give it an id of its own: write {#a-2}, or a better one, after it", 3, 1},
		{"headings alike without their signs", "## C\n\n## C++\n", diag.HeadingClash,
			"give it an id of its own: write {#c-2}, or a better one, after it", 3, 1},
		{"an undefined reference", "see [the plan][plan]\n", diag.UndefinedReference,
			"add a line [plan]: address", 1, 5},
		{"an undefined footnote", "so it is[^9]\n", diag.UndefinedFootnote, "add a line [^9]: and its text", 1, 9},
		{"an unused footnote", "so it is\n\n[^9]: Nobody asks.\n", diag.UnusedFootnote,
			"write [^9] where it belongs, or delete it", 3, 1},
		{"an unknown alert", "> [!WARNNG]\n> hot\n", diag.UnknownAlert, "did you mean [!WARNING]?", 1, 3},
		{"a row too long", "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", diag.BrokenTable,
			`write \| for a bar inside a cell; give every row as many cells as the table has columns`, 3, 1},
		{"a column without a head", "| `a` | |\n| --- | --- |\n| 1 | 2 |\n", diag.EmptyTableHead,
			"write there what its cells say", 1, 1},
		{"a delimiter row too short", "| a | b |\n| --- |\n| 1 | 2 |\n", diag.BrokenTable,
			"write as many cells with --- as the header has cells", 2, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			converter := markdown.NewConverter(func(key string) string { return key })
			got := Rules.CheckText(english, new(converter.Body("x.md", []byte(tt.body), 0, markdown.Env{})))
			if len(got) != 1 {
				t.Fatalf("got %d problems, want 1:\n%v", len(got), got)
			}
			want := diag.Problem{File: "x.md", Line: tt.line, Column: tt.column, Severity: diag.Warning,
				Rule: tt.rule, Hint: tt.hint}
			got[0].Message, got[0].EndColumn, got[0].Fix = "", 0, ""
			if diff := cmp.Diff(want, got[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTextAccepts(t *testing.T) {
	body := "## A\n\n### B\n\n## C {#sea}\n\n[x][y] and text[^1] in [brackets] and \\[a][b]\n\n`[a][b]`\n\n" +
		"> [!note]\n> n\n\n| a |\n| - |\n| 1 |\n\n[y]: https://example.org\n[^1]: n\n"
	converter := markdown.NewConverter(func(key string) string { return key })
	if got := Rules.CheckText(english, new(converter.Body("x.md", []byte(body), 0, markdown.Env{}))); len(got) > 0 {
		t.Error(got)
	}
}

func TestGuide(t *testing.T) {
	g := &guide.Guide{Home: &guide.Doc{Page: &frontmatter.Page{}}}
	if got := Rules.CheckGuide(g); len(got) != 1 || got[0].Rule != diag.NoSteps {
		t.Error(got)
	}
	g.Steps = []*guide.Step{{Doc: g.Home}}
	if got := Rules.CheckGuide(g); got != nil {
		t.Error(got)
	}
}
