package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
	"guide/static"
	"guide/templates"
)

// returnWays are the ways in which readers return to a page.
var returnWays = []returnWay{
	{"back, without page cache", browser.NoBFCache, false},
	{"back, with page cache", browser.BFCache, false},
	{"reload", browser.NoBFCache, true},
}

type returnWay struct {
	name   string
	flag   string // flag of the browser
	reload bool
}

// leaveAndReturn leaves a page, calls meanwhile to act in another tab, and returns.
func (r *siteFixture) leaveAndReturn(tab, other *browser.Tab, w returnWay, meanwhile func()) {
	r.Helper()
	happen := func() {
		meanwhile()
		// tabs are notified at different times
		r.must(tab.Wait(storedEntries + " === " + jsQuote(eval[string](r, other, storedEntries))))
	}
	at := eval[string](r, tab, `(window.onpageshow = (e) => (window.back = e.persisted), location.href)`)
	if w.reload {
		happen()
		r.must(tab.Reload())
	} else {
		r.goTo(tab, "/404.html")
		happen()
		r.must(tab.Back())
	}
	if cached := eval[bool](r, tab, `window.back === true`); cached != (w.flag == browser.BFCache) {
		r.Fatalf("%s: the page was kept: %t", w.name, cached)
	}
	// After two frames the browser has restored the page.
	r.must(tab.Wait(fmt.Sprintf(`location.href === %q &&
		(window.back || performance.getEntriesByType("navigation")[0].loadEventEnd > 0)`, at)))
	eval[any](r, tab, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
}

// TestReturnToPage checks that a page shows the stored data after returning to it, and that input adds to the newer
// note.
func TestReturnToPage(t *testing.T) {
	t.Parallel()
	for _, way := range returnWays {
		t.Run(way.name, func(t *testing.T) {
			r := newSiteFixture(t, checklistGuide, way.flag)
			tab, other := r.openPage(browser.View{}, "/steps/first/"), r.openPage(browser.View{}, "/all/")
			r.must(tab.Click("#one input"))
			r.setState(tab, "two", "doing")
			r.must(tab.Click("#book input"))
			r.writeNote(tab, "#one", "an old note")
			r.must(tab.Click(".theme [value=dark]"))
			r.leaveAndReturn(tab, other, way, func() {
				r.must(other.Wait(`document.querySelector("#one textarea").value === "an old note"`))
				for id, state := range map[string]string{"one": "open", "two": "skip", "three": "done",
					"book": "doing"} {
					r.setState(other, id, state)
				}
				eval[any](r, other, fmt.Sprintf(typeNote, "one", "a newer note"))
				r.must(other.Click(".theme [value=light]"))
			})
			const note = `document.querySelector("#one textarea")`
			got := eval[string](r, tab, rowStates+` + " " + `+note+`.value + " " +
				document.querySelector(".theme :checked").value + " " + document.documentElement.dataset.theme`)
			want := "one:open: ,two:skip: skip,three:done:x,four:open: ,book:doing:-doing a newer note light light"
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			eval[any](r, tab, fmt.Sprintf("(%s)(%q)", js("open_note"), "one"))
			r.must(tab.Press("!\t"))
			if got := r.storedNote(tab, "one"); got != "a newer note!" {
				t.Errorf("after one more key the stored note is %q", got)
			}
		})
	}
}

// TestSessionRestored fills in controls as browsers do when they restore a session, with input events; Firefox does so
// after the load event. Nothing of that is stored, and the page shows the stored data.
func TestSessionRestored(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	eval[any](r, tab, fmt.Sprintf(typeNote, "one", "a note"))
	before := eval[string](r, tab, storedEntries)
	r.must(tab.AddInitScript(`
		const restore = (controls) => {
			for (const c of document.querySelectorAll(controls)) {
				c.matches("[type=checkbox], [type=radio]") ? (c.checked = !c.checked) : c.type !== "file" &&
					(c.value = c.type === "select-one" ? c.lastElementChild.value : "an older note");
				c.dispatchEvent(new Event("input", {bubbles: true}));
			}
		};
		document.addEventListener("DOMContentLoaded", () => restore("input, select, textarea"));
		addEventListener("pageshow", () => setTimeout(() => {
			restore("[type=checkbox], [type=radio]");
			setTimeout(() => (window.restored = true));
		}));`))
	r.goTo(tab, "/progress/")
	r.must(tab.Wait(`window.restored`))
	r.pressSetting(tab, "[data-action=forget]")
	r.expect(tab, "one press", `document.querySelector("[data-confirm]").checked + " " + `+importResult,
		"false Tick the box beside the button first. Nothing has changed.")
	r.goTo(tab, "/steps/first/?show=left")
	r.must(tab.Wait(`window.restored`))
	r.expect(tab, "the colours are", `document.querySelector(".theme :checked").value +
		document.documentElement.dataset.theme`, "")
	want := "one:open: ,two:open: ,three:open: ,four:open: ,book:open:  a note " +
		"show:=false,show:left=true,show:essential=false,for:=one,two,three"
	got := eval[string](r, tab, rowStates+` + " " + document.querySelector("#one textarea").value + " " + `+filterState)
	if !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	r.goTo(tab, "/404.html") // stores pending changes
	r.expect(tab, "stored", storedEntries, before)
}

// TestReturnToForms checks that confirmations are cleared, that exported text is current, and that filters follow the
// address.
func TestReturnToForms(t *testing.T) {
	t.Parallel()
	for _, way := range returnWays {
		t.Run(way.name, func(t *testing.T) {
			r := newSiteFixture(t, checklistGuide, way.flag)
			tab, other := r.openPage(browser.View{}, "/progress/"), r.openPage(browser.View{}, "/steps/first/")
			r.pressSetting(tab, "[data-confirm]")
			r.leaveAndReturn(tab, other, way, func() { r.must(other.Click("#one input")) })
			if eval[bool](r, tab, `document.querySelector("[data-confirm]").checked`) {
				t.Error("a single click would delete everything")
			}
			if !eval[bool](r, tab, `document.querySelector("[data-text]").value.includes('"one":{"state":"done"')`) {
				t.Error("the text to copy is out of date")
			}
			for _, page := range []string{"/steps/first/?show=essential&for=new", "/resources/?cost=free&type=book"} {
				tab := r.openPage(browser.View{}, page)
				want := eval[string](r, tab, filterState)
				eval[any](r, tab, `for (const c of document.querySelectorAll(".filters [name]")) 
					c.matches("[type=checkbox], [type=radio]") ? (c.checked = !c.checked) : (c.value = "")`)
				r.leaveAndReturn(tab, other, way, func() {})
				r.expect(tab, page, filterState, want)
			}
		})
	}
}

// filterState is the state of the filters, and the rows that are shown.
const filterState = `[...document.querySelectorAll(".filters [name]")]
	.map((c) => c.name + ":" + c.value + (c.matches("[type=checkbox], [type=radio]") ? "=" + c.checked : "")).join() +
	"=" + [...document.querySelectorAll("[data-item]")].filter((row) => row.checkVisibility())
	.map((row) => row.id).join()`

// TestControlsAreNotRestored checks that all controls have autocomplete="off", so that browsers do not fill them in.
// Scripts must take controls from templates of the page.
func TestControlsAreNotRestored(t *testing.T) {
	t.Parallel()
	control := regexp.MustCompile(`<(input|select|textarea)\b[^>]*`)
	scriptControl := regexp.MustCompile(`(?i)element\(\s*["'` + "`" +
		`](input|select|textarea)|<(input|select|textarea)\b|contenteditable`)
	controls := 0
	each := func(fsys fs.FS, pattern string, inspect func(name, text string)) {
		names, err := fs.Glob(fsys, pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			inspect(name, string(data))
		}
	}
	each(templates.FS, "*.html", func(name, text string) {
		for _, tag := range control.FindAllString(text, -1) {
			if controls++; !strings.Contains(tag, ` autocomplete="off"`) {
				t.Errorf("%s: %s> has no autocomplete=\"off\"", name, tag)
			}
		}
	})
	each(static.FS, "js/*.js", func(name, text string) {
		for _, found := range scriptControl.FindAllString(text, -1) {
			t.Errorf("%s: %q: put the control into a template, with autocomplete=\"off\"", name, found)
		}
	})
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{})
	for _, page := range r.pages {
		r.goTo(tab, page)
		r.expectNone(tab, page, `[...document.querySelectorAll("input, select, textarea, [contenteditable]")]
			.filter((c) => c.autocomplete !== "off").map((c) => c.outerHTML)`)
		controls += eval[int](r, tab, `document.querySelectorAll("input, select, textarea").length`)
	}
	reportMetric(t, "controls that the browser may not fill in: %d looked at", controls)
}
