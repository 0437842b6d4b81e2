package main

import (
	"fmt"
	"testing"

	"guide/cmd/internal/browser"
)

// typeNote writes a note and leaves the field.
const typeNote = `(() => {
	const n = document.querySelector("#%s textarea");
	n.closest("details").open = true;
	n.focus();
	n.value = %q;
	n.dispatchEvent(new Event("input"));
	n.dispatchEvent(new Event("change"));
})()`

// storedNote returns the stored note of an item.
func (r *siteFixture) storedNote(tab *browser.Tab, id string) string {
	r.Helper()
	return eval[string](r, tab, fmt.Sprintf(`JSON.parse(`+storedValue+` ?? "{}").items?.[%q]?.note ?? "none"`, "", id))
}

// TestTabsKeepNotes opens an item in two tabs: the older note in one of them is never stored again, not when it is
// closed, after a reset or after everything was deleted.
func TestTabsKeepNotes(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	a, b := r.openPage(browser.View{}, "/steps/first/"), r.openPage(browser.View{}, "/steps/first/")
	eval[any](r, b, fmt.Sprintf(typeNote, "one", "call Ann"))
	r.must(a.Wait(`document.querySelector("#one textarea").value === "call Ann"`))
	eval[any](r, a, fmt.Sprintf(typeNote, "one", "call Ann on Monday"))
	// although its field has the focus
	r.must(b.Wait(`document.querySelector("#one textarea").value === "call Ann on Monday"`))
	r.goTo(b, "/progress/")
	if got := r.storedNote(a, "one"); got != "call Ann on Monday" {
		t.Errorf("leaving the other tab stored %q", got)
	}
	for _, act := range []string{"reset", "forget"} {
		r.goTo(a, "/steps/first/")
		eval[any](r, a, fmt.Sprintf(typeNote, "one", "a note"))
		r.must(b.Wait(fmt.Sprintf(storedValue, "") + `.includes("a note")`))
		// changes made less than 2 s before are merged into a reset
		eval[any](r, b, `new Promise((done) => setTimeout(done, 2100))`)
		if act == "forget" {
			r.pressSetting(b, "[data-confirm]")
		}
		r.pressSetting(b, "[data-action="+act+"]")
		r.must(a.Wait(`document.querySelector("#one textarea").value === ""`))
		r.goTo(a, "/")
		if got := r.storedNote(b, "one"); got != "none" {
			t.Errorf("after %s the other tab stored %q", act, got)
		}
		if act == "reset" {
			r.pressSetting(b, "[data-action=undo]")
			// tabs are notified at different times
			r.must(a.Wait(fmt.Sprintf(storedValue, "") + `?.includes("a note")`))
		}
	}
}

// TestTabsRestoreStorage damages or clears the storage while tabs are open: they restore it.
func TestTabsRestoreStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	a, b := r.openPage(browser.View{}, "/steps/first/"), r.openPage(browser.View{}, "/all/")
	r.must(a.Click("#one input"))
	r.must(b.Wait(`document.querySelector("#one").dataset.state === "done"`))
	outside := r.newTab(browser.View{NoScript: true})
	r.goTo(outside, "/404.html")
	for i, harm := range []string{`localStorage.setItem("guide:g", "garbage")`, `localStorage.clear()`} {
		eval[any](r, outside, harm)
		r.must(b.Click([]string{"#two input", "#three input"}[i]))
		want := fmt.Sprintf(`[...%s].every((e) => e) && %s.includes('"one":{"state":"done"')`, `[1]`,
			fmt.Sprintf(storedValue, ""))
		r.must(b.Wait(want))
		r.must(a.Wait(fmt.Sprintf(`document.querySelector("#%s").dataset.state === "done" &&
			document.querySelector("#one").dataset.state === "done"`, []string{"two", "three"}[i])))
	}
	got := eval[string](r, a, rowStates)
	if got != "one:done:x,two:done:x,three:done:x,four:open: ,book:open: " {
		t.Error(got)
	}
	for _, tab := range []*browser.Tab{a, b} {
		r.expectNoErrors(tab)
	}
}

// TestRefusedStorage checks the messages of /progress/ if nothing can be stored, and that the notice offers a copy at
// once.
func TestRefusedStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`
		for (const name of ["getItem", "setItem", "removeItem"]) Storage.prototype[name] = () => {
			throw new DOMException("refused", "SecurityError");
		};
		window.saved = [];
		URL.createObjectURL = (blob) => (blob.text().then((text) => saved.push(text)), "blob:x");`))
	r.goTo(tab, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("one", "done", "03-01T10:00"))
	r.previewImport(tab, mine)
	for _, step := range []struct{ act, want string }{
		{"merge", "This browser has no room for that, or refuses to store it. Nothing has changed."},
		{"reset", "Your progress is cleared. You can undo this for 30 days."}, // there was no progress
		{"forget", "Tick the box beside the button first. Nothing has changed."},
	} {
		r.pressSetting(tab, "[data-action="+step.act+"]")
		r.expect(tab, step.act, importResult, step.want)
	}
	r.goTo(tab, "/steps/first/")
	r.must(tab.Click("#one input"))
	r.must(tab.Wait(`document.querySelector("#ui-notice").checkVisibility() &&
		document.getElementById("ui-status").textContent !== ""`))
	eval[any](r, tab, `document.querySelector("#ui-notice p:not([hidden]) a").addEventListener("click",
		(e) => e.preventDefault())`)
	r.must(tab.Click("#ui-notice p:not([hidden]) a"))
	r.must(tab.Wait(`saved.length === 1 && saved[0].includes('"one":{"state":"done"')`))
	r.expectNoErrors(tab)
}

// TestScarceStorage checks storage with too little room for two copies: an import is refused or can be undone, and undo
// works without a second copy.
func TestScarceStorage(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	mine := progressFile("03-01T10:00", progressEntry("one", "done", "03-01T10:00"))
	r.previewImport(tab, mine)
	r.pressSetting(tab, "[data-action=merge]")
	r.previewImport(tab, progressFile("04-01T10:00", progressEntry("two", "done", "04-01T10:00")))
	r.pressSetting(tab, "[data-action=merge]")
	eval[any](r, tab, `(() => {
		const put = Storage.prototype.setItem;
		Storage.prototype.setItem = function (name, text) {
			if (name.endsWith(":undo")) throw new DOMException("full", "QuotaExceededError");
			put.call(this, name, text);
		};
	})()`)
	r.pressSetting(tab, "[data-action=undo]")
	r.expect(tab, "undone", fmt.Sprintf(storedValue, ""), mine)
	r.pressSetting(tab, "[data-action=reset]")
	r.expect(tab, "a reset that cannot be undone", fmt.Sprintf(storedValue, "")+" + "+importResult,
		mine+"This browser has no room for that, or refuses to store it. Nothing has changed.")
	if eval[bool](r, tab, `document.querySelector("#ui-notice").checkVisibility()`) {
		t.Error("the page says that ticks are not kept")
	}
}
