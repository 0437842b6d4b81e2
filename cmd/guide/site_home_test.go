package main

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// homeGuide is checklistGuide with a home page that has every part.
func homeGuide() map[string]string {
	files := maps.Clone(checklistGuide)
	step := "content/steps/1-first/index.md"
	files[step] = strings.Replace(files[step], "text: Do two", `text: Do two, detail: "[How](topic.md)"`, 1)
	files["content/index.md"] = `---
title: A guide
summary: What it does.
home:
  promise: [Begin., Go on., Lead.]
  doors:
    - {for: new, to: steps/1-first/index.md}
    - {for: old, to: steps/2-second.md}
  start: [one, four, five]
  sample: {title: One thing, before: "> Bad.", after: "> Good."}
  reasons:
    - {title: Yours, text: "Keep [a copy](/progress/)."}
---
`
	return files
}

// homeViews are the screens on which the home page is tested.
var homeViews = []browser.View{{Width: 360, Height: 740}, {Width: 1280, Height: 900}}

const (
	// cardRows are the rows in the card of the home page and whether each is ticked.
	cardRows = `[...document.querySelectorAll(".card .item")].map((row) =>
		row.id + (row.querySelector("input").checked ? ":x" : ":")).join()`
	// beginText is what the home page offers to begin or continue with, as a reader sees it.
	beginText = `document.querySelector(".begin").innerText.trim().replace(/\s+/g, " ")`
	// layoutShift is by how much the page has moved since it was opened.
	layoutShift = `new Promise((done) => {
		let sum = 0;
		const add = (entries) => entries.forEach((e) => (sum += e.value));
		const observer = new PerformanceObserver((list) => add(list.getEntries()));
		observer.observe({type: "layout-shift", buffered: true});
		requestAnimationFrame(() => requestAnimationFrame(() => {
			add(observer.takeRecords());
			done(sum);
		}));
	})`
	// ownAddresses are those of links to this site that print.css prints.
	ownAddresses = `[...document.querySelectorAll("main a[href^=http]")].map((a) => a.href)
		.filter((address) => address.startsWith(location.origin))`
	routeTop    = `String(document.querySelector(".step-cards").getBoundingClientRect().top + scrollY)`
	repeatedIDs = `(() => {
		const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
		return ids.filter((id, i) => ids.indexOf(id) !== i);
	})()`
)

// TestHome visits the home page for the first time, ticks an action there, and comes back: what is ticked on the home
// page is ticked on the page of its step, and the next actions take the place of the first ones.
func TestHome(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, homeGuide())
	for _, view := range homeViews {
		t.Run(fmt.Sprintf("%d px", view.Width), func(t *testing.T) {
			r := *r
			r.T = t
			tab := r.openPage(view, "/")
			r.testFirstVisit(tab)
			top := eval[string](&r, tab, routeTop)
			r.testReturn(tab, top)
			r.testNothingLeft(tab)
			r.expectNoErrors(tab)
			eval[any](&r, tab, `localStorage.clear()`)
		})
	}
}

func (r *siteFixture) testFirstVisit(tab *browser.Tab) {
	r.Helper()
	r.expect(tab, "a first visit", beginText, "Where are you now? Step 1 New here First Step 2 Old hand Second")
	r.expect(tab, "the doors are on the first screen",
		`String(document.querySelector(".doors").getBoundingClientRect().bottom < innerHeight)`, "true")
	r.expect(tab, "nothing is counted yet", `String(/\d of \d/.test(document.body.innerText))`, "false")
	r.expect(tab, "the first actions", cardRows, "one:,four:,five:")
	if shift := eval[float64](r, tab, layoutShift); shift > 0 {
		r.Errorf("the page moves on a first visit: %g", shift)
	}
	top := eval[string](r, tab, routeTop)
	r.must(tab.Click("#one input"))
	r.expect(tab, "the first tick", cardRows, "one:x,four:,five:")
	r.must(tab.Wait(beginText + ` === "Continue: Do two Step 1: First 1 of 6 done."`))
	r.expect(tab, "the first tick moves the page to", routeTop, top)
	r.must(tab.Click("#one input"))
	r.must(tab.Wait(beginText + `.startsWith("Where are you now?")`))
	r.must(tab.Click("#one input"))
	r.must(tab.Click("#five input"))
}

func (r *siteFixture) testReturn(tab *browser.Tab, top string) {
	r.Helper()
	r.goTo(tab, "/steps/first/")
	r.expect(tab, "on the step", `String(document.querySelector("#one input").checked)`, "true")
	r.goTo(tab, "/")
	r.must(tab.Wait(`document.querySelector(".card h2").innerText === "What comes next"`))
	r.must(tab.Wait(beginText + ` === "Continue: Do six Step 2: Second 2 of 6 done."`))
	r.expect(tab, "the next actions", cardRows, "six:,two:,three:")
	r.expect(tab, "their steps", `document.querySelector(".card .hint").innerText`, "Step 2: Second, Step 1: First")
	r.expect(tab, "the place on the route", `document.querySelector(".step-cards .now .name").innerText`, "Second")
	r.expect(tab, "the place of the route", routeTop, top)
	r.expectNone(tab, "ids on the page twice", repeatedIDs)
	r.expectNone(tab, "addresses of this site on paper", ownAddresses)
	r.expect(tab, "a link in a row", `document.querySelector("#two .detail a").pathname`, "/steps/first/topic/")
	if shift := eval[float64](r, tab, layoutShift); shift > 0.05 {
		r.Errorf("the page moves on a later visit: %g", shift)
	}
	r.must(tab.Click("#six input"))
	r.must(tab.Click("#two summary"))
	r.must(tab.Click("#two [value=doing]"))
	r.expect(tab, "a tick changes no row", cardRows, "six:x,two:,three:")
	r.must(tab.Wait(beginText + ` === "Continue: Do two Step 1: First 3 of 6 done."`))
	r.goTo(tab, "/all/")
	r.expect(tab, "the states on /all/", `["six", "two", "three"].map((id) =>
		document.getElementById(id).dataset.state).join()`, "done,doing,open")
}

// testNothingLeft ticks and skips everything: the link leads to /progress/.
func (r *siteFixture) testNothingLeft(tab *browser.Tab) {
	r.Helper()
	eval[any](r, tab, `document.querySelectorAll(".checklist input:not(:checked)").forEach((e) => e.click())`)
	r.goTo(tab, "/")
	r.must(tab.Wait(beginText + ` === "My progress 6 of 6 done."`))
	r.expect(tab, "the first actions, done", cardRows, "one:x,four:x,five:x")
	r.must(tab.Click("[data-resume]"))
	r.must(tab.Wait(`location.pathname === "/progress/"`))
}

// TestHomeNextActions checks that the next actions take the place of the first ones on a page that stays open: when all
// of these are done and the reader goes on, and when something was ticked in another tab.
func TestHomeNextActions(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, homeGuide())
	tab, other := r.openPage(browser.View{}, "/"), r.openPage(browser.View{}, "/all/")
	for _, id := range []string{"one", "four", "five"} {
		r.must(tab.Click("#" + id + " input"))
	}
	r.expect(tab, "ticks change no row", cardRows, "one:x,four:x,five:x")
	r.must(tab.Click("h1"))
	r.must(tab.Wait(cardRows + ` === "six:,two:,three:"`))
	r.expect(tab, "the heading", `document.querySelector(".card h2").innerText`, "What comes next")
	r.setState(other, "six", "done")
	r.must(tab.Wait(cardRows + ` === "two:,three:"`))
	r.expectNone(tab, "ids on the page twice", repeatedIDs)
	r.expectNoErrors(tab)
}

// TestDashboardStart checks that a newcomer finds the actions of the home page, no field to find notes and nothing to
// print; one who has done something but written few notes has a plan.
func TestDashboardStart(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, homeGuide())
	tab := r.openPage(browser.View{}, "/progress/")
	r.waitForDashboard(tab)
	const controls = `[...document.querySelectorAll("[data-find], [data-action=print-plan]")]
		.filter((e) => e.checkVisibility()).map((e) => e.tagName).join()`
	r.expect(tab, "where a newcomer starts", `[...document.querySelectorAll("[data-part=next] [data-item]")]
		.map((row) => row.dataset.item).join()`, "one,four,five")
	r.expect(tab, "for a newcomer", controls, "")
	var noted []string
	for i, id := range []string{"one", "two", "three", "four", "five", "six"} {
		if i == 5 {
			r.storeEntries(tab, noted...)
			r.expect(tab, "with five notes", controls, "BUTTON")
		}
		noted = append(noted, noteEntry(id, "done", "a note", 0))
	}
	r.storeEntries(tab, noted...)
	r.expect(tab, "with six notes", controls, "BUTTON,INPUT")
	r.expect(tab, "the summary", `document.querySelector("[data-summary]").textContent.trim()`,
		"6 of 6 actions done.")
	r.expectNoErrors(tab)
}

// TestHomeOffline checks that the home page says where to continue if the page of the action cannot be loaded.
func TestHomeOffline(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, homeGuide())
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#one input"))
	r.must(tab.AddInitScript(`window.fetch = () => Promise.reject(new TypeError("offline"))`))
	r.goTo(tab, "/")
	r.must(tab.Wait(beginText + ` === "Continue: First Step 1: First 1 of 6 done."`))
	r.must(tab.Wait(`document.querySelector(".card h2").checkVisibility({visibilityProperty: true})`))
	r.expect(tab, "the first actions stay", cardRows, "one:x,four:,five:")
	r.expectNoErrors(tab)
}

// TestAxeHome scans the home page in use, with everything opened.
func TestAxeHome(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	r := newSiteFixture(t, homeGuide())
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(source))
	for _, name := range []string{"first visit", "later visit"} {
		r.goTo(tab, "/")
		if name == "later visit" {
			r.must(tab.Wait(`document.querySelector(".card h2").innerText === "What comes next"`))
		}
		eval[any](r, tab, `document.querySelectorAll("details").forEach((e) => (e.open = true))`)
		for _, m := range axeModes {
			r.must(tab.Emulate(m.view))
			r.expectNone(tab, name+", "+m.name, axeRun)
			if got := eval[int](r, tab, `document.scrollingElement.scrollWidth - innerWidth`); got > 0 {
				t.Errorf("%s, %s: scrolls sideways by %d", name, m.name, got)
			}
		}
		eval[any](r, tab, `document.querySelector(".card input").click()`)
	}
}
