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
	"strconv"
	"strings"
	"sync"
	"testing"

	"guide/cmd/internal/browser"
)

// The tests in site_*_test.go open a built site in a real browser.

// siteFixture is a built guide on a web server, and a browser.
type siteFixture struct {
	*testing.T
	*browser.Browser
	source string
	output string
	url    string
	pages  []string // the addresses of all pages
}

// testGuides are the guides for tests of pages. The guide of this repository needs no files.
var testGuides = map[string]map[string]string{"the guide": nil, "everything": fullGuide, "nothing": emptyGuide}

// newSiteFixture opens a guide made of files, or the guide of this repository if files is nil, in a browser that is
// started with flags. Tests share its files and must not change them.
func newSiteFixture(t *testing.T, files map[string]string, flags ...string) *siteFixture {
	t.Helper()
	r := &siteFixture{T: t, Browser: browser.ForTest(t, flags...)}
	r.share(files)
	r.serve()
	return r
}

// newEditedFixture is newSiteFixture for a test that changes the guide and builds it again.
func newEditedFixture(t *testing.T, files map[string]string) *siteFixture {
	t.Helper()
	r := &siteFixture{T: t, Browser: browser.ForTest(t), source: t.TempDir()}
	r.output = filepath.Join(t.TempDir(), "public")
	writeFiles(t, r.source, files)
	r.build()
	r.serve()
	return r
}

// sharedSites has the sites that tests share. Making one of their hundreds of files takes longer than most tests.
var sharedSites struct {
	sync.Mutex
	dir   string                 // of all
	sites map[string]*sharedSite // by the text of their files
}

type sharedSite struct {
	sync.Once
	source, output string
}

// share sets source and output.
func (r *siteFixture) share(files map[string]string) {
	r.Helper()
	sharedSites.Lock()
	if sharedSites.sites == nil {
		dir, err := os.MkdirTemp("", "guide-test-sites-")
		r.must(err)
		sharedSites.dir, sharedSites.sites = dir, map[string]*sharedSite{}
	}
	key := fmt.Sprint(files)
	s := sharedSites.sites[key]
	if s == nil {
		dir := filepath.Join(sharedSites.dir, strconv.Itoa(len(sharedSites.sites)))
		s = &sharedSite{source: filepath.Join(dir, "source"), output: filepath.Join(dir, "public")}
		sharedSites.sites[key] = s
	}
	sharedSites.Unlock()
	s.Do(func() {
		if files == nil {
			s.source = "../.."
		} else {
			writeFiles(r.T, s.source, files)
		}
		(&siteFixture{T: r.T, source: s.source, output: s.output}).build()
	})
	r.source, r.output = s.source, s.output
}

// testSuite removes the shared sites after the tests.
type testSuite struct{ browser.TestSuite }

func (s testSuite) Run() int {
	defer func() { os.RemoveAll(sharedSites.dir) }()
	return s.TestSuite.Run()
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

// serve serves the site.
func (r *siteFixture) serve() {
	r.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(r.output)))
	r.Cleanup(server.Close)
	r.url = server.URL
	r.pages = pagesIn(r.T, os.DirFS(r.output))
}

// build builds the site, replacing the previous one.
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

// samplePages returns the pages for tests that take long: all pages of a test's guide, and in long runs; otherwise the
// longest page of every kind up to 60 kB. Longer kinds have short pages in other guides.
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

// openPage opens a page in a new tab.
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

// expect fails unless an expression has a value; where describes what was tried.
func (r *siteFixture) expect(tab *browser.Tab, where, expression, want string) {
	r.Helper()
	if got := eval[string](r, tab, expression); got != want {
		r.Errorf("%s:\ngot  %s\nwant %s", where, got, want)
	}
}

// expectNoErrors fails if the browser has reported errors of the page.
func (r *siteFixture) expectNoErrors(tab *browser.Tab) {
	r.Helper()
	if errs := tab.PageErrors(); len(errs) > 0 {
		r.Errorf("errors of the page: %q", errs)
	}
}

// expectNone fails for every line that an expression returns, and returns their number.
func (r *siteFixture) expectNone(tab *browser.Tab, where, expression string) int {
	r.Helper()
	found := eval[[]string](r, tab, expression)
	for _, line := range found {
		r.Errorf("%s: %s", where, line)
	}
	return len(found)
}

// reportMetric logs a number, and appends it to the file GUIDE_METRICS, which verify prints.
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
