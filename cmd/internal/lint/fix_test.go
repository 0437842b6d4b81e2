package lint

import (
	"slices"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
	"guide/cmd/internal/markdown"
)

// TestFixes has bodies, and what the fixes of their first problem make of them; "" if there is none.
func TestFixes(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"an h1", "# Big\n\n## Small\n", "## Big\n\n## Small\n"},
		{"an h1 in a quotation", "> #  Big #\n", "> ##  Big #\n"},
		{"an h1 with a line", "Big\nand wide\n  ====\n", "Big\nand wide\n  ----\n"},
		{"an h1 with a short line", "Big\n=\n", "Big\n---\n"},
		{"a skipped level with all below it", "## A\n\n#### B\n\n##### C\n\n#### D\n\n### E\n\n#### F\n",
			"## A\n\n### B\n\n#### C\n\n### D\n\n### E\n\n#### F\n"},
		{"two levels", "###### A\n", "## A\n"},
		{"an alert of another program", "> [!info]\n> n\n", "> [!NOTE]\n> n\n"},
		{"a clash", "## A\n\n## A\n", ""},
	} {
		for _, variant := range diagtest.Variants[:2] {
			converter := markdown.NewConverter(func(key string) string { return key })
			body := variant.Save(tt.body)
			problems := Rules.CheckText(english, new(converter.Body("x.md", []byte(body), 0, markdown.Env{})))
			first := slices.IndexFunc(problems, func(p diag.Problem) bool { return p.Fix != "" })
			got, count := diagtest.Fixed(t, body, problems[max(first, 0):max(first, 0)+1])
			if want := variant.Save(tt.want); got != want && tt.want != "" || (count > 0) != (tt.want != "") {
				t.Errorf("%s, %s: %d fixes make\n%s", tt.name, variant.Name, count, got)
			}
		}
	}
}
