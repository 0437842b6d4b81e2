package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"guide/cmd/internal/browser"
)

// pagefind is the npm package of the search that ours is compared with.
const pagefind = "pagefind@1.6.0"

// searchQuery is a query and the lesson that it should find.
type searchQuery struct{ query, lesson string }

// measureSearch compares our search with Pagefind's on the same pages: the time to build the indexes, the size of the
// downloads for one query (with gzip, including scripts), the time until the first ten results are available, with an
// empty cache, and the rank of the lesson that the query was made from.
func (b *bench) measureSearch(lessons []lesson, pages int) error {
	source, output := filepath.Join(b.dir, "source"), filepath.Join(b.dir, "out")
	lookups, err := b.writeLessons(lessons, source, pages)
	if err != nil {
		return err
	}
	build, err := measure(exec.Command(b.guidePath, "build", "--source", source, "--output", output), 0)
	if err != nil {
		return err
	}
	pagefindBuild, err := measure(exec.Command("npx", "--yes", pagefind, "--site", output, "--glob", "steps/**/*.html",
		"--quiet"), 0)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "build with our index: %.1f s, %.1f s of CPU, %.0f MB; Pagefind's index of the same pages: "+
		"%.1f s, %.1f s of CPU, %.0f MB\n",
		build.wallSeconds, build.cpuSeconds, build.peakMB, pagefindBuild.wallSeconds, pagefindBuild.cpuSeconds,
		pagefindBuild.peakMB)
	// The page for Pagefind has no text of its own.
	err = os.WriteFile(filepath.Join(output, "pf.html"), []byte("<!doctype html><title>Pagefind</title>"), 0o644)
	if err != nil {
		return err
	}
	site := newCountingServer(output)
	defer site.server.Close()
	fmt.Fprintf(b.out, "%-10s %12s %12s %12s %16s\n", "", "bytes p50", "bytes max", "ms p50", "mean 1/rank")
	for _, engine := range []struct{ name, page, find string }{
		{"ours", "/search/", guideSearchScript}, {"Pagefind", "/pf.html", pagefindScript},
	} {
		if err := b.measureEngine(site, engine.name, engine.page, engine.find, lookups); err != nil {
			return err
		}
	}
	return nil
}

// The scripts return the addresses of the first ten results, with what a reader sees of them loaded.
const (
	guideSearchScript = `(async (query) => {
		const input = document.querySelector("#ui-query"), list = document.querySelector("[data-results]"),
			said = document.querySelector("[data-result-count]");
		said.textContent = "";
		input.value = query;
		input.form.requestSubmit();
		while (said.textContent === "") await new Promise((r) => setTimeout(r, 1));
		return [...list.querySelectorAll(":scope > li > .title > a")].map((a) => new URL(a.href).pathname);
	})`
	pagefindScript = `(async (query) => {
		const found = await (await import("/pagefind/pagefind.js")).search(query);
		return (await Promise.all(found.results.slice(0, 10).map((r) => r.data()))).map((d) => d.url);
	})`
)

// measureEngine measures one of the two searches.
func (b *bench) measureEngine(site *countingServer, name, page, find string, lookups []searchQuery) error {
	chromium, err := openTab()
	if err != nil {
		return err
	}
	defer chromium.closeBrowser()
	var sizes, times []float64
	sum := 0.0
	for i, l := range lookups {
		if err := chromium.Go(site.server.URL + page); err != nil {
			return err
		}
		site.reset()
		start := time.Now()
		found, err := browser.Eval[[]string](chromium.Tab, fmt.Sprintf("%s(%q)", find, l.query))
		if err != nil {
			return err
		}
		if i < 20 { // bytes and time are measured for these
			times = append(times, time.Since(start).Seconds()*1000)
			sizes = append(sizes, float64(site.transferSize()))
		}
		rank := slices.IndexFunc(found, func(address string) bool { return lessonOf(address) == l.lesson })
		if rank >= 0 {
			sum += 1 / float64(rank+1)
		}
	}
	slices.Sort(sizes)
	slices.Sort(times)
	fmt.Fprintf(b.out, "%-10s %12.0f %12.0f %12.1f %16.3f\n", name, sizes[len(sizes)/2], sizes[len(sizes)-1],
		times[len(times)/2], sum/float64(len(lookups)))
	return nil
}

// lessonOf returns the lesson of a page, whose address ends in the name of the lesson and a number.
func lessonOf(address string) string {
	slug := path.Base(address)
	return slug[:max(strings.LastIndexByte(slug, '-'), 0)]
}

var headingPattern = regexp.MustCompile(`(?m)^#+ +(.+?)[ #]*$`)

// writeLessons writes a guide with so many topics, each with the title of its lesson, and returns queries made from the
// titles and from the names of the lessons in turn.
func (b *bench) writeLessons(lessons []lesson, source string, pages int) ([]searchQuery, error) {
	w := &fileWriter{dir: source}
	w.write("content/guide.yaml", "id: bench\ntitle: Bench\nsummary: A guide to search\nlanguage: en-GB\n")
	for s, title := range stepTitles {
		w.write(fmt.Sprintf("content/steps/%d-%s/index.md", s+1, slugOf(title)),
			"---\ntitle: "+title+"\nsummary: A step\n---\nText.\n")
	}
	names, titles := []string{}, map[string]string{}
	for i := range pages {
		l, s := lessons[i%len(lessons)], i%len(stepTitles)
		slug := strings.Trim(slugOf(l.name), "-")
		if i < len(lessons) && titles[slug] == "" {
			names, titles[slug] = append(names, slug), strings.ReplaceAll(slug, "-", " ")
			if m := headingPattern.FindStringSubmatch(l.text); m != nil {
				titles[slug] = stripMarkdown(m[1])
			}
		}
		w.write(fmt.Sprintf("content/steps/%d-%s/%s-x%d.md", s+1, slugOf(stepTitles[s]), slug, i),
			fmt.Sprintf("---\ntitle: %q\nsummary: A lesson\n---\n%s", titles[slug], l.text))
	}
	fmt.Fprintf(b.out, "%d pages of %d lessons\n", pages, len(names))
	return makeQueries(names, titles), w.err
}

// makeQueries returns 150 queries.
func makeQueries(names []string, titles map[string]string) (out []searchQuery) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for i := range 150 {
		name := names[rnd.IntN(len(names))]
		query := strings.ReplaceAll(name, "-", " ")
		if i%2 == 0 {
			query = titles[name]
		}
		out = append(out, searchQuery{query, name})
	}
	return out
}

func stripMarkdown(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune("`*_[]()#\"\\", r) {
			return -1
		}
		return r
	}, s))
}

// countingServer is a web server for a folder that records which files are requested.
type countingServer struct {
	server  *httptest.Server
	dir     string
	mu      sync.Mutex
	fetched map[string]bool
	sizes   map[string]int
}

func newCountingServer(dir string) *countingServer {
	c := &countingServer{dir: dir, fetched: map[string]bool{}, sizes: map[string]int{}}
	files := http.FileServer(http.Dir(dir))
	c.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.fetched[r.URL.Path] = true
		c.mu.Unlock()
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(w, r)
	}))
	return c
}

// reset forgets the requests, except that for the search script, which every page loads.
func (c *countingServer) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name := range c.fetched {
		if !strings.HasPrefix(name, "/assets/search.") {
			delete(c.fetched, name)
		}
	}
}

// transferSize returns the total size of the requested files with gzip.
func (c *countingServer) transferSize() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	sum := 0
	for name := range c.fetched {
		if c.sizes[name] == 0 {
			clean, _ := url.PathUnescape(name)
			data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(clean)))
			if err != nil {
				continue
			}
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			w.Write(data)
			w.Close()
			c.sizes[name] = min(b.Len(), len(data))
		}
		sum += c.sizes[name]
	}
	return sum
}
