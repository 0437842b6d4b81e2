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

// sourceFiles is a source folder: name -> text. Markdown files in content/ without front matter get a title and a
// summary.
type sourceFiles map[string]string

// settingsYAML is content/guide.yaml of most tests.
const settingsYAML = "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n"

// markdownDoc returns a Markdown file with a title, more front matter and a body.
func markdownDoc(title, keys, body string) string {
	return "---\ntitle: " + title + "\nsummary: About " + title + "\n" + keys + "---\n" + body
}

func (f sourceFiles) mapFS() fstest.MapFS {
	out := fstest.MapFS{guide.SettingsFile: {Data: []byte(settingsYAML)}}
	for name, text := range f {
		if strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".md") && !strings.HasPrefix(text, "---") {
			text = markdownDoc("A title", "", text)
		}
		out[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1e9, 0)}
	}
	return out
}

// merge returns the files with more files, which replace those of the same name.
func (f sourceFiles) merge(more sourceFiles) sourceFiles {
	out := sourceFiles{}
	for _, m := range []sourceFiles{f, more} {
		for name, text := range m {
			out[name] = text
		}
	}
	return out
}

var testTime = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func loadGuide(t testing.TB, fsys fs.FS, drafts bool) *guide.Guide {
	t.Helper()
	g, err := guide.Load(t.Context(), fsys, guide.Options{Now: testTime, Drafts: drafts})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// textRules are the rules for texts: most guides of these tests have no steps.
var textRules = lint.Table{Text: lint.Rules.Text}

func newSite(t testing.TB, fsys fs.FS, options ...func(*Options)) *Site {
	t.Helper()
	opts := Options{Source: fsys, Templates: templates.FS, Static: static.FS, Lint: textRules}
	for _, c := range options {
		c(&opts)
	}
	s, err := New(loadGuide(t, fsys, false), opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustRead(t testing.TB, s *Site, name string) string {
	t.Helper()
	data, err := s.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantContains(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("there is no\n\t%s\nin\n%s", part, text)
		}
	}
}

func wantNotContains(t testing.TB, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("there is\n\t%s\nin\n%s", part, text)
		}
	}
}

// problemLines renders all pages and returns the problems of a site:
// "file:line:column: severity: message [code] (hint)".
func problemLines(t testing.TB, s *Site) []string {
	t.Helper()
	if err := s.CheckTemplates(t.Context()); err != nil {
		t.Fatal(err)
	}
	problems, err := s.Check(t.Context())
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
		out = append(out, fmt.Sprintf("%s: %s: %s [%s] (%s)", place, p.Severity, p.Message, p.Rule, p.Hint))
	}
	return out
}

func wantProblems(t testing.TB, s *Site, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, problemLines(t, s)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// fileNames returns the names of all files, sorted.
func fileNames(t testing.TB, fsys fs.FS) []string {
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

// smallGuide is a guide that uses every feature once.
var smallGuide = sourceFiles{
	"content/guide.yaml": settingsYAML + "timezone: Europe/London\naudiences: {new: New here, lead: Leading}\n",
	"content/index.md":   markdownDoc("Welcome", "", "Begin with [the first step](steps/1-begin/index.md).\n"),
	"content/steps/1-begin/index.md": markdownDoc("Begin", `outcomes: [Know *why*]
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
  - {id: the-book, title: The book, url: "https://example.org/book", type: book,
     why: "It says why. See [the items](#read-it).", cost: free, publisher: ACME, language: de}
reviewed: 2026-11-01
aliases: [/start/, /old/page.html]
`, "## First\n\nA risk is no issue.[^a] See [kinds](kinds.md), [glossary](/glossary/#risk), [map](map.png).\n\n"+
		"![The way](map.png)\n\n[^a]: Note of the body.\n\n## Second\n\n### Third\n\n> [!NOTE]\n> Mind this.\n"),
	"content/steps/1-begin/kinds.md": markdownDoc("Kinds",
		"checklist:\n  - {id: choose-kind, text: Choose}\n",
		"## Big ones\n\n[Up](index.md#second), [the item](index.md#read-it), [all](/all/#begin--first), [the "+
			"book](/resources/#the-book), [size](#big-ones).\n",
	),
	"content/steps/1-begin/map.png":    onePixelGIF,
	"content/steps/2-go-on/index.md":   markdownDoc("Go on", "needs: [begin]\n", "## First\n\nText.\n"),
	"content/steps/2-go-on/details.md": markdownDoc("Details", "", "Text.\n"),
	"content/pages/about.md":           markdownDoc("About", "", "Text.\n"),
	"content/glossary.yaml": "- {term: Risk, means: 'What may happen; see " +
		"[begin](steps/1-begin/index.md#first).', aka: [danger]}\n- {term: Issue, means: What has happened.}\n",
}

// onePixelGIF is a GIF of one pixel. The type of a picture is known from its content.
const onePixelGIF = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00," +
	"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
