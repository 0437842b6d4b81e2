package site

import "testing"

// TestBlocksCSS has the style sheet for keys and the like on the pages that need it, and on no other.
func TestBlocksCSS(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a/index.md": "Press <kbd>Ctrl</kbd>, [the keys](#here). <a id=\"here\"></a>\n",
		"content/steps/2-b.md":       "[Those keys](1-a/index.md#here)\n",
		"content/pages/p.md":         markdownDoc("P", "", "Plain.\n"),
		"content/steps/4-d.md":       "```go\nreturn 1\n```\n",
		"content/steps/5-e.md":       "```\nreturn 1\n```\n",
		"content/steps/3-c.md": markdownDoc("C",
			"checklist:\n  - {id: do, text: Do it, detail: Press <kbd>F1</kbd>.}\n", "Plain.\n"),
	}.mapFS())
	wantProblems(t, s)
	link := s.bundle.BlocksCSS + `">`
	for _, page := range []string{"steps/a/index.html", "steps/c/index.html", "steps/d/index.html", "all/index.html"} {
		wantContains(t, mustRead(t, s, page), link)
	}
	for _, page := range []string{"steps/b/index.html", "steps/e/index.html", "p/index.html", "index.html",
		"404.html"} {
		wantNotContains(t, mustRead(t, s, page), link)
	}
	wantContains(t, mustRead(t, s, "all/index.html"), `<a href="#a--here">the keys</a>`, `id="a--here"`)
}

// TestFoldOut has the style sheet and the script for fold-outs on the pages that have one, and on no other.
func TestFoldOut(t *testing.T) {
	const question = "<details>\n<summary>Do I need a degree?</summary>\n\n## No\n\nAsk.\n\n</details>\n"
	s := newSite(t, sourceFiles{
		"content/steps/1-a/index.md": question,
		"content/steps/2-b.md":       "[The answer](1-a/index.md#no)\n",
		"content/index.md":           question,
	}.mapFS())
	wantProblems(t, s)
	for _, page := range []string{"steps/a/index.html", "all/index.html", "index.html"} {
		wantContains(t, mustRead(t, s, page), s.bundle.BlocksCSS+`">`, s.bundle.BlocksScript+`" defer>`)
	}
	wantNotContains(t, mustRead(t, s, "steps/b/index.html"), "blocks")
}

// TestVideoPages names the host of a video in the policy of its page, and nowhere else.
func TestVideoPages(t *testing.T) {
	const film = "[![Two people](still.svg)](https://vimeo.com/76979871 \"A day at work\")\n"
	files := sourceFiles{
		"content/steps/1-a/index.md":  "Plain.\n",
		"content/steps/1-a/film.md":   film,
		"content/steps/1-a/other.md":  "Plain.\n",
		"content/steps/1-a/still.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>`,
	}
	const (
		frame  = "base-uri 'none'; frame-src https://player.vimeo.com\">"
		player = `data-player="https://player.vimeo.com/`
	)
	s := newSite(t, files.mapFS())
	wantProblems(t, s)
	wantContains(t, mustRead(t, s, "steps/a/film/index.html"), frame, player, s.bundle.BlocksScript,
		"It plays from player.vimeo.com, ")
	for _, page := range []string{"steps/a/index.html", "steps/a/other/index.html", "all/index.html", "index.html"} {
		wantNotContains(t, mustRead(t, s, page), "frame-src", player, s.bundle.BlocksScript)
	}
	wantContains(t, mustRead(t, s, "all/index.html"), `<a href="https://vimeo.com/76979871">`, s.bundle.BlocksCSS)
	offline := newSite(t, files.mapFS(), func(o *Options) { o.Offline = true })
	wantNotContains(t, mustRead(t, offline, "steps/a/film/index.html"), "frame-src", player)
}
