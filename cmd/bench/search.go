package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
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
// empty cache, and the rank of the lesson that the query was made from. Markup that our build rejects is removed from
// the lessons first.
func (b *bench) measureSearch(lessons string, pages int) error {
	if err := b.buildGuide(); err != nil {
		return err
	}
	source, output := filepath.Join(b.dir, "source"), filepath.Join(b.dir, "out")
	lookups, err := b.writeCleanGuide(lessons, source, pages)
	if err != nil {
		return err
	}
	build, err := measure(exec.Command(b.guidePath, "build", "--source", source, "--output", output))
	if err != nil {
		return err
	}
	pagefindBuild, err := measure(exec.Command("npx", "--yes", pagefind, "--site", output, "--glob", "steps/**/*.html",
		"--quiet"))
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

var (
	tagPattern         = regexp.MustCompile(`<[^>\n]*>|\{[^}\n]*\}`)
	linkPattern        = regexp.MustCompile(`(!?)\[([^\]\n]*)\]\([^)\n]*\)`)
	nonWordPattern     = regexp.MustCompile(`[^a-z0-9]+`)
	headingPattern     = regexp.MustCompile(`(?m)^#+ +(.+?)[ #]*$`)
	frontMatterPattern = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
)

// writeCleanGuide writes a guide with so many pages, repeating the lessons, and returns queries made from the titles of
// lessons and from the names of their files in turn.
func (b *bench) writeCleanGuide(lessons, source string, pages int) ([]searchQuery, error) {
	names, texts, titles := []string{}, map[string][]byte{}, map[string]string{}
	err := filepath.WalkDir(lessons, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		slug := strings.Trim(nonWordPattern.ReplaceAllString(strings.ToLower(strings.TrimSuffix(filepath.Base(name),
			".md")), "-"), "-")
		if slug == "" || texts[slug] != nil || len(data) > 200_000 {
			return err
		}
		data = frontMatterPattern.ReplaceAll(data, nil)
		title := strings.ReplaceAll(slug, "-", " ")
		if m := headingPattern.FindSubmatch(data); m != nil {
			title = stripMarkdown(string(m[1]))
		}
		data = linkPattern.ReplaceAll(tagPattern.ReplaceAll(data, nil), []byte("$2"))
		names, titles[slug] = append(names, slug), title
		texts[slug] = append(fmt.Appendf(nil, "---\ntitle: %q\nsummary: A lesson\n---\n", title), data...)
		return err
	})
	if err != nil {
		return nil, err
	}
	good, err := b.buildable(names, texts)
	if err != nil {
		return nil, err
	}
	if err := writeLessons(source, good, texts, pages); err != nil {
		return nil, err
	}
	used := good[:min(pages, len(good))]
	fmt.Fprintf(b.out, "%d pages of %d lessons\n", pages, len(used))
	return makeQueries(used, titles), nil
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

// buildable returns the lessons without errors.
func (b *bench) buildable(names []string, texts map[string][]byte) ([]string, error) {
	dir := filepath.Join(b.dir, "check")
	if err := writeLessons(dir, names, texts, len(names)); err != nil {
		return nil, err
	}
	errorCounts, err := b.countErrors(dir)
	if err != nil {
		return nil, err
	}
	var good []string
	for i, name := range names {
		if errorCounts["content/"+lessonFile(i, name)] == 0 {
			good = append(good, name)
		}
	}
	return good, os.RemoveAll(dir)
}

func lessonFile(i int, name string) string {
	n := i%stepCount + 1
	return fmt.Sprintf("steps/%d-step-%d/%s-x%d.md", n, n, name, i)
}

func writeLessons(dir string, names []string, texts map[string][]byte, pages int) error {
	files := guideSkeleton()
	for i := range pages {
		name := names[i%len(names)]
		files[lessonFile(i, name)] = texts[name]
	}
	_, err := writeContent(dir, files)
	return err
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
