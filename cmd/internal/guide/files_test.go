package guide

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// sourceFS returns a source folder of these files, given by their full names.
func sourceFS(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{SettingsFile: {Data: []byte("id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n")}}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func fileNames(g *Guide) string {
	var names []string
	for _, f := range g.Files {
		names = append(names, strings.TrimPrefix(f.Path, "content/steps/1-a/"))
	}
	return strings.Join(names, " ")
}

const topic = "content/steps/1-a/t.md"

// TestReferencedFiles refers to files in every possible way.
func TestReferencedFiles(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"a link":         sourceFS(topic, pageWith("")+"[x](x.pdf)\n"),
		"a picture":      sourceFS(topic, pageWith("")+"![x](<x.pdf> \"t\")\n"),
		"a definition":   sourceFS(topic, pageWith("")+"[x]\n\n[x]: x.pdf\n"),
		"an address":     sourceFS(topic, pageWith("")+"[x](/steps/a/x.pdf#page=2)\n"),
		"another folder": sourceFS("content/pages/p.md", pageWith("")+"[x](../steps/1-a/x.pdf)\n"),
		"the home page":  sourceFS("content/index.md", pageWith("")+"[x](steps/1-a/x.pdf)\n"),
		"a detail": sourceFS(topic,
			pageWith("checklist:\n  - id: i\n    text: x\n    detail: \"[x](\\x78.pdf)\"\n")),
		"an action":  sourceFS(topic, pageWith("checklist:\n  - id: i\n    text: '[x](x.pdf)'\n")),
		"an outcome": sourceFS(topic, pageWith("outcomes: ['[x](x.pdf)']\n")),
		"a reason": sourceFS(topic,
			pageWith("resources:\n  - id: i\n    title: x\n    url: https://example.org/\n    type: book\n    "+
				"publisher: x\n    why: '[x](x.pdf)'\n")),
		"the glossary": sourceFS(GlossaryFile, "- term: X\n  means: '[x](steps/1-a/x.pdf)'\n"),
		"beside comments": sourceFS("templates/page.html",
			`<!-- a --><img src="/steps/a/x.pdf"><!-- b -->{{/* c */}}{{"/*"}}`),
		"a template":         sourceFS("templates/page.html", `<img src="{{.Href "/steps/a/x.pdf"}}">`),
		"a relative address": sourceFS("templates/page.html", `<img src=../steps/a/x.pdf?v=1>`),
	} {
		fsys["content/steps/1-a/index.md"] = &fstest.MapFile{Data: []byte(pageWith(""))}
		fsys["content/steps/1-a/x.pdf"] = &fstest.MapFile{}
		fsys["content/steps/1-a/y.pdf"] = &fstest.MapFile{}
		g := load(t, fsys, false)
		wantProblems(t, g,
			"steps/1-a/y.pdf: no page refers to this file, so it is not published [unnamed-file]"+
				" (link to it, or delete it)")
		if got := fileNames(g); got != "x.pdf" {
			t.Errorf("%s: %q is published", name, got)
		}
	}
	g, err := Load(t.Context(), sourceFS("content/steps/1-a/index.md", pageWith(""), "content/steps/1-a/x.pdf", ""),
		Options{Now: noon, Templates: fstest.MapFS{"a.html": {Data: []byte(`"/steps/a/x.pdf"`)}}})
	if err != nil || fileNames(g) != "x.pdf" || !g.OnlyByTemplate(g.Files[0]) {
		t.Errorf("a template of the program: %v %v", g.Files, err)
	}
}

// TestUnreferencedFiles has names of files in places that do not publish them.
func TestUnreferencedFiles(t *testing.T) {
	settings := "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n"
	for name, fsys := range map[string]fstest.MapFS{
		"a comment":                  sourceFS(topic, pageWith("")+"<!-- See [x](x.pdf) -->\n"),
		"a comment of several lines": sourceFS(topic, pageWith("")+"<!--\n\n[x](x.pdf)\n\n-->\n"),
		"a comment in a paragraph":   sourceFS(topic, pageWith("")+"See <!-- [x](x.pdf) --> nothing\n"),
		"a comment in a detail": sourceFS(topic,
			pageWith("checklist:\n  - id: i\n    text: x\n    detail: \"<!-- [x](x.pdf) -->\"\n")),
		"a comment of the front matter": sourceFS(topic, pageWith("# [x](x.pdf)\n")),
		"a comment in the glossary": sourceFS(GlossaryFile,
			"- term: X\n  means: '<!-- [x](steps/1-a/x.pdf) -->'\n"),
		"code":                       sourceFS(topic, pageWith("")+"Write `[x](x.pdf)`\n"),
		"an escaped bracket":         sourceFS(topic, pageWith("")+"\\[x](x.pdf)\n"),
		"a definition without a use": sourceFS(topic, pageWith("")+"[x]: x.pdf\n"),
		"a comment of the settings":  sourceFS(SettingsFile, settings+"# never publish steps/1-a/x.pdf\n"),
		"the words of the settings": sourceFS(SettingsFile,
			strings.ReplaceAll(settings, "About it", "Not steps/1-a/x.pdf")),
		"a comment of a template": sourceFS("templates/page.html",
			"a {{/* not /steps/a/x.pdf */}} b {{- /* nor\n/steps/a/x.pdf */ -}} c"),
		"an HTML comment of a template": sourceFS("templates/page.html",
			"<p><!-- <img src=\"/steps/a/x.pdf\"> --></p>"),
		"an HTML comment that is not ended": sourceFS("templates/page.html", "<p><!-- <img src=\"/steps/a/x.pdf\">"),
	} {
		fsys["content/steps/1-a/index.md"] = &fstest.MapFile{Data: []byte(pageWith(""))}
		fsys["content/steps/1-a/x.pdf"] = &fstest.MapFile{}
		g := load(t, fsys, false)
		wantProblems(t, g,
			"steps/1-a/x.pdf: no page refers to this file, so it is not published [unnamed-file]"+
				" (link to it, or delete it)")
		if got := fileNames(g); got != "" {
			t.Errorf("%s: %q is published", name, got)
		}
	}
}

// A link to a file that does not exist is one fault, which is reported with the link, and not one of the file that was
// meant.
func TestMeantFiles(t *testing.T) {
	for _, link := range []string{"plan.png", "Plan.jpg", "pla.jpg", "../plan.jpg", "/steps/a/pln.jpg",
		"/steps/a/Plan.jpeg", `pictures\map.svg`, "pictures/mp.svg", "map.svg", "plan%20.jpg"} {
		fsys := sourceFS(topic, pageWith("")+"[x]("+link+")\n", "content/steps/1-a/index.md", pageWith(""),
			"content/steps/1-a/plan.jpg", "", "content/steps/1-a/pictures/map.svg", "",
			"content/steps/1-a/other-sheet.pdf", "")
		unnamed := 0
		for _, p := range load(t, fsys, false).Problems {
			if p.Rule == diag.UnnamedFile {
				unnamed++
			}
		}
		if unnamed != 2 {
			t.Errorf("%s: %d of three files are unnamed, want 2", link, unnamed)
		}
	}
}

// TestFilesOfUnpublishedPages has files beside drafts and scheduled pages.
func TestFilesOfUnpublishedPages(t *testing.T) {
	fsys := sourceFS(
		"content/steps/1-a/index.md", pageWith("")+"![public](map.svg) [both](both.pdf)\n",
		"content/steps/1-a/scheduled.md",
		pageWith("publishOn: 2030-01-01\n")+"[x](scheduled.pdf) [both](both.pdf) ![x](plan.svg)\n",
		"content/pages/draft.md", pageWith("draft: true\n")+"[x](../steps/1-a/draft.pdf)\n",
		"content/steps/1-a/map.svg", "", "content/steps/1-a/map-wide.svg", "", "content/steps/1-a/plan.svg", "",
		"content/steps/1-a/plan-wide.svg", "",
		"content/steps/1-a/both.pdf", "", "content/steps/1-a/scheduled.pdf", "", "content/steps/1-a/draft.pdf", "",
		"content/steps/1-a/lonely-wide.svg", "")
	unnamed := "steps/1-a/lonely-wide.svg: no page refers to this file, so it is not published [unnamed-file]" +
		" (link to it, or delete it)"
	g := load(t, fsys, false)
	wantProblems(t, g, unnamed)
	if diff := cmp.Diff("both.pdf map-wide.svg map.svg", fileNames(g)); diff != "" {
		t.Error(diff)
	}
	drafts := load(t, fsys, true)
	wantProblems(t, drafts, unnamed)
	if diff := cmp.Diff("both.pdf draft.pdf map-wide.svg map.svg plan-wide.svg plan.svg scheduled.pdf",
		fileNames(drafts)); diff != "" {
		t.Error(diff)
	}
	if g.LinkFingerprint() == drafts.LinkFingerprint() {
		t.Error("links resolve to other files, and the fingerprint is the same")
	}
}

// TestUpdateBodyFileRefs edits a body so that it refers to the same files, or to others.
func TestUpdateBodyFileRefs(t *testing.T) {
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(pageWith("") + s)} }
	fsys := sourceFS("content/steps/1-a/x.pdf", "", "content/steps/1-a/y.pdf", "", "content/steps/1-a/index.md",
		pageWith("")+"[x](x.pdf)\n")
	const name = "content/steps/1-a/index.md"
	g := load(t, fsys, false)
	fsys[name] = text("[other words](x.pdf), twice: [x](<x.pdf>)\n")
	if !g.UpdateBody(fsys, name) {
		t.Error("UpdateBody fails, although the body refers to the same file")
	}
	for _, other := range []string{"[x](x.pdf) [y](y.pdf)\n", "[y](y.pdf)\n", "none\n"} {
		fsys[name] = text(other)
		if g.UpdateBody(fsys, name) {
			t.Errorf("%q refers to other files, and UpdateBody succeeds", other)
		}
		again, err := Load(t.Context(), fsys, Options{Now: noon, Previous: Previous[Guide]{g, []string{name}}})
		if err != nil {
			t.Fatal(err)
		}
		if want := fileNames(load(t, fsys, false)); fileNames(again) != want ||
			again.LinkFingerprint() == g.LinkFingerprint() {
			t.Errorf("%q: %q, want %q", other, fileNames(again), want)
		}
	}
}

// TestSkippedFiles has files of operating systems, files that look like pages and files that browsers would run.
func TestSkippedFiles(t *testing.T) {
	fsys := sourceFS("content/steps/1-a/index.md", pageWith("")+"[x](<~$x.docx>)\n")
	for _, name := range []string{"~$x.docx", ".~lock.x.odt#", "Thumbs.db", "desktop.ini", ".DS_Store", "Icon\r",
		"._x.pdf", "__MACOSX/x.pdf",
		".env", ".git/config", "#x#", "x~", "x.md.txt", "index.txt", "t.mdx", "T.MD.TXT", "x.html", "x.JS"} {
		fsys["content/steps/1-a/"+name] = &fstest.MapFile{}
	}
	g := load(t, fsys, false)
	junk := " this was left behind by another program, and is skipped [left-behind] (delete it)"
	like := " the name looks like that of a page, but the file is not read as one [bad-name] (rename it to "
	active := " file can run scripts that read what readers noted on this site [active-file]" +
		" (delete it: pages are written in Markdown)"
	wantProblems(t, g,
		"steps/1-a/.DS_Store:"+junk, "steps/1-a/._x.pdf:"+junk, "steps/1-a/.~lock.x.odt#:"+junk,
		"steps/1-a/Icon\r:"+junk,
		"steps/1-a/T.MD.TXT:"+like+"T.md)", "steps/1-a/Thumbs.db:"+junk, "steps/1-a/__MACOSX:"+junk,
		"steps/1-a/desktop.ini:"+junk,
		"steps/1-a/index.txt:"+like+"index.md)", "steps/1-a/t.mdx:"+like+"t.md)", "steps/1-a/x.JS: a .js"+active,
		"steps/1-a/x.html: a .html"+active, "steps/1-a/x.md.txt:"+like+"x.md)",
		"steps/1-a/~$x.docx:"+junk)
	if len(g.Files) > 0 {
		t.Errorf("published: %v", g.Files)
	}
	if counts := diag.Count(g.Problems); counts.Errors != 6 || counts.Warnings != 0 {
		t.Error(counts)
	}
}

// TestLinkDestinationsInFrontMatter writes the same value in every way that YAML has.
func TestLinkDestinationsInFrontMatter(t *testing.T) {
	for _, value := range []string{
		"\"[a](\\u0062.pdf)\"", "'[it''s](b.pdf)'", "|\n      [a](b.pdf)", ">\n      [a](\n      b.pdf)",
		"\"[a](b.\\\n      pdf)\"", "\"[a]\\x28b.pdf)\"",
	} {
		for _, key := range []string{"outcomes:\n  - ", "checklist:\n  - id: x\n    text: ",
			"checklist:\n  - id: x\n    text: x\n    detail: ",
			"resources:\n  - id: x\n    title: x\n    url: https://example.org/\n    type: book\n    publisher: " +
				"x\n    why: "} {
			data := "---\ntitle: A\nsummary: B\n# [x](comment.pdf)\n" + key + value + "\n---\nText.\n"
			p, problems := frontmatter.Parse(frontmatter.KindTopic, "f", []byte(data))
			if got := linkDestinations(p, []byte(data)); !slices.Equal(got, []string{"b.pdf"}) {
				t.Errorf("%s: %q, %v", data, got, problems)
			}
		}
	}
}
