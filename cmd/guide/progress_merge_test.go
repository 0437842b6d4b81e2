package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"guide/cmd/internal/browser"
)

// The scripts that only compute are tried by themselves: a page imports them as they are in static/.

// openModulePage opens a page that can import the scripts in static/.
func openModulePage(t *testing.T) (*siteFixture, *browser.Tab) {
	t.Helper()
	files := http.NewServeMux()
	files.Handle("/js/", http.FileServer(http.Dir("../../static")))
	files.HandleFunc("/{$}",
		func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "text/html") })
	server := httptest.NewServer(files)
	t.Cleanup(server.Close)
	r := &siteFixture{T: t, Browser: browser.ForTest(t), url: server.URL}
	return r, r.openPage(browser.View{}, "/")
}

// TestMerge merges random progress files in any order and grouping, once or twice each: the result is always the same,
// and nothing that is newest is lost, including unticked items and cleared notes.
func TestMerge(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	const files = 1000
	for seed := range seedCount(1) {
		for _, fault := range eval[[]string](r, tab, fmt.Sprintf("(%s)(%d)", js("progress_merge"), seed+7)) {
			t.Errorf("seed %d: %s", seed, fault)
		}
	}
	reportMetric(t, "merging: %d times %d files in 20 orders and groupings, 1 result, 0 lost", seedCount(1), files)
}

// TestCounts checks the counts for all combinations of states of up to five items.
func TestCounts(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	tried := eval[int](r, tab, "("+js("progress_counts")+")()")
	if tried != 1+5+25+125+625+3125 {
		t.Errorf("%d combinations", tried)
	}
	reportMetric(t, "counting: %d combinations of states", tried)
}
