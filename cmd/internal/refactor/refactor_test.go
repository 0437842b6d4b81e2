package refactor

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// page returns a page with more front matter, and a body.
func page(title, front, body string) string {
	return "---\ntitle: " + title + "\nsummary: S\n" + front + "---\n" + body
}

var example = map[string]string{
	"content/guide.yaml":              "id: example\ntitle: Example\nsummary: S\nlanguage: en\n",
	"content/glossary.yaml":           "- term: Tools\n  means: M\n",
	"content/steps/08-begin/index.md": page("Begin", "checklist: [{id: tools-list, text: T}]\n", ""),
	"content/steps/08-begin/1-tools.md": page("Tools", "aliases: [/steps/begin/kit/]\n",
		"[List](/steps/begin/#tools-list) of [tools](/glossary/#tools)\n"),
	"content/steps/08-begin/later.md":      page("Later", "", ""),
	"content/steps/09-learn.md":            page("Learn", "needs: [begin]\n", "[The tools](08-begin/1-tools.md)\n"),
	"content/steps/20-learn-more/index.md": page("Learn more", "draft: true\n", ""),
	"content/steps/20-learn-more/tools.md": page("Tools", "", ""),
	"content/pages/about.md":               page("About", "", "[Begin](/steps/begin/)\n"),
	"content/published.yaml": "guide: example\nids:\n  tools-list: {n: 1, since: 2026-01-01, changed: 2026-01-01, " +
		"hash: \"1\"}\npages:\n  /steps/begin/: {since: 2026-01-01, changed: 2026-01-01, hash: \"1\"}\n",
}

// load returns the example and its guide.
func load(t *testing.T) (*guide.Guide, fs.FS) {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range example {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	g, err := guide.Load(t.Context(), files, guide.Options{Now: now, Drafts: true})
	if err != nil || diag.Count(g.Problems).Errors > 0 {
		t.Fatal(err, g.Problems)
	}
	return g, files
}

func TestFind(t *testing.T) {
	g, _ := load(t)
	for name, want := range map[string]string{
		"8": "/steps/begin/", "08": "/steps/begin/", "begin": "/steps/begin/", "08-begin": "/steps/begin/",
		"/steps/begin": "/steps/begin/", "steps/begin/": "/steps/begin/", "content/steps/08-begin": "/steps/begin/",
		"content/steps/08-begin/index.md": "/steps/begin/", `content\steps\09-learn.md`: "/steps/learn/",
		"learn": "/steps/learn/", "later": "/steps/begin/later/", "08-begin/later": "/steps/begin/later/",
		"begin/tools": "/steps/begin/tools/", "1-tools.md": "/steps/begin/tools/", "about": "/about/",
		"pages/about.md": "/about/", "tools-list": "/steps/begin/#tools-list",
		"#tools-list":              "/steps/begin/#tools-list",
		"/steps/begin/#tools-list": "/steps/begin/#tools-list", "/glossary/#tools": "/glossary/#tools",
		"TOOLS":      "/glossary/#tools",
		"tools":      "write /steps/begin/tools/ or /steps/learn-more/tools/ or /glossary/#tools",
		"learn MORE": "/steps/learn-more/", "t": "/steps/begin/#tools-list", // by the title, by the text
		"lern": "did you mean learn?", "/about/#tools": "", "": "", "1": "", "index.md": "", "content": "",
	} {
		thing, err := Find(g, name)
		var refused *Error
		switch {
		case err == nil && thing.name != want:
			t.Errorf("%q: %s, want %s", name, thing.name, want)
		case err != nil && (!errors.As(err, &refused) || want != "" && refused.Hint != want):
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	if d, err := FindPage(g, "tools", frontmatter.KindStep); err == nil {
		t.Errorf("tools is the step %s", d.File)
	}
}

func TestNewName(t *testing.T) {
	c := Change{Renamed: map[string]string{"a/1-x": "a/2-x", "a/2-x": "a/1-x", "a/y.md": "a/z.md"}}
	for name, want := range map[string]string{"a/1-x": "a/2-x", "a/2-x/i.md": "a/1-x/i.md", "a/1-xx": "a/1-xx",
		"a":      "a",
		"a/y.md": "a/z.md", "": "", "/": "/"} {
		if got := c.NewName(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
