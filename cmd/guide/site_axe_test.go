package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// axeRun runs axe-core with the rules of WCAG 2.0 to 2.2, A and AA, and those of good practice, and returns a line
// for each violation. See https://github.com/dequelabs/axe-core/blob/develop/doc/API.md.
const axeRun = `axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
	resultTypes: ["violations"],
}).then((found) => found.violations.flatMap((v) => v.nodes.map((n) => {
	const check = n.any[0] ?? n.all[0] ?? n.none[0];
	return v.id + ": " + n.target.join(" ") + ": " + check.message;
})))`

// axeModes are the views in which pages must be accessible, the hardest first.
var axeModes = []struct {
	name string
	view browser.View
}{
	{"light, 320 px", browser.View{Width: 320, Height: 640}},
	{"light, 1280 px", browser.View{Width: 1280, Height: 900}},
	{"dark, 1280 px", browser.View{Width: 1280, Height: 900, Dark: true}},
	{"dark, 320 px", browser.View{Width: 320, Height: 640, Dark: true}},
	{"forced colours, 1280 px", browser.View{Width: 1280, Height: 900, ForcedColors: true}},
	{"forced colours, 320 px", browser.View{Width: 320, Height: 640, ForcedColors: true}},
}

// axeSource returns the source of axe-core, which verify downloads.
func axeSource(t *testing.T) string {
	t.Helper()
	name := os.Getenv("GUIDE_AXE")
	if name == "" && os.Getenv("GUIDE_BROWSER") != "1" {
		t.Skip("GUIDE_AXE names no file of axe-core; go run ./cmd/verify fetches it")
	}
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

func TestAxe(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	for name, files := range testGuides {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newSiteFixture(t, files)
			tab := r.newTab(browser.View{})
			r.must(tab.AddInitScript(source))
			scans, violations, pages := 0, 0, r.samplePages()
			for _, page := range pages {
				r.goTo(tab, page)
				for _, m := range axeModes {
					r.must(tab.Emulate(m.view))
					violations += r.expectNone(tab, page+", "+m.name, axeRun)
					scans++
				}
			}
			reportMetric(t, "axe on %s: %d of %d pages in %d modes: %d scans, %d violations",
				name, len(pages), len(r.pages), len(axeModes), scans, violations)
		})
	}
}

// axeTextRun runs the rules that depend on the text of a page, not only on its kind, with all details open.
const axeTextRun = `(() => {
	document.querySelectorAll("details").forEach((e) => (e.open = true));
	return axe.run(document, {resultTypes: ["violations"], runOnly: {type: "rule", values: [
		"document-title", "heading-order", "html-has-lang", "image-alt", "landmark-no-duplicate-main",
			"landmark-one-main",
		"link-name",
	]}});
})().then((found) => found.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target.join(" "))))`

// TestAxeOnEveryPage applies the rules that package audit leaves to axe-core to every page of the guide.
func TestAxeOnEveryPage(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	r := newSiteFixture(t, nil)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(source))
	for _, page := range r.pages {
		r.goTo(tab, page)
		r.expectNone(tab, page, axeTextRun)
	}
	reportMetric(t, "axe on every page: %d scans", len(r.pages))
}

// TestAxeFindsViolations checks that the scans can fail.
func TestAxeFindsViolations(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	r := newSiteFixture(t, emptyGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(source))
	r.goTo(tab, "/")
	eval[any](r, tab, `(() => {
		document.querySelector("main").insertAdjacentHTML("beforeend", "<img src=x><input><h6>x</h6><a href=x></a>");
		document.body.append(document.createElement("main"));
		document.title = document.documentElement.lang = "";
	})()`)
	want := []string{"document-title", "heading-order", "html-has-lang", "image-alt", "label",
		"landmark-no-duplicate-main",
		"link-name"}
	r.expectRules(tab, axeRun, want...)
	r.expectRules(tab, axeTextRun, slices.DeleteFunc(want, func(rule string) bool { return rule == "label" })...)
	eval[any](r, tab, `document.querySelectorAll("main").forEach((e) => e.replaceWith(...e.childNodes))`)
	r.expectRules(tab, axeTextRun, "landmark-one-main")
}

// expectRules fails unless a scan finds a violation of each of these rules.
func (r *siteFixture) expectRules(tab *browser.Tab, scan string, rules ...string) {
	r.Helper()
	found := eval[[]string](r, tab, scan)
	for _, rule := range rules {
		if !slices.ContainsFunc(found, func(line string) bool { return strings.HasPrefix(line, rule+": ") }) {
			r.Errorf("no violation of %s in %q", rule, found)
		}
	}
}

// inUsePages are pages of a guide in use, in every state: open and closed notes, active filters, the backup notice; and
// /progress/ with a copy to merge, an undo and data that was set aside.
var inUsePages = []struct{ page, act string }{
	{"/steps/first/?for=new", `
		localStorage.setItem("guide:g:copy", JSON.stringify({changes: 20, since: 1}));
		const rows = [...document.querySelectorAll("[data-item]")];
		rows.forEach((row, i) => {
			const n = row.querySelector("textarea");
			if (!n) return row.querySelector("input").click(); // an action of a topic
			[row.querySelector("input"), ...row.querySelectorAll("button")][i % 4]?.click();
			n.value = "A note"; n.dispatchEvent(new Event("input")); n.dispatchEvent(new Event("change"));
			row.querySelector("details").open = i % 2;
		});
		if (!document.querySelector("#ui-notice").checkVisibility()) throw "no notice"`},
	{"/", `if (!document.querySelector("[data-resume]").textContent.startsWith("Continue")) throw "not begun"`},
	{"/all/", `document.querySelectorAll("details").forEach((d) => (d.open = true))`},
	{"/progress/", `
		localStorage.setItem("guide:g:aside:1", "garbage");
		document.querySelector("[data-action=copy]").click();
		document.querySelector("[data-action=reset]").click();
		document.querySelector("[data-paste]").value = document.querySelector("[data-text]").value;
		document.querySelector("[data-action=look]").click();
		for (const part of ["[data-action=merge]", "[data-action=undo]", "[data-quarantine]", "[data-text]"]) {
			if (!document.querySelector(part).checkVisibility()) throw part + " is not shown";
		}`},
}

func TestAxeInUse(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(source))
	scans := 0
	for _, o := range inUsePages {
		r.goTo(tab, o.page)
		eval[any](r, tab, "(() => {"+o.act+"})()")
		for _, m := range axeModes {
			r.must(tab.Emulate(m.view))
			r.expectNone(tab, o.page+" opened, "+m.name, axeRun)
			if got := eval[int](r, tab, `document.scrollingElement.scrollWidth - innerWidth`); got > 0 {
				t.Errorf("%s opened, %s: scrolls sideways by %d", o.page, m.name, got)
			}
			scans++
		}
	}
	reportMetric(t, "axe with everything opened: %d scans", scans)
}
