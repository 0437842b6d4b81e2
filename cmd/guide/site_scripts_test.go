package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"guide/cmd/internal/browser"
	"guide/templates"
)

// Scripts are on, but one of them does not arrive, or not in time.

// intercept serves the site through a handler, which returns whether it has answered a request.
func (r *siteFixture) intercept(answer func(http.ResponseWriter, *http.Request) bool) {
	r.Helper()
	files := http.FileServer(http.Dir(r.output))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if !answer(w, req) {
			files.ServeHTTP(w, req)
		}
	}))
	r.Cleanup(server.Close)
	r.url = server.URL
}

// failureModes are the ways in which a file is not delivered.
var failureModes = map[string]http.HandlerFunc{
	"404": http.NotFound,
	"a web page": func(w http.ResponseWriter,
		_ *http.Request) {
		fmt.Fprint(w, "<!doctype html><title>Sign in</title>")
	},
	"cut off": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "(() => { let half = ") },
	"no answer": func(w http.ResponseWriter, _ *http.Request) {
		panic(http.ErrAbortHandler) // ends the connection
	},
}

const scriptMissingText = "Part of this page has not loaded, so ticks and notes cannot be kept. " +
	"Reload the page: what you ticked before is safe."

// recordNotices records when the page first says that something is missing, and layout shifts.
var recordNotices = js("notices")

// finishAnimations ends the delays of three seconds in style sheets, and returns the notices shown just before.
const finishAnimations = `(() => {
	const late = document.getAnimations();
	for (const a of late) { a.pause(); a.currentTime = 2999; }
	const early = late.length ? visibleNotices() : [];
	late.forEach((a) => a.finish());
	return early;
})()`

// deadControls are enabled controls without a function; search and colours work without the table of items, and what
// HTML opens works without any script.
const deadControls = `[...document.querySelectorAll(
	"main button, main select, main textarea, main summary, main input, .theme input",
)].filter((e) => !e.disabled && e.checkVisibility({visibilityProperty: true}) && !e.matches(%q) &&
	!e.matches("[popovertarget]") &&
	!(e.localName === "summary" && e.parentElement.textContent.trim() !== e.textContent.trim()),
).map((e) => e.outerHTML)`

// scriptPages are a page of every kind with checkboxes or controls, and two without.
var scriptPages = []string{"/", "/steps/first/", "/steps/first/topic/", "/all/", "/resources/", "/progress/",
	"/search/", "/steps/", "/404.html"}

// TestScriptMissing checks that if any script is missing, nothing can be ticked, no control is dead, and a notice gives
// the reason, three seconds after the page has loaded. Earlier ticks are back with the script.
func TestScriptMissing(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	var lost lostScript
	r.intercept(lost.intercept)
	tab := r.newTab(browser.View{Width: 390, Height: 844})
	// The page grows while it is parsed, and may be drawn meanwhile on a busy machine; whole in the next frame.
	r.must(tab.AddInitScript(recordNotices + `document.addEventListener("DOMContentLoaded", () =>
		requestAnimationFrame(() => requestAnimationFrame(() => {
			drawn = performance.now();
			shifts.length = 0;
		})));`))
	r.goTo(tab, "/steps/first/")
	r.must(tab.Click("#two input"))
	storedBefore := eval[string](r, tab, fmt.Sprintf(storedValue, ""))
	visits := 0
	for mode := range failureModes {
		for _, page := range scriptPages {
			r.testMissingScript(tab, &lost, page, "ids", mode)
			r.testMissingScript(tab, &lost, page, cmp.Or(pageScripts[page], "main"), mode)
			visits += 2
		}
		r.goTo(tab, "/steps/first/")
		r.expect(tab, mode+": with the script again", rowStates,
			"one:open: ,two:done:x,three:open: ,four:open: ,book:open: ")
	}
	if now := eval[string](r, tab, fmt.Sprintf(storedValue, "")); now != storedBefore {
		t.Errorf("stored before: %s\nafter: %s", storedBefore, now)
	}
	reportMetric(t, "a script missing: %d pages in %d ways: %d visits, 0 without the true reason",
		len(scriptPages), len(failureModes), visits)
}

// pageScripts are the pages with a script of their own in place of main.
var pageScripts = map[string]string{
	"/": "home", "/progress/": "progress", "/resources/": "resources-page", "/search/": "search",
}

// testMissingScript opens a page while one of its scripts is not delivered.
func (r *siteFixture) testMissingScript(tab *browser.Tab, lost *lostScript, page, script, mode string) {
	r.Helper()
	works := ".none"
	if script == "ids" {
		works = ".theme *, .search *"
	}
	where := fmt.Sprintf("%s, %s: %s", page, script, mode)
	lost.set(script, mode)
	defer lost.set("", "")
	r.goTo(tab, page)
	if script != "ids" {
		r.expectNone(tab, where+": too early", finishAnimations)
	}
	r.must(tab.Wait(`visibleNotices().length > 0`))
	r.checkNotice(tab, where, scriptMissingText)
	r.expectNone(tab, where+": dead controls", fmt.Sprintf(deadControls, works))
	if page != "/progress/" { // where unused space for controls collapses
		r.expectNone(tab, where+": moves", `shifts`)
	}
}

// lostScript is the bundle that the server does not deliver, and how.
type lostScript struct {
	mu           sync.Mutex
	script, mode string
}

func (l *lostScript) set(script, mode string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.script, l.mode = script, mode
}

// intercept answers a request for the lost script as mode says. It returns false for other requests.
func (l *lostScript) intercept(w http.ResponseWriter, req *http.Request) bool {
	l.mu.Lock()
	script, mode := l.script, l.mode
	l.mu.Unlock()
	if script == "" || !strings.HasPrefix(req.URL.Path, "/assets/"+script+".") ||
		!strings.HasSuffix(req.URL.Path, ".js") {
		return false
	}
	failureModes[mode](w, req)
	return true
}

// checkNotice fails unless the page shows exactly this notice and no checkbox can be ticked.
func (r *siteFixture) checkNotice(tab *browser.Tab, where, want string) {
	r.Helper()
	if got := eval[[]string](r, tab, `visibleNotices()`); len(got) != 1 || got[0] != want {
		r.Errorf("%s: it says %q", where, got)
	}
	r.expectNone(tab, where+": boxes", `[...document.querySelectorAll("[data-item]")].filter((row) => {
		const box = row.querySelector("input");
		box.click();
		return box.checked || !box.disabled || !box.getClientRects().length;
	}).map((row) => row.id)`)
}

// TestScriptLate checks that the page works when a script arrives late, even after the notice was shown.
func TestScriptLate(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	arrive := make(chan bool)
	r.intercept(func(w http.ResponseWriter, req *http.Request) bool {
		if req.URL.Path == "/arrive" {
			close(arrive)
			return true
		}
		if strings.HasPrefix(req.URL.Path, "/assets/main.") && strings.HasSuffix(req.URL.Path, ".js") {
			select {
			case <-arrive:
			case <-req.Context().Done():
			}
		}
		return false
	})
	tab := r.newTab(browser.View{})
	// The script arrives when the page has shown the notice.
	r.must(tab.AddInitScript(recordNotices +
		`(function look() { if (said.length) fetch("/arrive"); else requestAnimationFrame(look); })();`))
	r.goTo(tab, "/steps/first/")
	r.must(tab.Wait(`said.length && document.documentElement.dataset.script === "ready"`))
	if after := eval[float64](r, tab, `said[0]`); after < 3000 {
		t.Errorf("it says that the script is missing after %v ms", after)
	}
	r.must(tab.Wait(`visibleNotices().length === 0`))
	r.must(tab.Click("#one input"))
	if got := eval[string](r, tab, rowStates); !strings.HasPrefix(got, "one:done:x") {
		t.Errorf("ticked: %s", got)
	}
	if !eval[bool](r, tab, `document.querySelector(".filters").checkVisibility({visibilityProperty: true})`) {
		t.Error("the filters are not shown")
	}
	r.expectNone(tab, "moves", `shifts`)
}

// TestScriptBlockedByCSP blocks the inline script by a policy of the server: everything else works, colours included.
// With all scripts blocked the page shows the notice, also with reduced motion and forced colours, but not in print.
func TestScriptBlockedByCSP(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	policy := "script-src 'self'"
	r.intercept(func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Content-Security-Policy", policy)
		return false
	})
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(recordNotices))
	r.goTo(tab, "/steps/first/")
	r.must(tab.Click(".theme [value=dark]"))
	r.goTo(tab, "/steps/first/")
	r.expect(tab, "without the script in the page",
		`[`+isDark+`, document.querySelector(".theme :checked").value, document.documentElement.dataset.script].join()`,
		"true,dark,ready")
	r.must(tab.Click("#one input"))
	policy = "script-src 'none'"
	r.must(tab.Emulate(browser.View{ReducedMotion: true, ForcedColors: true}))
	r.goTo(tab, "/steps/first/")
	r.must(tab.Wait(`visibleNotices().length > 0`))
	r.checkNotice(tab, "every script", scriptMissingText)
	r.must(tab.Emulate(browser.View{Print: true}))
	r.expectNone(tab, "on paper", `visibleNotices()`)
}

// TestRefusedStorageNotice checks that the page says before the first tick that storage is refused.
func TestRefusedStorageNotice(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(recordNotices + `Object.defineProperty(window, "localStorage", {get() {
		throw new DOMException("refused", "SecurityError");
	}})`))
	r.goTo(tab, "/steps/first/")
	got := eval[[]string](r, tab, `visibleNotices()`)
	if len(got) != 1 || !strings.HasPrefix(got[0], "This browser refuses to keep anything for this site.") {
		t.Errorf("it says %q", got)
	}
}

// TestOlderTemplates checks that ticks are kept with templates that were copied from an earlier version of the program.
func TestOlderTemplates(t *testing.T) {
	t.Parallel()
	files := maps.Clone(checklistGuide)
	for name, part := range map[string]string{
		"head-assets.html":       " data-items",
		"progress-settings.html": "<p data-other-guides hidden></p>",
		"base.html":              `<script type="application/json" id="ui-data">{{.ScriptData}}</script>`,
	} {
		text, err := fs.ReadFile(templates.FS, name)
		if err != nil || !strings.Contains(string(text), part) {
			t.Fatal(name, err)
		}
		files["templates/"+name] = strings.Replace(string(text), part, "", 1)
	}
	r := newSiteFixture(t, files)
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#two input"))
	r.goTo(tab, "/progress/")
	got := eval[string](r, tab, `document.documentElement.dataset.script + " " +
		document.querySelector("[data-stored]").textContent`)
	if got != "ready stored" { // the key of a message that is missing
		t.Errorf("it says %q", got)
	}
	r.expectNoErrors(tab)
}
