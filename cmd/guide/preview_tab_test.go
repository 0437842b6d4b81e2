package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// previewTab is a browser tab with a page of a previewFixture.
type previewTab struct {
	*previewFixture
	*browser.Tab
}

func (s *previewFixture) openTab(b *browser.Browser, v browser.View, address string) *previewTab {
	s.Helper()
	tab, err := b.Open(v)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(tab.Close)
	o := &previewTab{s, tab}
	o.must(tab.Go(s.url + address))
	return o
}

func (o *previewTab) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatalf("%v\nprinted so far:\n%s\nerrors of the page: %q", err, o.out, o.PageErrors())
	}
}

func (o *previewTab) waitFor(expression string) {
	o.Helper()
	o.must(o.Wait(expression))
}

// waitForText waits until the page contains a text.
func (o *previewTab) waitForText(text string) {
	o.Helper()
	o.waitFor(fmt.Sprintf("document.body.textContent.includes(%q)", text))
}

// eval returns the value of an expression.
func (o *previewTab) eval(script string) string {
	o.Helper()
	v, err := browser.Eval[any](o.Tab, script)
	o.must(err)
	return fmt.Sprint(v)
}

// expect fails unless an expression has a value.
func (o *previewTab) expect(expression, value string) {
	o.Helper()
	if got := o.eval(expression); got != value {
		o.Errorf("%s is %s, want %s", expression, got, value)
	}
}

// expectNoErrors fails if the browser has reported errors.
func (o *previewTab) expectNoErrors() {
	o.Helper()
	if errs := o.PageErrors(); len(errs) > 0 {
		o.Errorf("errors of the page: %q", errs)
	}
}

const (
	barText      = `document.querySelector("guide-preview").shadowRoot.querySelector(".bar").textContent`
	panelElement = `document.querySelector("guide-preview").shadowRoot.querySelector(".panel")`
)

var longText = strings.Repeat("A paragraph that makes the page long enough to scroll.\n\n", 60)

func longStep(title, first, last string) string {
	const items = "checklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do two}\n"
	return pageSource(title, items, first+"\n\n"+longText+last+"\n")
}

// TestPreviewKeepsPageState saves a text: the open page shows it and keeps its state.
func TestPreviewKeepsPageState(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": longStep("A", "First words.", "Last words.")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.waitFor(barText + `.includes("content/steps/1-a.md")`)
	o.eval(`(() => {
		const details = document.createElement("details");
		details.innerHTML = "<summary>More</summary>Text";
		details.open = true;
		const field = document.createElement("input");
		field.value = "typed";
		field.id = "field";
		document.querySelector("main").append(details, field);
		field.focus();
		field.setSelectionRange(1, 3);
		for (const box of document.querySelectorAll("#one input")) box.click();
		window.same = true; window.box = document.querySelector("#one input");
		scrollTo(0, 900);
		window.seen = [...document.querySelectorAll(".text p")].find((p) => p.getBoundingClientRect().top > 200);
		window.top0 = seen.getBoundingClientRect().top;
	})()`)
	const kept = `[same, seen.localName, Math.abs(seen.getBoundingClientRect().top - top0) <= 1,
		document.activeElement.id, field.selectionStart, field.value,
		document.querySelector("main > details").open, !box || box.isConnected && box.checked].join()`
	want := o.eval(kept)
	if !strings.HasPrefix(want, "true,p,true,field,1,typed,true") {
		t.Fatalf("before: %s", want)
	}
	for i, change := range []string{
		longStep("A", "First words.", "New last words."),
		longStep("A", "Other words.", "New last words."),
		longStep("Another title", "Other words.", "New last words."),
		strings.Replace(longStep("A", "Other words.", "Third last words."),
			"{id: one", "{id: zero, text: Do nothing}\n  - {id: one", 1),
	} {
		s.write("content/steps/1-a.md", strings.Replace(change, "words.", fmt.Sprintf("words, version %d.", i), 1))
		o.waitForText(fmt.Sprintf("version %d", i))
		o.expect(kept, want)
	}
	o.waitFor(`document.querySelector("h1").textContent === "A"`)
	o.expectNoErrors()
}

// TestPreviewTheme checks that the chosen colours are kept when the page changes.
func TestPreviewTheme(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/a/")
	o.must(o.Click(".theme [value=dark]"))
	for i := range 2 { // the page is patched, then loaded
		o.expect(`[document.documentElement.dataset.theme, getComputedStyle(document.body).colorScheme,
			document.querySelector(".theme [value=dark]").checked].join()`, "dark,dark,true")
		if i == 0 {
			s.write("content/pages/a.md", pageSource("A", "", "Two.\n"))
			o.waitForText("Two.")
			o.expect(`document.documentElement.dataset.theme`, "dark")
			o.must(o.Go(s.url + "/a/"))
		}
	}
	o.expectNoErrors()
}

// TestPreviewNewItem adds an item: it can be ticked at once and is counted; ticks are kept.
func TestPreviewNewItem(t *testing.T) {
	t.Parallel()
	const file = "content/steps/1-a.md"
	s := startPreview(t, map[string]string{file: pageSource("A", "checklist:\n  - {id: one, text: Do one}\n",
		"Text.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.must(o.Click("#one input"))
	o.eval("window.same = true")
	s.write(file, pageSource("A", "checklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do two}\n", "Text.\n"))
	const count = `document.querySelector(".progress-bar").textContent.trim()`
	o.waitFor(count + ` === "1 of 2 done."`)
	o.waitFor(`document.querySelector("#two textarea") !== null`)
	o.must(o.Click("#two input"))
	o.expect(count, "2 of 2 done.")
	o.expect(`[same, document.querySelector("#one").dataset.state,
		document.querySelector("#two").dataset.state].join()`, "true,done,done")
	o.expectNoErrors()
}

// TestPreviewSearch finds what was just saved.
func TestPreviewSearch(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n"),
		"content/steps/1-b.md": pageSource("B", "", "Text.\n")})
	b := browser.ForTest(t)
	o := s.openTab(b, browser.View{}, "/search/?q=zebra")
	const said = `document.querySelector("[data-result-count]").textContent`
	o.waitFor(said + `.startsWith("Nothing found")`)
	s.write("content/pages/a.md", pageSource("A", "", "A zebra.\n"))
	readerTab := s.openTab(b, browser.View{}, "/a/")
	readerTab.waitForText("zebra")
	o.must(o.Go(s.url + "/search/?q=zebra"))
	o.waitFor(said + ` === "1 page found"`)
	o.expect(`document.querySelector(".results a").getAttribute("href")`, "../a/")
	o.expectNoErrors()
}

// TestPreviewHighlightsChanges checks that changes are highlighted for a moment, except with reduced motion.
func TestPreviewHighlightsChanges(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n\nTwo.\n")})
	b := browser.ForTest(t)
	moving, still := s.openTab(b, browser.View{}, "/a/"), s.openTab(b, browser.View{ReducedMotion: true}, "/a/")
	for _, o := range []*previewTab{moving, still} {
		o.eval(`(() => {
			window.animated = [];
			const animate = Element.prototype.animate;
			Element.prototype.animate = function (...args) {
				animated.push(this.textContent);
				return animate.apply(this, args);
			}
		})()`)
	}
	s.write("content/pages/a.md", pageSource("A", "", "One.\n\nThree.\n"))
	for _, o := range []*previewTab{moving, still} {
		o.waitForText("Three.")
	}
	moving.expect("animated.join()", "Three.")
	still.expect("animated.join()", "")
	moving.waitFor(`document.getAnimations().length === 0`)
	moving.expect(`document.querySelectorAll("[style]").length`, "0")
	moving.expectNoErrors()
}

// TestPreviewSwapsStyles checks that a style sheet is replaced without an unstyled frame, and without a reload.
func TestPreviewSwapsStyles(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": longStep("A", "First.", "Last."),
		"static/css/main.css": "body { margin: 20px; color: rgb(1, 2, 3) }"})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.eval(`(() => {
		window.same = true;
		window.colours = new Set();
		window.shifts = 0;
		scrollTo(0, 400);
		new PerformanceObserver((list) => {
			for (const e of list.getEntries()) shifts += e.value;
		}).observe({type: "layout-shift"});
		const record = () => {
			const style = getComputedStyle(document.body);
			colours.add(style.color + style.margin);
			requestAnimationFrame(record);
		};
		record();
	})()`)
	s.write("static/css/main.css", "body { margin: 20px; color: rgb(4, 5, 6) }")
	o.waitFor(`getComputedStyle(document.body).color === "rgb(4, 5, 6)"`)
	o.waitFor(`document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	o.waitFor("colours.size > 1")
	o.expect(`[...colours].join("; ")`, "rgb(1, 2, 3)20px; rgb(4, 5, 6)20px")
	o.expect(`[same, scrollY, shifts].join()`, "true,400,0")
	o.expectNoErrors()
}

// TestPreviewReloads checks that a template or script reloads the page and keeps the scroll position.
func TestPreviewReloads(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": longStep("A", "First.", "Last.")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.waitFor(barText + `.includes("1-a.md")`)
	o.eval(`(() => { window.same = true; scrollTo(0, 700) })()`)
	s.write("templates/footer.html", "<footer>My footer</footer>")
	o.waitForText("My footer")
	o.waitFor("scrollY === 700")
	o.expect("typeof same", "undefined")
	o.expectNoErrors()
}

// TestPreviewMovesAndDeletes renames a page, which the browser follows, and deletes it, which the page says until it is
// back.
func TestPreviewMovesAndDeletes(t *testing.T) {
	t.Parallel()
	page := pageSource("A", "", "Some text.\n")
	s := startPreview(t, map[string]string{"content/steps/1-a.md": page, "content/steps/2-b.md": pageSource("B", "",
		"B.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/#part")
	o.waitFor(barText + `.includes("1-a.md")`)
	o.must(os.Rename(s.path("content/steps/1-a.md"), s.path("content/steps/3-c.md")))
	o.waitFor(`location.pathname + location.hash === "/steps/c/#part"`)
	o.waitFor(barText + `.includes("3-c.md")`)
	o.must(os.Remove(s.path("content/steps/3-c.md")))
	o.waitFor("!" + panelElement + `.hidden && ` + panelElement + `.textContent.includes("This page was deleted")`)
	o.waitForText("Some text.")
	s.write("content/steps/3-c.md", strings.Replace(page, "Some", "Other", 1))
	o.waitForText("Other text.")
	o.waitFor(panelElement + ".hidden")
}

// TestPreviewNewPage opens a page that does not exist yet.
func TestPreviewNewPage(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "A.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/b/")
	o.waitFor(`document.querySelector("guide-preview")`)
	s.write("content/steps/2-b.md", pageSource("B", "", "It is here.\n"))
	o.waitForText("It is here.")
}

// TestPreviewAlias turns the address of an open page into an alias, which the browser follows.
func TestPreviewAlias(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "A.\n"),
		"content/steps/2-b.md": pageSource("B", "", "B.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/#x")
	o.waitFor(barText + `.includes("1-a.md")`)
	o.must(os.Remove(s.path("content/steps/1-a.md")))
	s.write("content/steps/2-b.md", pageSource("B", "aliases: [/steps/a/]\n", "B.\n"))
	o.waitFor(`location.pathname + location.hash === "/steps/b/#x"`)
}
