package site

import "testing"

// /sources/ lists the footnotes of all texts of a page, each with a link back to its reference.
func TestSources(t *testing.T) {
	in := sourceFiles{
		"content/index.md": "Home.[^1]\n\n[^1]: Of home.\n",
		"content/steps/1-a/index.md": markdownDoc("A",
			"checklist:\n  - id: one\n    text: Do it\n    detail: |\n      Text.[^d]\n\n      [^d]: Of an item.\n",
			"Text.[^x][^y]\n\n[^x]: See [b](b.md#two) and [there](https://a.example/).\n[^y]: Also "+
				"<https://a.example/>.\n",
		),
		"content/steps/1-a/b.md":     markdownDoc("B", "", "## Two\n\nNo [^footnote] at all.\n"),
		"content/steps/2-c/index.md": markdownDoc("C", "", "No footnote.\n"),
		"content/steps/2-c/d.md":     markdownDoc("D", "", "Text.[^x]\n\n[^x]: Of a topic.\n"),
	}
	for _, warm := range []bool{false, true} {
		s := newSite(t, in.mapFS())
		if warm {
			problemLines(t, s)
		}
		text := mustRead(t, s, "sources/index.html")
		wantContains(t,
			text,
			`<h2><a href="../">A title</a></h2>`,
			"<p>Of home.</p>",
			`<a href="../#fnref:1">`,
			`<li><a href="#ui-step-1">A</a></li>`,
			`<h2 id="ui-step-1"><a href="../steps/a/">Step 1: A</a></h2>`,
			`See <a href="../steps/a/b/#two">b</a> and <a href="https://a.example/">there</a>.`,
			`<a href="../steps/a/#fnref:2">In the text<span class="visually-hidden">: note 2</span></a>`,
			`<h2 id="ui-step-2"><a href="../steps/c/">Step 2: C</a></h2>
<h3><a href="../steps/c/d/">D</a></h3>
<ol class="sources">
<li><p>Of a topic.</p>`,
			"<p>Of an item.</p>",
			`<a href="../steps/a/#one---fnref:1">`,
		)
		wantNotContains(t, text, ">B</a></h2>", "footnote-backref", "No sources")
	}
	wantContains(t,
		mustRead(t, newSite(t, sourceFiles{}.mapFS()), "sources/index.html"),
		"The pages of this guide name no sources.",
	)
}
