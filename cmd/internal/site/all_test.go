package site

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"guide/cmd/internal/guide"
)

// wholeSection returns the HTML from the element with an id to the next section.
func wholeSection(t *testing.T, page, id string) string {
	t.Helper()
	_, after, found := strings.Cut(page, `aria-labelledby="`+id+`"`)
	if !found {
		t.Fatalf("there is no section %q in\n%s", id, page)
	}
	text, _, _ := strings.Cut(after, `<section class="all-`)
	return text
}

func TestAllPage(t *testing.T) {
	s := newSite(t, smallGuide.mapFS())
	all := mustRead(t, s, "all/index.html")
	for _, id := range []string{"read-it", "do-it", "choose-kind", "the-book"} {
		if n := strings.Count(all, fmt.Sprintf(` id="%s"`, id)); n != 1 {
			t.Errorf("the id %q is there %d times", id, n)
		}
	}
	begin, kinds, on := wholeSection(t,
		all,
		"begin--",
	), wholeSection(t,
		all,
		"begin--kinds--",
	), wholeSection(t,
		all,
		"go-on--",
	)
	wantContains(t,
		begin,
		`<h2 id="begin--">`,
		`>1</span> Begin <a class="permalink" href="#begin--"`,
		"<li>Know <em>why</em></li>",
		`<h3 id="begin--first">First <`,
		`<h4 id="begin--third">Third <`,
		`<a href="#begin--kinds--">kinds</a>`,
		`<a href="../steps/begin/map.png">map</a>`,
		`<img src="../steps/begin/map.png"`,
		`<a href="#begin--kinds--big-ones">the kinds</a>`, // in the text of an item
		`<h4 id="begin--read-it---more">More <`,
		`id="begin--read-it---fn:1"`,
		`id="begin--fn:1"`,
		`href="#begin--fn:1"`,
		`<a href="../glossary/#risk" class="term">risk</a>`,
		`<a href="#read-it">the items</a>`,
	)
	wantContains(t,
		kinds,
		`<h3 id="begin--kinds--">Kinds <`,
		`<h4 id="begin--kinds--big-ones">Big ones <a class="permalink" href="#begin--kinds--big-ones" `+
			`aria-label="Link to: Big ones">`,
		`<a href="#begin--second">Up</a>`,
		`<a href="#read-it">the item</a>`,
		`<a href="#begin--first">all</a>`,
		`<a href="../resources/#the-book">the book</a>`,
		`<a href="#begin--kinds--big-ones">size</a>`,
	)
	wantContains(t, on, `<h2 id="go-on--">`, `>2</span> Go on <`, `<h3 id="go-on--first">First <`)
	wantNotContains(t, all, "About</h2>", "Welcome</h2>") // free pages and the home page
}

// An id that an item, a topic or a heading could have is used once.
func TestAllPageIDsUnique(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a/index.md": markdownDoc("A",
			"checklist:\n  - id: b\n    text: Do it\n    detail: |\n      ## c\n\n      Text.[^1]\n\n      [^1]: A "+
				"note.\n",
			"## b\n\n## b-c\n\nText.[^1]\n\n[^1]: A note.\n",
		),
		"content/steps/1-a/b.md": markdownDoc("B",
			"checklist:\n  - {id: a, text: Do it}\n",
			"## c\n\nText.[^1]\n\n[^1]: A note.\n",
		),
		"content/steps/2-b.md":   "## c\n\n[named as an item](3-a-b.md#b)\n",
		"content/steps/3-a-b.md": "## c\n\n## b\n",
	}.mapFS())
	wantContains(t, mustRead(t, s, "all/index.html"), `<a href="#a-b--b">named as an item</a>`, `<h3 id="a-b--b">b <`)
	for _, name := range []string{"all/index.html", "steps/a/index.html", "steps/a/b/index.html"} {
		seen := map[string]bool{}
		for _, m := range idAttribute.FindAllStringSubmatch(mustRead(t, s, name), -1) {
			if seen[m[1]] {
				t.Errorf("the id %q is on %s twice", m[1], name)
			}
			seen[m[1]] = true
		}
	}
}

func TestAllPageOmitted(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-a/index.md": "[all](/all/)\n",
		"content/glossary.yaml":      "- {term: Risk, means: R}\n",
	}
	for i := range guide.MaxAllPageEntries {
		in[fmt.Sprintf("content/steps/1-a/t%d.md", i)] = "---\ntitle: T\nsummary: S\n---\n"
	}
	s := newSite(t, in.mapFS())
	if _, err := fs.Stat(s, "all/index.html"); err == nil {
		t.Error("there is a page of everything")
	}
	for _, name := range []string{"index.html", "steps/index.html", "steps/a/index.html", "steps/a/t7/index.html",
		"404.html"} {
		wantNotContains(t, mustRead(t, s, name), "all/")
	}
	wantProblems(t, s,
		"steps/1-a/index.md:5:1: error: there is no page at /all/: the guide has more than 500 steps and topics "+
			"[broken-link] (link to a step or a topic)",
	)
}
