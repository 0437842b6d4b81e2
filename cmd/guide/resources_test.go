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
	{"[name=show][value=left]", " ", "book,video,tool|2|3 of 4 shown|?show=left"},
	{"[name=show][value=essential]", " ", "video,talk,tool|2|3 of 4 shown|?show=essential"},
	{"[name=show][value='']", " ", "book,video,talk,tool|2|4 of 4 shown|"},
	{"[name=minutes]", " ", "video|1|1 of 4 shown|?minutes=30"},
	{"[name=minutes]", " ", "book,video,talk,tool|2|4 of 4 shown|"},
	{"select[name=type]", "V", "video|1|1 of 4 shown|?type=video"},
	{"select[name=cost]", "P", "|0|0 of 4 shown|?type=video&cost=paid"},
	{"select[name=type]", "A", "book|1|1 of 4 shown|?cost=paid"},
	{"input[name=cost]", " ", "video,tool|2|2 of 4 shown|?cost=free"},
	{"select[name=for]", "N", "video|1|1 of 4 shown|?cost=free&for=new"},
	{"select[name=step]", "1", "video|1|1 of 4 shown|?cost=free&step=first&for=new"},
	{"select[name=for]", "O", "|0|0 of 4 shown|?cost=free&step=first&for=old"},
	{"input[name=cost]", " ", "book,talk|1|2 of 4 shown|?step=first&for=old"},
	{"select[name=cost]", "N", "talk|1|1 of 4 shown|?cost=unknown&step=first&for=old"},
}

// filterGuide has resources with and without a cost.
func filterGuide() map[string]string {
	resource := func(id, more string) string {
		return fmt.Sprintf("  - {id: %[1]s, title: The %[1]s, url: \"https://example.org/%[1]s\", why: Why, %[2]s}\n",
			id, more)
	}
	return map[string]string{
		"content/guide.yaml": checklistGuide["content/guide.yaml"],
		"content/steps/1-first.md": pageSource("First", "resources:\n"+
			resource("book", "type: book, cost: paid, effort: 3h, level: stretch")+
			resource("video", "type: video, cost: free, effort: 20m-30m, for: [new]")+resource("talk", "type: event"),
			"Text.\n"),
		"content/steps/2-second.md": pageSource("Second", "resources:\n"+
			resource("tool", "type: tool, cost: free, effort: 1h, for: [old]"), "Text.\n"),
	}
}

// TestResourceFilters sets the filters of /resources/ with the keyboard: the count and the address follow, steps
// without shown resources are hidden, and what is shown is printed.
func TestResourceFilters(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, filterGuide())
	r.requirePDFToText()
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#talk input"))
	r.goTo(tab, "/resources/")
	r.expect(tab, "at first", shownResources, "book,video,talk,tool|2|4 of 4 shown|")
	r.must(tab.Click("[data-more-filters] summary"))
	for _, test := range filterTests {
		eval[any](r, tab, fmt.Sprintf(`document.querySelector(%q).focus()`, ".filters "+test.control))
		r.must(tab.Press(test.key))
		if got := eval[string](r, tab, shownResources); got != test.want {
			a, b := strings.Split(got, "|"), strings.Split(test.want, "|")
			if len(a) != 4 || a[0] != b[0] || a[1] != b[1] || a[2] != b[2] || !sameQuery(a[3], b[3]) {
				t.Errorf("%s: %q\nwant %q", test.control, got, test.want)
			}
		}
	}
	r.must(tab.Wait(`document.getElementById("ui-status").textContent === "1 of 4 shown"`))
	r.expect(tab, "in the contents", `[...document.querySelectorAll(".toc a")].filter((a) => a.checkVisibility())
		.map((a) => a.textContent).join()`, "First")
	listed := []string{"First", "The talk <https://example.org/talk>"}
	others := []string{"The book", "The tool", "Second", "example.org/book"}
	r.expectPrinted(tab, listed, others)
	eval[any](r, tab, `void (window.print = () => (window.printed = true))`) // the test prints
	r.must(tab.Click("[data-action=print]"))
	r.expect(tab, "the button prints", `String(window.printed)`, "true")
	r.expectPrinted(tab, listed, others)
	address := eval[string](r, tab, `location.pathname + location.search`)
	r.must(tab.Click("[data-action=all]"))
	r.expect(tab, "all", shownResources, "book,video,talk,tool|2|4 of 4 shown|")
	for opened, want := range map[string]string{
		address: "talk|1|1 of 4 shown",
		"/resources/?show=essential&utm_source=x&type=none": "video,talk,tool|2|3 of 4 shown",
		"/resources/?level=essential":                       "book,video,talk,tool|2|4 of 4 shown",
	} {
		r.goTo(tab, opened)
		if got := eval[string](r, tab, shownResources); !strings.HasPrefix(got, want+"|") {
			t.Errorf("%s: %q, want %q", opened, got, want)
		}
	}
	r.expectNoErrors(tab)
}

// TestUnstatedCost checks that "Free" says how many resources it leaves out only because they state no cost, and shows
// them on request.
func TestUnstatedCost(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, filterGuide())
	tab := r.openPage(browser.View{}, "/resources/")
	const said = `(() => {
		const line = document.querySelector(".cost-hidden");
		return line.checkVisibility() ? line.firstElementChild.textContent : "";
	})()`
	r.expect(tab, "at first", said, "")
	r.must(tab.Click("input[name=cost]"))
	r.expect(tab, "free", said+` + "|" + `+shownResources,
		"1 more does not state a cost.|video,tool|2|2 of 4 shown|?cost=free")
	r.must(tab.Click(".filters [name=minutes]"))
	r.expect(tab, "free and short: the talk has no time, either", said, "")
	r.must(tab.Click(".filters [name=minutes]"))
	r.must(tab.Click("[data-action=cost-unknown]"))
	r.expect(tab, "on request", said+` + "|" + `+shownResources+` + document.querySelector("input[name=cost]").checked`,
		"|talk|1|1 of 4 shown|?cost=unknownfalse")
	r.expectNoErrors(tab)
}

// TestFiltersOnPhone checks that on a narrow screen all filters are behind one button, which says how many are active.
func TestFiltersOnPhone(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, filterGuide())
	tab := r.openPage(browser.View{Width: 360, Height: 780}, "/resources/?cost=free&show=essential")
	const shown = `[...document.querySelectorAll(".filters :is([name], button, summary)")]
		.filter((c) => c.checkVisibility()).map((c) => c.name ? c.tagName : c.textContent).join() + " " +
		document.querySelector("[data-action=filters]").ariaExpanded`
	r.expect(tab, "closed", shown, "Filters (2),Show all,Print this list,Show those false")
	r.must(tab.Click("[data-action=filters]"))
	r.expect(tab, "open", shown, "Filters (2),INPUT,INPUT,INPUT,INPUT,INPUT,SELECT,SELECT,SELECT,SELECT,Show all,"+
		"Print this list,Show those true")
	if over := eval[int](r, tab, `document.scrollingElement.scrollWidth - innerWidth`); over > 0 {
		t.Errorf("it scrolls sideways by %d", over)
	}
	r.must(tab.Click("[data-action=all]"))
	r.expect(tab, "none", `document.querySelector("[data-action=filters]").textContent`, "Filters")
	wide := r.openPage(browser.View{}, "/resources/?type=video")
	r.expect(wide, "wide", `[...document.querySelectorAll(".filters :is(button, summary)")]
		.filter((c) => c.checkVisibility()).map((c) => c.textContent).join() +
		document.querySelector("[data-more-filters]").open`, "More filters (1),Show all,Print this listtrue")
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
