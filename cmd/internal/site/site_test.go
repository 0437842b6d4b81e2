package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/lint"
	"guide/cmd/internal/page"
	"guide/static"
	"guide/templates"
)

// files is a source folder in a test: the text of each file by its name. Markdown below content/ of
// which only a text is given gets a title and a summary.
type files map[string]string

const settings = "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n"

// doc is a page with a title and more front matter.
func doc(title, keys, body string) string {
	return "---\ntitle: " + title + "\nsummary: About " + title + "\n" + keys + "---\n" + body
}

func (f files) fs() fstest.MapFS {
	out := fstest.MapFS{guide.SettingsFile: {Data: []byte(settings)}}
	for name, text := range f {
		if strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".md") && !strings.HasPrefix(text, "---") {
			text = doc("A title", "", text)
		}
		out[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1e9, 0)}
	}
	return out
}

// with returns the files and more of them, which replace those of the same name.
func (f files) with(more files) files {
	out := files{}
	for _, m := range []files{f, more} {
		for name, text := range m {
			out[name] = text
		}
	}
	return out
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func load(t testing.TB, fsys fs.FS, drafts bool) *guide.Guide {
	t.Helper()
	g, err := guide.Load(t.Context(), fsys, guide.Options{Now: noon, Drafts: drafts})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func newSite(t testing.TB, fsys fs.FS, change ...func(*Options)) *Site {
	t.Helper()
	opts := Options{Source: fsys, Templates: templates.FS, Static: static.FS, Check: lint.Body}
	for _, c := range change {
		c(&opts)
	}
	s, err := New(load(t, fsys, false), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func read(t testing.TB, s *Site, name string) string {
	t.Helper()
	data, err := s.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantHas(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("there is no\n\t%s\nin\n%s", part, text)
		}
	}
}

func wantNot(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("there is\n\t%s\nin\n%s", part, text)
		}
	}
}

// said makes all pages and returns the problems of a site: "file:line:column: severity: message [code] (hint)".
func said(t testing.TB, s *Site) []string {
	t.Helper()
	if err := s.Make(t.Context()); err != nil {
		t.Fatal(err)
	}
	problems, err := s.Settle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range problems {
		place := strings.TrimPrefix(p.File, "content/")
		if p.Line > 0 {
			place += fmt.Sprintf(":%d", p.Line)
		}
		if p.Column > 0 {
			place += fmt.Sprintf(":%d", p.Column)
		}
		out = append(out, fmt.Sprintf("%s: %s: %s [%s] (%s)", place, p.Severity, p.Message, p.Code, p.Hint))
	}
	return out
}

func wantSaid(t testing.TB, s *Site, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, said(t, s)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// names returns the names of all files, sorted.
func names(t testing.TB, fsys fs.FS) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// small is a guide with one of everything.
var small = files{
	"content/guide.yaml": settings + "timezone: Europe/London\naudiences: {new: New here, lead: Leading}\n",
	"content/index.md":   doc("Welcome", "", "Begin with [the first step](steps/1-begin/index.md).\n"),
	"content/steps/1-begin/index.md": doc("Begin", `outcomes: [Know *why*]
checklist:
  - id: read-it
    text: Read [the kinds](kinds.md#big-ones)
    detail: |
      ## More
      A detail.[^1]

      [^1]: A note.
    for: [new]
    effort: 30m
    takes: 1w-2w
    milestone: true
  - {id: do-it, text: Do it, level: stretch, effort: 1h-2h}
resources:
  - {id: the-book, title: The book, url: "https://example.org/book", type: book, why: "It says why. See [the items](#read-it).", cost: free, publisher: ACME, language: de}
reviewed: 2026-11-01
aliases: [/start/, /old/page.html]
`, "## First\n\nA risk is no issue.[^a] See [kinds](kinds.md), [glossary](/glossary/#risk), [map](map.png).\n\n![The way](map.png)\n\n[^a]: Note of the body.\n\n## Second\n\n### Third\n\n> [!NOTE]\n> Mind this.\n"),
	"content/steps/1-begin/kinds.md":   doc("Kinds", "checklist:\n  - {id: choose-kind, text: Choose}\n", "## Big ones\n\n[Up](index.md#second), [the item](index.md#read-it), [all](/all/#begin--first), [the book](/resources/#the-book), [here](#big-ones).\n"),
	"content/steps/1-begin/map.png":    onePixel,
	"content/steps/2-go-on/index.md":   doc("Go on", "needs: [begin]\n", "## First\n\nText.\n"),
	"content/steps/2-go-on/details.md": doc("Details", "", "Text.\n"),
	"content/pages/about.md":           doc("About", "", "Text.\n"),
	"content/glossary.yaml":            "- {term: Risk, means: 'What may happen; see [begin](steps/1-begin/index.md#first).', aka: [danger]}\n- {term: Issue, means: What has happened.}\n",
}

// onePixel is a GIF of one pixel; a picture's kind is told by its content.
const onePixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

func TestSmall(t *testing.T) {
	s := newSite(t, small.fs())
	wantSaid(t, s)
	var got []string
	for _, name := range names(t, s) {
		if !strings.HasPrefix(name, "assets/") {
			got = append(got, name)
		}
	}
	want := []string{
		"404.html", "about/index.html", "all/index.html", "glossary/index.html", "guide.json", "guide.schema.json", "index.html", "old/page.html", "progress/index.html", "resources/index.html", "robots.txt", "search/index.html", "sources/index.html",
		"start/index.html", "steps/begin/index.html", "steps/begin/kinds/index.html", "steps/begin/map.png", "steps/go-on/details/index.html",
		"steps/go-on/index.html", "steps/index.html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if err := fstest.TestFS(s, want...); err != nil {
		t.Error(err)
	}
}

// real is the guide that this repository is about.
func real(t testing.TB, change ...func(*Options)) *Site {
	t.Helper()
	return newSite(t, os.DirFS("../../.."), change...)
}

// The guide of this repository has no errors. In a long run its site is held to the rules of a file system, too,
// for which every page is made many times.
func TestReal(t *testing.T) {
	s := real(t)
	if os.Getenv("GUIDE_SEEDS") != "" {
		if err := fstest.TestFS(s, "index.html", "404.html", "steps/index.html", "all/index.html"); err != nil {
			t.Error(err)
		}
	}
	for _, p := range said(t, s) {
		if strings.Contains(p, " error: ") {
			t.Error(p)
		}
	}
}

func TestFiles(t *testing.T) {
	s := newSite(t, small.fs())
	for _, name := range names(t, s) {
		f, err := s.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil || int64(len(data)) != info.Size() || len(data) == 0 {
			t.Errorf("%s: %d bytes, %v; its size is %d", name, len(data), err, info.Size())
		}
		if !info.ModTime().IsZero() {
			t.Errorf("%s: changed at %v", name, info.ModTime())
		}
		again, err := s.ReadFile(name)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: ReadFile gives %d other bytes, %v", name, len(again), err)
		}
		clear(again) // a caller may do that
		seeker, ok := f.(io.ReadSeeker)
		if !ok {
			t.Fatalf("%s cannot be sought in", name)
		}
		if _, err := seeker.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if again, err := io.ReadAll(f); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: %d other bytes the second time, %v", name, len(again), err)
		}
		if again, _ := s.ReadFile(name); !bytes.Equal(again, data) {
			t.Errorf("%s: what a caller changed stays changed", name)
		}
	}
	for name, want := range map[string]error{"none.html": fs.ErrNotExist, "steps/begin": fs.ErrInvalid, "/index.html": fs.ErrInvalid} {
		if _, err := s.ReadFile(name); !errors.Is(err, want) {
			t.Errorf("ReadFile(%q): %v, want %v", name, err, want)
		}
	}
}

// Listing folders makes nothing: who walks a site of 100,000 pages pays for the names alone.
func TestListingMakesNothing(t *testing.T) {
	var asked atomic.Int32
	s := newSite(t, small.fs(), func(o *Options) {
		o.Check = func(*guide.Doc, page.Result) []diag.Problem { asked.Add(1); return nil }
	})
	if len(names(t, s)) < 10 || asked.Load() != 0 {
		t.Errorf("%d texts were converted to list the files", asked.Load())
	}
	entries, err := s.ReadDir("steps/go-on")
	if err != nil || len(entries) != 2 || asked.Load() != 0 {
		t.Errorf("%v, %v; %d texts were converted", entries, err, asked.Load())
	}
	if _, err := entries[1].Info(); err != nil || asked.Load() != 1 {
		t.Errorf("Info: %v; %d texts were converted, want 1", err, asked.Load())
	}
}

func TestStale(t *testing.T) {
	for _, tt := range []struct {
		changed string
		files   []string
	}{
		{"content/steps/2-go-on/index.md", []string{"steps/go-on/index.html", "all/index.html"}},
		{"content/index.md", []string{"index.html"}},
	} {
		for _, gone := range []bool{false, true} {
			fsys := small.fs()
			s := newSite(t, fsys)
			fsys[tt.changed] = &fstest.MapFile{Data: []byte(doc("Another", "", "Text.\n"))}
			if gone {
				delete(fsys, tt.changed)
			}
			for _, name := range tt.files {
				if _, err := s.Open(name); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
					t.Errorf("Open(%s): %v", name, err)
				}
				if _, err := s.ReadFile(name); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
					t.Errorf("ReadFile(%s): %v", name, err)
				}
			}
			if _, err := s.Settle(t.Context()); !errors.Is(err, ErrStale) {
				t.Errorf("Settle: %v", err)
			}
			if err := s.Make(t.Context()); !errors.Is(err, ErrStale) {
				t.Errorf("Make: %v", err)
			}
			if _, err := s.ReadFile("about/index.html"); err != nil {
				t.Errorf("another page: %v", err)
			}
		}
	}
}

// A picture that is gone is no problem of the site, which is no longer that of the folder.
func TestStaleCopy(t *testing.T) {
	fsys := small.with(files{"static/CNAME": "example.org\n"}).fs()
	s := newSite(t, fsys)
	delete(fsys, "content/steps/1-begin/map.png")
	delete(fsys, "static/CNAME")
	for _, name := range []string{"steps/begin/map.png", "CNAME"} {
		if _, err := s.Open(name); !errors.Is(err, ErrStale) || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%s): %v", name, err)
		}
		if _, err := s.ReadFile(name); !errors.Is(err, ErrStale) {
			t.Errorf("ReadFile(%s): %v", name, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := newSite(t, small.fs())
	if _, err := s.Settle(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Settle: %v", err)
	}
	if err := s.Make(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Make: %v", err)
	}
}

// A site gives the same bytes to everybody, and every site of the same folder the same ones.
func TestConcurrent(t *testing.T) {
	fsys := small.with(files{"templates/mark.html": "{{.Nothing}}", "content/pages/bad.md": "[x](nowhere.md) <b>y</b>\n"}).fs()
	want := map[string]string{}
	one := newSite(t, fsys)
	for _, name := range names(t, one) {
		want[name] = read(t, one, name)
	}
	problems := said(t, one)
	if len(problems) < 3 {
		t.Fatalf("problems: %q", problems)
	}
	s := newSite(t, fsys)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for name := range want { // in another order each time
				if data, err := s.ReadFile(name); err != nil || string(data) != want[name] {
					t.Errorf("%s differs, %v", name, err)
				}
			}
			if _, err := s.Settle(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if diff := cmp.Diff(problems, said(t, s)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestEmptyGuide(t *testing.T) {
	for name, in := range map[string]files{
		"nothing but settings": {},
		"empty settings":       {"content/guide.yaml": ""},
		"an empty home page":   {"content/index.md": "---\n---\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, in.fs(), func(o *Options) { o.BaseURL = "https://example.org/x" })
			for _, p := range said(t, s) {
				if !strings.HasPrefix(p, "guide.yaml") {
					t.Error(p)
				}
			}
			for _, file := range names(t, s) {
				if text := read(t, s, file); strings.HasSuffix(file, ".html") && !strings.Contains(text, "</html>") {
					t.Errorf("%s is cut off:\n%s", file, text)
				}
			}
			wantHas(t, read(t, s, "steps/index.html"), "This guide has no steps yet.")
			wantHas(t, read(t, s, "glossary/index.html"), "The glossary has no terms yet.")
			wantNot(t, read(t, s, "index.html"), `href="all/"`, `href="glossary/"`, `href="resources/"`)
		})
	}
}
