package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

func TestBody(t *testing.T) {
	tests := []struct {
		name, body, code, hint string
		line, column           int
	}{
		{"an h1", "# Big\n", "h1-in-body", "write ## Big", 1, 1},
		{"a skipped level", "## A\n\n#### B\n", "skipped-level", "write ### B", 3, 1},
		{"a first heading too deep", "### A\n", "skipped-level", "write ## A", 1, 1},
		{"two headings alike", "## A\n\n## A\n", "heading-clash",
			"give it an id of its own: write {#a-2}, or a better one, after it", 3, 1},
		{"headings alike without their signs", "## C\n\n## C++\n", "heading-clash",
			"give it an id of its own: write {#c-2}, or a better one, after it", 3, 1},
		{"an undefined reference", "see [the plan][plan]\n", "undefined-reference", "add a line [plan]: address", 1, 5},
		{"an undefined footnote", "so it is[^9]\n", "undefined-footnote", "add a line [^9]: and its text", 1, 9},
		{"an unused footnote", "so it is\n\n[^9]: Nobody asks.\n", "unused-footnote",
			"write [^9] where it belongs; every name may be used for one footnote", 3, 1},
		{"an unknown alert", "> [!WARNNG]\n> hot\n", "unknown-alert", "did you mean [!WARNING]?", 1, 3},
		{"a row too long", "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", "broken-table",
			"give every row as many cells as the table has columns", 3, 1},
		{"a delimiter row too short", "| a | b |\n| --- |\n| 1 | 2 |\n", "broken-table",
			"give every row as many cells as the table has columns", 2, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			converter := markdown.NewConverter(func(key string) string { return key })
			got := Body(nil, converter.Body("x.md", []byte(tt.body), 0, markdown.Env{}))
			if len(got) != 1 {
				t.Fatalf("got %d problems, want 1:\n%v", len(got), got)
			}
			want := diag.Problem{File: "x.md", Line: tt.line, Column: tt.column, Severity: diag.Warning, Code: tt.code,
				Hint: tt.hint}
			got[0].Message, got[0].EndColumn = "", 0
			if diff := cmp.Diff(want, got[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBodyAccepts(t *testing.T) {
	body := "## A\n\n### B\n\n## C {#sea}\n\n[x][y] and text[^1] in [brackets] and \\[a][b]\n\n`[a][b]`\n\n> " +
		"[!note]\n> n\n\n| a |\n| - |\n| 1 |\n\n[y]: https://example.org\n[^1]: n\n"
	converter := markdown.NewConverter(func(key string) string { return key })
	if got := Body(nil, converter.Body("x.md", []byte(body), 0, markdown.Env{})); len(got) > 0 {
		t.Error(got)
	}
}

func TestGuide(t *testing.T) {
	got := Guide(&guide.Guide{})
	if len(got) != 1 || got[0].Code != "no-steps" || got[0].Severity != diag.Warning {
		t.Error(got)
	}
	if got := Guide(&guide.Guide{Steps: []*guide.Step{{}}}); got != nil {
		t.Error(got)
	}
}
