package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// The tests in the files reader_*_test.go look at a built guide as its readers do, in a real browser.

// siteFixture has a built guide on a web server and a browser to read it with.
type siteFixture struct {
	*testing.T
	*browser.Browser
	source string
	output string
	url    string
	pages  []string // the addresses of all pages
}

// testGuides are those that are looked at: that of this repository has no files of its own here.
var testGuides = map[string]map[string]string{"the guide": nil, "everything": fullGuide, "nothing": emptyGuide}

// newSiteFixture builds a guide of some files; of none, that of this repository.
func newSiteFixture(t *testing.T, files map[string]string) *siteFixture {
	t.Helper()
	return newSiteFixtureWithFlags(t, files)
}

// newSiteFixtureWithFlags is readFiles in a browser that is started with some flags.
func newSiteFixtureWithFlags(t *testing.T, files map[string]string, flags ...string) *siteFixture {
	t.Helper()
	dir := "../.."
	if files != nil {
		dir = t.TempDir()
		writeFiles(t, dir, files)
	}
	r := &siteFixture{T: t, Browser: browser.ForTest(t, flags...), source: dir, output: filepath.Join(t.TempDir(),
		"public")}
	r.serve()
	return r
}

func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// serve builds the site and puts it on a web server.
func (r *siteFixture) serve() {
	r.Helper()
	r.build()
	server := httptest.NewServer(http.FileServer(http.Dir(r.output)))
	r.Cleanup(server.Close)
	r.url = server.URL
	r.pages = pagesIn(r.T, os.DirFS(r.output))
}

// build writes the site, in the place of the one before.
func (r *siteFixture) build() {
	r.Helper()
	var out strings.Builder
	status := run(r.Context(), []string{"build", "--source", r.source, "--output", r.output}, &out, &out)
	if status != 0 {
		r.Fatalf("build: status %d\n%s", status, &out)
	}
}

// pagesIn returns the addresses of the pages in a folder.
func pagesIn(t *testing.T, fsys fs.FS) (pages []string) {
	t.Helper()
	err := fs.WalkDir(fsys, ".", func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".html") {
			pages = append(pages, "/"+strings.TrimSuffix(name, "index.html"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(pages)
	return pages
}

var bodyClass = regexp.MustCompile(`<body class="([^"]*)"`)

// samplePages returns the pages to look at in every way: of a guide that a test made, and in a long run, all; else the
// longest of each kind, but for those that show the whole guide and are long: there are short ones of that kind in
// the guides that tests make.
func (r *siteFixture) samplePages() []string {
	r.Helper()
	if r.source != "../.." || os.Getenv("GUIDE_SEEDS") != "" {
		return r.pages
	}
	longest, size := map[string]string{}, map[string]int{}
	for _, page := range r.pages {
		file := page
		if strings.HasSuffix(page, "/") {
			file += "index.html"
		}
		data, err := os.ReadFile(filepath.Join(r.output, filepath.FromSlash(file)))
		r.must(err)
		kind := fmt.Sprintf("%s %t", bodyClass.FindSubmatch(data), bytes.Contains(data, []byte(`class="sheet"`)))
		if len(data) > size[kind] && len(data) < 60_000 {
			longest[kind], size[kind] = page, len(data)
		}
	}
	return slices.Sorted(maps.Values(longest))
}

// openPage opens a page.
func (r *siteFixture) openPage(v browser.View, page string) *browser.Tab {
	r.Helper()
	tab := r.newTab(v)
	r.goTo(tab, page)
	return tab
}

func (r *siteFixture) newTab(v browser.View) *browser.Tab {
	r.Helper()
	tab, err := r.Browser.Open(v)
	r.must(err)
	r.Cleanup(tab.Close)
	return tab
}

func (r *siteFixture) goTo(tab *browser.Tab, page string) {
	r.Helper()
	r.must(tab.Go(r.url + page))
}

func (r *siteFixture) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// eval returns the value of an expression.
func eval[T any](r *siteFixture, tab *browser.Tab, expression string) T {
	r.Helper()
	v, err := browser.Eval[T](tab, expression)
	r.must(err)
	return v
}

// expect fails unless an expression has a value; where says what was tried.
func (r *siteFixture) expect(tab *browser.Tab, where, expression, want string) {
	r.Helper()
	if got := eval[string](r, tab, expression); got != want {
		r.Errorf("%s:\ngot  %s\nwant %s", where, got, want)
	}
}

// expectNone fails for each line that an expression returns, and returns their number.
func (r *siteFixture) expectNone(tab *browser.Tab, where, expression string) int {
	r.Helper()
	found := eval[[]string](r, tab, expression)
	for _, line := range found {
		r.Errorf("%s: %s", where, line)
	}
	return len(found)
}

// reportMetric prints a number that the whole run is to show: verify gathers them.
func reportMetric(t *testing.T, format string, args ...any) {
	t.Helper()
	line := fmt.Sprintf(format, args...)
	t.Log(line)
	name := os.Getenv("GUIDE_METRICS")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := fmt.Fprintln(f, line); err != nil {
		t.Fatal(err)
	}
}
