package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// rulesScript defines the rules that axe-core does not have; see testdata/js/rules.js.
var rulesScript = js("rules")

// ruleCall returns the call of a rule.
func ruleCall(name string) string { return fmt.Sprintf("rules[%q]()", name) }

// textSpacing sets the text spacing of WCAG 1.4.12.
var textSpacing = "(" + js("text_spacing") + ")()"

// viewSettings are the views in which the rules are checked, the hardest first.
var viewSettings = []struct {
	name  string
	view  browser.View
	setUp string
	rules string
}{
	{"320 px, text of 200 %", browser.View{Width: 320, Height: 640, FontSize: 32},
		"", "current step, step names, head, sideways, cut off, target size, focus"},
	{"1280 px", browser.View{Width: 1280, Height: 900},
		"", "current step, step names, target size, focus, sideways, cut off, head"},
	{"1024 px", browser.View{Width: 1024, Height: 700}, "", "sideways, cut off"},
	{"1280 px, dark", browser.View{Width: 1280, Height: 900, Dark: true}, "", "focus"},
	{"1280 px, forced colours", browser.View{Width: 1280, Height: 900, ForcedColors: true}, "", "focus"},
	{"320 px", browser.View{Width: 320, Height: 640}, "", "target size, focus, sideways, cut off"},
	{"320 px, spaced", browser.View{Width: 320, Height: 640}, textSpacing, "sideways, cut off, focus"},
	{"1280 px, spaced", browser.View{Width: 1280, Height: 900}, textSpacing, "sideways, cut off"},
	// Text at 200 %: WCAG 1.4.4.
	{"1280 px, text of 200 %", browser.View{Width: 1280, Height: 900, FontSize: 32},
		"", "sideways, cut off, focus"},
	{"640 px, text of 200 %", browser.View{Width: 640, Height: 480, FontSize: 32}, "", "sideways, cut off"},
	{"less motion", browser.View{Width: 1280, Height: 900, ReducedMotion: true}, "", "motion"},
}

func TestPageRules(t *testing.T) {
	t.Parallel()
	for name, files := range testGuides {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newSiteFixture(t, files)
			tab := r.newTab(browser.View{})
			r.must(tab.AddInitScript(rulesScript))
			checks, pages := 0, r.samplePages()
			for _, page := range pages {
				r.goTo(tab, page)
				r.must(tab.Press("\t")) // so that the browser shows the focus ring
				for _, setting := range viewSettings {
					r.must(tab.Emulate(setting.view))
					eval[any](r, tab, "(document.adoptedStyleSheets = []) && "+cmp.Or(setting.setUp, "null"))
					r.must(tab.Wait(fmt.Sprintf(`innerWidth === %d &&
						getComputedStyle(document.documentElement).fontSize === "%dpx"`,
						setting.view.Width, cmp.Or(setting.view.FontSize, 16))))
					for _, rule := range strings.Split(setting.rules, ", ") {
						r.expectNone(tab, page+", "+setting.name+", "+rule, ruleCall(rule))
						checks++
					}
				}
			}
			r.expectNoErrors(tab)
			reportMetric(t, "reading %s: %d of %d pages in %d ways: %d checks beside axe",
				name, len(pages), len(r.pages), len(viewSettings), checks)
		})
	}
}

// TestPageRulesFindViolations checks that every rule can fail.
func TestPageRulesFindViolations(t *testing.T) {
	t.Parallel()
	spoilers := map[string]string{
		"current step": `document.querySelectorAll(".step-nav li")
			.forEach((e) => e.setAttribute("aria-current", "step"))`,
		"step names":  `document.querySelector(".step-nav .number").remove()`,
		"target size": `document.querySelector(".checklist label").style.cssText = "min-height: 0; height: 40px"`,
		"focus": `document.querySelector("main").insertAdjacentHTML("beforeend",
			"<a href='#x' class='permalink' hidden>x</a>"), document.querySelector("main").inert = true`,
		"sideways": `document.querySelector("h1").style.width = "5000px"`,
		"cut off":  `document.querySelector("h1").style.cssText = "overflow: hidden; height: 3px"`,
		"motion":   `document.querySelector("h1").style.transition = "color 1s"`,
		"head":     `document.querySelector("title").remove()`,
	}
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{ReducedMotion: true})
	r.must(tab.AddInitScript(rulesScript))
	r.goTo(tab, "/steps/first/")
	names := eval[[]string](r, tab, "Object.keys(rules).sort()")
	if want := slices.Sorted(maps.Keys(spoilers)); !slices.Equal(names, want) {
		t.Errorf("the rules are %q, want %q", names, want)
	}
	for _, name := range names {
		r.goTo(tab, "/steps/first/")
		r.must(tab.Press("\t"))
		r.expectNone(tab, name+", before", ruleCall(name))
		eval[any](r, tab, "void ("+spoilers[name]+")")
		if found := eval[[]string](r, tab, ruleCall(name)); len(found) == 0 {
			t.Errorf("%s: no violation was found", name)
		}
	}
}

// TestSkipLink checks that the first Tab shows a link that skips to the main content.
func TestSkipLink(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{Width: 320, Height: 640})
	for _, page := range r.pages {
		if page == "/was/" {
			continue // it redirects
		}
		r.goTo(tab, page)
		r.must(tab.Press("\t"))
		r.expect(tab, fmt.Sprintf("%s: the first stop is", page), `(() => {
			const b = document.activeElement.getBoundingClientRect();
			return [document.activeElement.className, b.top >= 0, b.bottom <= innerHeight, b.height >= 24].join()
		})()`, "skip-link,true,true,true")
		r.must(tab.Press("\r"))
		r.expect(tab, fmt.Sprintf("%s: the link leads to", page), `document.activeElement.localName + location.hash`,
			"main#ui-main")
		r.must(tab.Press("\t"))
		in := eval[bool](r, tab, `document.querySelector("main").contains(document.activeElement) ||
			!document.querySelector("main a, main input")`)
		if !in {
			t.Errorf("%s: the next stop is %s", page, eval[string](r, tab, `document.activeElement.outerHTML`))
		}
	}
}
