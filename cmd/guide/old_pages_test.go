package main

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
	"guide/cmd/internal/publish"
)

// pageMessages are what a page holds for its scripts.
const pageMessages = `JSON.parse(document.getElementById("ui-data").textContent).messages`

var assetLink = regexp.MustCompile(`(?:href|src)="((?:\.\./)*assets/[^"]+)"`)

// TestOldPagesKeepTheirAssets checks that the assets of the pages of a build exist unchanged after later builds.
func TestOldPagesKeepTheirAssets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFiles(t, dir, searchGuide)
	r := &siteFixture{T: t, source: dir, output: filepath.Join(dir, "public")}
	old := map[string]string{}
	for i := range 4 {
		r.build()
		for name, text := range readTree(t, r.output) {
			for _, m := range assetLink.FindAllStringSubmatch(text, -1) {
				asset := filepath.Join(r.output, filepath.Dir(name), filepath.FromSlash(m[1]))
				if data, err := os.ReadFile(asset); err != nil {
					t.Errorf("build %d, %s: %v", i, name, err)
				} else if old[asset] == "" {
					old[asset] = string(data)
				}
			}
		}
		for asset, data := range old {
			if is, err := os.ReadFile(asset); err != nil || string(is) != data {
				t.Errorf("build %d: %s is no longer what it was: %v", i, filepath.Base(asset), err)
			}
		}
		writeFiles(t, dir, map[string]string{
			"static/css/main.css": fmt.Sprintf("body { margin: %dpx }\n", i),
			"static/js/main.js":   fmt.Sprintf("console.log(%d);\n", i),
			"content/steps/3-new/a.md": pageSource("New", fmt.Sprintf("checklist:\n  - {id: new-%d, text: Do it}\n",
				i), "Text.\n"),
			"content/steps/3-new/index.md": pageSource("New", "", "Text.\n"),
		})
	}
	r.build()
	fresh := &siteFixture{T: t, source: dir, output: filepath.Join(t.TempDir(), "public")}
	fresh.build()
	compareTrees(t, readFS(t, publish.Open(fresh.output)), readFS(t, publish.Open(r.output)))
	if len(old) < 8 {
		t.Errorf("only %d files in four builds", len(old))
	}
	reportMetric(t, "old pages: %d style sheets and scripts of four builds kept", len(old))
}

// TestSearchInOldPage searches in a page that was opened before a build: it finds what that build has, or asks to
// reload the page.
func TestSearchInOldPage(t *testing.T) {
	t.Parallel()
	r := newEditedFixture(t, searchGuide)
	files := http.FileServer(http.Dir(r.output))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Del("If-Modified-Since") // its precision is a second, in which there are several builds
		files.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	searchInOldPage(r, r.url+"/search/", r.build, func(tab *browser.Tab) { r.goTo(tab, "/search/") })
}

// TestOfflineSearchInOldPage does the same on disk.
func TestOfflineSearchInOldPage(t *testing.T) {
	t.Parallel()
	r, home := newOfflineFixture(t, searchGuide)
	build := func() {
		var out strings.Builder
		status := run(t.Context(), []string{"build", "--offline", "--source", r.source, "--output", r.output},
			&out, &out)
		if status != 0 {
			t.Fatalf("build: status %d\n%s", status, &out)
		}
	}
	searchInOldPage(r, home+"/search/index.html", build,
		func(tab *browser.Tab) { r.must(tab.Go(home + "/search/index.html")) })
}

// searchInOldPage searches in a page that was opened before the guide was edited and built again, and in one that was
// opened afterwards: both must find the same, or the old one offers to load the page again.
func searchInOldPage(r *siteFixture, address string, build func(), openFresh func(*browser.Tab)) {
	r.Helper()
	tab, other := r.newTab(browser.View{}), r.newTab(browser.View{})
	r.must(tab.Go(address))
	changed := eval[string](r, tab, `(({ searchChanged, reload }) => searchChanged + " " + reload)(`+pageMessages+`)`)
	// edit builds the guide with other files and returns what the old page and a new one find.
	edit := func(query string, files map[string]string) (old, now string) {
		r.Helper()
		writeFiles(r.T, r.source, files)
		build()
		openFresh(other)
		return r.search(tab, query), r.search(other, query)
	}
	if got := r.search(tab, "policy"); !strings.Contains(got, "#mind-the-policies") {
		r.Fatalf("before any edit:\n%s", got)
	}
	for _, e := range searchEdits {
		text := strings.Replace(searchGuide[searchEditFile], e.from, e.to, 1)
		old, now := edit(e.query, map[string]string{searchEditFile: text})
		if old != now || !strings.Contains(now, "found") {
			r.Errorf("%s: the old page finds\n%s\na new one\n%s", e.what, old, now)
		}
	}
	pages := maps.Clone(searchGuide)
	for i := range 9 {
		name := fmt.Sprintf("content/steps/1-first/%d-new-%[1]d.md", i+1)
		pages[name] = pageSource(fmt.Sprint("New ", i), "", "A quagga and a chart.\n")
	}
	old, now := edit("quagga chart", pages)
	if old != changed {
		r.Errorf("other pages: the old page finds\n%s", old)
	}
	if !eval[bool](r, tab, `document.querySelector("[data-result-count] button").checkVisibility() &&
		document.querySelector("[data-all-entries]").checkVisibility()`) {
		r.Error("it does not offer to reload the page, or hides the list")
	}
	r.must(tab.Click("[data-result-count] button"))
	r.must(tab.Wait(`document.querySelector(".results > li") && !document.querySelector("[data-result-count] button")`))
	r.expect(tab, "the page that was loaded again", searchResults, now)
	r.expectNoErrors(tab)
	r.expectNoErrors(other)
}

const searchEditFile = "content/steps/1-first/index.md"

// searchEdits are edits of one file after which an old page can still search.
var searchEdits = []struct{ what, query, from, to string }{
	{"a typo", "policy dependence", "Every dependency", "Every single dependence"},
	{"headings", "policy sides", "## Mind", "## Zebras\n\nText.\n\n## Quite another\n\nText.\n\n## Mind"},
	{"items", "gantt", "  - {id: draw", "  - {id: begin-it, text: Begin}\n  - {id: draw"},
}

// search searches for a query on the page /search/ and returns the results.
func (r *siteFixture) search(tab *browser.Tab, query string) string {
	r.Helper()
	eval[any](r, tab, fmt.Sprintf(`(() => {
		document.querySelector("[data-result-count]").textContent = "";
		const q = document.querySelector("#ui-query");
		q.value = %q;
		q.form.requestSubmit();
	})()`, query))
	r.must(tab.Wait(`document.querySelector("[data-result-count]").textContent !== ""`))
	return eval[string](r, tab, searchResults)
}

// TestSearchInOldPageOfLargerGuide searches in a page that asks for shards that the newer, smaller guide does not have.
func TestSearchInOldPageOfLargerGuide(t *testing.T) {
	t.Parallel()
	files := maps.Clone(searchGuide)
	for i := range 300 {
		files[fmt.Sprintf("content/steps/1-first/t%03d.md", i)] = pageSource(fmt.Sprint("Topic ", i), "", "Text.\n")
	}
	r := newEditedFixture(t, files)
	tab := r.openPage(browser.View{}, "/search/")
	r.must(os.RemoveAll(filepath.Join(r.source, "content", "steps", "1-first")))
	writeFiles(t, r.source, searchGuide)
	r.build()
	if _, err := os.Stat(filepath.Join(r.output, "assets", "search", "w256.js")); err == nil {
		t.Fatal("the smaller guide has as many shards")
	}
	eval[any](r, tab, `(() => {
		const q = document.querySelector("#ui-query");
		q.value = "alpha bravo charlie delta echo foxtrot golf hotel";
		q.form.requestSubmit();
	})()`)
	r.must(tab.Wait(`document.querySelector("[data-result-count]").textContent.startsWith(` + pageMessages +
		`.searchChanged)`))
	r.must(tab.Wait(`document.querySelector("[data-result-count] button").checkVisibility()`))
}
