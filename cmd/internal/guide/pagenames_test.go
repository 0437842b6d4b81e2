package guide

import (
	"strings"
	"testing"
	"testing/fstest"

	"guide/cmd/internal/diag"
)

func TestIntendedPageName(t *testing.T) {
	for name, want := range map[string]string{
		"index.md": "", "topic.md": "", "notes.txt": "", "photo.jpg": "", "index.html": "", "md": "", ".md": "",
		"a.md.pdf":     "",
		"index.md.txt": "index.md", "Index.MD.TXT": "Index.md", "topic.md.md": "topic.md", "index.txt": "index.md",
		"_index.txt": "index.md", "topic.mdx": "topic.md", "topic.mdown": "topic.md", "topic.mkd": "topic.md",
		"topic.markdown.txt": "topic.md", "topic.qmd": "topic.md", "topic.md ": "topic.md", "topic.md.": "topic.md",
		"topic.m\u200bd": "topic.md", "topic.MD": "topic.md", "index.text": "index.md",
	} {
		if got := intendedPageName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestOriginalName(t *testing.T) {
	for name, want := range map[string]string{
		"index.md": "", "index-2.md": "", "copy.md": "", "2-copy-editing.md": "", "(1).md": "", "conflict.md": "",
		"1-plan": "", "a (draft).md": "",
		"index (Jane's conflicted copy 2026-11-01).md":   "index.md", // Dropbox
		"index (conflicted copy 2026-11-01 120000).md":   "index.md", // Nextcloud
		"index.sync-conflict-20261101-120000-ABCDEFG.md": "index.md", // Syncthing
		"index_conflict-20261101-120000.md":              "index.md", // ownCloud
		"index (1).md":                                   "index.md", "index(2).md": "index.md",
		"index - Copy.md":     "index.md",
		"index - Copy (2).md": "index.md", "Copy of index.md": "index.md", "index copy 3.md": "index.md",
		"index 2.md": "index.md", "index_LOCAL_1234.md": "index.md", "1-plan - Copy": "1-plan", "1-plan 2": "1-plan",
	} {
		if got := originalName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// names returns the problems of a guide with files of these names, one a line.
func names(t *testing.T, files ...string) string {
	t.Helper()
	fsys := fstest.MapFS{SettingsFile: {Data: []byte("id: g\ntitle: G\nsummary: S\nlanguage: en\n")},
		"content/steps/1-plan/index.md": {Data: []byte("---\ntitle: Plan\nsummary: S\n---\n")}}
	for _, name := range files {
		fsys["content/steps/"+name] = &fstest.MapFile{Data: []byte("---\ntitle: A\nsummary: S\n---\n")}
	}
	g, err := Load(t.Context(), fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range g.Problems {
		out = append(out, strings.TrimPrefix(p.File, "content/steps/")+": "+p.Message+" | "+p.Hint)
	}
	return strings.Join(out, "\n")
}

func TestNamesOfPages(t *testing.T) {
	const second, merge = ": this looks like a second version of ", ", which another program kept | compare it with "
	for name, want := range map[string]string{
		"1-plan/index (1).md":    second + "index.md" + merge + "index.md, copy what is missing there, and delete it",
		"1-plan - Copy/index.md": second + "1-plan" + merge + "1-plan, copy what is missing there, and delete it",
		"1-plan/topic.md.md": ": the name looks like that of a page, but the file is not read as one | rename it to " +
			"topic.md",
		"2\u2013do.md": ": the name of a step begins with its number and a hyphen: it has an en dash (U+2013) | " +
			"rename " +
			"2\u2013do to 2-do, with the number that orders it",
		"1-plan/topic 2.md": ": \"topic 2\" cannot be part of an address: use lower-case letters, digits and single " +
			"hyphens | rename topic 2 to topic-2",
		"1-plan/my\u00a0day.md": ": \"my\\u00a0day\" cannot be part of an address: use lower-case letters, digits " +
			"and " +
			"single hyphens: it has a non-breaking space (U+00A0) | rename my\u00a0day to my-day",
	} {
		file := name
		if name == "1-plan - Copy/index.md" {
			file = "1-plan - Copy"
		}
		if got := names(t, name); got != file+want {
			t.Errorf("%s\nwant\n%s", got, file+want)
		}
	}
	twins := names(t, "1-plan/f\u00fcr.pdf", "1-plan/fu\u0308r.pdf")
	if !strings.Contains(twins, "two files have names that look the same: they differ only in how the accents are "+
		"stored") {
		t.Error(twins)
	}
}

func TestOutsideAddress(t *testing.T) {
	for rel, want := range map[string]string{
		"www.example.org/page": "https://www.example.org/page", "jane@example.org": "mailto:jane@example.org",
		"https//example.org": "https://example.org", "https/example.org": "https://example.org",
		"http:/example.org/a": "https://example.org/a", "example.org": "https://example.org",
		"example.co.uk/a?b": "https://example.co.uk/a?b", "docs.example.com#x": "https://docs.example.com#x",
		"../1-plan/index.md": "", "tools.md": "", "photo.jpg": "", "form.pdf": "", "a/b.org/c": "", "info": "",
		"a@b":            "",
		"http-basics.md": "", "com": "",
	} {
		if got := outsideAddress(rel); got != want {
			t.Errorf("%s: %q, want %q", rel, got, want)
		}
	}
}

// TestLooksAlike links to files whose names only look like what the link has.
func TestLooksAlike(t *testing.T) {
	settings := "id: g\ntitle: G\nsummary: S\nlanguage: en\n"
	step := &fstest.MapFile{Data: []byte("---\ntitle: Plan\nsummary: S\n---\n")}
	fsys := fstest.MapFS{SettingsFile: {Data: []byte(settings)}, "content/steps/1-plan/index.md": step,
		"content/steps/1-plan/my\u00a0form.pdf": {}, "content/steps/1-plan/my-map.pdf": {}}
	g, err := Load(t.Context(), fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for link, want := range map[string]string{
		"my form.pdf":     "the name of the file has a non-breaking space (U+00A0): rename it to my form.pdf",
		"my\u2011map.pdf": "the link has a non-breaking hyphen (U+2011): write my-map.pdf",
	} {
		_, linkErr := g.Resolve(g.Steps[0].Doc, strings.ReplaceAll(link, " ", "%20"))
		if linkErr == nil || linkErr.Rule != diag.BrokenLink || linkErr.Hint != want {
			t.Errorf("%s: %+v", link, linkErr)
		}
	}
}
