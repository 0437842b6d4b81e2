package main

import (
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"guide/cmd/internal/browser"
)

// signalDrawn requests /drawn when the page has been drawn without scripts, and resets the recorded shifts.
const signalDrawn = `document.addEventListener("readystatechange", () => document.readyState === "interactive" &&
	requestAnimationFrame(() => requestAnimationFrame(() => {
		[drawn, before] = [performance.now(), tops()];
		shifts.length = 0;
		fetch("/drawn");
	})));
	window.before = new Map();`

// movedElements returns the first element that has moved since the page was drawn.
const movedElements = `(() => {
	const after = tops();
	return [...before].filter(([e, top]) => after.has(e) && Math.abs(after.get(e) - top) >= 1).slice(0, 1)
		.map(([e, top]) => e.outerHTML.slice(0, 80) + " by " + (after.get(e) - top));
})()`

// TestScriptNoLayoutShift checks that scripts and pictures that come after the page was drawn move nothing, with and
// without progress.
func TestScriptNoLayoutShift(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{"the guide": nil, "everything": fullGuide} {
		t.Run(name, func(t *testing.T) {
			r := newSiteFixture(t, files)
			var gate scriptGate
			r.intercept(gate.intercept)
			samples, workloads := r.samplePages(), readWorkloads(r)
			for _, width := range []int{390, 1280} {
				tab := r.newTab(browser.View{Width: width, Height: 844})
				r.must(tab.AddInitScript(recordNotices + signalDrawn))
				for _, page := range r.pages {
					if (slices.Contains(samples, page) || page == "/all/") && page != "/was/" {
						r.testNoLayoutShift(tab, &gate, page, fmt.Sprintf("at %d", width))
					}
				}
				gate.shut()
				s := itemStates{}
				for i, id := range sumWorkloads(slices.Concat(workloads...)).items {
					s[id] = []string{"done", "doing", "skip", "open"}[i%4]
				}
				r.storeProgress(tab, s)
				for _, page := range []string{"/", "/steps/", "/progress/", workloads[0][0].address} {
					r.testNoLayoutShift(tab, &gate, page, fmt.Sprintf("at %d with progress", width))
				}
				eval[any](r, tab, `localStorage.clear()`)
			}
		})
	}
}

// testNoLayoutShift opens a page whose scripts and pictures arrive after it was drawn.
func (r *siteFixture) testNoLayoutShift(tab *browser.Tab, gate *scriptGate, page, where string) {
	r.Helper()
	gate.shut()
	r.goTo(tab, page)
	r.must(tab.Wait(`document.documentElement.dataset.script === "ready"`))
	eval[any](r, tab, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
	r.expectNone(tab, page+" "+where, `shifts`)
	r.expectNone(tab, page+" "+where, movedElements)
}

// scriptGate delays scripts and pictures until the page asks for /drawn.
type scriptGate struct {
	mu   sync.Mutex
	open chan bool
}

// shut makes them wait for the next request for /drawn.
func (g *scriptGate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open = make(chan bool)
}

func (g *scriptGate) intercept(_ http.ResponseWriter, req *http.Request) bool {
	g.mu.Lock()
	open := g.open
	g.mu.Unlock()
	name := req.URL.Path
	switch {
	case name == "/drawn":
		close(open)
		return true
	case strings.HasPrefix(name, "/assets/search/"), !slices.Contains([]string{".js", ".png", ".svg"}, path.Ext(name)):
		return false
	}
	select {
	case <-open:
	case <-req.Context().Done():
	}
	return false
}
