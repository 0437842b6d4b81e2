package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
	"guide/cmd/internal/search"
)

// TestTokenizersAgree checks that program and script split random texts into the same words.
func TestTokenizersAgree(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	var texts []string
	rnd := rand.New(rand.NewPCG(7, 7))
	alphabet := []rune("aesxzhiocu sy'’_-.é̂ΣςİıßAZ9½の漢한\u200d\u00a0")
	for range 2000 * seedCount(1) {
		var b strings.Builder
		for range rnd.IntN(24) {
			b.WriteRune(alphabet[rnd.IntN(len(alphabet))])
		}
		texts = append(texts, b.String())
	}
	data, err := json.Marshal(texts)
	r.must(err)
	got := eval[[][]string](r, tab, fmt.Sprintf(`import("/js/tokenize.js").then(({tokenize}) => %s.map(tokenize))`,
		data))
	for i, text := range texts {
		want := []string{}
		search.Tokenize([]byte(text), func(word []byte) { want = append(want, string(word)) })
		if !slices.Equal(got[i], want) {
			t.Errorf("%q: the script finds %q, the program %q", text, got[i], want)
		}
	}
	reportMetric(t, "search: %d texts cut into the same words by program and script", len(texts))
}

// searchGuide is a guide for tests of search.
var searchGuide = map[string]string{
	"content/guide.yaml":    "id: g\ntitle: A guide\nsummary: S\nlanguage: en\n",
	"content/glossary.yaml": "- {term: RAID log, means: A list of risks and issues, aka: [register]}\n",
	"content/steps/1-first/index.md": pageSource("Plan the work",
		"checklist:\n  - {id: draw-chart, text: Draw a **Gantt** chart, detail: On paper first}\nresources:\n  - "+
			"{id: naive, title: Être naïf, url: \"https://example.org/\", type: book, why: About façades}\n",
		"Begin here.\n\n## Mind the policies\n\nEvery dependency has two sides. <!-- nothing -->\n\n[^1]: "+
			"Unseen.\n"),
	"content/steps/1-first/topic.md": pageSource("A topic on charts", "",
		"The word policy stands here alone, and a chart.\n"),
	"content/steps/2-draft.md": pageSource("Secret", "draft: true\n", "Hidden dependency.\n"),
	"content/pages/about.md":   pageSource("About", "", "Nothing of interest.\n"),
}

// searchResults is what a reader sees: the message, and each page with the places on it.
var searchResults = "(" + js("search_results") + ")()"

// searchTests are queries and the searchResults of each.
var searchTests = []struct{ query, want string }{
	{"chart", "2 pages found\n" +
		"A topic on charts /steps/first/topic/ (Topic) (Step 1: Plan the work)\n" +
		"Plan the work /steps/first/, Draw a Gantt chart /steps/first/#draw-chart (Step) (Action) (Done)"},
	{"policy", "2 pages found\n" +
		"Plan the work /steps/first/, Mind the policies /steps/first/#mind-the-policies (Step)\n" +
		"A topic on charts /steps/first/topic/ (Topic) (Step 1: Plan the work)"},
	{"depend", "1 page found\n" +
		"Plan the work /steps/first/, Mind the policies /steps/first/#mind-the-policies (Step)"},
	{"FACADE naif", "1 page found\nPlan the work /steps/first/, Être naïf /steps/first/#naive (Step) (Resource)"},
	{"registers", "1 term found\nRAID log /glossary/#raid-log (Term) (Also called: register)"},
	{"a list of issues and charts", "2 pages and 1 term found\n" +
		"RAID log /glossary/#raid-log (Term) (Also called: register)\n" +
		"A topic on charts /steps/first/topic/ (Topic) (Step 1: Plan the work)\n" +
		"Plan the work /steps/first/, Draw a Gantt chart /steps/first/#draw-chart (Step) (Action) (Done)"},
	{"policey", "Nothing found for “policey”. Showing results for “policy”. 2 pages found\n" +
		"Plan the work /steps/first/, Mind the policies /steps/first/#mind-the-policies (Step)\n" +
		"A topic on charts /steps/first/topic/ (Topic) (Step 1: Plan the work)"},
	{`"two sides"`, "1 page found\n" +
		"Plan the work /steps/first/, Mind the policies /steps/first/#mind-the-policies (Step)"},
	{`"sides two"`, "Nothing found. Try another word, or look in the list below."},
	{"zq", ""},
	{"secret hidden unseen", "Nothing found. Try another word, or look in the list below."},
	{"'…' ?", "Nothing found. Try another word, or look in the list below."},
	{"", ""},
}

func TestSearch(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, searchGuide)
	tab := r.openPage(browser.View{}, "/steps/first/")
	r.must(tab.Click("#draw-chart input"))
	r.must(tab.Click(`.guide-nav a[href="../../search/"]`))
	r.must(tab.Wait(`document.querySelector("form.search")?.checkVisibility()`))
	eval[any](r, tab, `document.querySelector("#ui-query").focus()`)
	for _, test := range searchTests {
		eval[any](r, tab, `document.querySelector("#ui-query").select()`)
		if test.query == "" {
			r.must(tab.Press("\b"))
		} else {
			r.must(tab.Press(test.query))
		}
		wait := fmt.Sprintf("%s === %q && (new URLSearchParams(location.search).get('q') ?? '') === %q", searchResults,
			test.want, strings.TrimSpace(test.query))
		err := tab.Wait("(" + wait + ") || performance.now() - (window.since ??= performance.now()) > 4000")
		if err != nil {
			t.Fatal(err)
		}
		r.expect(tab, fmt.Sprintf("%q", test.query), searchResults, test.want)
		got := eval[string](r, tab, `delete window.since, new URLSearchParams(location.search).get("q") ?? ""`)
		if got != strings.TrimSpace(test.query) {
			t.Errorf("the address says %q, not %q", got, test.query)
		}
		all := eval[bool](r, tab, `document.querySelector("[data-all-entries]").checkVisibility()`)
		if all == strings.Contains(test.want, "/") {
			t.Errorf("%q: the list of everything is shown: %v", test.query, all)
		}
	}
	r.goTo(tab, "/search/?q=gantt+dependency")
	r.must(tab.Wait(`document.querySelectorAll(".results mark").length > 1`))
	got := eval[string](r, tab, `[...document.querySelectorAll(".results mark")].map((m) => m.textContent).join()`)
	if got != "dependency,Gantt" && got != "Gantt,dependency" {
		t.Errorf("marked: %s", got)
	}
	r.must(tab.Wait(`document.getElementById("ui-status").textContent === "1 page found"`))
	r.must(tab.Click(`.results a[href$="#draw-chart"]`))
	r.must(tab.Wait(`location.pathname + location.hash === "/steps/first/#draw-chart" &&
		document.activeElement === document.querySelector("#draw-chart input")`))
	r.expectNoErrors(tab)
}

// TestSearchMore checks that ten results are shown at a time, that the focus moves to the next ones, and that failed
// downloads are reported and repeated.
func TestSearchMore(t *testing.T) {
	t.Parallel()
	files := map[string]string{"content/guide.yaml": searchGuide["content/guide.yaml"]}
	for i := range 25 {
		files[fmt.Sprintf("content/steps/1-a/topic-%02d.md", i)] = pageSource(fmt.Sprintf("Topic %02d", i),
			"", "A common word.\n")
	}
	files["content/steps/1-a/index.md"] = pageSource("Step", "", "Text.\n")
	r := newSiteFixture(t, files)
	tab := r.openPage(browser.View{}, "/search/?q=common")
	const shown = `document.querySelectorAll(".results > li").length`
	r.must(tab.Wait(shown + " === 10"))
	for _, want := range []int{20, 25} {
		r.must(tab.Click("[data-more]"))
		r.must(tab.Wait(fmt.Sprintf("%s === %d", shown, want)))
		r.must(tab.Wait(fmt.Sprintf(`document.activeElement ===
			document.querySelectorAll(".results > li")[%d].querySelector("a")`, (want-1)/10*10)))
	}
	if eval[bool](r, tab, `document.querySelector("[data-more]").checkVisibility()`) {
		t.Error("the button for more results is still shown")
	}
	// A failed download is reported and repeated.
	eval[any](r, tab, `window.append = HTMLHeadElement.prototype.append,
		HTMLHeadElement.prototype.append = function (script) {
			script.src = "/gone.js";
			window.append.call(this, script);
		}`)
	search := func(query, want string) {
		eval[any](r, tab, fmt.Sprintf(`(() => {
			const q = document.querySelector("#ui-query");
			q.value = %q;
			q.dispatchEvent(new Event("input"));
		})()`, query))
		r.must(tab.Wait(fmt.Sprintf(`document.querySelector("[data-result-count]").textContent === %q`, want)))
	}
	search("zebra", "The search could not be loaded. The list below has everything.")
	eval[any](r, tab, `HTMLHeadElement.prototype.append = window.append`)
	search("zebra", "Nothing found. Try another word, or look in the list below.")
}

// TestSearchDownloadSize checks in a browser that a query of this guide downloads at most 20 kB with gzip.
// static/js/_test/search-quality.test.js checks many more without one.
func TestSearchDownloadSize(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, nil)
	tab := r.newTab(browser.View{})
	most, worst := 0, ""
	for _, query := range []string{"certificate", "pmp", "risk", "how to get a pmo job", "mentor", "cpd hours",
		"raid log", "salary", "agile", "interview", "ai", "project management office", "plan", "the"} {
		r.goTo(tab, "/search/?q="+strings.ReplaceAll(query, " ", "+"))
		r.must(tab.Wait(`document.querySelector("[data-result-count]").textContent !== ""`))
		size := 0
		for _, address := range eval[[]string](r, tab, `performance.getEntriesByType("resource").map((e) => e.name)
			.filter((name) => name.includes("/assets/search/"))`) {
			size += gzippedSize(t, address)
		}
		if size > most {
			most, worst = size, query
		}
	}
	if most == 0 || most > 20_000 {
		t.Errorf("%q downloads %d bytes", worst, most)
	}
	reportMetric(t, "search in the guide: a query downloads at most %d bytes with gzip (%q)", most, worst)
}

func gzippedSize(t *testing.T, address string) int {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", path.Base(address), answer.Status)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.Copy(w, answer.Body); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.Len()
}
