package main

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// longGuide is a guide whose step has a table of contents, details and a passage.
var longGuide = map[string]string{
	"content/guide.yaml": checklistGuide["content/guide.yaml"],
	"content/steps/1-first.md": pageSource("First", `checklist:
  - {id: one, text: Do one, detail: How to do one., read: part-2}
  - {id: two, text: Do two, detail: How to do two.}
  - {id: three, text: Do three}
resources:
  - {id: book, title: A book, url: "https://example.org/", type: book, why: Why}
`, "## Part 1\n\n"+longText+"## Part 2\n\n"+longText+"## Part 3\n\n"+longText),
}

// TestStateButtons checks that a closed row has two stops of the keyboard, that the buttons of an open row are named
// and say which is pressed, and that a second press takes the state back.
func TestStateButtons(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, longGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	const focused = `(() => {
		const e = document.activeElement;
		return (e.closest("li")?.id ?? e.className) + " " + e.localName + " " + (e.ariaPressed ?? "") + " " +
			(e.ariaLabel ?? "");
	})()`
	eval[any](r, tab, `document.querySelector("#two input").focus()`)
	for _, stop := range []string{"two summary  ", "three input  ", "three summary  ", "permalink a  Link to: Part 1"} {
		r.must(tab.Press("\t"))
		r.expect(tab, "the next stop", focused, stop)
	}
	for _, row := range []string{"two", "three"} { // with and without details of its own
		r.openDetails(tab, "#"+row)
		for _, press := range []struct{ keys, button, states string }{
			{"\t", row + " button false Doing: Do " + row, row + ":open: "},
			{" ", row + " button true Doing: Do " + row, row + ":doing:-doing"},
			{"\t", row + " button false Not for me: Do " + row, row + ":doing:-doing"},
			{"\r", row + " button true Not for me: Do " + row, row + ":skip: skip"},
			{" ", row + " button false Not for me: Do " + row, row + ":open: "},
			{"\t", row + " textarea  My note: Do " + row, row + ":open: "},
		} {
			r.must(tab.Press(press.keys))
			r.expect(tab, fmt.Sprintf("%s after %q", row, press.keys), focused, press.button)
			if got := eval[string](r, tab, rowStates); !strings.Contains(got, press.states) {
				t.Errorf("%s after %q: %s, want %s", row, press.keys, got, press.states)
			}
		}
	}
	r.expectNone(tab, "the same name", `(() => {
		const names = [...document.querySelectorAll("summary, .item-controls button, .item-controls textarea")]
			.map((e) => e.localName + " " + (e.ariaLabel ?? e.textContent.trim()));
		return names.filter((name, i) => names.indexOf(name) !== i);
	})()`)
	r.expectNoErrors(tab)
}

// TestItemInAddress checks that the fragment of an item opens its details alone and moves the focus to its checkbox.
func TestItemInAddress(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, longGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	const open = `[...document.querySelectorAll(".checklist [open]")].map((e) => e.closest("li").id).join() + " " +
		(document.activeElement.closest("li")?.id ?? "")`
	r.expect(tab, "at first", open, "one ")
	for _, id := range []string{"two", "three", "one"} {
		r.goTo(tab, "/404.html")
		r.goTo(tab, "/steps/first/#"+id)
		r.must(tab.Wait(open + ` === "` + id + " " + id + `"`))
	}
	r.must(tab.Click(`.detail a[href="#part-2"]`)) // to the passage, and back
	r.must(tab.Wait(`location.hash === "#part-2"`))
	r.must(tab.Click(`#part-2 + .for-actions a[href="#one"]`))
	r.must(tab.Wait(`location.hash === "#one" && document.querySelector("#one [open]")`))
	r.expectNoErrors(tab)
}

// TestTOCMarksPlace checks that the table of contents marks the heading that the reader has passed last, and only that.
func TestTOCMarksPlace(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, longGuide)
	tab := r.openPage(browser.View{Width: 1280, Height: 800}, "/steps/first/")
	const marked = `[...document.querySelectorAll(".toc [aria-current]")].map((a) => a.hash + a.ariaCurrent).join()`
	for _, id := range []string{"ui-checklist", "part-1", "part-3", "part-2", "ui-resources"} {
		eval[any](r, tab, fmt.Sprintf(`document.getElementById(%q).scrollIntoView()`, id))
		if id == "ui-resources" { // the page ends before it is at the top
			eval[any](r, tab, `document.querySelector("main").style.paddingBottom = "2000px"`)
			eval[any](r, tab, `document.getElementById("ui-resources").scrollIntoView()`)
		}
		r.must(tab.Wait(marked + ` === "#` + id + `true"`))
	}
	r.expectNoErrors(tab)
}

// TestMenus checks that the menu and the table of contents open over a narrow page and close on Escape and on their
// button, without scripts too. With scripts a link in them closes them.
func TestMenus(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, longGuide)
	for _, noScript := range []bool{false, true} {
		tab := r.openPage(browser.View{Width: 390, Height: 844, NoScript: noScript}, "/steps/first/")
		for _, list := range []string{"menu", "toc"} {
			shown := fmt.Sprintf(`document.getElementById("ui-%s").checkVisibility()`, list)
			button := "." + list + "-button"
			expect := func(act string, want bool) {
				t.Helper()
				if got := eval[bool](r, tab, shown); got != want {
					t.Errorf("no script: %t, %s after %s: shown %t", noScript, list, act, got)
				}
			}
			expect("loading", false)
			r.must(tab.Click(button))
			expect("a click", true)
			r.must(tab.Press("\x1b"))
			expect("Escape", false)
			r.expect(tab, "the focus", `document.activeElement.className`, list+"-button")
			r.must(tab.Press("\r"))
			expect("Enter", true)
			r.must(tab.Press("\t"))
			r.expect(tab, "the next stop is in the list", `document.activeElement.closest("[popover]")?.id ?? ""`,
				"ui-"+list)
			r.must(tab.Press("\x1b"))
			expect("Escape in the list", false)
		}
		r.must(tab.Click(".toc-button"))
		r.must(tab.Click(`.toc a[href="#part-3"]`))
		r.must(tab.Wait(`location.hash === "#part-3"`))
		if got := eval[bool](r, tab, `document.getElementById("ui-toc").checkVisibility()`); got != noScript {
			t.Errorf("no script: %t: the list is shown after a link in it: %t", noScript, got)
		}
		r.expectNoErrors(tab)
	}
}

// TestPrintList checks that one button below a checklist prints it alone, and the other one the whole page.
func TestPrintList(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	r.requirePDFToText()
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`window.print = () => (window.printed = true)`)) // the test prints
	r.goTo(tab, "/steps/first/")
	r.setState(tab, "two", "doing")
	r.must(tab.Click("[data-action=print][value=list]"))
	r.must(tab.Wait(`window.printed`))
	list := []string{"First", "Do one", "Do two", "Do three", "Do four", "Doing", "0 of 4 done."}
	others := []string{"Text.", "A book", "A topic About it", "example.org"}
	r.expectPrinted(tab, list, others)
	if eval[bool](r, tab, `"print" in document.documentElement.dataset`) {
		t.Error("the page is still reduced to the list")
	}
	eval[any](r, tab, `window.printed = false`)
	r.must(tab.Click("[data-action=print]:not([value])"))
	r.must(tab.Wait(`window.printed`))
	r.expectPrinted(tab, append(list, others...), nil)
	r.expectNoErrors(tab)
}

// TestFirstActionOnFirstScreen checks that the first action of every step is on the first screen of a small phone.
func TestFirstActionOnFirstScreen(t *testing.T) {
	t.Parallel()
	const limit = 780 // pixels
	r := newSiteFixture(t, nil)
	tab := r.newTab(browser.View{Width: 360, Height: limit})
	lowest := 0.0
	for _, step := range readWorkloads(r) {
		page := step[0].address
		r.goTo(tab, page)
		bottom := eval[float64](r, tab, `document.querySelector(".item-text").getBoundingClientRect().bottom`)
		if bottom > limit {
			t.Errorf("%s: the first action ends at %.0f px", page, bottom)
		}
		lowest = max(lowest, bottom)
	}
	reportMetric(t, "first action of a step: ends at %.0f px of a screen of 360 x %d at most", lowest, limit)
}
