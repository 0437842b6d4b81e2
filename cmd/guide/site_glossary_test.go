package main

import (
	"fmt"
	"testing"

	"guide/cmd/internal/browser"
)

const (
	termPopoverOpen = `document.getElementById("ui-meaning").matches(":popover-open")`
	termSelector    = `main .text a.term`
)

// TestTermPopover checks that a term opens its meaning in place, by mouse and keyboard, and that Escape closes it.
func TestTermPopover(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	for _, width := range []int{320, 1280} {
		tab := r.openPage(browser.View{Width: width, Height: 640}, "/steps/first/topic/")
		eval[any](r, tab, `document.querySelector("`+termSelector+`").focus()`)
		for _, open := range []func() error{
			func() error { return tab.Press("\r") }, func() error { return tab.Click(termSelector) },
		} {
			r.must(open())
			r.must(tab.Wait(termPopoverOpen))
			const state = `(() => {
				const box = document.getElementById("ui-meaning"), b = box.getBoundingClientRect(),
					a = document.querySelector("main .text a.term");
				return [
					box.textContent.includes("What may happen."), box.querySelector("a").pathname,
					box.lastElementChild.querySelector("a").href === a.href, a.getAttribute("aria-expanded"),
					b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight,
					document.activeElement === a, location.pathname,
				].join();
			})()`
			r.expect(tab, fmt.Sprintf("%d px", width),
				state, "true,/steps/first/,true,true,true,true,/steps/first/topic/")
			r.must(tab.Press("\t"))
			if in := eval[bool](r, tab, `document.getElementById("ui-meaning").contains(document.activeElement)`); !in {
				t.Errorf("%d px: the next stop is not in the box", width)
			}
			r.must(tab.Press("\x1b"))
			r.must(tab.Wait(`!` + termPopoverOpen + ` && document.activeElement.className === "term" &&
				!document.querySelector("[aria-expanded]")`))
		}
		r.expectNoErrors(tab)
	}
}

// TestTermPopoverOnHover checks that the meaning stays open while the mouse is on the term or on the meaning, and
// closes when it leaves both or on Escape (WCAG 1.4.13).
func TestTermPopoverOnHover(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	tab := r.openPage(browser.View{Width: 1280, Height: 640}, "/steps/first/topic/")
	over := func(selector string) {
		t.Helper()
		r.must(tab.Hover(selector))
	}
	over(termSelector)
	r.must(tab.Wait(termPopoverOpen))
	over("#ui-meaning")
	eval[any](r, tab, `new Promise((done) => setTimeout(done, 600))`)
	if !eval[bool](r, tab, termPopoverOpen) {
		t.Error("it closes while the mouse is on it")
	}
	over("h1")
	r.must(tab.Wait(`!` + termPopoverOpen))
	over(termSelector)
	r.must(tab.Wait(termPopoverOpen))
	r.must(tab.Press("\x1b"))
	r.must(tab.Wait(`!` + termPopoverOpen))
	over(termSelector) // the mouse only passes
	over("h1")
	eval[any](r, tab, `new Promise((done) => setTimeout(done, 600))`)
	if eval[bool](r, tab, termPopoverOpen) {
		t.Error("it opens when the mouse passes by")
	}
}

// TestTermWithoutGlossary checks that a term is a plain link if the meaning cannot be loaded.
func TestTermWithoutGlossary(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`window.fetch = () => Promise.reject(new Error("no network"))`))
	r.goTo(tab, "/steps/first/topic/")
	r.must(tab.Click(termSelector))
	r.must(tab.Wait(`location.pathname + location.hash === "/glossary/#risk"`))
}

// TestTermAxe runs axe-core with an open meaning.
func TestTermAxe(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	r := newSiteFixture(t, fullGuide)
	for _, m := range axeModes {
		tab := r.newTab(m.view)
		r.must(tab.AddInitScript(source))
		r.goTo(tab, "/steps/first/topic/")
		r.must(tab.Click(termSelector))
		r.must(tab.Wait(termPopoverOpen))
		r.expectNone(tab, m.name, axeRun)
		tab.Close()
	}
}
