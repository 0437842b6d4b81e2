package main

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// progressEntry returns an entry of a progress file.
func progressEntry(id, state, at string) string {
	return fmt.Sprintf(`%q:{"state":%q,"at":"2026-%s:00.000Z"}`, id, state, at)
}

// progressFile returns a progress file as the program writes it.
func progressFile(changed string, entries ...string) string {
	return fmt.Sprintf(`{"format":"guide-progress","version":1,"guide":"g","changed":"2026-%s:00.000Z","items":{%s}}`,
		changed, strings.Join(entries, ","))
}

// previewImport pastes a text on /progress/ and returns the message of the page.
func (r *siteFixture) previewImport(tab *browser.Tab, text string) string {
	r.Helper()
	return eval[string](r, tab, fmt.Sprintf(`(() => {
		document.querySelector("[data-paste]").value = %s;
		document.querySelector("[data-action=look]").click();
		return %s;
	})()`, jsQuote(text), importResult))
}

// pressSetting clicks a control of /progress/ and, if it is in one, opens its disclosure first.
func (r *siteFixture) pressSetting(tab *browser.Tab, control string) {
	r.Helper()
	eval[any](r, tab, fmt.Sprintf(openDisclosure, control))
	eval[any](r, tab, fmt.Sprintf(standStill, control)) // lists above it may still be loading
	r.must(tab.Click(control))
}

// standStill waits until an element stays where it is for some frames.
const standStill = `(async () => {
	const place = () => document.querySelector("%s").getBoundingClientRect().top + scrollY;
	for (let before, frames = 0; frames < 5; frames = before === place() ? frames + 1 : 0) {
		before = place();
		await new Promise((done) => requestAnimationFrame(done));
	}
})()`

// openDisclosure opens the disclosure of a control.
const openDisclosure = `(() => {
	const disclosure = document.querySelector("%s").closest("details");
	if (disclosure) disclosure.open = true;
})()`

// jsQuote returns a text as a JavaScript literal.
func jsQuote(text string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`", "${", "\\${").Replace(text) + "`"
}

const (
	importResult = `document.querySelector("[data-result]").textContent`
	exportText   = `(() => {
		document.querySelector("[data-action=copy]").click();
		return document.querySelector("[data-text]").value;
	})()`
)

// TestImportExport previews, merges and undoes copies. An export is byte for byte what was imported.
func TestImportExport(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("four", "done", "03-01T10:00"),
		progressEntry("one", "done", "02-01T10:00"), progressEntry("two", "doing", "02-02T10:00"))
	if got := r.previewImport(tab, mine); got != "This copy adds 3, changes 0, unknown to this guide 0." {
		t.Errorf("first: %q", got)
	}
	if got := eval[bool](r, tab, fmt.Sprintf(storedValue, "")+" === null"); !got {
		t.Error("previewing a copy stored it")
	}
	r.pressSetting(tab, "[data-action=merge]")
	r.expect(tab, "the round trip", exportText, mine)
	other := progressFile("03-02T10:00", progressEntry("five", "done", "03-01T11:00"),
		progressEntry("gone", "done", "03-01T11:00"), progressEntry("one", "open", "03-02T10:00"),
		progressEntry("two", "done", "01-01T10:00"))
	if got := r.previewImport(tab, other); got != "This copy adds 1, changes 1, unknown to this guide 1." {
		t.Errorf("second: %q", got)
	}
	r.pressSetting(tab, "[data-action=merge]")
	both := progressFile("03-02T10:00", progressEntry("five", "done", "03-01T11:00"),
		progressEntry("four", "done", "03-01T10:00"), progressEntry("gone", "done", "03-01T11:00"),
		progressEntry("one", "open", "03-02T10:00"), progressEntry("two", "doing", "02-02T10:00"))
	r.expect(tab, "merged", exportText, both)
	for i, want := range []string{mine, both, mine} {
		r.pressSetting(tab, "[data-action=undo]")
		r.expect(tab, fmt.Sprintf("undo %d", i), exportText, want)
	}
	for range 2 { // the second time there is nothing to clear, and undo still restores the progress
		r.pressSetting(tab, "[data-action=reset]")
		r.expect(tab, "reset", exportText, `{"format":"guide-progress","version":1,"guide":"g","items":{}}`)
		r.must(tab.Wait(importResult + ` === "The text is copied." || ` + importResult +
			` === "Copy the text that is selected."`))
	}
	r.goTo(tab, "/progress/") // undo outlives the visit
	r.pressSetting(tab, "[data-action=undo]")
	r.expect(tab, "undo of the reset", exportText, mine)
	r.pressSetting(tab, "[data-action=forget]")
	r.expect(tab, "after one press of the button that deletes", exportText, mine)
	r.pressSetting(tab, "[data-confirm]")
	r.pressSetting(tab, "[data-action=forget]")
	if got := eval[int](r, tab, `localStorage.length`); got != 0 {
		t.Errorf("%d entries are left", got)
	}
	r.expectNoErrors(tab)
}

// TestUndoExpires checks that a reset can be undone for 30 days.
func TestUndoExpires(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	r.previewImport(tab, progressFile("03-01T10:00", progressEntry("four", "done", "03-01T10:00")))
	r.pressSetting(tab, "[data-action=merge]")
	r.pressSetting(tab, "[data-action=reset]")
	eval[any](r, tab, `(() => {
		const c = JSON.parse(localStorage.getItem("guide:g:undo"));
		c.at -= 31 * 864e5;
		localStorage.setItem("guide:g:undo", JSON.stringify(c));
	})()`)
	r.goTo(tab, "/progress/")
	got := eval[bool](r, tab, `document.querySelector("[data-action=undo]").checkVisibility() ||
		localStorage.getItem("guide:g:undo") !== null`)
	if got {
		t.Error("there is an undo after 31 days")
	}
	r.expectNoErrors(tab)
}

// TestImportExportFiles exports and imports files, and checks the messages about persistent storage.
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
	mine := progressFile("03-01T10:00", progressEntry("one", "done", "02-01T10:00"),
		progressEntry("two", "doing", "03-01T10:00"))
	const give = `(() => {
		const files = new DataTransfer(), input = document.querySelector("[data-action=import]");
		files.items.add(new File([%s], "copy.json"));
		input.files = files.files;
		input.dispatchEvent(new Event("change"));
	})()`
	eval[any](r, tab, fmt.Sprintf(give, jsQuote(mine)))
	r.must(tab.Wait(importResult + ` === "This copy adds 2, changes 0, unknown to this guide 0."`))
	r.pressSetting(tab, "[data-action=merge]")
	r.pressSetting(tab, "[data-action=export]")
	r.must(tab.Wait(`saved.length === 1 && ` + importResult + ` === "The file is in your downloads."`))
	r.expect(tab, "saved", `saved[0]`, mine)
	if got := eval[bool](r, tab, `/^g-\d{4}-\d\d-\d\d\.json$/.test(savedAs)`); !got {
		t.Errorf("the file is called %s", eval[string](r, tab, `savedAs`))
	}
	eval[any](r, tab, fmt.Sprintf(give, `"x".repeat(17e6)`))
	r.must(tab.Wait(importResult + ` === "This is larger than 16 MB. Nothing has changed."`))
	const kept = `document.querySelector("[data-persistence]").textContent`
	for _, will := range []string{"false", "true"} {
		want := map[string]string{"false": "The browser did not promise to keep it. Save a copy now and then.",
			"true": "The browser has agreed to keep it when space runs short."}[will]
		eval[any](r, tab, "window.willKeep = "+will)
		r.pressSetting(tab, "[data-action=persist]")
		r.must(tab.Wait(fmt.Sprintf("%s === %q", kept, want)))
	}
	eval[any](r, tab, `localStorage.setItem("guide:g:aside:1", "garbage")`)
	r.goTo(tab, "/progress/")
	r.must(tab.Click("[data-quarantine] button"))
	r.must(tab.Wait(`saved.join() === "garbage" && savedAs === "guide-g-aside-1.txt"`))
}

// TestExportWithoutSteps exports, imports and resets progress in a guide without steps, whose pages have no notice. All
// that is imported is for what this guide does not have any more.
func TestExportWithoutSteps(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, emptyGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`
		window.downloads = 0;
		window.setTimeout = (f) => f(); // announces at once
		HTMLAnchorElement.prototype.click = () => { downloads++; };
		navigator.clipboard.writeText = async (text) => { window.copied = text; };`))
	r.goTo(tab, "/progress/")
	r.must(tab.Click("[data-action=export]"))
	r.expect(tab, "saved", `downloads + " " + `+importResult, "1 The file is in your downloads.")
	r.must(tab.Click("[data-action=copy]"))
	r.must(tab.Wait(importResult + ` !== "The file is in your downloads."`))
	r.expect(tab, "copied", `(window.copied !== undefined) + " " + `+importResult, "true The text is copied.")
	r.expect(tab, "announced", `document.getElementById("ui-status").textContent`, "The text is copied.")
	const head = `document.querySelector(".page-head").innerText.trim().replace(/\s+/g, " ")`
	before := eval[string](r, tab, head)
	mine := strings.Replace(progressFile("03-01T10:00", progressEntry("lost", "done", "03-01T10:00")),
		`"guide":"g"`, `"guide":"nothing"`, 1)
	if got := r.previewImport(tab, mine); got != "This copy adds 0, changes 0, unknown to this guide 1." {
		t.Errorf("imported: %q", got)
	}
	r.pressSetting(tab, "[data-action=merge]")
	const gone = `[...document.querySelectorAll("[data-part=gone] code")].filter((e) => e.checkVisibility())
		.map((e) => e.textContent).join()`
	r.must(tab.Wait(gone + ` === "lost"`))
	r.goTo(tab, "/progress/")
	r.must(tab.Wait(gone + ` === "lost"`))
	r.expect(tab, "there is nothing to count", head, "My progress What you have done, what comes next, and your "+
		"notes. All of it is in this browser, on this device, and nowhere else.")
	r.pressSetting(tab, "[data-action=reset]")
	r.must(tab.Wait(gone + ` === ""`))
	r.expect(tab, "after a reset", head, before)
	r.pressSetting(tab, "[data-action=undo]")
	r.must(tab.Wait(gone + ` === "lost"`))
	r.expectNoErrors(tab)
}

// TestBackupReminder checks that a notice offers a copy once, after 20 changes or 5 days.
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
		t.Error("the notice is shown again")
	}
	r.setState(tab, "one", "done")
	eval[any](r, tab, `localStorage.setItem("guide:g:copy",
		JSON.stringify({changes: 1, since: Date.now() - 5 * 864e5}))`)
	r.goTo(tab, "/steps/first/")
	if !eval[bool](r, tab, due) {
		t.Error("no copy is due after 5 days")
	}
}
