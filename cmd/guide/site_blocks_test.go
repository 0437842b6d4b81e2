package main

import (
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// blocksGuide is a guide with fold-outs and a video.
var blocksGuide = map[string]string{
	"content/guide.yaml":          "id: blocks\ntitle: A guide with blocks\nsummary: It has blocks.\nlanguage: en\n",
	"content/steps/1-a/still.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"/>`,
	"content/steps/1-a/index.md": "---\ntitle: A\nsummary: It has blocks.\n---\n[The reason](#reason)\n\n" +
		"<details>\n<summary>Do I need a degree?</summary>\n\nNo degree is asked for.\n\n" +
		"<details>\n<summary>Why?</summary>\n\n<a id=\"reason\"></a>\n\nWork counts.\n\n</details>\n\n</details>\n\n" +
		"[![Two people](still.svg)](https://vimeo.com/76979871 \"A day at work\")\n",
}

// TestBlocks opens a fold-out with the keyboard and by a link into it, and plays a video.
func TestBlocks(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, blocksGuide)
	tab := r.newTab(browser.View{})
	r.goTo(tab, "/steps/a/")
	const isOpen = `[...document.querySelectorAll(".fold-out")].map((e) => e.open).join()`
	r.expect(tab, "at first", isOpen, "false,false")
	r.expect(tab, "focus", `document.querySelector(".fold-out > summary").focus() ?? ""`, "")
	r.must(tab.Press("\r"))
	r.must(tab.Wait(isOpen + ` === "true,false"`))
	r.must(tab.Click(`main .text a[href="#reason"]`))
	r.must(tab.Wait(isOpen + ` === "true,true"`))

	r.expect(tab, "no player", `String(document.querySelectorAll("iframe").length)`, "0")
	r.must(tab.Click(".video a"))
	r.expect(tab, "the player", `document.querySelector(".video iframe").src + " " + document.activeElement.title`,
		"https://player.vimeo.com/video/76979871?dnt=1&autoplay=1 A day at work")
}

// TestPrintBlocks prints closed fold-outs with their text, and the address of a video.
func TestPrintBlocks(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, blocksGuide)
	r.requirePDFToText()
	tab := r.newTab(browser.View{})
	r.goTo(tab, "/steps/a/")
	paper := strings.Join(r.printedSheets(tab), " ")
	for _, want := range []string{"Do I need a degree?", "No degree is asked for.", "Work counts.", "A day at work",
		"https://vimeo.com/76979871"} {
		if !strings.Contains(paper, want) {
			t.Errorf("%q is not on paper: %s", want, paper)
		}
	}
}
