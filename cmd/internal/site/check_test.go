package site

import (
	"slices"
	"strings"
	"testing"
)

// brokenBodies has, for each code, a body that is reported with it.
var brokenBodies = map[string]string{
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
	"too-complex":         strings.Repeat("> ", 101) + "a\n",
	"undefined-footnote":  "Like[^that].\n",
	"undefined-reference": "See [this][that].\n",
	"unknown-alert":       "> [!NOTICE]\n> hot\n",
	"broken-table":        "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n",
	"skipped-level":       "#### Deep\n",
	"h1-in-body":          "# Big\n",
	"heading-clash":       "## Same\n\n## Same\n",
	"unused-allow":        "<!-- allow: raw-html because -->\n\nText.\n",
	"bad-allow":           "<!-- allow: -->\n\nText.\n",
	"too-large":           strings.Repeat("A line of text.\n", 10_000),
}

// brokenFronts has, for each code, a file that is reported with it.
var brokenFronts = map[string]string{
	"missing-key":           "---\ntitle: X\n---\nText.\n",
	"unknown-key":           "---\ntitle: X\nsummary: Y\ntitel: Z\n---\nText.\n",
	"yaml-syntax":           "---\ntitle: [\n---\nText.\n",
	"unclosed-front-matter": "---\ntitle: X\nText.\n",
	"no-front-matter":       "Text.\n",
	"not-text":              "\x00",
	"not-utf8":              "---\ntitle: \xff\n---\n",
	"not-inline":            markdownDoc("X", "checklist:\n  - {id: a-b, text: \"One\\n\\nTwo\"}\n", "Text.\n"),
	"raw-html":              markdownDoc("X", "checklist:\n  - {id: a-c, text: \"<b>One</b>\"}\n", "Text.\n"),
	"duplicate-id": markdownDoc("X",
		"checklist:\n  - {id: a-d, text: One}\n  - {id: a-d, text: One}\n",
		"Text.\n",
	),
}

// Whatever an editor writes, the page opens and is complete, and the problem is found.
func TestBrokenPagesOpen(t *testing.T) {
	texts := map[string]string{}
	for code, body := range brokenBodies {
		texts["body: "+code] = markdownDoc("X", "", body)
	}
	for code, text := range brokenFronts {
		texts["front: "+code] = text
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			fsys := sourceFiles{
				"content/steps/1-x/index.md": "Text.\n", "content/steps/1-x/bad.md": "---\n" + text,
				"content/steps/2-draft.md":     markdownDoc("D", "draft: true\n", ""),
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

// A file that cannot be read is reported, and its page has no text.
func TestUnreadable(t *testing.T) {
	fsys := sourceFiles{
		"content/steps/1-x/index.md": "Text.\n",
		"content/steps/1-x/y.md":     "[x](#x)\n",
		"content/pages/a.md":         "[y](../steps/1-x/y.md#h)\n",
	}.mapFS()
	fsys["content/steps/1-x/y.md"].Data = make([]byte, 20<<20)
	s := newSite(t, fsys)
	got := problemLines(t, s)
	if len(got) != 1 || !strings.Contains(got[0], "[too-large]") { // the link into it is not reported
		t.Errorf("problems: %q", got)
	}
	wantContains(t, mustRead(t, s, "steps/x/y/index.html"), "</html>", "<h1>y</h1>")
}

// Check finds the problems of bodies that nobody opened, in a fixed order.
func TestCheck(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-b/index.md": "[x](nowhere.md)\n\n<i>x</i>\n",
		"content/steps/2-a.md":       markdownDoc("A", "summery: no\n", "# Big\n"),
		"content/pages/z.md":         "[x](z.md#no)\n",
		"content/glossary.yaml": "- term: Risk\n  means: See [x](nowhere.md) and [y](pages/z.md#nothing) and " +
			"[that][which].\n",
	}
	s := newSite(t, in.mapFS())
	problems, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, s,
		`glossary.yaml:2:14: error: there is no file content/nowhere.md [broken-link] (links to other pages name `+
			`the file, such as ../1-first-step/index.md)`,
		`glossary.yaml:2:34: error: the page /z/ has nothing with the id "nothing" [broken-link] (an id is that of `+
			`a heading, an item or a resource on that page)`,
		`glossary.yaml:2:62: warning: the reference [which] is not defined, so this is no link `+
			`[undefined-reference] (add a line [which]: address)`,
		`pages/z.md:5:1: error: the page /z/ has nothing with the id "no" [broken-link] (an id is that of a heading,`+
			` an item or a resource on that page)`,
		`steps/1-b/index.md:5:1: error: there is no file content/steps/1-b/nowhere.md [broken-link] (links to other `+
			`pages name the file, such as ../1-first-step/index.md)`,
		`steps/1-b/index.md:7:1: error: HTML is not allowed in the text: <i> [raw-html] (write *text*)`,
		`steps/2-a.md:4:1: error: unknown key "summery" [unknown-key] (did you mean "summary"?)`,
		`steps/2-a.md:6:1: warning: the title of the page is its only heading of the first level; this one is shown `+
			`as one of the second [h1-in-body] (write ## Big)`,
	)
	if again, err := s.Check(t.Context()); err != nil || !slices.Equal(again, problems) {
		t.Errorf("pages that were opened change the problems to %v, %v", again, err)
	}
}
