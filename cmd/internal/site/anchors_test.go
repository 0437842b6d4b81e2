package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
)

// fragmentTests has links and the problem that each is reported with; "" for none.
var fragmentTests = []struct{ link, want string }{
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
	{"../steps/1-begin/index.md#frist",
		`the page /steps/begin/ has nothing with the id "frist" [broken-link] (did you mean #first?)`,
	},
	{"../steps/1-begin/index.md#First",
		`the page /steps/begin/ has nothing with the id "First" [broken-link] (did you mean #first?)`,
	},
	{"../steps/1-begin/kinds.md#Big%20ones",
		`the page /steps/begin/kinds/ has nothing with the id "Big ones" [broken-link] (did you mean #big-ones?)`,
	},
	{"#What,%20and%20why%3F%20%26%20how",
		`the page /link/ has nothing with the id "What, and why? & how" [broken-link] (did you mean ` +
			`#what-and-why-how?)`,
	},
	{"../steps/1-begin/index.md#choose-kind",
		`the page /steps/begin/ has nothing with the id "choose-kind" [broken-link] (it is on the page of ` +
			`content/steps/1-begin/kinds.md)`,
	},
	{"../steps/1-begin/index.md#more",
		`the page /steps/begin/ has nothing with the id "more" [broken-link] (an id is that of a heading, an ` +
			`item or a resource on that page)`,
	},
	{"/start/#frist",
		`the page /steps/begin/ has nothing with the id "frist" [broken-link] (did you mean #first?)`,
	},
	{"/glossary/#rsk", `the page /glossary/ has nothing with the id "rsk" [broken-link] (did you mean #risk?)`},
	{"/glossary/#danger",
		`the page /glossary/ has nothing with the id "danger" [broken-link] (an id there is a term in lower ` +
			`case, with hyphens)`,
	},
	{"/resources/#the-bok",
		`the page /resources/ has nothing with the id "the-bok" [broken-link] (did you mean #the-book?)`,
	},
	{"/resources/#read-it",
		`the page /resources/ has nothing with the id "read-it" [broken-link] (it is on the page of ` +
			`content/steps/1-begin/index.md)`,
	},
	{"/all/#begin--frist",
		`the page /all/ has nothing with the id "begin--frist" [broken-link] (did you mean #begin--first?)`,
	},
	{"/steps/#begin",
		`the page /steps/ has nothing with the id "begin" [broken-link] (an id is that of a heading, an item or ` +
			`a resource on that page)`,
	},
	{"#onw", `the page /link/ has nothing with the id "onw" [broken-link] (did you mean #own?)`},
	{"/#welcome",
		`the page / has nothing with the id "welcome" [broken-link] (an id is that of a heading, an item or a ` +
			`resource on that page)`,
	},
}

func TestFragments(t *testing.T) {
	for _, tt := range fragmentTests {
		text := "## Own\n\n## What and why, how\n\n[x](" + tt.link + ")\n"
		s := newSite(t, smallGuide.merge(sourceFiles{"content/pages/link.md": text}).mapFS())
		problems, err := s.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range problems {
			got += fmt.Sprintf("%s [%s] (%s)", p.Message, p.Rule, p.Hint)
		}
		if got != tt.want {
			t.Errorf("[x](%s):\n\t%s, want\n\t%s", tt.link, got, tt.want)
		}
	}
}

// Links into a file that could not be read are not reported.
func TestFragmentsOfBrokenFiles(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a.md": "---\ntitle: [\n---\n## There\n",
		"content/pages/x.md": "[a](../steps/1-a.md#item) [b](/all/#item) [c](/resources/#book) " +
			"[d](/glossary/#risk)\n",
		"content/glossary.yaml": "- {term: [\n",
	}.mapFS())
	for _, p := range problemLines(t, s) {
		if strings.Contains(p, "broken-link") {
			t.Error(p)
		}
	}
}

// Many broken links in a large guide take no more time than its pages.
func TestManyBrokenLinks(t *testing.T) {
	in := sourceFiles{"content/steps/1-x/index.md": "## Top\n"}
	const pages = 2000
	for i := range pages {
		in[fmt.Sprintf("content/steps/1-x/lesson-%05d.md", i)] = fmt.Sprintf(
			"[a](lesson-%05x.md) [b](/steps/x/lesson-x%04d/) [c](index.md#topp-%d) [d](/glossary/#x%d)\n",
			i,
			i,
			i,
			i,
		)
	}
	cputest.Limit(t, 60*time.Second) // 0.7 s where this was written
	s := newSite(t, in.mapFS())
	problems, err := s.Check(t.Context())
	if err != nil || len(problems) < 3*pages {
		t.Fatal(len(problems), err)
	}
}
