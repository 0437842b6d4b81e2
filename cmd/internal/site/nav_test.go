package site

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/guide"
)

// guideOfSize returns a guide with so many steps, topics of the second step, and free pages.
func guideOfSize(steps, topics, pages int) sourceFiles {
	const empty = "---\ntitle: T\nsummary: S\n---\n"
	in := sourceFiles{}
	for i := range steps {
		in[fmt.Sprintf("content/steps/%d-s%d/index.md", i+1, i+1)] = empty
	}
	for i := range topics {
		in[fmt.Sprintf("content/steps/2-s2/%d-t%d.md", i+1, i+1)] = empty
	}
	for i := range pages {
		in[fmt.Sprintf("content/pages/p%d.md", i+1)] = empty
	}
	return in
}

func TestTopicList(t *testing.T) {
	s := newSite(t, guideOfSize(2, guide.MaxListedTopics, 0).mapFS())
	wantNotContains(t, mustRead(t, s, "steps/s2/index.html"), "topics/")
	if got := strings.Count(mustRead(t, s, "steps/s2/index.html"), `<a href="t`); got != guide.MaxListedTopics {
		t.Errorf("%d topics are listed", got)
	}
	s = newSite(t, guideOfSize(2, guide.MaxListedTopics+1, 0).mapFS(), withBaseURL("https://example.org/"))
	wantProblems(t, s)
	step := mustRead(t, s, "steps/s2/index.html")
	if got := strings.Count(step, `<li><a href="t`); got != guide.MaxListedTopics {
		t.Errorf("%d topics are listed", got)
	}
	wantContains(t, step, `<a href="topics/">All 51 topics of this step</a>`)
	list := mustRead(t, s, "steps/s2/topics/index.html")
	wantContains(t, list, `<a href="../t1/">`, `<a href="../t51/">`, `<a href="../">Step 2: T</a>`)
	wantContains(t, strings.Join(sitemapOf(t, s, "sitemap.xml"), "\n"), "/steps/s2/topics/")
}

// Pages of steps and topics, and free pages, do not grow with the guide.
func TestPageSizeBounded(t *testing.T) {
	little, large := newSite(t, guideOfSize(60, 60, 60).mapFS()), newSite(t, guideOfSize(700, 700, 700).mapFS())
	for _, name := range []string{"steps/s2/index.html", "steps/s1/index.html", "steps/s30/index.html",
		"steps/s2/t1/index.html", "steps/s2/t30/index.html", "p7/index.html", "404.html"} {
		before, after := len(mustRead(t, little, name)), len(mustRead(t, large, name))
		if after > before+100 { // numbers have more digits
			t.Errorf("%s has %d bytes in a guide of 180 pages and %d in one of 2100", name, before, after)
		}
	}
}

func TestStepList(t *testing.T) {
	s := newSite(t, guideOfSize(50, 0, 0).mapFS())
	wantContains(t, mustRead(t, s, "steps/s1/index.html"), `href="../s50/"`)
	wantNotContains(t, mustRead(t, s, "steps/s1/index.html"), "All 50 steps")
	s = newSite(t, guideOfSize(200, 1, 0).mapFS())
	wantProblems(t, s)
	for _, tt := range []struct {
		page     string
		has, not []string
	}{
		{"steps/s1/index.html", []string{`href="../s2/"`, `href="../s50/"`}, []string{`href="../s51/"`}},
		{"steps/s100/index.html", []string{`href="../s75/"`, `href="../s124/"`},
			[]string{`href="../s74/"`, `href="../s125/"`, `href="../s1/"`}},
		{"steps/s200/index.html", []string{`href="../s151/"`, `href="../s199/"`}, []string{`href="../s150/"`}},
		{"steps/s2/t1/index.html", []string{`href="../../s1/"`, `href="../../s50/"`}, []string{`href="../../s51/"`}},
		{"glossary/index.html", []string{`href="../steps/s1/"`, `href="../steps/s50/"`},
			[]string{`href="../steps/s51/"`}},
	} {
		text := mustRead(t, s, tt.page)
		wantContains(t, text, append(tt.has, ">All 200 steps</a>")...)
		wantNotContains(t, text, tt.not...)
		if !strings.HasPrefix(tt.page, "glossary") && strings.Count(text, `aria-current="step"`) != 1 {
			t.Errorf("%s: the current step is marked %d times", tt.page, strings.Count(text, `aria-current="step"`))
		}
	}
	wantContains(t, mustRead(t, s, "steps/index.html"), `href="s1/"`, `href="s200/"`)
	wantContains(t, mustRead(t, s, "index.html"), `href="steps/s1/"`, `href="steps/s200/"`)
}

var footerLink = regexp.MustCompile(`<li><a href="(\.\./)*p[0-9]+/"`)

func TestFooterPages(t *testing.T) {
	s := newSite(t, guideOfSize(1, 0, 60).mapFS())
	if got := len(footerLink.FindAllString(mustRead(t, s, "steps/s1/index.html"), -1)); got != guide.MaxNavLinks {
		t.Errorf("%d free pages are in the footer", got)
	}
	if got := len(footerLink.FindAllString(mustRead(t, s, "index.html"), -1)); got != 60 {
		t.Errorf("%d free pages are in the footer of the home page", got)
	}
}
