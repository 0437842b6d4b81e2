package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// openModulePage opens a page that can import the scripts.
func openModulePage(t *testing.T) (*siteFixture, *browser.Tab) {
	t.Helper()
	files := http.NewServeMux()
	files.Handle("/js/", http.FileServer(http.Dir("../../static")))
	files.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
	})
	server := httptest.NewServer(files)
	t.Cleanup(server.Close)
	r := &siteFixture{T: t, Browser: browser.ForTest(t), url: server.URL}
	return r, r.openPage(browser.View{}, "/")
}

// TestStoredRoundTrip makes random changes with random clocks and imports: what is stored and exported can be read, and
// every change takes effect.
func TestStoredRoundTrip(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	const changes = 400
	for seed := range seedCount(1) {
		for _, fault := range eval[[]string](r, tab, fmt.Sprintf("(%s)(%d, %d)", js("progress_write"),
			seed+11, changes)) {
			t.Errorf("seed %d: %s", seed, fault)
		}
	}
	reportMetric(t, "written and read again: %d changes with clocks and copies of years 1000 to 275760, 0 unreadable",
		seedCount(1)*changes)
}

// notesJS returns a JavaScript expression for the progress of n items with notes of 2,000 times the letter.
func notesJS(letter string, n int) string {
	return fmt.Sprintf("(%s)(%d, %q)", js("progress_notes"), n, letter)
}

// TestDeleteWithoutItems deletes everything where the script with the items is missing: progress is still not saved.
func TestDeleteWithoutItems(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	r.expect(tab, "why progress is not saved", `(async () => {
		const store = await import("/js/progress-store.js");
		const before = store.storageError;
		store.deleteAll();
		return before + " " + store.storageError;
	})()`, "no-items no-items")
}

// TestLargeExports exports and imports as many notes as browsers can store, in several scripts.
func TestLargeExports(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	for letter, n := range map[string]int{"ж": 1400, "字": 1400, "x": 2450} {
		eval[any](r, tab, fmt.Sprintf(`localStorage.clear(); window.copy = %s;
			localStorage.setItem("guide:g", copy)`, notesJS(letter, n)))
		r.goTo(tab, "/progress/")
		want := notesJS(letter, n)
		// speeds up the test
		eval[any](r, tab, `for (const field of document.querySelectorAll("textarea")) field.style.display = "none"`)
		if !eval[bool](r, tab, `(window.copy = `+exportText+`) === `+want) {
			t.Fatalf("%d notes of %s cannot be exported", n, letter)
		}
		r.pressSetting(tab, "[data-confirm]")
		r.pressSetting(tab, "[data-action=forget]")
		eval[any](r, tab, `document.querySelector("[data-paste]").value = copy;
			document.querySelector("[data-action=look]").click()`)
		got := eval[string](r, tab, importResult)
		if got != fmt.Sprintf("This copy adds 0, changes 0, unknown to this guide %d.", n) {
			t.Errorf("%d notes of %s: %s", n, letter, got)
			continue
		}
		r.pressSetting(tab, "[data-action=merge]")
		if !eval[bool](r, tab, `localStorage.getItem("guide:g") === copy`) {
			t.Errorf("%d notes of %s cannot be imported: %s", n, letter, eval[string](r, tab, importResult))
		}
	}
}

// TestStorageLimit checks a browser with more storage than a copy may take. Changes beyond the limit are refused with a
// notice, the note stays visible, and the stored data can be exported and imported. A byte counts as a thousand here.
func TestStorageLimit(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	const room = 100 // bytes left
	r.must(tab.AddInitScript(fmt.Sprintf(`(() => {
		const held = new Map(), encode = TextEncoder.prototype.encode;
		TextEncoder.prototype.encode = function (text) { return { length: encode.call(this, text).length * 1000 }; };
		Storage.prototype.getItem = (name) => held.get(name) ?? null;
		Storage.prototype.setItem = (name, text) => held.set(name, text);
		Storage.prototype.removeItem = (name) => held.delete(name);
		const some = %s;
		held.set("guide:g", some.replace('"items"', '"more":"' +
			"x".repeat(16e3 - some.length - '"more":"",'.length - %d) + '","items"'));
		window.held = held;
	})()`, notesJS("x", 3), room)))
	r.goTo(tab, "/steps/first/")
	const before = `((held.before ??= held.get("guide:g")) === held.get("guide:g"))`
	r.expect(tab, "at first", before+` + " " + `+shownNotices, "true ")
	eval[any](r, tab, fmt.Sprintf(typeNote, "one", strings.Repeat("y", 200)))
	r.expect(tab, "a note that is too long", before+` + " " + `+shownNotices+
		` + " " + document.querySelector("#one textarea").value.length + " " +
			document.querySelector("#one .item-note").textContent`, "true full 200 ")
	eval[any](r, tab, `document.querySelector("#ui-notice p:not([hidden]) a").addEventListener("click",
		(e) => e.preventDefault())`)
	r.must(tab.Click("#two input")) // there is room for this
	r.expect(tab, "a tick", `held.get("guide:g").includes('"two":{"state":"done"') + " " + `+shownNotices+
		` + " " + document.querySelector("#one textarea").value.length`, "true  200")
	r.must(tab.Click("#three input")) // but not for this
	r.expect(tab, "a tick too many", rowStates+` + " " + `+shownNotices+
		` + " " + document.querySelector("#one textarea").value.length`,
		"one:open: ,two:done:x,three:open: ,four:open: ,book:open:  full 200")
	exported := eval[string](r, tab, `held.get("guide:g")`)
	r.goTo(tab, "/progress/")
	if got := r.previewImport(tab, exported); got != "This copy adds 1, changes 0, unknown to this guide 0." {
		t.Errorf("the copy: %s", got)
	}
	r.pressSetting(tab, "[data-action=merge]")
	if got := eval[string](r, tab, exportText); got != exported {
		t.Errorf("%d of %d bytes were imported", len(got), len(exported))
	}
	r.expectNoErrors(tab)
}
