package main

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// What axe cannot see. Each rule is an expression that returns a line for each fault on a page; helpers
// are put into every page first.

const ruleHelpers = `
	window.called = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.className ? "." + e.className : "") + " " + JSON.stringify(e.textContent.trim().slice(0, 40));
	window.shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0 && !(e.offsetWidth <= 1 && e.offsetHeight <= 1);
	window.controls = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(shown);
	window.luminance = (c) => { const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
	const known = new Map(), paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
	window.rgb = (text) => {
		if (!known.has(text)) { paint.clearRect(0, 0, 1, 1); paint.fillStyle = text; paint.fillRect(0, 0, 1, 1); known.set(text, paint.getImageData(0, 0, 1, 1).data); }
		return known.get(text);
	};
	window.contrast = (a, b) => { const [x, y] = [luminance(rgb(a)), luminance(rgb(b))].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
	window.ground = (e) => { for (; e; e = e.parentElement) { const b = getComputedStyle(e).backgroundColor; if (rgb(b)[3] > 0) return b; } return "Canvas"; };
`

var rules = map[string]string{
	// WCAG 1.3.1 and 2.4.8: the page says where on the route it is, once, in text.
	"current step": `(() => {
		const current = [...document.querySelectorAll("[aria-current=step]")], on = document.body.className;
		const want = on === "on-step" || on === "on-topic" ? 1 : 0;
		return current.length === want ? [] : [current.length + " current steps"];
	})()`,
	"step names": `[...document.querySelectorAll(".step-nav li, .step-cards li")].filter((li, i) => {
		const a = li.querySelector("a"), text = a.textContent.replace(/\s+/g, " ").trim();
		return !/^Step [0-9]+ \S/.test(text);
	}).map(called)`,
	// WCAG 2.5.8: 24 by 24 px, but for links within a sentence; a tick has 44.
	"target size": `controls().filter((e) => {
		if (e.matches(".skip-link")) return false;
		const label = e.closest("label") ?? e, box = label.getBoundingClientRect();
		const least = e.matches(".checklist input") ? 44 : 24;
		let block = e;
		while (getComputedStyle(block).display === "inline") block = block.parentElement;
		const inSentence = block.textContent.trim() !== e.textContent.trim() && block !== e;
		return !inSentence && (box.width < least || box.height < least);
	}).map((e) => called(e) + " " + (e.closest("label") ?? e).getBoundingClientRect().height)`,
	// WCAG 2.4.7, 2.4.11 and 2.4.13: the focus is seen, at least 2 px wide and in 3:1, and not covered.
	// On a page with very many controls some are looked at, evenly.
	"focus": `controls().filter((e, i, all) => i % Math.ceil(all.length / 300) === 0).flatMap((e) => {
		e.focus({focusVisible: true});
		e.scrollIntoView({block: "nearest"});
		const out = [], s = getComputedStyle(e), boxes = [...e.getClientRects()], box = boxes.find((b) => b.bottom > 2 && b.top < innerHeight - 2) ?? boxes[0];
		if (document.activeElement !== e) out.push("cannot be focused: " + called(e));
		if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2) out.push("no focus ring: " + called(e));
		if (contrast(s.outlineColor, ground(e.parentElement)) < 3) out.push("faint focus ring: " + called(e));
		if (parseFloat(s.opacity) < 1) out.push("see-through: " + called(e));
		const [x, y] = [Math.max(box.left + 2, 0), (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2], at = document.elementFromPoint(x, y);
		if (!at || !(e.contains(at) || at.contains(e) || e.closest("label")?.contains(at))) out.push("covered: " + called(e) + " by " + (at && called(at)));
		return out;
	})`,
	// WCAG 1.4.10: no scrolling in two directions.
	"sideways": `(() => {
		const over = document.scrollingElement.scrollWidth - innerWidth;
		if (over <= 0) return [];
		return ["scrolls sideways by " + over, ...[...document.querySelectorAll("main *")].filter((e) => shown(e) && e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(called)];
	})()`,
	// What is cut off cannot be read: WCAG 1.4.4 and 1.4.12.
	"cut off": `[...document.querySelectorAll("body *")].filter((e) => {
		if (!shown(e)) return false;
		const s = getComputedStyle(e);
		if (s.overflowX === "auto" && e.tabIndex === 0) return false; // it can be scrolled
		return (s.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) || (s.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1);
	}).concat([...document.querySelectorAll(".meta-list > *")].filter((e) => {
		const text = document.createRange(), end = e.querySelector(".visually-hidden");
		text.selectNodeContents(e);
		if (end) text.setEndBefore(end);
		const edge = e.parentElement.getBoundingClientRect();
		return [...text.getClientRects()].some((r) => r.width > 0 && (r.left < edge.left + parseFloat(getComputedStyle(e).paddingLeft) - 1 || r.right > edge.right + 1));
	})).map((e) => "cut off: " + called(e))`,
	// Motion is only for those who have not asked for less of it.
	"motion": `matchMedia("(prefers-reduced-motion: reduce)").matches ? [document.documentElement, ...document.querySelectorAll("*")].filter((e) => {
		const s = getComputedStyle(e);
		return s.animationName !== "none" || s.transitionDuration.split(", ").some((d) => parseFloat(d) > 0) || s.scrollBehavior === "smooth";
	}).map(called) : []`,
	// A page is found under one name, and says so.
	"head": `["title", "meta[name=description]", "meta[property='og:title']", "meta[property='og:description']", "meta[property='og:type']", "meta[name=viewport]"].filter((s) => {
		const e = document.querySelector("head " + s);
		return !(e && (e.textContent || e.content)) && !(s.includes("description") && document.body.matches(".on-topics, .on-redirect"));
	})`,
}

// textSpacing is the text spacing that a reader may ask for: WCAG 1.4.12.
const textSpacing = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
	document.adoptedStyleSheets = [sheet];
})()`

func TestPageRules(t *testing.T) {
	t.Parallel()
	// The hardest comes first.
	viewSettings := []struct {
		name  string
		view  browser.View
		setUp string
		rules string
	}{
		{"320 px, text of 200 %", browser.View{Width: 320, Height: 640, FontSize: 32}, "", "current step, step names, head, sideways, cut off, target size, focus"},
		{"1280 px", browser.View{Width: 1280, Height: 900}, "", "current step, step names, target size, focus, sideways, cut off, head"},
		{"1280 px, dark", browser.View{Width: 1280, Height: 900, Dark: true}, "", "focus"},
		{"1280 px, forced colours", browser.View{Width: 1280, Height: 900, ForcedColors: true}, "", "focus"},
		{"320 px", browser.View{Width: 320, Height: 640}, "", "target size, focus, sideways, cut off"},
		{"320 px, spaced", browser.View{Width: 320, Height: 640}, textSpacing, "sideways, cut off, focus"},
		{"1280 px, spaced", browser.View{Width: 1280, Height: 900}, textSpacing, "sideways, cut off"},
		// Text of twice the size: WCAG 1.4.4.
		{"1280 px, text of 200 %", browser.View{Width: 1280, Height: 900, FontSize: 32}, "", "sideways, cut off, focus"},
		{"640 px, text of 200 %", browser.View{Width: 640, Height: 480, FontSize: 32}, "", "sideways, cut off"},
		{"less motion", browser.View{Width: 1280, Height: 900, ReducedMotion: true}, "", "motion"},
	}
	for name, files := range testGuides {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newSiteFixture(t, files)
			tab := r.newTab(browser.View{})
			r.must(tab.AddInitScript(ruleHelpers))
			checks, pages := 0, r.samplePages()
			for _, page := range pages {
				r.goTo(tab, page)
				r.must(tab.Press("\t")) // so that the browser shows where the focus is
				for _, setting := range viewSettings {
					r.must(tab.Emulate(setting.view))
					eval[any](r, tab, "(document.adoptedStyleSheets = []) && "+cmp.Or(setting.setUp, "null"))
					r.must(tab.Wait(fmt.Sprintf(`innerWidth === %d && getComputedStyle(document.documentElement).fontSize === "%dpx"`, setting.view.Width, cmp.Or(setting.view.FontSize, 16))))
					for _, rule := range strings.Split(setting.rules, ", ") {
						r.expectNone(tab, page+", "+setting.name+", "+rule, rules[rule])
						checks++
					}
				}
			}
			if faults := tab.PageErrors(); len(faults) > 0 {
				t.Errorf("%q", faults)
			}
			reportMetric(t, "reading %s: %d of %d pages in %d ways: %d checks beside axe",
				name, len(pages), len(r.pages), len(viewSettings), checks)
		})
	}
}

// TestPageRulesFindViolations shows that every rule can fail.
func TestPageRulesFindViolations(t *testing.T) {
	t.Parallel()
	spoilers := map[string]string{
		"current step": `document.querySelectorAll(".step-nav li").forEach((e) => e.setAttribute("aria-current", "step"))`,
		"step names":   `document.querySelector(".step-nav .number").remove()`,
		"target size":  `document.querySelector(".checklist label").style.cssText = "min-height: 0; height: 40px"`,
		"focus":        `document.querySelector("main").insertAdjacentHTML("beforeend", "<a href='#x' class='permalink' hidden>x</a>"), document.querySelector("main").inert = true`,
		"sideways":     `document.querySelector("h1").style.width = "5000px"`,
		"cut off":      `document.querySelector("h1").style.cssText = "overflow: hidden; height: 3px"`,
		"motion":       `document.querySelector("h1").style.transition = "color 1s"`,
		"head":         `document.querySelector("title").remove()`,
	}
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{ReducedMotion: true})
	r.must(tab.AddInitScript(ruleHelpers))
	for name, rule := range rules {
		r.goTo(tab, "/steps/first/")
		r.must(tab.Press("\t"))
		r.expectNone(tab, name+", before", rule)
		eval[any](r, tab, "void ("+spoilers[name]+")")
		if found := eval[[]string](r, tab, rule); len(found) == 0 {
			t.Errorf("%s: nothing is found", name)
		}
	}
}

// The first press of Tab shows the way past the head of the page, and Enter goes it.
func TestSkipLink(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	tab := r.newTab(browser.View{Width: 320, Height: 640})
	for _, page := range r.pages {
		if page == "/was/" {
			continue // it moves on by itself
		}
		r.goTo(tab, page)
		r.must(tab.Press("\t"))
		r.expect(tab, fmt.Sprintf("%s: the first stop is", page), `(() => { const b = document.activeElement.getBoundingClientRect(); return [document.activeElement.className, b.top >= 0, b.bottom <= innerHeight, b.height >= 24].join() })()`, "skip-link,true,true,true")
		r.must(tab.Press("\r"))
		r.expect(tab, fmt.Sprintf("%s: the link leads to", page), `document.activeElement.localName + location.hash`, "main#ui-main")
		r.must(tab.Press("\t"))
		if in := eval[bool](r, tab, `document.querySelector("main").contains(document.activeElement) || !document.querySelector("main a, main input")`); !in {
			t.Errorf("%s: behind it is %s", page, eval[string](r, tab, `document.activeElement.outerHTML`))
		}
	}
}
