package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// Guides and other apps on one origin share a storage.

// storedEntries returns all stored entries, sorted.
const storedEntries = `JSON.stringify(Object.entries(localStorage).sort())`

// TestOwnKeys checks that a guide counts and deletes its own keys only. The colours belong to the origin; the page says
// so before it deletes them.
func TestOwnKeys(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	for _, name := range []string{"guide:", "guide:gg", "guide:g-2", "guide:g:", "guide:g:other", "guide:g:undo:2",
		"guide:g:aside:", "guide:g:aside:x", "guide:g:aside:1:2", "xguide:g", "guide-theme-2", "getItem", "length"} {
		eval[any](r, tab, fmt.Sprintf(`localStorage.setItem(%q, "theirs")`, name))
	}
	theirs := eval[string](r, tab, storedEntries)
	eval[any](r, tab, `localStorage.setItem("guide:g", "garbage")`) // will be set aside
	r.goTo(tab, "/steps/first/")
	r.must(tab.Click("#one input"))
	r.must(tab.Click(".theme [value=dark]"))
	r.goTo(tab, "/progress/")
	r.pressSetting(tab, "[data-action=reset]") // leaves a copy for undo
	eval[any](r, tab, `localStorage.setItem("guide:g:disk", "1")`)
	r.goTo(tab, "/progress/")
	got := eval[string](r, tab, `document.querySelector("p[data-stored]").textContent`)
	if !strings.HasPrefix(got, "Entries: 7, ") {
		t.Errorf("the page counts: %s", got)
	}
	if got := eval[int](r, tab, `document.querySelectorAll("[data-quarantine] li").length`); got != 1 {
		t.Errorf("%d texts are set aside", got)
	}
	if !eval[bool](r, tab, `document.querySelector("[data-confirm]")
		.closest("section").textContent.includes("the colours, which all guides at this web address share")`) {
		t.Error("the page does not say that the colours are deleted")
	}
	r.pressSetting(tab, "[data-confirm]")
	r.pressSetting(tab, "[data-action=forget]")
	r.expect(tab, "left", storedEntries, theirs)
	r.expect(tab, "the colours are deleted, and the page shows", `document.documentElement.dataset.theme +
		document.querySelector(".theme :checked").value`, "")
	r.expectNoErrors(tab)
}

// TestForeignStorageValues stores values of another app under the keys of the guide, such as names of properties of
// Object.prototype: every page still works.
func TestForeignStorageValues(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/")
	tried := 0
	for _, name := range []string{"constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "", "null", "5",
		"[]", `{"changes":{},"since":[]}`} {
		eval[any](r, tab, fmt.Sprintf(`(() => {
			const name = %s, mine = %s;
			localStorage.clear();
			localStorage.setItem("guide:g", mine);
			localStorage.setItem("guide:g:undo",
				JSON.stringify({ what: name, at: Date.now(), progress: mine.replace("done", "open") }));
			for (const more of [":copy", ":disk", ":at", ":aside:1"]) localStorage.setItem("guide:g" + more, name);
			localStorage.setItem("guide-theme", name);
		})()`, jsQuote(name), jsQuote(progressFile("03-01T10:00", progressEntry("one", "done", "03-01T10:00")))))
		r.goTo(tab, "/steps/first/")
		if got := eval[string](r, tab, rowStates); !strings.HasPrefix(got, "one:done:x") {
			t.Errorf("%q: %s", name, got)
		}
		r.goTo(tab, "/progress/")
		got := eval[string](r, tab, `document.querySelector("p[data-stored]").textContent +
			document.querySelector("span[data-undo]").textContent`)
		if !strings.HasPrefix(got, "Entries: 7, ") || !strings.Contains(got, "You went back on") {
			t.Errorf("%q: the page of progress says %q", name, got)
		}
		r.pressSetting(tab, "[data-action=undo]")
		if got := eval[string](r, tab, fmt.Sprintf(storedValue, "")); !strings.Contains(got, `"one":{"state":"open"`) {
			t.Errorf("%q: undo made %s", name, got)
		}
		tried++
	}
	r.expectNoErrors(tab)
	reportMetric(t, "foreign texts under the keys of a guide: %d tried, 0 broke a page", tried)
}

// TestSharedID checks that /progress/ warns if guides with the same id have been used at two addresses of an origin,
// and only then.
func TestSharedID(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	site := http.FileServer(http.Dir(r.output))
	mux := http.NewServeMux()
	for _, at := range []string{"/a", "/b/deeper"} {
		mux.Handle(at+"/", http.StripPrefix(at, site))
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	r.url = server.URL
	tab := r.openPage(browser.View{}, "/a/steps/first/topic/")
	const warning = `(() => {
		const p = document.querySelector("[data-other-guides]");
		return p.checkVisibility() ? p.textContent : ""
	})()`
	warned := func(at, want string) {
		t.Helper()
		r.goTo(tab, at+"/progress/")
		if got := eval[string](r, tab, warning); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: the page says %q, not %q", at, got, want)
		}
	}
	host := strings.TrimPrefix(server.URL, "http://")
	r.must(tab.Click("#four input"))
	warned("/a", "")
	warned("/b/deeper", "under the same id: "+host+"/a/.")
	warned("/a", "") // reading writes nothing
	r.goTo(tab, "/b/deeper/steps/second/")
	r.must(tab.Click("#five input"))
	warned("/a", "under the same id: "+host+"/b/deeper/.")
	for n := range 20 { // the number of addresses is limited
		eval[any](r, tab, fmt.Sprintf(`localStorage.setItem("guide:g:at", (localStorage.getItem("guide:g:at") ?? "")
			.replace("/a/", "/x%d/"))`, n))
		r.goTo(tab, "/a/steps/second/")
		r.must(tab.Click("#five input"))
	}
	if got := eval[int](r, tab, `localStorage.getItem("guide:g:at").split(" ").length`); got != 10 {
		t.Errorf("%d addresses are stored", got)
	}
	r.goTo(tab, "/a/progress/")
	r.pressSetting(tab, "[data-confirm]")
	r.pressSetting(tab, "[data-action=forget]")
	r.expect(tab, "after all was deleted", warning+" + "+storedEntries, "[]")
}

// TestSharedIDFromDisk moves a guide on disk, which must not be taken for another one.
func TestSharedIDFromDisk(t *testing.T) {
	t.Parallel()
	r, home := newOfflineFixture(t, checklistGuide)
	moved := r.output + " moved"
	r.must(os.CopyFS(moved, os.DirFS(r.output)))
	tab := r.newTab(browser.View{})
	for _, at := range []string{home, home + "%20moved"} {
		r.must(tab.Go(at + "/all/index.html"))
		r.must(tab.Click("#one input"))
	}
	r.must(tab.Go(home + "/progress/index.html"))
	if eval[bool](r, tab, `document.querySelector("[data-other-guides]").checkVisibility() ||
		localStorage.getItem("guide:g:at") !== null`) {
		t.Error("a guide that was moved on a disk is taken for another one")
	}
	r.expectNoErrors(tab)
}
