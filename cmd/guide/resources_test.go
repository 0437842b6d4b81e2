package main

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// shownResources are the rows, the number of steps, the count and the query that the page shows.
const shownResources = `[...document.querySelectorAll("[data-item]")].filter((row) => row.checkVisibility())
	.map((row) => row.id).join() + "|" +
	[...document.querySelectorAll(".by-step h2")].filter((h) => h.checkVisibility()).length + "|" +
	document.querySelector(".filters output").textContent + "|" + location.search`

// filterTests are keys pressed on controls one after another, and shownResources after each.
var filterTests = []struct{ control, key, want string }{
	{"left", " ", "book,video,tool|2|3 of 4 shown|?left=1"},
	{"left", " ", "book,video,talk,tool|2||"},
	{"minutes", " ", "video|1|1 of 4 shown|?minutes=30"},
	{"minutes", " ", "book,video,talk,tool|2||"},
	{"type", "V", "video|1|1 of 4 shown|?type=video"},
	{"cost", "P", "|0|0 of 4 shown|?type=video&cost=paid"},
	{"type", "a", "book|1|1 of 4 shown|?cost=paid"},
	{"cost", "F", "video,tool|2|2 of 4 shown|?cost=free"},
	{"for", "N", "video|1|1 of 4 shown|?cost=free&for=new"},
	{"level", "S", "|0|0 of 4 shown|?cost=free&level=stretch&for=new"},
	{"level", "a", "video|1|1 of 4 shown|?cost=free&for=new"},
	{"for", "O", "tool|1|1 of 4 shown|?cost=free&for=old"},
	{"step", "1", "|0|0 of 4 shown|?cost=free&step=first&for=old"},
}

// TestResourceFilters sets the filters of /resources/ with the keyboard: the count and the address follow, steps
// without shown resources are hidden, and everything is printed.
func TestResourceFilters(t *testing.T) {
	t.Parallel()
	resource := func(id, more string) string {
		return "  - {id: " + id + ", title: The " + id + ", url: \"https://example.org/\", why: Why, " + more + "}\n"
	}
	r := newSiteFixture(t, map[string]string{
		"content/guide.yaml": checklistGuide["content/guide.yaml"],
		"content/steps/1-first.md": pageSource("First", "resources:\n"+
			resource("book", "type: book, cost: paid, effort: 3h, level: stretch")+
			resource("video", "type: video, cost: free, effort: 20m-30m, for: [new]")+resource("talk", "type: event"),
			"Text.\n"),
		"content/steps/2-second.md": pageSource("Second", "resources:\n"+
			resource("tool", "type: tool, cost: free, effort: 1h, for: [old]"), "Text.\n"),
	})
	r.requirePDFToText()
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#talk input"))
	r.goTo(tab, "/resources/")
	for i, test := range filterTests {
		eval[any](r, tab, fmt.Sprintf(`document.querySelector(".filters [name=%s]").focus()`, test.control))
		if i > 0 && filterTests[i-1].control == test.control {
			// otherwise the letters are taken as one word
			eval[any](r, tab, `new Promise((done) => setTimeout(done, 1100))`)
		}
		r.must(tab.Press(test.key))
		if got := eval[string](r, tab, shownResources); got != test.want {
			a, b := strings.Split(got, "|"), strings.Split(test.want, "|")
			if len(a) != 4 || a[0] != b[0] || a[1] != b[1] || a[2] != b[2] || !sameQuery(a[3], b[3]) {
				t.Errorf("%s: %q\nwant %q", test.control, got, test.want)
			}
		}
	}
	r.must(tab.Wait(`document.getElementById("ui-status").textContent === "0 of 4 shown"`))
	paper := strings.Join(r.printedSheets(tab), " ")
	if !strings.Contains(paper, "The book") || !strings.Contains(paper, "The tool") {
		t.Errorf("filtered items are not printed: %s", paper)
	}
	r.must(tab.Click("[data-action=all]"))
	r.expect(tab, "all", shownResources, "book,video,talk,tool|2||")
	r.goTo(tab, "/resources/?level=stretch&utm_source=x&type=none")
	if got := eval[string](r, tab, shownResources); !strings.HasPrefix(got, "book|1|1 of 4 shown") {
		t.Errorf("from the address: %q", got)
	}
	r.expectNoErrors(tab)
}

// sameQuery reports whether queries are equal apart from the order.
func sameQuery(a, b string) bool {
	for _, part := range strings.Split(strings.TrimPrefix(a, "?"), "&") {
		if !strings.Contains(b, part) {
			return false
		}
	}
	return len(a) == len(b)
}
