package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// progressEntry writes one entry of a progress file.
func progressEntry(id, state, at string) string {
	return fmt.Sprintf(`%q:{"state":%q,"at":"2026-%s:00.000Z"}`, id, state, at)
}

// progressFile writes a progress file as the program does.
func progressFile(changed string, entries ...string) string {
	return fmt.Sprintf(`{"format":"guide-progress","version":1,"guide":"g","changed":"2026-%s:00.000Z","items":{%s}}`, changed, strings.Join(entries, ","))
}

// previewImport pastes a text on /progress/ and returns what the page says of it.
func (r *siteFixture) previewImport(tab *browser.Tab, text string) string {
	r.Helper()
	return eval[string](r, tab, fmt.Sprintf(`(() => { document.querySelector("[data-paste]").value = %s; document.querySelector("[data-action=look]").click(); return %s; })()`, jsQuote(text), importResult))
}

// jsQuote writes a text as JavaScript.
func jsQuote(text string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`", "${", "\\${").Replace(text) + "`"
}

const (
	importResult = `document.querySelector("[data-result]").textContent`
	exportText   = `(() => { document.querySelector("[data-action=copy]").click(); return document.querySelector("[data-text]").value; })()`
)

// A copy is looked at, merged, undone and undone again; what comes out is byte for byte what went in.
func TestImportExport(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("four", "done", "03-01T10:00"), progressEntry("one", "done", "02-01T10:00"), progressEntry("two", "doing", "02-02T10:00"))
	if got := r.previewImport(tab, mine); got != "This copy adds 3, changes 0, unknown to this guide 0." {
		t.Errorf("first: %q", got)
	}
	if got := eval[bool](r, tab, fmt.Sprintf(storedValue, "")+" === null"); !got {
		t.Error("looking at a copy stored it")
	}
	r.must(tab.Click("[data-action=merge]"))
	r.expect(tab, "the round trip", exportText, mine)
	other := progressFile("03-02T10:00", progressEntry("five", "done", "03-01T11:00"), progressEntry("gone", "done", "03-01T11:00"), progressEntry("one", "open", "03-02T10:00"), progressEntry("two", "done", "01-01T10:00"))
	if got := r.previewImport(tab, other); got != "This copy adds 1, changes 1, unknown to this guide 1." {
		t.Errorf("second: %q", got)
	}
	r.must(tab.Click("[data-action=merge]"))
	both := progressFile("03-02T10:00", progressEntry("five", "done", "03-01T11:00"), progressEntry("four", "done", "03-01T10:00"), progressEntry("gone", "done", "03-01T11:00"), progressEntry("one", "open", "03-02T10:00"), progressEntry("two", "doing", "02-02T10:00"))
	r.expect(tab, "merged", exportText, both)
	for i, want := range []string{mine, both, mine} {
		r.must(tab.Click("[data-action=undo]"))
		r.expect(tab, fmt.Sprintf("undo %d", i), exportText, want)
	}
	for range 2 { // the second time there is nothing to clear, and what is to be brought back stays
		r.must(tab.Click("[data-action=reset]"))
		r.expect(tab, "reset", exportText, `{"format":"guide-progress","version":1,"guide":"g","items":{}}`)
		r.must(tab.Wait(importResult + ` === "The text is copied." || ` + importResult + ` === "Copy the text that is selected."`))
	}
	r.goTo(tab, "/progress/") // undo outlives the visit
	r.must(tab.Click("[data-action=undo]"))
	r.expect(tab, "undo of the reset", exportText, mine)
	eval[any](r, tab, `(() => { const c = JSON.parse(localStorage.getItem("guide:g:undo")); c.at -= 31 * 864e5; localStorage.setItem("guide:g:undo", JSON.stringify(c)); })()`)
	r.goTo(tab, "/progress/")
	if got := eval[bool](r, tab, `document.querySelector("[data-action=undo]").checkVisibility() || localStorage.getItem("guide:g:undo") !== null`); got {
		t.Error("there is an undo after 31 days")
	}
	r.must(tab.Click("[data-action=forget]"))
	r.expect(tab, "after one press of the button that deletes", exportText, mine)
	r.must(tab.Click("[data-confirm]"))
	r.must(tab.Click("[data-action=forget]"))
	if got := eval[int](r, tab, `localStorage.length`); got != 0 {
		t.Errorf("%d entries are left", got)
	}
	if faults := tab.PageErrors(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
}

// A copy goes out as a file and comes in as one, in another browser; each word about what is kept is true.
func TestImportExportFiles(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`
		window.saved = [];
		URL.createObjectURL = (blob) => (blob.text().then((text) => saved.push(text)), "blob:x");
		HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };
		window.kept = false;
		navigator.storage.persisted = async () => kept;
		navigator.storage.persist = async () => (kept = window.willKeep ?? false);`))
	r.goTo(tab, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("one", "done", "02-01T10:00"), progressEntry("two", "doing", "03-01T10:00"))
	const give = `(() => { const files = new DataTransfer(), input = document.querySelector("[data-action=import]"); files.items.add(new File([%s], "copy.json")); input.files = files.files; input.dispatchEvent(new Event("change")); })()`
	eval[any](r, tab, fmt.Sprintf(give, jsQuote(mine)))
	r.must(tab.Wait(importResult + ` === "This copy adds 2, changes 0, unknown to this guide 0."`))
	r.must(tab.Click("[data-action=merge]"))
	r.must(tab.Click("[data-action=export]"))
	r.must(tab.Wait(`saved.length === 1 && ` + importResult + ` === "The file is in your downloads."`))
	r.expect(tab, "saved", `saved[0]`, mine)
	if got := eval[bool](r, tab, `/^g-\d{4}-\d\d-\d\d\.json$/.test(savedAs)`); !got {
		t.Errorf("the file is called %s", eval[string](r, tab, `savedAs`))
	}
	eval[any](r, tab, fmt.Sprintf(give, `"x".repeat(17e6)`))
	r.must(tab.Wait(importResult + ` === "This is larger than 16 MB. Nothing has changed."`))
	const kept = `document.querySelector("[data-persistence]").textContent`
	for _, will := range []string{"false", "true"} {
		want := map[string]string{"false": "The browser did not promise to keep it. Save a copy now and then.", "true": "The browser has agreed to keep it when space runs short."}[will]
		eval[any](r, tab, "window.willKeep = "+will)
		r.must(tab.Click("[data-action=persist]"))
		r.must(tab.Wait(fmt.Sprintf("%s === %q", kept, want)))
	}
	eval[any](r, tab, `localStorage.setItem("guide:g:aside:1", "garbage")`)
	r.goTo(tab, "/progress/")
	r.must(tab.Click("[data-quarantine] button"))
	r.must(tab.Wait(`saved.join() === "garbage" && savedAs === "guide-g-aside-1.txt"`))
}

// What is hostile, foreign, newer, damaged or too large is refused whole, with a reason, and changes nothing.
func TestHostileImports(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("one", "done", "03-01T10:00"))
	r.previewImport(tab, mine)
	r.must(tab.Click("[data-action=merge]"))
	fine := progressEntry("two", "done", "04-01T10:00")
	damaged := "This copy is damaged. Nothing has changed."
	refused := map[string][2]string{
		"nothing":          {"", "This is not a saved copy. Nothing has changed."},
		"half":             {mine[:60], "This is not a saved copy. Nothing has changed."},
		"a list":           {"[]", "This is not a copy of anyone’s progress. Nothing has changed."},
		"another format":   {`{"format":"x"}`, "This is not a copy of anyone’s progress. Nothing has changed."},
		"another guide":    {strings.Replace(mine, `"g"`, `"h"`, 1), "This copy is from another guide. Nothing has changed."},
		"a newer version":  {strings.Replace(mine, `"version":1`, `"version":99`, 1), "This copy is from a newer version of this site. Reload the page and try again. Nothing has changed."},
		"version as text":  {strings.Replace(mine, `"version":1`, `"version":"1"`, 1), "This copy is from a newer version of this site. Reload the page and try again. Nothing has changed."},
		"no version":       {strings.Replace(mine, `"version":1,`, ``, 1), "This is not a copy of anyone’s progress. Nothing has changed."},
		"a state":          {progressFile("04-01T10:00", fine, progressEntry("one", "finished", "04-01T10:00")), damaged},
		"a state, no time": {progressFile("04-01T10:00", fine, `"one":{"state":"done"}`), damaged},
		"a time":           {progressFile("04-01T10:00", fine, progressEntry("one", "done", "04-31T10:00")), damaged},
		"a year too far":   {strings.ReplaceAll(progressFile("04-01T10:00", fine), `"2026-`, `"9000-`), damaged},
		"a year of six":    {strings.ReplaceAll(progressFile("04-01T10:00", fine), `"2026-`, `"+275760-`), damaged},
		"a far time":       {strings.ReplaceAll(progressFile("04-01T10:00", fine), `"2026-`, `"9999-`), damaged},
		"an id":            {progressFile("04-01T10:00", fine, progressEntry("<b>", "done", "04-01T10:00")), damaged},
		"prototype id":     {progressFile("04-01T10:00", fine, progressEntry("__proto__", "done", "04-01T10:00")), damaged},
		"prototype key":    {strings.Replace(mine, `"items":{`, `"__proto__":{"polluted":1},"items":{`, 1), damaged},
		"prototype inside": {strings.Replace(mine, `"state"`, `"more":{"__proto__":{"polluted":1}},"state"`, 1), damaged},
		"items as a list":  {`{"format":"guide-progress","version":1,"guide":"g","items":[]}`, damaged},
		"an entry as text": {progressFile("04-01T10:00", `"one":"done"`), damaged},
		"a note as a list": {progressFile("04-01T10:00", `"one":{"note":["x"],"noteAt":"2026-04-01T10:00:00.000Z"}`), damaged},
		"a long note":      {progressFile("04-01T10:00", fine, `"one":{"note":"`+strings.Repeat("x", 2001)+`","noteAt":"2026-04-01T10:00:00.000Z"}`), "A note in this copy is longer than 2,000 characters. Nothing has changed."},
		"deep":             {strings.Replace(mine, `"items"`, `"deep":`+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+`,"items"`, 1), damaged},
		"very deep":        {strings.Repeat("[", 1_000_000), "This is not a saved copy. Nothing has changed."},
		"a plan":           {strings.Replace(mine, `"items"`, `"plan":{"at":"soon"},"items"`, 1), damaged},
		"a script":         {`<script>window.bad = 1</script>`, "This is not a saved copy. Nothing has changed."},
		"17 MB":            {"", "This is larger than 16 MB. Nothing has changed."},
	}
	for name, file := range refused {
		got := ""
		if name == "17 MB" {
			got = eval[string](r, tab, `(() => { const field = document.querySelector("[data-paste]"); field.style.display = "none"; field.value = "ж".repeat(8.5e6); document.querySelector("[data-action=look]").click(); return `+importResult+`; })()`)
		} else {
			got = r.previewImport(tab, file[0])
		}
		if got != file[1] {
			t.Errorf("%s: %q, want %q", name, got, file[1])
		}
		if eval[bool](r, tab, `document.querySelector("[data-action=merge]").checkVisibility() || "polluted" in {} || "bad" in window`) {
			t.Errorf("%s: it can be merged, or did something", name)
		}
	}
	// Markup in a note is a note.
	const evil = `"one":{"state":"done","at":"2026-03-01T10:00:00.000Z","note":"</textarea><script>bad=1</script>","noteAt":"2026-03-01T10:00:00.000Z"}`
	r.expect(tab, "changed", exportText+` + (`+fmt.Sprintf(storedValue, "")+`)`, mine+mine)
	r.previewImport(tab, progressFile("03-01T10:00", evil))
	r.must(tab.Click("[data-action=merge]"))
	r.goTo(tab, "/steps/first/")
	if got := eval[string](r, tab, `document.querySelector("#one .item-note").textContent + ("bad" in window)`); got != "</textarea><script>bad=1</script>false" {
		t.Error(got)
	}
	if faults := tab.PageErrors(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	reportMetric(t, "hostile imports: %d tried, 0 changed anything", len(refused))
}

// A storage that refuses, is full or holds what cannot be read loses nothing: ticks work, the page says what
// is not kept, and what was there is set aside, to be downloaded.
func TestHostileStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	const said = `[...document.querySelectorAll("#ui-notice:not([hidden]) p:not([hidden])")].map((p) => p.dataset.notice).join()`
	broken := map[string]string{
		"refused": `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("refused", "SecurityError"); }})`,
		"full":    `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`,
		"forgets": `Storage.prototype.setItem = () => {}`,
	}
	for name, script := range broken {
		tab := r.newTab(browser.View{})
		r.must(tab.AddInitScript(script))
		r.goTo(tab, "/steps/first/")
		r.must(tab.Click("#one input"))
		r.must(tab.Click("#three input"))
		r.must(tab.Click("#three input"))
		r.expect(tab, name, rowStates+` + " " + document.querySelector(".progress-bar").textContent.trim() + " " + `+said, "one:done:done:x,two:open:open: ,three:open:open: ,book:open:open:  Actions done in this step: 1 of 4. "+strings.Replace(name, "forgets", "refused", 1))
		if faults := tab.PageErrors(); len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
	}
	// What can neither be read nor be set aside stays where it is; the page says so before anything is ticked.
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`Storage.prototype.setItem.call(localStorage, "guide:g", "garbage"); ` + broken["full"]))
	r.goTo(tab, "/steps/first/")
	r.expect(tab, "garbage that cannot be set aside: the page says", said, "full")
	r.goTo(tab, "/progress/")
	r.expect(tab, "garbage that cannot be set aside", `document.querySelector("[data-quarantine]").checkVisibility() + document.querySelector("[data-quarantine] button").textContent + localStorage.getItem("guide:g")`, "trueDownload ggarbage")
	tab.Close()
	tab = r.openPage(browser.View{}, "/")
	eval[any](r, tab, `localStorage.clear()`)
	for i, held := range []string{"garbage", progressFile("01-01T10:00") + "}", strings.Replace(progressFile("01-01T10:00", progressEntry("one", "done", "01-01T10:00")), `"version":1`, `"version":99`, 1)} {
		eval[any](r, tab, fmt.Sprintf(`localStorage.setItem("guide:g", %s)`, jsQuote(held)))
		r.goTo(tab, "/steps/first/")
		r.setState(tab, "two", []string{"done", "open", "done"}[i])
		r.expect(tab, fmt.Sprintf("%s: the page says", held), said, "aside")
		if !eval[bool](r, tab, fmt.Sprintf(`%s === %s && %s.includes('"two"')`, fmt.Sprintf(storedValue, fmt.Sprintf(":aside:%d", i+1)), jsQuote(held), fmt.Sprintf(storedValue, ""))) {
			t.Errorf("%s is not set aside", held)
		}
	}
	r.goTo(tab, "/progress/")
	if got := eval[int](r, tab, `[...document.querySelectorAll("[data-quarantine] li")].filter((b) => b.checkVisibility()).length`); got != 3 {
		t.Errorf("%d files are offered", got)
	}
	r.must(tab.Click("[data-quarantine] button:last-of-type"))
	// The next takes the place of the one that was deleted, and of no other.
	eval[any](r, tab, `localStorage.setItem("guide:g", "more garbage")`)
	r.goTo(tab, "/progress/")
	const asides = `Object.keys(localStorage).filter((k) => k.includes("aside")).map((k) => localStorage.getItem(k).slice(0, 12)).sort().join()`
	if got := eval[string](r, tab, asides); strings.Count(got, ",") != 2 || !strings.Contains(got, "more garbage") {
		t.Errorf("set aside: %s", got)
	}
	if faults := tab.PageErrors(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
}

// A clock that goes backwards does not: what is done later wins. What the browser threw away while the page
// was open is stored again.
func TestClockAndClearing(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#one input"))
	eval[any](r, tab, `(() => { Date.now = () => 1e12; })()`)
	r.must(tab.Click("#one input"))
	r.must(tab.Click("#two input"))
	r.goTo(tab, "/steps/first/")
	if got := eval[string](r, tab, rowStates); !strings.HasPrefix(got, "one:open:open: ,two:done:done:x") {
		t.Errorf("after the clock went back: %s", got)
	}
	eval[any](r, tab, `localStorage.removeItem("guide:g")`)
	r.must(tab.Click("#three input"))
	r.goTo(tab, "/steps/first/")
	if got := eval[string](r, tab, rowStates); !strings.HasPrefix(got, "one:open:open: ,two:done:done:x,three:done:done:x") {
		t.Errorf("after the storage was emptied: %s", got)
	}
}

// After 20 changes, or 5 days, one line offers a copy, once.
func TestBackupReminder(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	const due = `document.querySelector("#ui-notice").checkVisibility()`
	for n := range 20 {
		if eval[bool](r, tab, due) {
			t.Fatalf("a copy is due after %d changes", n)
		}
		r.setState(tab, "one", []string{"done", "open"}[n%2])
	}
	if !eval[bool](r, tab, due) {
		t.Error("no copy is due after 20 changes")
	}
	r.must(tab.Click("#ui-notice button"))
	r.goTo(tab, "/steps/first/")
	if eval[bool](r, tab, due) {
		t.Error("the line is there again")
	}
	r.setState(tab, "one", "done")
	eval[any](r, tab, `localStorage.setItem("guide:g:copy", JSON.stringify({changes: 1, since: Date.now() - 5 * 864e5}))`)
	r.goTo(tab, "/steps/first/")
	if !eval[bool](r, tab, due) {
		t.Error("no copy is due after 5 days")
	}
}

// A file that cannot be read, as one that is gone or in a cloud out of reach, is no copy, and the one that was looked
// at before is not on offer any more.
func TestUnreadableImport(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	file := filepath.Join(t.TempDir(), "mine.json")
	r.must(os.WriteFile(file, []byte(progressFile("03-01T10:00", progressEntry("two", "doing", "03-01T10:00"))), 0o666))
	const offered = `document.querySelector("[data-action=merge]").checkVisibility()`
	r.must(tab.Upload("[data-action=import]", file))
	r.must(tab.Wait(offered))
	eval[any](r, tab, `(File.prototype.text = () => Promise.reject(new DOMException("It is gone", "NotFoundError")), 0)`)
	r.must(tab.Upload("[data-action=import]", file))
	r.must(tab.Wait(importResult + ` === "The file could not be read. Nothing has changed."`))
	if eval[bool](r, tab, offered) {
		t.Error("the copy that was looked at before is still on offer")
	}
}
