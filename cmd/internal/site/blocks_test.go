package site

import "testing"

// TestBlocksCSS has the style sheet for keys and the like on the pages that need it, and on no other.
func TestBlocksCSS(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a/index.md": "Press <kbd>Ctrl</kbd>, [the keys](#here). <a id=\"here\"></a>\n",
		"content/steps/2-b.md":       "[Those keys](1-a/index.md#here)\n",
		"content/pages/p.md":         markdownDoc("P", "", "Plain.\n"),
		"content/steps/3-c.md": markdownDoc("C",
			"checklist:\n  - {id: do, text: Do it, detail: Press <kbd>F1</kbd>.}\n", "Plain.\n"),
	}.mapFS())
	wantProblems(t, s)
	link := s.bundle.BlocksCSS + `">`
	for _, page := range []string{"steps/a/index.html", "steps/c/index.html", "all/index.html"} {
		wantContains(t, mustRead(t, s, page), link)
	}
	for _, page := range []string{"steps/b/index.html", "p/index.html", "index.html", "404.html"} {
		wantNotContains(t, mustRead(t, s, page), link)
	}
	wantContains(t, mustRead(t, s, "all/index.html"), `<a href="#a--here">the keys</a>`, `id="a--here"`)
}
