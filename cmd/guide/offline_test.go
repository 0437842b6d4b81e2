package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// newOfflineFixture builds a guide with --offline and returns the file: URL of its folder.
func newOfflineFixture(t *testing.T, files map[string]string) (r *siteFixture, home string) {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, files)
	r = &siteFixture{T: t, Browser: browser.ForTest(t), source: dir, output: filepath.Join(dir, "a folder", "offline")}
	var out strings.Builder
	status := run(t.Context(), []string{"build", "--offline", "--source", dir, "--output", r.output}, &out, &out)
	if status != 0 {
		t.Fatalf("build: status %d\n%s", status, &out)
	}
	return r, "file://" + (&url.URL{Path: filepath.ToSlash(r.output)}).EscapedPath()
}

// TestOfflineLinks follows all links of a site on disk: they lead to files, every page is reached, and the browser
// reports no errors.
func TestOfflineLinks(t *testing.T) {
	t.Parallel()
	r, home := newOfflineFixture(t, fullGuide)
	tab := r.newTab(browser.View{})
	visited, queue := map[string]bool{}, []string{home + "/index.html"}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if visited[address] {
			continue
		}
		visited[address] = true
		r.must(tab.Go(address))
		for _, link := range eval[[]string](r, tab,
			`[...document.querySelectorAll("a[href]:not([download])")].map((a) => a.href.split("#")[0])
				.filter((href) => href.startsWith("file:"))`) {
			u, err := url.Parse(link)
			r.must(err)
			if info, err := os.Stat(filepath.FromSlash(u.Path)); err != nil || info.IsDir() {
				t.Errorf("%s: a link to %s: %v", address, link, err)
				continue
			}
			queue = append(queue, link)
		}
	}
	for _, page := range pagesIn(t, os.DirFS(r.output)) {
		name := strings.TrimSuffix(page, "index.html")
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if !visited[home+name] && page != "/was/" {
			t.Errorf("no link leads to %s", page)
		}
	}
	r.expectNoErrors(tab)
	reportMetric(t, "from a disk: %d pages reached by links", len(visited))
}

// TestOffline ticks, searches, imports and exports on a site on disk. Whether its files share storage depends on the
// browser (in Chromium 156 mostly), so pages other than the one with everything show a notice that links to it.
func TestOffline(t *testing.T) {
	t.Parallel()
	r, home := newOfflineFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`window.saved = [];
		URL.createObjectURL = (blob) => (blob.text().then((text) => saved.push(text)), "blob:x");
		HTMLAnchorElement.prototype.click = () => {};`))
	r.must(tab.Go(home + "/all/index.html"))
	r.must(tab.Click("#one input"))
	r.must(tab.Click("#four input"))
	r.must(tab.Wait(`document.querySelector(".progress-bar").textContent.trim() ===
		"2 of 6 done."`))
	if got := eval[string](r, tab, fmt.Sprintf(storedValue, "")); !strings.Contains(got, `"one":{"state":"done"`) {
		t.Errorf("stored: %s", got)
	}
	if eval[bool](r, tab, `document.querySelector("#ui-notice").checkVisibility()`) {
		t.Error("the page with everything shows the notice")
	}
	r.must(tab.Go(home + "/search/index.html?q=five"))
	r.must(tab.Wait(`document.querySelectorAll(".results a").length > 1`))
	r.must(tab.Click(`.results a[href="../steps/second/index.html#five"]`))
	r.must(tab.Wait(`document.activeElement === document.querySelector("#five input")`))
	r.must(tab.Wait(`document.querySelector("[data-notice=disk]").checkVisibility()`))
	r.expect(tab, "it offers", `document.querySelector("[data-notice=disk] a").getAttribute("href")`,
		"../../all/index.html")
	r.must(tab.Click("[data-notice=disk] button"))
	r.must(tab.Wait(`!document.querySelector("#ui-notice").checkVisibility()`))
	r.must(tab.Go(home + "/progress/index.html"))
	mine := progressFile("03-01T10:00", progressEntry("six", "done", "03-01T10:00"))
	r.previewImport(tab, mine)
	r.pressSetting(tab, "[data-action=merge]")
	r.must(tab.Wait(`document.querySelector("[data-part=done]").textContent.includes("Do six")`)) // its title
	r.pressSetting(tab, "[data-action=export]")
	r.must(tab.Wait(`saved.length === 1 && saved[0].includes('"six":{"state":"done"')`))
	r.expectNoErrors(tab)
}
