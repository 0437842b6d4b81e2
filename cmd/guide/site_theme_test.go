package main

import (
	"fmt"
	"testing"

	"guide/cmd/internal/browser"
	"guide/cmd/internal/site"
)

func TestContrast(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, emptyGuide)
	views := map[string]browser.View{"light": {}, "dark": {Dark: true}, "light, more contrast": {MoreContrast: true},
		"dark, more contrast": {Dark: true, MoreContrast: true}}
	for name, view := range views {
		tab := r.newTab(view)
		r.must(tab.AddInitScript(rulesScript))
		r.goTo(tab, "/")
		eval[any](r, tab, `(() => {
			document.body.insertAdjacentHTML("beforeend", "<i id='probe'></i>");
			const probe = document.getElementById("probe");
			window.token = (name) => {
				probe.style.color = "var(--color-" + name + ")";
				return getComputedStyle(probe).color;
			};
		})()`)
		for _, p := range site.ContrastPairs {
			got := eval[float64](r, tab, fmt.Sprintf("contrast(token(%q), token(%q))", p.On, p.Under))
			if least := p.Least; got < least || view.MoreContrast && p.On != "warn" && got < 4.5 {
				t.Errorf("%s: --color-%s on --color-%s has a contrast of %.2f, not %.1f", name, p.On, p.Under, got,
					least)
			}
		}
		if same := eval[bool](r, tab, `token("text") === token("bg")`); same {
			t.Error("the colours were not read")
		}
	}
}

// isDark reports whether the page is dark.
const isDark = `getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)"`

// TestThemeFollowsSystem checks that the page follows the colour scheme of the system, without scripts.
func TestThemeFollowsSystem(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, emptyGuide)
	for _, noScript := range []bool{false, true} {
		tab := r.openPage(browser.View{NoScript: noScript}, "/")
		for _, dark := range []bool{false, true, false} { // the open page follows
			r.must(tab.Emulate(browser.View{Dark: dark, NoScript: noScript}))
			if got := eval[bool](r, tab, isDark); got != dark {
				t.Errorf("no script: %v, the device is dark: %v, the page: %v", noScript, dark, got)
			}
		}
	}
}

// TestThemeControl checks that the reader's choice takes precedence, applies to other pages and tabs before they are
// drawn, and can be reset.
func TestThemeControl(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, emptyGuide)
	other := r.openPage(browser.View{Dark: true}, "/glossary/")
	tab := r.newTab(browser.View{Dark: true})
	r.must(tab.AddInitScript(`new MutationObserver((_, o) => {
		if (document.body) { window.early = document.documentElement.dataset.theme; o.disconnect(); }
	}).observe(document, {childList: true, subtree: true})`))
	r.goTo(tab, "/")
	for _, step := range []struct {
		choice string
		dark   bool
	}{{"light", false}, {"dark", true}, {"light", false}, {"", true}} {
		r.must(tab.Click(fmt.Sprintf(".theme [value=%q]", step.choice)))
		if got := eval[bool](r, tab, isDark); got != step.dark {
			t.Errorf("%q: the page is dark: %v", step.choice, got)
		}
		r.must(other.Wait(fmt.Sprintf(`%s === %v && document.querySelector(".theme :checked").value === %q`,
			isDark, step.dark, step.choice)))
		r.goTo(tab, "/sources/")
		r.expect(tab, fmt.Sprintf("%q: when the body begins, the theme is", step.choice), "early", step.choice)
		r.expect(tab, fmt.Sprintf("%q: the next page has", step.choice),
			`[`+isDark+`, document.querySelector(".theme :checked").value].join()`,
			fmt.Sprintf("%v,%s", step.dark, step.choice))
	}
	r.expectNoErrors(tab)
	r.expectNoErrors(other)
}

// TestThemeWithoutStorage checks that the choice applies to the page if storage is refused.
func TestThemeWithoutStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, emptyGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`Object.defineProperty(window, "localStorage", {get() {
		throw new DOMException("refused", "SecurityError");
	}})`))
	r.goTo(tab, "/")
	r.must(tab.Click(".theme [value=dark]"))
	if !eval[bool](r, tab, isDark) {
		t.Error("the choice has no effect")
	}
	r.expectNoErrors(tab)
}

// TestForcedColours checks that with forced colours the current step, ticks and the target of a link are still visible.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{ForcedColors: true})
	r.must(tab.AddInitScript(rulesScript))
	r.goTo(tab, "/steps/first/#two")
	const differ = `(() => {
		const s = (e) => getComputedStyle(document.querySelector(e)), here = s("[aria-current=step] .number"),
			other = s(".step-nav li:not([aria-current]) .number");
		return [here.backgroundColor !== other.backgroundColor,
			contrast(here.color, here.backgroundColor) >= 4.5, s("#two").outlineStyle].join();
	})()`
	if got := eval[string](r, tab, differ); got != "true,true,solid" {
		t.Error(got)
	}
	before, err := tab.Screenshot()
	r.must(err)
	r.must(tab.Click("#two input"))
	eval[any](r, tab, `document.activeElement.blur()`)
	after, err := tab.Screenshot()
	r.must(err)
	if string(before) == string(after) {
		t.Error("a ticked box looks like an empty one")
	}
}
