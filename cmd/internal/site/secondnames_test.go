package site

import "testing"

// TestSecondNames has links with the ids that GitHub gives to headings.
func TestSecondNames(t *testing.T) {
	const headings = "## Q&A\n\n### D1 - Developer 1\n\n### C++ & *Go*_lang\n\n## Qa {#own}\n\nSetext: x\n---------\n"
	s := newSite(t, sourceFiles{
		"content/steps/1-a/index.md": headings + "\n[Answers](#qa), [level](#d1---developer-1), [own](#own).\n",
		"content/pages/p.md": "[Answers](../steps/1-a/index.md#qa), [level](/steps/a/#d1---developer-1), " +
			"[names](../steps/1-a/index.md#c--go_lang), [again](../steps/1-a/index.md#qa-1) and " +
			"[last](../steps/1-a/index.md#setext-x).\n",
	}.mapFS())
	wantProblems(t, s)
	wantContains(t, mustRead(t, s, "steps/a/index.html"), `<a href="#q-a">Answers<`, `<a href="#d1-developer-1">level<`,
		`<a href="#own">own<`)
	wantContains(t, mustRead(t, s, "p/index.html"), `<a href="../steps/a/#q-a">Answers<`,
		`<a href="../steps/a/#d1-developer-1">level<`, `<a href="../steps/a/#c-go-lang">names<`,
		`<a href="../steps/a/#own">again<`, `<a href="../steps/a/#setext-x">last<`)
	wantContains(t, mustRead(t, s, "all/index.html"), `<a href="#a--q-a">Answers<`,
		`<a href="#a--d1-developer-1">level<`)
}
