package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// fromDisk builds a guide for a disk and returns the address of its first page.
func fromDisk(t *testing.T, files map[string]string) (r *reader, home string) {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, files)
	r = &reader{T: t, Browser: browser.ForTest(t), source: dir, output: filepath.Join(dir, "a folder", "offline")}
	var out strings.Builder
	if status := run(t.Context(), []string{"build", "--offline", "--source", dir, "--output", r.output}, &out, &out); status != 0 {
		t.Fatalf("build: status %d\n%s", status, &out)
	}
	return r, "file://" + (&url.URL{Path: filepath.ToSlash(r.output)}).EscapedPath()
}

// From a disk every link leads to a file, every page is reached, and the browser complains of nothing.
func TestOfflineLinks(t *testing.T) {
	r, home := fromDisk(t, everything)
	tab := r.tab(browser.View{})
	found, queue := map[string]bool{}, []string{home + "/index.html"}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if found[at] {
			continue
		}
		found[at] = true
		r.must(tab.Go(at))
		for _, link := range eval[[]string](r, tab, `[...document.querySelectorAll("a[href]:not([download])")].map((a) => a.href.split("#")[0]).filter((href) => href.startsWith("file:"))`) {
			u, err := url.Parse(link)
			r.must(err)
			if info, err := os.Stat(filepath.FromSlash(u.Path)); err != nil || info.IsDir() {
				t.Errorf("%s: a link to %s: %v", at, link, err)
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
		if !found[home+name] && page != "/was/" {
			t.Errorf("no link leads to %s", page)
		}
	}
	if faults := tab.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	figure(t, "from a disk: %d pages reached by links", len(found))
}

// From a disk a reader ticks, goes on, finds and copies.
func TestOffline(t *testing.T) {
	files := map[string]string{}
	for name, text := range ticking {
		files[name] = text
	}
	r, home := fromDisk(t, files)
	tab := r.tab(browser.View{})
	r.must(tab.OnLoad(`window.saved = []; URL.createObjectURL = (blob) => (blob.text().then((text) => saved.push(text)), "blob:x"); HTMLAnchorElement.prototype.click = () => {};`))
	r.must(tab.Go(home + "/steps/first/index.html"))
	r.must(tab.Click("#one input"))
	r.must(tab.Go(home + "/all/index.html"))
	if got := eval[string](r, tab, states); !strings.HasPrefix(got, "one:done:done:x") {
		t.Errorf("on another page: %s", got)
	}
	r.must(tab.Go(home + "/index.html"))
	r.must(tab.Wait(`document.querySelector("[data-resume]").getAttribute("href") === "steps/first/index.html#two"`))
	r.must(tab.Click("[data-resume]"))
	r.must(tab.Wait(`document.activeElement === document.querySelector("#two input")`))
	r.must(tab.Go(home + "/search/index.html?q=five"))
	r.must(tab.Wait(`document.querySelectorAll(".results a").length > 1`))
	r.must(tab.Click(`.results a[href="../steps/second/index.html#five"]`))
	r.must(tab.Wait(`document.activeElement === document.querySelector("#five input")`))
	r.must(tab.Go(home + "/progress/index.html"))
	r.must(tab.Click("[data-action=export]"))
	r.must(tab.Wait(`saved.length === 1 && saved[0].includes('"one":{"state":"done"')`))
	if faults := tab.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	// A browser that may keep each page apart: the page says so once, and offers the one page.
	apart := r.tab(browser.View{})
	r.must(apart.OnLoad(`delete Navigator.prototype.userAgentData`))
	r.must(apart.Go(home + "/steps/second/index.html"))
	r.must(apart.Wait(`document.querySelector("[data-notice=disk]").checkVisibility()`))
	if got := eval[string](r, apart, `document.querySelector("[data-notice=disk] a").getAttribute("href")`); got != "../../all/index.html" {
		t.Errorf("it offers %s", got)
	}
	r.must(apart.Click("[data-notice=disk] button"))
	r.must(apart.Go(home + "/steps/first/index.html"))
	if eval[bool](r, apart, `document.querySelector("#ui-notice").checkVisibility()`) {
		t.Error("it says so again")
	}
}
