package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/lint"
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
