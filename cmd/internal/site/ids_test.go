package site

import (
	"fmt"
	"regexp"
	"testing"

	"guide/cmd/internal/guide"
)

// No id occurs twice on a page, though a step shows the actions of its topics, the home page some of the guide, and
// blocks of the home page have footnotes and headings of their own.
func TestIDsOccurOnce(t *testing.T) {
	const note = "Text.[^1]\n\n## Budget\n\n[^1]: A note.\n"
	files := sourceFiles{
		"content/index.md": fmt.Sprintf("---\nhome:\n  start: [budget]\n  sample: {title: S, before: %q, after: %q}\n"+
			"  reasons:\n    - {title: R, text: %[1]q}\n    - {title: Q, text: %[1]q}\n---\n%s", note, note, note),
		"content/steps/1-a/index.md": markdownDoc("A", "checklist:\n  - {id: own, text: Own, read: budget-2}\n", note),
		"content/steps/1-a/b.md":     markdownDoc("B", "checklist:\n  - {id: budget, text: Do}\n", "## Own\n"),
	}
	s := newSite(t, files.mapFS())
	for _, page := range []string{"index.html", "steps/a/index.html", "steps/a/b/index.html", "all/index.html"} {
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(mustRead(t, s, page), -1) {
			if seen[m[1]] {
				t.Errorf("%s has the id %q twice", page, m[1])
			}
			seen[m[1]] = true
		}
	}
	wantContains(t, mustRead(t, s, "steps/a/index.html"), `<a href="#budget-2">Budget</a>`, `<h2 id="budget-2">`)

	// The next version has the id no more.
	files["content/steps/1-a/b.md"] = markdownDoc("B", "", "## Own\n")
	files["content/index.md"] = "---\n---\n"
	fsys := files.mapFS()
	if _, err := s.analyze(s.guide.Steps[0].Doc); err != nil {
		t.Fatal(err)
	}
	s = newSite(t, fsys, func(o *Options) {
		o.Previous = guide.Previous[Site]{Version: s, Changed: []string{"content/steps/1-a/b.md", "content/index.md"}}
	})
	wantProblems(t, s, `steps/1-a/index.md:5:32: error: read: the page has no heading with the id "budget-2" `+
		`[broken-link] (did you mean "budget"?)`)
}
