package main

import (
	"testing"

	"guide/cmd/internal/browser"
)

const (
	termOpen = `document.getElementById("ui-meaning").matches(":popover-open")`
	theTerm  = `main .text a.term`
)

// A term opens its meaning where it stands, for the pointer and for the keyboard, and Escape closes it.
func TestTermInPlace(t *testing.T) {
	t.Parallel()
	r := readFiles(t, everything)
	for _, width := range []int{320, 1280} {
		tab := r.open(browser.View{Width: width, Height: 640}, "/steps/first/topic/")
		eval[any](r, tab, `document.querySelector("`+theTerm+`").focus()`)
		for _, open := range []func() error{func() error { return tab.Press("\r") }, func() error { return tab.Click(theTerm) }} {
			r.must(open())
			r.must(tab.Wait(termOpen))
			const state = `(() => {
				const box = document.getElementById("ui-meaning"), b = box.getBoundingClientRect(), a = document.querySelector("main .text a.term");
				return [box.textContent.includes("What may happen."), box.querySelector("a").pathname, box.lastElementChild.querySelector("a").href === a.href, a.getAttribute("aria-expanded"),
					b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight, document.activeElement === a, location.pathname].join();
			})()`
			if got := eval[string](r, tab, state); got != "true,/steps/first/,true,true,true,true,/steps/first/topic/" {
				t.Errorf("%d px: %s", width, got)
			}
			r.must(tab.Press("\t"))
			if in := eval[bool](r, tab, `document.getElementById("ui-meaning").contains(document.activeElement)`); !in {
				t.Errorf("%d px: the next stop is not in the box", width)
			}
			r.must(tab.Press("\x1b"))
			r.must(tab.Wait(`!` + termOpen + ` && document.activeElement.className === "term" && !document.querySelector("[aria-expanded]")`))
		}
		if faults := tab.PageErrors(); len(faults) > 0 {
			t.Errorf("%q", faults)
		}
	}
}

// What opens when the mouse rests on a term stays while the mouse is on the term or on the box, and goes
// when it has left both or on Escape (WCAG 1.4.13).
func TestTermOnHover(t *testing.T) {
	t.Parallel()
	r := readFiles(t, everything)
	tab := r.open(browser.View{Width: 1280, Height: 640}, "/steps/first/topic/")
	over := func(selector string) {
		t.Helper()
		eval[any](r, tab, `document.querySelector("`+selector+`").dispatchEvent(new MouseEvent("mouseover", {bubbles: true}))`)
	}
	over(theTerm)
	r.must(tab.Wait(termOpen))
	over("#ui-meaning")
	eval[any](r, tab, `new Promise((done) => setTimeout(done, 600))`)
	if !eval[bool](r, tab, termOpen) {
		t.Error("it goes while the mouse is on it")
	}
	over("h1")
	r.must(tab.Wait(`!` + termOpen))
	over(theTerm)
	r.must(tab.Wait(termOpen))
	r.must(tab.Press("\x1b"))
	r.must(tab.Wait(`!` + termOpen))
	over(theTerm) // only passing by
	over("h1")
	eval[any](r, tab, `new Promise((done) => setTimeout(done, 600))`)
	if eval[bool](r, tab, termOpen) {
		t.Error("it opens when the mouse passes by")
	}
}

// Where the meaning cannot be had, the term is the link that it was.
func TestTermWithoutGlossary(t *testing.T) {
	t.Parallel()
	r := readFiles(t, everything)
	tab := r.tab(browser.View{})
	r.must(tab.AddInitScript(`window.fetch = () => Promise.reject(new Error("no network"))`))
	r.goTo(tab, "/steps/first/topic/")
	r.must(tab.Click(theTerm))
	r.must(tab.Wait(`location.pathname + location.hash === "/glossary/#risk"`))
}

// Axe finds nothing wrong with an open meaning.
func TestTermAxe(t *testing.T) {
	t.Parallel()
	source := axe(t)
	r := readFiles(t, everything)
	for _, m := range modes {
		tab := r.tab(m.view)
		r.must(tab.AddInitScript(source))
		r.goTo(tab, "/steps/first/topic/")
		r.must(tab.Click(theTerm))
		r.must(tab.Wait(termOpen))
		r.none(tab, m.name, axeRun)
		tab.Close()
	}
}
