package main

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// The tests in the files progress_*_test.go tick, note, copy and reset as readers do.

// storedValue returns the stored text of a key of the guide.
const storedValue = `localStorage.getItem("guide:g%s")`

// shownNotices are the names of the notices that the page shows.
const shownNotices = `[...document.querySelectorAll("#ui-notice:not([hidden]) p:not([hidden])")]
	.map((p) => p.dataset.notice).join()`

// checklistGuide is a guide with two steps, a topic, and every kind of row.
var checklistGuide = map[string]string{
	"content/guide.yaml": `id: g
title: A guide
summary: S
language: en
audiences: {new: New here, old: Old hand}
`,
	"content/steps/1-first/index.md": pageSource("First", `checklist:
  - {id: one, text: Do one}
  - {id: two, text: Do two, level: stretch, for: [new]}
  - {id: three, text: Do three, for: [old]}
resources:
  - {id: book, title: A book, url: "https://example.org/", type: book, why: Why}
`, "Text.\n"),
	"content/steps/1-first/topic.md": pageSource("A topic", "checklist:\n  - {id: four, text: Do four}\n", "Text.\n"),
	"content/steps/2-second.md": pageSource("Second",
		"checklist:\n  - {id: five, text: Do five, was: [fife]}\n  - {id: six, text: Do six}\n", "Text.\n"),
}

// setState sets the state of a row by its checkbox or its buttons.
func (r *siteFixture) setState(tab *browser.Tab, id, state string) {
	r.Helper()
	eval[any](r, tab, fmt.Sprintf("(%s)(%q, %q)", js("set_state"), id, state))
}

// openDetails opens the details of a row with the keyboard, if they are closed. The focus is on their summary.
func (r *siteFixture) openDetails(tab *browser.Tab, row string) {
	r.Helper()
	const isOpen = `(() => {
		const s = document.querySelector("%s summary");
		s.focus({preventScroll: true});
		return s.parentElement.open;
	})()`
	if !eval[bool](r, tab, fmt.Sprintf(isOpen, row)) {
		r.must(tab.Press("\r"))
	}
}

// writeNote writes a note with the keyboard.
func (r *siteFixture) writeNote(tab *browser.Tab, row, note string) {
	r.Helper()
	r.openDetails(tab, row)
	r.must(tab.Press("\t\t\t")) // past the two buttons
	r.expect(tab, "the field of "+row, `document.activeElement.localName + document.activeElement.closest("li").id`,
		"textarea"+strings.TrimPrefix(row, "#"))
	r.must(tab.Press(note))
	r.must(tab.Press("\t")) // leaves it
}

// rowStates are the rows of a page: id, state, the mark in the checkbox and the buttons that are pressed.
var rowStates = "(" + js("row_states") + ")()"

// TestTicking sets every state with keyboard and mouse: nothing moves, states are counted and announced, and they are
// kept on the next visit and on all pages.
func TestTicking(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{Width: 390, Height: 844}, "/steps/first/")
	const where = `[scrollY, document.querySelector("#three").getBoundingClientRect().top,
		document.body.scrollHeight].join()`
	for _, row := range []string{"#two", "#three"} {
		r.openDetails(tab, row)
	}
	eval[any](r, tab, `document.querySelector("#one").scrollIntoView()`)
	before := eval[string](r, tab, where)
	r.must(tab.Click("#one input"))
	r.openDetails(tab, "#two")
	r.must(tab.Press("\t "))
	r.openDetails(tab, "#three")
	r.must(tab.Press("\t\t "))
	eval[any](r, tab, `document.querySelector("#book input").focus({preventScroll: true})`)
	r.must(tab.Press(" "))
	const all = "one:done:x,two:doing:-doing,three:skip: skip"
	r.expect(tab, "after ticking", rowStates, all+",four:open: ,book:done:x")
	r.expect(tab, "the page moved", where, before)
	const count = "1 of 3 done, 1 not for me."
	r.expect(tab, "the step says", `document.querySelector(".progress-bar").textContent.trim()`, count)
	r.must(tab.Wait(fmt.Sprintf(`document.getElementById("ui-status").textContent === %q`, count)))
	r.expect(tab, "the list of steps says", `document.querySelector(".step-nav li").textContent.trim().replace(/\s+/g,
		" ")`, "Step 1 First 1 of 3 done")
	for _, page := range []string{"/steps/first/", "/all/"} {
		r.goTo(tab, page)
		got := eval[string](r, tab, rowStates)
		if !strings.HasPrefix(got, all) || !strings.Contains(got, "book:done:x") {
			t.Errorf("%s: %s", page, got)
		}
	}
	r.goTo(tab, "/resources/")
	r.expect(tab, "/resources/", rowStates, "book:done:x")
	r.setState(tab, "book", "open")
	r.goTo(tab, "/steps/first/")
	r.must(tab.Click("#two input")) // indeterminate becomes checked, and then unchecked
	r.must(tab.Click("#one input"))
	r.expect(tab, "after", rowStates, "one:open: ,two:done:x,three:skip: skip,four:open: ,book:open: ")
	r.expectNoErrors(tab)
}

// TestDone checks that a step is done when no item of it and its topics is open, that skipped items do not count, and
// that no progress is shown if all are skipped.
func TestDone(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/all/")
	for _, id := range []string{"one", "two", "three"} {
		r.setState(tab, id, "done")
	}
	const said = `document.querySelector(".step-nav .state").textContent`
	r.expect(tab, "with one open", said, "3 of 4 done")
	r.setState(tab, "four", "done")
	r.expect(tab, "with all done", said+` + (([done, other]) => done !== other)(
		[...document.querySelectorAll(".step-nav .number")].map((e) => getComputedStyle(e).backgroundColor))`,
		"Donetrue")
	for _, id := range []string{"one", "two", "three", "four"} {
		r.setState(tab, id, "skip")
	}
	r.goTo(tab, "/steps/first/")
	r.expect(tab, "with none left", said+` + "|" + document.querySelector(".progress-bar").textContent.trim() + "|" +
		document.querySelector(".progress-bar progress").hidden`,
		"Not for me|Every action here is “not for me”: 4.|true")
}

// TestResume checks that the link on the home page leads to the next item and moves the focus there.
func TestResume(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/")
	const link = `document.querySelector("[data-resume]").textContent + " " + document.querySelector("[data-resume]")
		.getAttribute("href")`
	r.expect(tab, "at first", link, "Start with step 1: First steps/first/")
	r.goTo(tab, "/steps/second/")
	r.must(tab.Click("#six input"))
	r.must(tab.Click("#six input"))
	r.must(tab.Click("#five input"))
	r.goTo(tab, "/")
	r.must(tab.Wait(link + ` === "Continue: Do six steps/second/#six"`))
	r.must(tab.Click("[data-resume]"))
	r.must(tab.Wait(`location.hash === "#six" && document.readyState === "complete" &&
		document.activeElement === document.querySelector("#six input")`))
	r.must(tab.Click("#six input"))
	r.goTo(tab, "/")
	r.must(tab.Wait(link + ` === "Continue: Do one steps/first/#one"`))
	// Items set to doing come before the one changed last; of two, the one changed later.
	for _, step := range []struct{ id, state, want string }{
		{"two", "doing", "Continue: Do two steps/first/#two"},
		{"five", "open", "Continue: Do two steps/first/#two"},
		{"four", "doing", "Continue: Do four steps/first/topic/#four"},
		{"three", "done", "Continue: Do four steps/first/topic/#four"},
		{"four", "done", "Continue: Do two steps/first/#two"},
		{"two", "skip", "Continue: Do one steps/first/#one"},
	} {
		r.goTo(tab, "/all/")
		r.setState(tab, step.id, step.state)
		r.goTo(tab, "/")
		r.must(tab.Wait(fmt.Sprintf("%s === %q", link, step.want)))
	}
	r.expectNoErrors(tab)
}

// TestNotesFiltersAndPaper checks that notes are plain text, are kept, and are printed with the states, and that what
// is shown is printed.
func TestNotesFiltersAndPaper(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	r.requirePDFToText()
	tab := r.openPage(browser.View{}, "/steps/first/")
	const note = `<img src=x onerror=window.bad=1> ask Ann`
	r.writeNote(tab, "#two", note)
	if paper := collapseSpaces(strings.Join(r.printedSheets(tab), " ")); strings.Count(paper, note) != 1 {
		t.Errorf("an open note is not printed exactly once: %s", paper)
	}
	r.must(tab.Click("#one input"))
	r.setState(tab, "three", "skip")
	r.goTo(tab, "/steps/first/?show=left")
	const shown = `[...document.querySelectorAll("[data-item]")].filter((row) => row.checkVisibility())
		.map((row) => row.id).join() + "|" + document.querySelector(".filters output").textContent + "|" +
		location.search`
	for _, step := range []struct{ act, want string }{
		{"", "two,four,book|2 of 4 shown|?show=left"},
		{"[value='']", "one,two,three,four,book||"},
		{"[value=essential]", "one,three,four,book|3 of 4 shown|?show=essential"},
	} {
		if step.act != "" {
			r.must(tab.Click("[name=show]" + step.act))
		}
		r.expect(tab, step.act, shown, step.want)
	}
	eval[any](r, tab, `(() => {
		const s = document.querySelector("[name=for]");
		s.value = "new";
		s.dispatchEvent(new Event("change", {bubbles: true}));
	})()`)
	r.expect(tab, "for new", shown, "one,four,book|2 of 4 shown|?show=essential&for=new")
	r.expectPrinted(tab, []string{"Do one", "Do four", "A book", "1 of 3 done, 1 not for me."},
		[]string{"Do two", "Do three", note})
	r.goTo(tab, "/steps/first/")
	r.expectPrinted(tab, []string{"Do one", "Do two", "Do three", "Do four", note, "Not for me"}, nil)
	r.goTo(tab, "/steps/first/?show=essential#two")
	r.expect(tab, "the row that a link leads to", `document.querySelector("#two").checkVisibility() +
		document.querySelector("#two textarea").value + window.bad`, "true"+note+"undefined")
}

// expectPrinted fails unless the page prints the wanted texts and none of the others.
func (r *siteFixture) expectPrinted(tab *browser.Tab, wanted, others []string) {
	r.Helper()
	paper := collapseSpaces(strings.Join(r.printedSheets(tab), " "))
	for _, text := range wanted {
		if !strings.Contains(paper, text) {
			r.Errorf("not printed: %q in %s", text, paper)
		}
	}
	for _, text := range others {
		if strings.Contains(paper, text) {
			r.Errorf("printed: %q in %s", text, paper)
		}
	}
}
