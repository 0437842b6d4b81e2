package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"guide/cmd/internal/browser"
)

// foundNotes is what a reader sees of the notes that were found.
const foundNotes = `(() => {
	const notes = document.querySelector("[data-my-notes]");
	return !notes.checkVisibility() ? "" : [notes.querySelector("summary").textContent + (notes.open ? " open" : ""),
		...[...notes.querySelectorAll("li")].map((row) => row.querySelector("a").textContent + " " +
			row.querySelector("a").getAttribute("href") + ": " + row.querySelector(".detail").innerHTML)].join("\n");
})()`

// TestSearchNotes checks that search finds the reader's notes, those on what has left the guide too, and that no
// request holds a word of the query.
func TestSearchNotes(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, searchGuide)
	var mu sync.Mutex
	var requests []string
	r.intercept(func(_ http.ResponseWriter, req *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		requests = append(requests, req.URL.String())
		return false
	})
	tab := r.openPage(browser.View{}, "/404.html")
	note := func(id, text string, day int) string {
		return fmt.Sprintf(`%q:{"note":%q,"noteAt":"2026-01-%02dT10:00:00.000Z"}`, id, text, day)
	}
	copied := progressFile("01-09T10:00", note("draw-chart", "Ask <b>Zoë</b> about zebras, and call Ann", 2),
		note("naive", "Zebras again", 3), note("old-one", "An older zebra", 4),
		progressEntry("gone", "done", "01-01T10:00"))
	eval[any](r, tab, fmt.Sprintf(`localStorage.setItem("guide:g", %s)`, jsQuote(copied)))
	r.goTo(tab, "/search/")
	r.must(tab.Wait(`document.querySelector("form.search").checkVisibility()`))
	for _, test := range []struct{ query, status, want string }{
		{"zebra", "3 of my notes found", "3 of my notes open\n" +
			"old-one ../progress/#ui-gone: An older <mark>zebra</mark>\n" +
			"Être naïf ../steps/first/#naive: <mark>Zebras</mark> again\n" +
			"Draw a Gantt chart ../steps/first/#draw-chart: Ask &lt;b&gt;Zoë&lt;/b&gt; about <mark>zebras</mark>, " +
			"and call Ann"},
		{"ZOE ann", "1 of my notes found", "1 of my notes open\n" +
			"Draw a Gantt chart ../steps/first/#draw-chart: Ask &lt;b&gt;<mark>Zoë</mark>&lt;/b&gt; about " +
			"zebras, and call <mark>Ann</mark>"},
		{"chart", "2 pages found", ""},
		{"nobody", "Nothing found. Try another word, or look in the list below.", ""},
	} {
		eval[any](r, tab, `document.querySelector("#ui-query").select()`)
		r.must(tab.Press(test.query))
		r.must(tab.Wait(fmt.Sprintf(`document.querySelector("[data-result-count]").textContent === %q &&
			%s === %s`, test.status, foundNotes, jsQuote(test.want)))) // "ZOE" alone finds as many as "ZOE ann"
	}
	mu.Lock()
	defer mu.Unlock()
	for _, request := range requests {
		for _, word := range []string{"zebra", "zoe", "ann", "nobody"} {
			if strings.Contains(strings.ToLower(request), word) {
				t.Errorf("a request holds %q: %s", word, request)
			}
		}
	}
}
