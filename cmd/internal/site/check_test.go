package site

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/lint"
	"guide/static"
	"guide/templates"
)

// Whatever an editor writes, the page opens, is whole, and the problem is found.
func TestBrokenPagesOpen(t *testing.T) {
	bodies := map[string]string{
		"raw-html":            "Some <b>bold</b> text.\n\n<div>more</div>\n",
		"unclosed-comment":    "<!-- never closed\n",
		"broken-link":         "[x](nowhere.md) [y](/none/) [z](#nothing) ![pic](none.png)\n",
		"withheld":            "[x](../2-draft.md)\n",
		"bad-link":            "[x](javascript:alert) [y]() ![z](https://example.org/x.png)\n",
		"bad-picture":         "![z](index.md) ![broken](broken.png)\n",
		"missing-alt":         "![](good.gif)\n",
		"task-list":           "- [ ] do it\n",
		"bad-alert":           "> [!NOTE] on one line\n",
		"stray-attributes":    "![x](good.gif){width=10}\n",
		"too-complex":         strings.Repeat("[", 20_000) + "\n",
		"undefined-footnote":  "Like[^that].\n",
		"undefined-reference": "See [this][that].\n",
		"unknown-alert":       "> [!NOTICE]\n> hot\n",
		"broken-table":        "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n",
		"skipped-level":       "#### Deep\n",
		"h1-in-body":          "# Big\n",
		"heading-clash":       "## Same\n\n## Same\n",
		"unused-allow":        "<!-- allow: raw-html because -->\n\nText.\n",
		"bad-allow":           "<!-- allow: -->\n\nText.\n",
		"too-large":           strings.Repeat("A line of text.\n", 140_000),
	}
	fronts := map[string]string{
		"missing-key":           "---\ntitle: X\n---\nText.\n",
		"unknown-key":           "---\ntitle: X\nsummary: Y\ntitel: Z\n---\nText.\n",
		"yaml-syntax":           "---\ntitle: [\n---\nText.\n",
		"unclosed-front-matter": "---\ntitle: X\nText.\n",
		"no-front-matter":       "Text.\n",
		"not-text":              "\x00",
		"not-utf8":              "---\ntitle: \xff\n---\n",
		"not-inline":            markdownDoc("X", "checklist:\n  - {id: a-b, text: \"One\\n\\nTwo\"}\n", "Text.\n"),
		"raw-html":              markdownDoc("X", "checklist:\n  - {id: a-c, text: \"<b>One</b>\"}\n", "Text.\n"),
		"duplicate-id":          markdownDoc("X", "checklist:\n  - {id: a-d, text: One}\n  - {id: a-d, text: One}\n", "Text.\n"),
	}
	texts := map[string]string{}
	for code, body := range bodies {
		texts["body: "+code] = markdownDoc("X", "", body)
	}
	for code, text := range fronts {
		texts["front: "+code] = text
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			fsys := sourceFiles{
				"content/steps/1-x/index.md": "Text.\n", "content/steps/1-x/bad.md": "---\n" + text, "content/steps/2-draft.md": markdownDoc("D", "draft: true\n", ""),
				"content/steps/1-x/broken.png": "no picture", "content/steps/1-x/good.gif": onePixelGIF,
			}.mapFS()
			fsys["content/steps/1-x/bad.md"].Data = []byte(text)
			s := newSite(t, fsys)
			for _, file := range []string{"steps/x/bad/index.html", "all/index.html"} {
				wantContains(t, mustRead(t, s, file), "</html>")
			}
			_, code, _ := strings.Cut(name, ": ")
			found := false
			for _, p := range problemLines(t, s) {
				found = found || strings.Contains(p, "["+code+"]") && strings.HasPrefix(p, "steps/1-x/bad.md:")
			}
			if !found {
				t.Errorf("no problem %s: %q", code, problemLines(t, s))
			}
		})
	}
}

// A file that cannot be read is a problem, and its page is made of nothing.
func TestUnreadable(t *testing.T) {
	fsys := sourceFiles{"content/steps/1-x/index.md": "Text.\n", "content/steps/1-x/y.md": "[x](#x)\n", "content/pages/a.md": "[y](../steps/1-x/y.md#h)\n"}.mapFS()
	fsys["content/steps/1-x/y.md"].Data = make([]byte, 20<<20)
	s := newSite(t, fsys)
	got := problemLines(t, s)
	if len(got) != 1 || !strings.Contains(got[0], "[too-large]") { // and none of the link into it
		t.Errorf("problems: %q", got)
	}
	wantContains(t, mustRead(t, s, "steps/x/y/index.html"), "</html>", "<h1>y</h1>")
}

// Settle finds what is in bodies that nobody opened, and in one order.
func TestCheck(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-b/index.md": "[x](nowhere.md)\n\n<i>x</i>\n",
		"content/steps/2-a.md":       markdownDoc("A", "summery: no\n", "# Big\n"),
		"content/pages/z.md":         "[x](z.md#no)\n",
		"content/glossary.yaml":      "- term: Risk\n  means: See [x](nowhere.md) and [y](pages/z.md#nothing) and [that][which].\n",
	}
	s := newSite(t, in.mapFS())
	problems, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, s,
		`glossary.yaml:2:10: error: the page /z/ has nothing with the id "nothing" [broken-link] (an id is that of a heading, an item or a resource on that page)`,
		`glossary.yaml:2:10: error: there is no file content/nowhere.md [broken-link] (links to other pages name the file, such as ../1-first-step/index.md)`,
		`glossary.yaml:2:10: warning: the reference [which] is not defined, so this is no link [undefined-reference] (add a line [which]: address)`,
		`pages/z.md:5:1: error: the page /z/ has nothing with the id "no" [broken-link] (an id is that of a heading, an item or a resource on that page)`,
		`steps/1-b/index.md:5:1: error: there is no file content/steps/1-b/nowhere.md [broken-link] (links to other pages name the file, such as ../1-first-step/index.md)`,
		`steps/1-b/index.md:7:1: error: HTML is not allowed in the text: <i> [raw-html] (write *text*)`,
		`steps/2-a.md:4:1: error: unknown key "summery" [unknown-key] (did you mean "summary"?)`,
		`steps/2-a.md:6:1: warning: the title of the page is its only heading of the first level; this one is shown as one of the second [h1-in-body] (write ## Big)`)
	if again, err := s.Check(t.Context()); err != nil || !slices.Equal(again, problems) {
		t.Errorf("pages that were opened change the problems to %v, %v", again, err)
	}
}

func TestFragments(t *testing.T) {
	base := smallGuide.merge(nil)
	tests := []struct{ link, want string }{
		{"../steps/1-begin/index.md#first", ""},
		{"../steps/1-begin/index.md#third", ""},
		{"../steps/1-begin/index.md#read-it", ""},
		{"../steps/1-begin/index.md#the-book", ""},
		{"/steps/begin/#first", ""},
		{"/start/#first", ""},
		{"/glossary/#risk", ""},
		{"/resources/#the-book", ""},
		{"/all/#begin--first", ""},
		{"/all/#begin--", ""},
		{"/all/#begin--kinds--", ""},
		{"/all/#begin--kinds--big-ones", ""},
		{"/all/#read-it", ""},
		{"/all/#the-book", ""},
		{"#own", ""},
		{"link.md#own", ""},
		{"../steps/1-begin/map.png#part", ""},
		{"../steps/1-begin/index.md#frist", `the page /steps/begin/ has nothing with the id "frist" [broken-link] (did you mean #first?)`},
		{"../steps/1-begin/index.md#First", `the page /steps/begin/ has nothing with the id "First" [broken-link] (did you mean #first?)`},
		{"../steps/1-begin/kinds.md#Big%20ones", `the page /steps/begin/kinds/ has nothing with the id "Big ones" [broken-link] (did you mean #big-ones?)`},
		{"#What,%20and%20why%3F%20%26%20how", `the page /link/ has nothing with the id "What, and why? & how" [broken-link] (did you mean #what-and-why-how?)`},
		{"../steps/1-begin/index.md#choose-kind", `the page /steps/begin/ has nothing with the id "choose-kind" [broken-link] (it is on the page of content/steps/1-begin/kinds.md)`},
		{"../steps/1-begin/index.md#more", `the page /steps/begin/ has nothing with the id "more" [broken-link] (an id is that of a heading, an item or a resource on that page)`},
		{"/start/#frist", `the page /steps/begin/ has nothing with the id "frist" [broken-link] (did you mean #first?)`},
		{"/glossary/#rsk", `the page /glossary/ has nothing with the id "rsk" [broken-link] (did you mean #risk?)`},
		{"/glossary/#danger", `the page /glossary/ has nothing with the id "danger" [broken-link] (an id there is a term in lower case, with hyphens)`},
		{"/resources/#the-bok", `the page /resources/ has nothing with the id "the-bok" [broken-link] (did you mean #the-book?)`},
		{"/resources/#read-it", `the page /resources/ has nothing with the id "read-it" [broken-link] (it is on the page of content/steps/1-begin/index.md)`},
		{"/all/#begin--frist", `the page /all/ has nothing with the id "begin--frist" [broken-link] (did you mean #begin--first?)`},
		{"/steps/#begin", `the page /steps/ has nothing with the id "begin" [broken-link] (an id is that of a heading, an item or a resource on that page)`},
		{"#onw", `the page /link/ has nothing with the id "onw" [broken-link] (did you mean #own?)`},
		{"/#welcome", `the page / has nothing with the id "welcome" [broken-link] (an id is that of a heading, an item or a resource on that page)`},
	}
	for _, tt := range tests {
		s := newSite(t, base.merge(sourceFiles{"content/pages/link.md": "## Own\n\n## What and why, how\n\n[x](" + tt.link + ")\n"}).mapFS())
		problems, err := s.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range problems {
			got += fmt.Sprintf("%s [%s] (%s)", p.Message, p.Code, p.Hint)
		}
		if got != tt.want {
			t.Errorf("[x](%s):\n\t%s, want\n\t%s", tt.link, got, tt.want)
		}
	}
}

// Where something could not be read, links into it are not known to be wrong.
func TestFragmentsOfBrokenFiles(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a.md":  "---\ntitle: [\n---\n## There\n",
		"content/pages/x.md":    "[a](../steps/1-a.md#item) [b](/all/#item) [c](/resources/#book) [d](/glossary/#risk)\n",
		"content/glossary.yaml": "- {term: [\n",
	}.mapFS())
	for _, p := range problemLines(t, s) {
		if strings.Contains(p, "broken-link") {
			t.Error(p)
		}
	}
}

func TestSuppressions(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             []string
	}{
		{"a block", "content/pages/x.md", "<!-- allow: skipped-level it looks better -->\n\n#### Deep\n", nil},
		{"the wrong rule", "content/pages/x.md", "<!-- allow: raw-html it looks better -->\n\n#### Deep\n", []string{
			`pages/x.md:5:1: warning: there is no problem "raw-html" here to silence [unused-allow] (delete the comment, or check the code)`,
			`pages/x.md:7:1: warning: a heading of level 4 follows one of level 1 [skipped-level] (write ## Deep)`}},
		{"another block", "content/pages/x.md", "<!-- allow: skipped-level it looks better -->\n\nText.\n\n#### Deep\n", []string{
			`pages/x.md:5:1: warning: there is no problem "skipped-level" here to silence [unused-allow] (delete the comment, or check the code)`,
			`pages/x.md:9:1: warning: a heading of level 4 follows one of level 1 [skipped-level] (write ## Deep)`}},
		{"the front matter", "content/steps/1-x.md", "---\ntitle: X\nsummary: Y\nchecklist:\n  # allow: undefined-reference it is code\n  - {id: one, text: 'An [array][0]'}\n---\n", nil},
		{"nothing in the front matter", "content/steps/1-x.md", "---\ntitle: X\nsummary: Y\n# allow: undefined-reference it is code\nchecklist:\n  - {id: one, text: An array}\n---\n", []string{
			`steps/1-x.md:4:1: warning: there is no problem "undefined-reference" here to silence [unused-allow] (delete the comment, or check the code)`}},
		{"a detail", "content/steps/1-x.md", "---\ntitle: X\nsummary: Y\nchecklist:\n  - id: one\n    text: Do it\n    detail: |\n      <!-- allow: undefined-reference it is code -->\n\n      An [array][0].\n---\n", nil},
		{"a broken fragment", "content/pages/x.md", "<!-- allow: broken-link it will come -->\n\n[x](#later)\n", nil},
		{"a meaning", "content/glossary.yaml", "- term: Risk\n  means: |\n    <!-- allow: undefined-reference it is code -->\n\n    An [array][0].\n", nil},
		{"an entry of the glossary", "content/glossary.yaml", "# allow: undefined-reference it is code\n- term: Risk\n  means: An [array][0].\n", nil},
		{"nothing in the glossary", "content/glossary.yaml", "# allow: undefined-reference it is code\n- term: Risk\n  means: An array.\n", []string{
			`glossary.yaml:1:1: warning: there is no problem "undefined-reference" here to silence [unused-allow] (delete the comment, or check the code)`}},
		{"no reason in the glossary", "content/glossary.yaml", "# allow: undefined-reference\n- term: Risk\n  means: An array.\n", []string{
			`glossary.yaml:1:1: warning: this silences nothing: it needs the code of a rule and a reason [bad-allow] (write allow: code reason, with the code in square brackets at the end of the problem)`}},
		{"a setting", "content/guide.yaml", "id: g\ntitle: A\nsummary: S\nlanguage: en\n# allow: unknown-key it is for another program\nother: x\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantProblems(t, newSite(t, sourceFiles{tt.file: tt.text}.mapFS()), tt.want...) })
	}
}

// What is said of the guide as a whole can be allowed like all else.
func TestSuppressionsOfGuideRules(t *testing.T) {
	check := func(g *guide.Guide) []diag.Problem {
		id := g.Steps[0].Checklist[0].ID
		return []diag.Problem{{File: g.Steps[0].File, Line: id.Line, Column: id.Column, Severity: diag.Warning, Code: "of-guide", Message: "M"}}
	}
	for comment, want := range map[string][]string{
		"# allow: of-guide on purpose": nil,
		"# allowed":                    {"steps/1-x.md:6:10: warning: M [of-guide] ()"},
	} {
		in := sourceFiles{"content/steps/1-x.md": "---\ntitle: X\nsummary: Y\nchecklist:\n  " + comment + "\n  - {id: one, text: A}\n---\n"}.mapFS()
		s, err := New(loadGuide(t, in, false), Options{Source: in, Templates: templates.FS, Static: static.FS, Check: lint.Body, CheckGuide: check})
		if err != nil {
			t.Fatal(err)
		}
		wantProblems(t, s, want...)
	}
}

// What a draft allows is allowed while it is withheld too, and what its texts would use is not known.
func TestSuppressionsInDrafts(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-x.md": "---\ntitle: X\nsummary: Y\ndraft: true\nchecklist:\n  # allow: duplicate-id on purpose\n  - {id: one, text: A}\n  # allow: undefined-reference it is code\n  - {id: two, text: 'An [array][0]'}\n---\n",
		"content/steps/0-y.md": markdownDoc("Y", "checklist:\n  - {id: one, text: B}\n", ""),
	}
	wantProblems(t, newSite(t, in.mapFS()))
	g := loadGuide(t, in.mapFS(), true)
	s, err := New(g, Options{Source: in.mapFS(), Templates: templates.FS, Static: static.FS, Check: lint.Body})
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, s)
}

func TestPictures(t *testing.T) {
	var pic bytes.Buffer
	if err := png.Encode(&pic, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	s := newSite(t, sourceFiles{
		"content/steps/1-x/index.md":   "![A plan](plan.png) ![A way](way.svg) [the plan](plan.png)\n",
		"content/steps/1-x/y.md":       "![A plan](plan.png) ![No](broken.png) ![None](noon.png) ![A page](index.md) ![A sheet](sheet.pdf)\n",
		"content/steps/1-x/plan.png":   pic.String(),
		"content/steps/1-x/way.svg":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"></svg>`,
		"content/steps/1-x/broken.png": "nothing",
		"content/steps/1-x/noon.jpg":   pic.String(),
		"content/steps/1-x/sheet.pdf":  "%PDF",
	}.mapFS())
	wantContains(t, mustRead(t, s, "steps/x/index.html"),
		`<img src="plan.png" alt="A plan" width="30" height="20"`, `<img src="way.svg" alt="A way" width="200" height="100"`, `<a href="plan.png">the plan</a>`)
	wantContains(t, mustRead(t, s, "steps/x/y/index.html"), `<img src="../plan.png" alt="A plan" width="30" height="20"`)
	wantContains(t, mustRead(t, s, "all/index.html"), `<img src="../steps/x/plan.png" alt="A plan" width="30" height="20"`)
	wantProblems(t, s,
		`steps/1-x/noon.jpg: warning: no page refers to this file, so it is not published [unnamed-file] (link to it, or delete it)`,
		`steps/1-x/y.md:5:21: error: the picture content/steps/1-x/broken.png cannot be read: it is not a PNG, JPEG, GIF, WebP or SVG [bad-picture] (save it again as PNG, JPEG, GIF, WebP or SVG)`,
		`steps/1-x/y.md:5:39: error: there is no file content/steps/1-x/noon.png [broken-link] (did you mean noon.jpg?)`,
		`steps/1-x/y.md:5:57: error: "index.md" is not a picture [bad-picture] (pictures are PNG, JPEG, GIF, WebP or SVG files; a CSV file is shown as a table)`,
		`steps/1-x/y.md:5:77: error: "sheet.pdf" is not a picture [bad-picture] (pictures are PNG, JPEG, GIF, WebP or SVG files; a CSV file is shown as a table)`)
}

// Many broken links in a large guide must not take minutes: the time is that of the pages.
func TestManyBrokenLinks(t *testing.T) {
	in := sourceFiles{"content/steps/1-x/index.md": "## Top\n"}
	const pages = 2000
	for i := range pages {
		in[fmt.Sprintf("content/steps/1-x/lesson-%05d.md", i)] = fmt.Sprintf("[a](lesson-%05x.md) [b](/steps/x/lesson-x%04d/) [c](index.md#topp-%d) [d](/glossary/#x%d)\n", i, i, i, i)
	}
	cputest.Limit(t, 60*time.Second) // 0.7 s where this was written
	s := newSite(t, in.mapFS())
	problems, err := s.Check(t.Context())
	if err != nil || len(problems) < 3*pages {
		t.Fatal(len(problems), err)
	}
}
