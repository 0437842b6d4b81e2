package guide

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// files is a source folder in a test: the text of each file by its name below content/. Pages without front matter get
// a title and a summary; pageWith adds more keys. The home page links to every file that is not a page.
type files map[string]string

func pageWith(keys string) string {
	return "---\ntitle: A title\nsummary: A summary\n" + keys + "---\nA text.\n"
}

func (f files) fs() fstest.MapFS {
	out := fstest.MapFS{SettingsFile: {Data: []byte("id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n")}}
	for name, text := range f {
		if strings.HasSuffix(name, ".md") && !strings.HasPrefix(text, "---") {
			text = pageWith("")
		}
		out[ContentDir+"/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	if links := linksToFiles(f); links != "" {
		home := out[homeFile]
		if home == nil {
			home = &fstest.MapFile{Data: []byte("---\n---\n")}
		}
		out[homeFile] = &fstest.MapFile{Data: append(home.Data, links...)}
	}
	return out
}

// linksToFiles returns Markdown that links to all files that are not pages.
func linksToFiles(f files) string {
	var b strings.Builder
	for name := range f {
		if !strings.HasSuffix(name, ".md") && name != "guide.yaml" && name != "glossary.yaml" &&
			name != "published.yaml" && utf8.ValidString(name) {
			fmt.Fprintf(&b, "[%s](<%s>)\n", name, name)
		}
	}
	return b.String()
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func load(t *testing.T, fsys fs.FS, drafts bool) *Guide {
	t.Helper()
	g, err := Load(t.Context(), fsys, Options{Now: noon, Drafts: drafts})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// problemLines returns the problems of a guide as lines: "file:line: message [code] (hint)".
func problemLines(g *Guide) []string {
	var out []string
	for _, p := range g.Problems {
		file := strings.TrimPrefix(p.File, ContentDir+"/")
		if p.Line > 0 {
			file = fmt.Sprintf("%s:%d", file, p.Line)
		}
		out = append(out, fmt.Sprintf("%s: %s [%s] (%s)", file, p.Message, p.Rule, p.Hint))
	}
	return out
}

func wantProblems(t *testing.T, g *Guide, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, problemLines(g)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// pageAddresses returns the addresses of the pages in the guide, in order.
func pageAddresses(g *Guide) []string {
	var out []string
	for _, d := range g.Docs() {
		out = append(out, d.Address)
	}
	return out
}

func wantPages(t *testing.T, g *Guide, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, pageAddresses(g)); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
}

func TestFileName(t *testing.T) {
	for address, want := range map[string]string{
		"/":            "index.html",
		"/steps/a/":    "steps/a/index.html",
		"/404.html":    "404.html",
		"/a/map.svg":   "a/map.svg",
		"/old/no.html": "old/no.html",
	} {
		if got := FileName(address); got != want {
			t.Errorf("FileName(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	g := load(t, files{
		"index.md":           "---\nsummary: Hello\n---\n",
		"steps/1-a/index.md": "",
		"steps/1-a/b.md":     "---\nsummary: No title\n---\n",
	}.fs(), false)
	if got := g.Title(g.Home); got != "A guide" {
		t.Errorf("the title of a home page without one is %q", got)
	}
	if got := g.Title(g.Steps[0].Doc); got != "A title" {
		t.Errorf("the title of a step is %q", got)
	}
	if got := g.Title(g.Steps[0].Topics[0]); got != "b" {
		t.Errorf("the title of a topic without one is %q", got)
	}
}
