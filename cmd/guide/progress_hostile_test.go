package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// What the page says of a file that it refuses.
const (
	notSavedCopy = "This is not a saved copy. Nothing has changed."
	notProgress  = "This is not a copy of anyone’s progress. Nothing has changed."
	otherGuide   = "This copy is from another guide. Nothing has changed."
	newerVersion = "This copy is from a newer version of this site. Reload the page and try again. Nothing has changed."
	damaged      = "This copy is damaged. Nothing has changed."
	longNote     = "A note in this copy is longer than 2,000 characters. Nothing has changed."
	tooLarge     = "This is larger than 16 MB. Nothing has changed."
)

// refusedImports returns files that must be refused, by name, with the message of the page for each. mine is a valid
// file.
func refusedImports(mine string) map[string][2]string {
	fine := progressEntry("two", "done", "04-01T10:00")
	file := func(entries ...string) string { return progressFile("04-01T10:00", entries...) }
	edit := func(from, to string) string { return strings.Replace(mine, from, to, 1) }
	inYear := func(year string) string { return strings.ReplaceAll(file(fine), `"2026-`, `"`+year+"-") }
	noteAt := `,"noteAt":"2026-04-01T10:00:00.000Z"}`
	return map[string][2]string{
		"nothing":          {"", notSavedCopy},
		"half":             {mine[:60], notSavedCopy},
		"a list":           {"[]", notProgress},
		"another format":   {`{"format":"x"}`, notProgress},
		"another guide":    {edit(`"g"`, `"h"`), otherGuide},
		"a newer version":  {edit(`"version":1`, `"version":99`), newerVersion},
		"version as text":  {edit(`"version":1`, `"version":"1"`), newerVersion},
		"no version":       {edit(`"version":1,`, ``), notProgress},
		"a state":          {file(fine, progressEntry("one", "finished", "04-01T10:00")), damaged},
		"a state, no time": {file(fine, `"one":{"state":"done"}`), damaged},
		"a time":           {file(fine, progressEntry("one", "done", "04-31T10:00")), damaged},
		"a year too far":   {inYear("9000"), damaged},
		"a year of six":    {inYear("+275760"), damaged},
		"a far time":       {inYear("9999"), damaged},
		"an id":            {file(fine, progressEntry("<b>", "done", "04-01T10:00")), damaged},
		"prototype id":     {file(fine, progressEntry("__proto__", "done", "04-01T10:00")), damaged},
		"prototype key":    {edit(`"items":{`, `"__proto__":{"polluted":1},"items":{`), damaged},
		"prototype inside": {edit(`"state"`, `"more":{"__proto__":{"polluted":1}},"state"`), damaged},
		"items as a list":  {`{"format":"guide-progress","version":1,"guide":"g","items":[]}`, damaged},
		"an entry as text": {file(`"one":"done"`), damaged},
		"a note as a list": {file(`"one":{"note":["x"]` + noteAt), damaged},
		"a long note":      {file(fine, `"one":{"note":"`+strings.Repeat("x", 2001)+`"`+noteAt), longNote},
		"deep": {edit(`"items"`, `"deep":`+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+`,"items"`),
			damaged},
		"very deep": {strings.Repeat("[", 1_000_000), notSavedCopy},
		"a plan":    {edit(`"items"`, `"plan":{"at":"soon"},"items"`), damaged},
		"a script":  {`<script>window.bad = 1</script>`, notSavedCopy},
		"17 MB":     {"", tooLarge}, // the test makes the file
	}
}

// TestHostileImports checks that hostile, foreign, newer, damaged and large files are refused with a reason and change
// nothing.
func TestHostileImports(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("one", "done", "03-01T10:00"))
	r.previewImport(tab, mine)
	r.pressSetting(tab, "[data-action=merge]")
	refused := refusedImports(mine)
	for name, file := range refused {
		got := ""
		if name == "17 MB" {
			got = eval[string](r, tab, `(() => {
				const field = document.querySelector("[data-paste]");
				field.style.display = "none";
				field.value = "ж".repeat(8.5e6);
				document.querySelector("[data-action=look]").click();
				return `+importResult+`;
			})()`)
		} else {
			got = r.previewImport(tab, file[0])
		}
		if got != file[1] {
			t.Errorf("%s: %q, want %q", name, got, file[1])
		}
		if eval[bool](r, tab, `document.querySelector("[data-action=merge]").checkVisibility() || "polluted" in {} ||
			"bad" in window`) {
			t.Errorf("%s: it can be merged, or ran code", name)
		}
	}
	// Markup in a note is text.
	const evil = `"one":{"state":"done","at":"2026-03-01T10:00:00.000Z",` +
		`"note":"</textarea><script>bad=1</script>","noteAt":"2026-03-01T10:00:00.000Z"}`
	r.expect(tab, "changed", exportText+` + (`+fmt.Sprintf(storedValue, "")+`)`, mine+mine)
	r.previewImport(tab, progressFile("03-01T10:00", evil))
	r.pressSetting(tab, "[data-action=merge]")
	r.goTo(tab, "/steps/first/")
	got := eval[string](r, tab, `document.querySelector("#one .item-note").textContent + ("bad" in window)`)
	if got != "</textarea><script>bad=1</script>false" {
		t.Error(got)
	}
	r.expectNoErrors(tab)
	reportMetric(t, "hostile imports: %d tried, 0 changed anything", len(refused))
}

// brokenStorages are scripts that break the storage, by the notice that the page shows.
var brokenStorages = map[string]string{
	"refused": `Object.defineProperty(window, "localStorage", {get() {
		throw new DOMException("refused", "SecurityError");
	}})`,
	"full":    `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`,
	"forgets": `Storage.prototype.setItem = () => {}`,
}

// TestHostileStorage checks that ticks work if the storage refuses, is full or drops data, and that the page says what
// is not kept.
func TestHostileStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	for name, script := range brokenStorages {
		tab := r.newTab(browser.View{})
		r.must(tab.AddInitScript(script))
		r.goTo(tab, "/steps/first/")
		r.must(tab.Click("#one input"))
		r.must(tab.Click("#three input"))
		r.must(tab.Click("#three input"))
		r.expect(tab, name, rowStates+` + " " + document.querySelector(".progress-bar").textContent.trim() + " " + `+
			shownNotices,
			"one:done:x,two:open: ,three:open: ,four:open: ,book:open:  1 of 4 done. "+
				strings.Replace(name, "forgets", "refused", 1))
		if errs := tab.PageErrors(); len(errs) > 0 {
			t.Errorf("%s: %q", name, errs)
		}
	}
	// Data that can neither be read nor be set aside stays in place; the page says so before the first tick.
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`Storage.prototype.setItem.call(localStorage, "guide:g", "garbage"); ` +
		brokenStorages["full"]))
	r.goTo(tab, "/steps/first/")
	r.expect(tab, "garbage that cannot be set aside: the page says", shownNotices, "full")
	r.goTo(tab, "/progress/")
	r.expect(tab, "garbage that cannot be set aside", `document.querySelector("[data-quarantine]").checkVisibility() +
		document.querySelector("[data-quarantine] button").textContent +
		localStorage.getItem("guide:g")`, "trueDownload ggarbage")
}

// TestUnreadableStorage stores unreadable data: it is set aside, can be downloaded, and can be deleted.
func TestUnreadableStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/")
	newer := progressFile("01-01T10:00", progressEntry("one", "done", "01-01T10:00"))
	newer = strings.Replace(newer, `"version":1`, `"version":99`, 1)
	for i, held := range []string{"garbage", progressFile("01-01T10:00") + "}", newer} {
		eval[any](r, tab, fmt.Sprintf(`localStorage.setItem("guide:g", %s)`, jsQuote(held)))
		r.goTo(tab, "/steps/first/")
		r.setState(tab, "two", []string{"done", "open", "done"}[i])
		r.expect(tab, fmt.Sprintf("%s: the page says", held), shownNotices, "aside")
		if !eval[bool](r, tab, fmt.Sprintf(`%s === %s && %s.includes('"two"')`,
			fmt.Sprintf(storedValue, fmt.Sprintf(":aside:%d", i+1)), jsQuote(held), fmt.Sprintf(storedValue, ""))) {
			t.Errorf("%s is not set aside", held)
		}
	}
	r.goTo(tab, "/progress/")
	got := eval[int](r, tab,
		`[...document.querySelectorAll("[data-quarantine] li")].filter((b) => b.checkVisibility()).length`)
	if got != 3 {
		t.Errorf("%d files are offered", got)
	}
	r.must(tab.Click("[data-quarantine] button:last-of-type"))
	// New data takes the key of the deleted copy, not that of another one.
	eval[any](r, tab, `localStorage.setItem("guide:g", "more garbage")`)
	r.goTo(tab, "/progress/")
	const asides = `Object.keys(localStorage).filter((k) => k.includes("aside"))
		.map((k) => localStorage.getItem(k).slice(0, 12)).sort().join()`
	if got := eval[string](r, tab, asides); strings.Count(got, ",") != 2 || !strings.Contains(got, "more garbage") {
		t.Errorf("set aside: %s", got)
	}
	r.expectNoErrors(tab)
}

// TestUnreadableImport chooses a file that cannot be read, such as a deleted one. It is refused, and the previous file
// is no longer offered.
func TestUnreadableImport(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	file := filepath.Join(t.TempDir(), "mine.json")
	r.must(os.WriteFile(file, []byte(progressFile("03-01T10:00", progressEntry("two", "doing", "03-01T10:00"))), 0o666))
	const offered = `document.querySelector("[data-action=merge]").checkVisibility()`
	r.must(tab.Upload("[data-action=import]", file))
	r.must(tab.Wait(offered))
	eval[any](r, tab, `(File.prototype.text = () => Promise.reject(new DOMException("It is gone", "NotFoundError")),
		0)`)
	r.must(tab.Upload("[data-action=import]", file))
	r.must(tab.Wait(importResult + ` === "The file could not be read. Nothing has changed."`))
	if eval[bool](r, tab, offered) {
		t.Error("the previous copy is still offered")
	}
}

// TestClockAndClearing sets the clock back: later changes still win. Data that the browser deletes while a page is open
// is stored again.
func TestClockAndClearing(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#one input"))
	eval[any](r, tab, `(() => { Date.now = () => 1e12; })()`)
	r.must(tab.Click("#one input"))
	r.must(tab.Click("#two input"))
	r.goTo(tab, "/steps/first/")
	if got := eval[string](r, tab, rowStates); !strings.HasPrefix(got, "one:open: ,two:done:x") {
		t.Errorf("after the clock went back: %s", got)
	}
	eval[any](r, tab, `localStorage.removeItem("guide:g")`)
	r.must(tab.Click("#three input"))
	r.goTo(tab, "/steps/first/")
	got := eval[string](r, tab, rowStates)
	if !strings.HasPrefix(got, "one:open: ,two:done:x,three:done:x") {
		t.Errorf("after the storage was emptied: %s", got)
	}
}
