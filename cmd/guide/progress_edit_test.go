package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// TestOldIDs checks that an item keeps its tick when its id changes.
func TestOldIDs(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/")
	eval[any](r, tab, `localStorage.setItem("guide:g", JSON.stringify({format: "guide-progress", version: 1, guide: "g",
		items: {
			fife: {state: "done", at: "2026-01-01T00:00:00.000Z", note: "kept", noteAt: "2026-01-01T00:00:00.000Z"},
			gone: {state: "done", at: "2026-01-01T00:00:00.000Z"},
		},
	}))`)
	r.goTo(tab, "/steps/second/")
	r.expect(tab, "renamed", rowStates+` + document.querySelector("#five .item-note").textContent`,
		"five:done:x,six:open: kept")
	r.must(tab.Click("#five input")) // the newer entry takes precedence over the old id
	r.goTo(tab, "/steps/second/")
	r.expect(tab, "unticked", rowStates, "five:open: ,six:open: ")
	if got := eval[bool](r, tab, fmt.Sprintf(storedValue, "")+`.includes('"gone":{"state":"done"')`); !got {
		t.Error("an unknown id was deleted")
	}
	// A bookmark with the old id leads to the item; an invalid fragment is ignored.
	for _, hash := range []string{"fife", "50%"} {
		r.goTo(tab, "/")
		r.goTo(tab, "/steps/second/?show=left#"+hash)
		r.must(tab.Wait(fmt.Sprintf(`document.querySelector(".progress-bar.loaded") &&
			(%q !== "fife" || document.activeElement === document.querySelector("#five input"))`, hash)))
	}
	r.expectNoErrors(tab)
}

// TestRewordedItems rewrites every title and text and builds the guide again: the ticks are kept.
func TestRewordedItems(t *testing.T) {
	t.Parallel()
	r := newEditedFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/all/")
	for i, id := range []string{"one", "two", "three", "four", "five", "six", "book"} {
		r.setState(tab, id, []string{"done", "doing", "skip", "open"}[i%4])
	}
	const notes = `[...document.querySelectorAll(".item-note")].map((n) => n.textContent).join()`
	r.writeNote(tab, "#two", "mine")
	before := eval[string](r, tab, rowStates+" + "+notes)
	reworded := map[string]string{}
	for name, text := range checklistGuide {
		reworded[name] = strings.NewReplacer("text: Do ", "text: Consider ", "title: ", "title: Another ", "Text.",
			"Words.", "why: Why", "why: For this").Replace(text)
	}
	writeFiles(t, r.source, reworded)
	r.build()
	r.goTo(tab, "/all/?reworded") // an address that is not in the cache
	if got := eval[string](r, tab, rowStates+" + "+notes); got != before || !strings.Contains(got, "mine") {
		t.Errorf("before: %s\nafter:  %s", before, got)
	}
	r.expect(tab, "the guide still says", `document.querySelector("#one .item-text").textContent +
		document.querySelector("#book .title").textContent`, "Consider oneAnother A book")
}

// TestTwoTabs ticks in two tabs at once. Both end with the same states, the last ones set.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tabs := []*browser.Tab{r.openPage(browser.View{}, "/all/"), r.openPage(browser.View{}, "/all/")}
	rnd := rand.New(rand.NewPCG(5, 5))
	ids, last := []string{"one", "two", "three", "four", "five", "six", "book"}, map[string]string{}
	const each = 4 // changes of each tab in a round, made concurrently
	moves := 0
	for range 25 * seedCount(1) {
		rnd.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		done := make(chan error, len(tabs))
		for i, tab := range tabs {
			var script strings.Builder
			for n := range each {
				id, state := ids[(i*3+n%3)%len(ids)], []string{"open", "done", "doing", "skip"}[rnd.IntN(4)]
				last[id] = state
				fmt.Fprintf(&script, `setState(%q, %q);
					await new Promise((done) => setTimeout(done, %d));`, id, state, rnd.IntN(4))
				moves++
			}
			go func() {
				_, err := browser.Eval[any](tab, "(async (setState) => {"+script.String()+"})("+js("set_state")+")")
				done <- err
			}()
		}
		for range tabs {
			r.must(<-done)
		}
	}
	want := fmt.Sprintf(`[...document.querySelectorAll("[data-item]")]
		.every((row) => row.dataset.state === (%s)[row.id])`, jsObject(last))
	for _, tab := range tabs {
		r.must(tab.Wait(want))
	}
	r.goTo(tabs[0], "/all/")
	if !eval[bool](r, tabs[0], want) {
		t.Errorf("stored: %s, want %v", eval[string](r, tabs[0], rowStates), last)
	}
	reportMetric(t, "two tabs: %d moves, 0 lost", moves)
}

// jsObject returns a map as JavaScript.
func jsObject(m map[string]string) string {
	var b strings.Builder
	for k, v := range m {
		fmt.Fprintf(&b, "%q: %q, ", k, v)
	}
	return "{" + b.String() + "}"
}
