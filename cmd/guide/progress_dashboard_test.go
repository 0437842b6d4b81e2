package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
)

// The page /progress/ shows what is done, doing and next, and the notes.

// dashboardLists are the lists of /progress/ that are shown: the title of each and the texts of its rows.
const dashboardLists = `[...document.querySelectorAll("[data-part]")].filter((part) => part.checkVisibility())
	.map((part) => part.querySelector("h2").textContent + ": " + [...part.querySelectorAll("[data-rows] > li")]
		.map((row) => row.innerText.replace(/\s+/g, " ").replaceAll(" : ", ": ").trim()).join(" | ")).join("\n")`

// dashboardHead is the sentence at the head of /progress/ and the counts beside it.
const dashboardHead = `document.querySelector("[data-summary]").textContent.trim().replace(/\s+/g, " ") + [...document
	.querySelectorAll("[data-facts] > div")].filter((d) => d.checkVisibility())
	.map((d) => " " + d.innerText.replace(/\s+/g, " ")).join()`

// dashboardSteps are the steps on /progress/ with their counts.
const dashboardSteps = `[...document.querySelectorAll(".bars li")]
	.map((li) => li.innerText.replace(/\s+/g, " ").trim() + " " +
		[...li.querySelectorAll("progress:not([hidden])")].map((bar) => bar.value + "/" + bar.max)).join("; ")`

// waitForDashboard waits until the page shows its lists.
func (r *siteFixture) waitForDashboard(tab *browser.Tab) {
	r.Helper()
	r.must(tab.Wait(`document.documentElement.classList.contains("dashboard-shown")`))
}

// dayAgo returns the time of noon some days ago, as the program stores it.
func dayAgo(days int) string {
	now := time.Now()
	noon := time.Date(now.Year(), now.Month(), now.Day()-days, 12, 0, 0, 0, time.Local)
	return noon.UTC().Format("2006-01-02T15:04:05.000Z")
}

// storeEntries stores entries of items, JSON objects by id, and opens /progress/.
func (r *siteFixture) storeEntries(tab *browser.Tab, entries ...string) {
	r.Helper()
	r.goTo(tab, "/404.html")
	eval[any](r, tab, fmt.Sprintf(`localStorage.setItem("guide:g", %s)`, jsQuote(
		`{"format":"guide-progress","version":1,"guide":"g","items":{`+strings.Join(entries, ",")+`}}`)))
	r.goTo(tab, "/progress/")
	r.waitForDashboard(tab)
}

func noteEntry(id, state, note string, days int) string {
	return fmt.Sprintf(`%q:{"state":%q,"at":%q,"note":%q,"noteAt":%q}`, id, state, dayAgo(days), note, dayAgo(days))
}

// TestDashboard ticks on /progress/: every count follows, and a row stays so that it can be cleared again.
func TestDashboard(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	r.waitForDashboard(tab)
	r.expect(tab, "a newcomer", dashboardHead+` + "\n" + `+dashboardLists+` + "\n" + `+dashboardSteps,
		"Nothing is ticked yet. What you do will stand here, with what comes next, your notes, and a bar for each "+
			"step.\n"+
			"Where to start: Do one Essential in step 1: Do one | Do three Essential in step 1: Do three | "+
			"Do four Essential in step 1: Do four\nStep 1 First 4 actions ; Step 2 Second 2 actions ")
	r.expect(tab, "where a newcomer starts", `document.querySelector("[data-continue]").textContent`,
		"Start with step 1: First")
	r.storeEntries(tab, noteEntry("one", "done", "ask Ann", 1), noteEntry("fife", "doing", "", 0),
		noteEntry("two", "skip", "", 20), noteEntry("book", "done", "", 400))
	year := time.Now().AddDate(0, 0, -400).Format("January 2, 2006")
	r.expect(tab, "lists", dashboardLists, "Doing: Do five Essential in step 2: Do five\n"+
		"Next three: Do six Essential in step 2: Do six | Do three Essential in step 1: Do three | "+
		"Do four Essential in step 1: Do four\nMy notes: ask Ann Do one, yesterday\n"+
		"Done lately: Yesterday Do one | "+year+" A book, resource")
	if got := eval[string](r, tab, dashboardHead); !strings.HasPrefix(got, "1 of 5 actions done") ||
		!strings.HasSuffix(got, ". Doing 1, Not for me 1, Essentials left 4") {
		t.Errorf("the head: %s", got)
	}
	r.expect(tab, "the link to what is being done", `document.querySelector("[data-continue]").textContent + " " +
		document.querySelector("[data-continue]").getAttribute("href")`, "Continue: Do five ../steps/second/#five")
	r.must(tab.Click("[data-item=five] input"))
	r.must(tab.Click("[data-item=six] label"))
	r.must(tab.Wait(dashboardSteps + ` === "Step 1 First 1 of 3 done 2 to do, 1 not for me 1/3; ` +
		`Step 2 Second Done 2 actions 2/2"`))
	r.must(tab.Wait(dashboardLists + `.includes("Done lately: Today Do six | Today Do five | Yesterday Do one")`))
	r.must(tab.Click("[data-item=five] input"))
	r.expect(tab, "what was being done is again", fmt.Sprintf(`JSON.parse(%s).items.five.state`,
		fmt.Sprintf(storedValue, "")), "doing")
	r.expectNoErrors(tab)
}

// TestDashboardEnds checks the page when all is done, and when nothing can be stored.
func TestDashboardEnds(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	var all []string
	for i, id := range []string{"one", "two", "three", "four", "five", "six"} {
		all = append(all, noteEntry(id, "done", "", 40+i))
	}
	r.storeEntries(tab, all...)
	if got := eval[string](r, tab, dashboardHead+` + "\n" + `+dashboardLists); !strings.HasPrefix(got,
		"6 of 6 actions done. Essentials left 0\nEverything is done: \nDone lately: ") {
		t.Errorf("all done: %s", got)
	}
	if eval[bool](r, tab, `document.querySelector("[data-continue]").checkVisibility()`) {
		t.Error("there is something to continue with")
	}
	for i := range all {
		all[i] = strings.Replace(all[i], "done", "skip", 1)
	}
	r.storeEntries(tab, all...)
	r.expect(tab, "all is not for the reader", dashboardHead,
		"Every action here is “not for me”: 6. Not for me 6, Essentials left 0")
	refusing := r.newTab(browser.View{})
	r.must(refusing.AddInitScript(brokenStorages["refused"]))
	r.goTo(refusing, "/progress/")
	r.waitForDashboard(refusing)
	got := eval[string](r, refusing, dashboardHead)
	if !strings.HasPrefix(got, "This browser refuses to keep anything") {
		t.Errorf("refused: %s", got)
	}
	r.expectNoErrors(tab)
}

// TestNotesAreFound filters the notes on this device: nothing is requested and the address stays.
func TestNotesAreFound(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	entries := []string{noteEntry("one", "open", "Coffee with Änn", 1), noteEntry("two", "done", "<b>borrowed</b>", 2),
		noteEntry("gone", "open", "An old thing", 3)}
	for _, id := range []string{"three", "four", "five", "six"} {
		entries = append(entries, noteEntry(id, "open", "Tea", 4))
	}
	r.storeEntries(tab, entries...)
	const notes = `[...document.querySelectorAll("[data-part=notes] .item-note")].map((n) => n.textContent).join() +
		"|" + document.querySelector("[data-found]").textContent`
	r.expect(tab, "all", notes, "Coffee with Änn,<b>borrowed</b>,Tea,Tea,Tea,Tea|")
	begin := eval[float64](r, tab, `performance.now()`)
	r.must(tab.Click("[data-find]"))
	r.must(tab.Press("ANN coff"))
	r.must(tab.Wait(notes + ` === "Coffee with Änn|1 of 6 shown"`))
	r.must(tab.Press("ee zebra"))
	r.must(tab.Wait(notes + ` === "|0 of 6 shown"`))
	eval[any](r, tab, `(() => {
		const field = document.querySelector("[data-find]");
		field.value = "do two";
		field.dispatchEvent(new Event("input"));
	})()`)
	r.must(tab.Wait(notes + ` === "<b>borrowed</b>|1 of 6 shown"`))
	r.expect(tab, "requests", fmt.Sprintf(`performance.getEntriesByType("resource").filter((e) => e.startTime > %f)
		.map((e) => e.name).filter((name) => !name.endsWith("/favicon.svg")).join()`, begin), "")
	r.expect(tab, "the address", `location.search + location.hash`, "")
	r.expectNoErrors(tab)
}

// TestGoneEntries lists the ticks and notes of what the guide does not have any more. They can be copied and deleted
// one by one; undo brings back all that were deleted, and keeps what was done since.
func TestGoneEntries(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => {
		window.copied = text;
	}}})`))
	r.storeEntries(tab, noteEntry("gone-a", "done", "the old log\nis here", 0), noteEntry("gone-b", "skip", "", 1),
		noteEntry("one", "done", "", 2))
	const gone = `[...document.querySelectorAll("[data-part=gone] code")].map((c) => c.textContent).join()`
	r.expect(tab, "listed", gone, "gone-a,gone-b")
	r.must(tab.Click("[data-part=gone] [value=copy]"))
	r.must(tab.Wait(`window.copied === "gone-a: Done, today\nthe old log\nis here" && ` + importResult +
		` === "The text is copied."`))
	for _, left := range []string{"gone-b", ""} {
		r.must(tab.Click("[data-part=gone] [value=delete]"))
		r.must(tab.Wait(gone + fmt.Sprintf(" === %q", left)))
	}
	if got := eval[string](r, tab, fmt.Sprintf(storedValue, "")); strings.Contains(got, "gone-") {
		t.Errorf("stored: %s", got)
	}
	r.must(tab.Click("[data-item=three] input"))
	r.pressSetting(tab, "[data-action=undo]")
	r.must(tab.Wait(gone + ` === "gone-a,gone-b"`))
	r.expect(tab, "what was done since", fmt.Sprintf(`JSON.parse(%s).items.three.state`, fmt.Sprintf(storedValue, "")),
		"done")
	r.expectNoErrors(tab)
}

// TestLargeDashboard opens /progress/ with 2 MB of notes: it shows some of each list and answers at once.
func TestLargeDashboard(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/404.html")
	eval[any](r, tab, fmt.Sprintf(`localStorage.setItem("guide:g", %s)`, notesJS("x", 1000)))
	r.goTo(tab, "/progress/")
	r.waitForDashboard(tab)
	const rows = `document.querySelectorAll("[data-part=gone] [data-rows] > li").length`
	if got := eval[int](r, tab, rows); got != 10 {
		t.Errorf("%d rows at first", got)
	}
	r.must(tab.Click("[data-part=gone] [data-more]"))
	r.must(tab.Wait(rows + ` === 60 && document.activeElement.closest("li") ===
		document.querySelectorAll("[data-part=gone] [data-rows] > li")[10]`))
	r.expectNoErrors(tab)
}

// TestTitlesMissing checks that without the titles the page shows ids, which still lead to the actions.
func TestTitlesMissing(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	r.intercept(func(w http.ResponseWriter, req *http.Request) bool {
		lost := strings.HasPrefix(req.URL.Path, "/assets/titles/")
		if lost {
			http.NotFound(w, req)
		}
		return lost
	})
	tab := r.openPage(browser.View{}, "/progress/")
	r.waitForDashboard(tab)
	r.expect(tab, "without titles", `document.querySelector("[data-item]").querySelector(".item-text").textContent +
		document.querySelector("[data-item] a").getAttribute("href")`, "one../steps/first/#one")
}

// TestPrintPlan prints the plan alone, on two sheets even if a whole guide is done.
func TestPrintPlan(t *testing.T) {
	t.Parallel()
	var checklist strings.Builder
	entries := []string{noteEntry("item-0", "doing", "<i>ask</i> Ann", 1), noteEntry("item-19", "open", "later", 2)}
	for i := range 130 {
		facts := map[int]string{1: ", effort: 45m"}[i]
		fmt.Fprintf(&checklist, "  - {id: item-%d, text: Write the plan number %d of your office%s}\n", i, i, facts)
		if i > 19 {
			entries = append(entries, noteEntry(fmt.Sprintf("item-%d", i), "done", "", i))
		}
	}
	r := newSiteFixture(t, map[string]string{
		"content/guide.yaml":     checklistGuide["content/guide.yaml"],
		"content/steps/1-one.md": pageSource("One", "checklist:\n"+checklist.String(), "Text.\n"),
	})
	r.requirePDFToText()
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`window.print = () => (window.printed = document.documentElement.dataset.print);`))
	r.storeEntries(tab, entries...)
	r.must(tab.Click("[data-action=print-plan]"))
	r.must(tab.Wait(`window.printed === "plan"`))
	sheets := r.printedSheets(tab)
	paper := strings.Join(sheets, " ")
	if len(sheets) != 2 {
		t.Errorf("%d sheets", len(sheets))
	}
	yesterday := time.Now().AddDate(0, 0, -1).Format("Jan 2, 2006")
	for _, want := range []string{"My plan 110 of 130 actions done.",
		"Doing – Write the plan number 0 of your office Essential, step 1, " + yesterday + " <i>ask</i> Ann",
		"Next Write the plan number 1 of your office Essential, 45 minutes, step 1 Write",
		"number 10 of your office Essential, step 1 With a note Write the plan number 19 of your office " +
			"Essential, step 1 later",
		"Done ✓ Write the plan number 20 of your office", "number 129 of"} {
		if !strings.Contains(paper, want) {
			t.Errorf("not printed: %q in %s", want, paper)
		}
	}
	for _, other := range []string{"Keep it safe", "Step by step", "Print my plan", "number 11 of", "My progress"} {
		if strings.Contains(paper, other) {
			t.Errorf("printed: %q", other)
		}
	}
	r.expectNoErrors(tab)
}

// TestAxeDashboard applies axe-core to /progress/ with entries in every list, and to /resources/ with a filter, all
// disclosures open.
func TestAxeDashboard(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(axeSource(t)))
	r.storeEntries(tab, noteEntry("one", "done", "a note", 1), noteEntry("two", "doing", "another", 2),
		noteEntry("gone", "done", "an old note", 3), noteEntry("older", "skip", "", 3))
	for _, page := range []string{"/progress/", "/resources/?cost=free"} {
		r.goTo(tab, page)
		r.must(tab.Wait(`document.documentElement.dataset.script === "ready"`))
		eval[any](r, tab, `document.querySelectorAll("details").forEach((d) => (d.open = true));
			document.querySelector("[data-action=filters]")?.click()`)
		for _, m := range axeModes {
			r.must(tab.Emulate(m.view))
			r.expectNone(tab, page+", "+m.name, axeRun)
		}
	}
}
