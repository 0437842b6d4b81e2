package site

import (
	"strings"
	"testing"

	"guide/cmd/internal/markdown"
)

// /sources/ lists the footnotes of all texts by publisher, each once, with links to where it is cited.
func TestSources(t *testing.T) {
	in := sourceFiles{
		"content/index.md": "Home.[^1]\n\n[^1]: Zeta, [z](https://z.example/).\n",
		"content/steps/1-a/index.md": markdownDoc("A",
			"checklist:\n  - id: one\n    text: Do it\n    detail: |\n      Text.[^d]\n\n      [^d]: Of an item.\n",
			"Text.[^x][^y][^s][^p][^q]\n\n[^x]: See [b](b.md#two) and [there](https://a.example/).\n[^y]: Also "+
				"<https://www.a.example/>.\n[^s]: PMO Institute, [Survey](https://p.example/1), 2026.\n"+
				"[^p]: PMO Institute, *Book*, 2025.\n[^q]: PMO Institute (a firm): [Talk](https://p.example/2).\n",
		),
		"content/steps/1-a/b.md":     markdownDoc("B", "", "## Two\n\nNo [^footnote] at all.\n"),
		"content/steps/2-c/index.md": markdownDoc("C", "", "No footnote.\n"),
		"content/steps/2-c/d.md": markdownDoc("D", "", "Text.[^s][^t]\n\n"+
			"[^s]: PMO Institute, [Survey](https://p.example/1), 2026.\n"+
			"[^t]: PMO Institute, [Four](https://p.example/4).\n"),
	}
	for _, warm := range []bool{false, true} {
		s := newSite(t, in.mapFS())
		if warm {
			problemLines(t, s)
		}
		text := mustRead(t, s, "sources/index.html")
		wantContains(t,
			text,
			`<li><a href="#ui-publisher-0">PMO Institute</a></li>
<li><a href="#ui-publisher-1">Other publishers</a></li>`,
			`<h2 id="ui-publisher-0">PMO Institute</h2>
<ul class="sources">
<li><p>PMO Institute, <a href="https://p.example/1">Survey</a>, 2026.</p>

<span>Cited in: <a href="../steps/a/#fnref:3">Step 1: A</a>, <a href="../steps/c/d/#fnref:1">D</a></span></li>
<li><p>PMO Institute, <em>Book</em>, 2025.</p>`,
			`See <a href="../steps/a/b/#two">b</a> and <a href="https://a.example/">there</a>.`,
			`<span>Cited in: <a href="../steps/a/#one---fnref:1">Step 1: A</a></span>`,
			`<span>Cited in: <a href="../#fnref:1">A title</a></span>`,
		)
		wantNotContains(t, text, "footnote-backref", "No sources")
		last := 0
		for _, part := range []string{"Survey</a>", "Book", "Talk", "Four", "Also ", "Zeta", "See ", "Of an item"} {
			i := strings.Index(text, part)
			if i < last {
				t.Errorf("%q is too early", part)
			}
			last = i
		}
	}
	wantContains(t,
		mustRead(t, newSite(t, sourceFiles{}.mapFS()), "sources/index.html"),
		"The pages of this guide name no sources.",
	)
}

// The publisher of a footnote is what it begins with, or the host of its link.
func TestPublisher(t *testing.T) {
	for lead, want := range map[string]string{
		"APM,":                                 "APM",
		"PMI, Pulse of the Profession, 2025.":  "PMI",
		"Open Exam Prep (not PMI's own site),": "Open Exam Prep",
		"Brightmine (a firm) on fees,":         "Brightmine on fees",
		"House of PMO:":                        "House of PMO",
		"":                                     "x.example",
		"(":                                    "x.example",
		"The ten questions are ours, and the words too, but their order is that of":   "The ten questions are ours",
		"What follows is a summary of what the authors wrote about the first year in": "x.example",
	} {
		if got := publisherOf(markdown.Footnote{Lead: lead, Link: "https://www.x.example/a"}); got != want {
			t.Errorf("%q: %q, want %q", lead, got, want)
		}
	}
	for lead, want := range map[string]string{"A remark.": "", "APM, a book, 2025.": "APM"} {
		if got := publisherOf(markdown.Footnote{Lead: lead}); got != want {
			t.Errorf("%q without a link: %q, want %q", lead, got, want)
		}
	}
}
