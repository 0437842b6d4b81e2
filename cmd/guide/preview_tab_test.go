package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
)

// previewTab is a page of a guide in preview, in a real browser.
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
		o.Fatalf("%v\nprinted so far:\n%s\nfaults: %q", err, o.out, o.PageErrors())
	}
}

func (o *previewTab) waitFor(expression string) {
	o.Helper()
	o.must(o.Wait(expression))
}

// waitForText waits until the page has a text.
func (o *previewTab) waitForText(text string) {
	o.Helper()
	o.waitFor(fmt.Sprintf("document.body.textContent.includes(%q)", text))
}

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

// expectNoErrors fails if the page did anything wrong.
func (o *previewTab) expectNoErrors() {
	o.Helper()
	if faults := o.PageErrors(); len(faults) > 0 {
		o.Errorf("the browser complains: %q", faults)
	}
}

const (
	barText      = `document.querySelector("guide-preview").shadowRoot.querySelector(".bar").textContent`
	panelElement = `document.querySelector("guide-preview").shadowRoot.querySelector(".panel")`
)

var longText = strings.Repeat("A paragraph that makes the page long enough to scroll.\n\n", 60)

func longStep(title, first, last string) string {
	return pageSource(title, "checklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do two}\n", first+"\n\n"+longText+last+"\n")
}

// A save changes the text in the open page; all that was done there stays.
func TestPreviewKeepsPageState(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": longStep("A", "First words.", "Last words.")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.waitFor(barText + `.includes("content/steps/1-a.md")`)
	o.eval(`(() => {
		const details = document.createElement("details"); details.innerHTML = "<summary>More</summary>Text"; details.open = true;
		const field = document.createElement("input"); field.value = "typed"; field.id = "field";
		document.querySelector("main").append(details, field); field.focus(); field.setSelectionRange(1, 3);
		for (const box of document.querySelectorAll("#one input")) box.click();
		window.same = true; window.box = document.querySelector("#one input");
		scrollTo(0, 900);
	})()`)
	const kept = `[same, scrollY, document.activeElement.id, field.selectionStart, field.value, document.querySelector("main > details").open, !box || box.isConnected && box.checked].join()`
	want := o.eval(kept)
	if !strings.HasPrefix(want, "true,900,field,1,typed,true") {
		t.Fatalf("before: %s", want)
	}
	for i, change := range []string{
		longStep("A", "First words.", "New last words."),
		longStep("A", "Other words.", "New last words."),
		longStep("Another title", "Other words.", "New last words."),
		strings.Replace(longStep("A", "Other words.", "Third last words."), "{id: one", "{id: zero, text: Do nothing}\n  - {id: one", 1),
	} {
		s.write("content/steps/1-a.md", strings.Replace(change, "words.", fmt.Sprintf("words, version %d.", i), 1))
		o.waitForText(fmt.Sprintf("version %d", i))
		o.expect(kept, want)
	}
	o.waitFor(`document.querySelector("h1").textContent === "A"`)
	o.expectNoErrors()
}

// The colours that the reader chose stay when the page changes.
func TestPreviewTheme(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/a/")
	o.must(o.Click(".theme [value=dark]"))
	for i := range 2 { // the page is patched, then loaded
		o.expect(`[document.documentElement.dataset.theme, getComputedStyle(document.body).colorScheme, document.querySelector(".theme [value=dark]").checked].join()`, "dark,dark,true")
		if i == 0 {
			s.write("content/pages/a.md", pageSource("A", "", "Two.\n"))
			o.waitForText("Two.")
			o.expect(`document.documentElement.dataset.theme`, "dark")
			o.must(o.Go(s.url + "/a/"))
		}
	}
	o.expectNoErrors()
}

// An item that an editor adds can be ticked at once, and the counts know it; what was ticked stays.
func TestPreviewNewItem(t *testing.T) {
	t.Parallel()
	const file = "content/steps/1-a.md"
	s := startPreview(t, map[string]string{file: pageSource("A", "checklist:\n  - {id: one, text: Do one}\n", "Text.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.must(o.Click("#one input"))
	o.eval("window.same = true")
	s.write(file, pageSource("A", "checklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do two}\n", "Text.\n"))
	const count = `document.querySelector(".progress-bar").textContent.trim()`
	o.waitFor(count + ` === "Actions done in this step: 1 of 2."`)
	o.waitFor(`document.querySelector("#two select") !== null`)
	o.must(o.Click("#two input"))
	o.expect(count, "Actions done in this step: 2 of 2.")
	o.expect(`[same, document.querySelector("#one").dataset.state, document.querySelector("#two").dataset.state].join()`, "true,done,done")
	o.expectNoErrors()
}

// Search knows what was just saved.
func TestPreviewSearch(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n"), "content/steps/1-b.md": pageSource("B", "", "Text.\n")})
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

// What changed is outlined for a moment, unless that is not wanted.
func TestPreviewHighlightsChanges(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n\nTwo.\n")})
	b := browser.ForTest(t)
	moving, still := s.openTab(b, browser.View{}, "/a/"), s.openTab(b, browser.View{ReducedMotion: true}, "/a/")
	for _, o := range []*previewTab{moving, still} {
		o.eval(`(() => { window.animated = []; const animate = Element.prototype.animate; Element.prototype.animate = function (...args) { animated.push(this.textContent); return animate.apply(this, args); } })()`)
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

// A style sheet is swapped without a frame that has none; the page stays.
func TestPreviewSwapsStyles(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": longStep("A", "First.", "Last."), "static/css/main.css": "body { margin: 20px; color: rgb(1, 2, 3) }"})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.eval(`(() => { window.same = true; window.colours = new Set(); window.shifts = 0; scrollTo(0, 400);
		new PerformanceObserver((list) => { for (const e of list.getEntries()) shifts += e.value }).observe({type: "layout-shift"});
		const look = () => { colours.add(getComputedStyle(document.body).color + getComputedStyle(document.body).margin); requestAnimationFrame(look) }; look() })()`)
	s.write("static/css/main.css", "body { margin: 20px; color: rgb(4, 5, 6) }")
	o.waitFor(`getComputedStyle(document.body).color === "rgb(4, 5, 6)"`)
	o.waitFor(`document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	o.waitFor("colours.size > 1")
	o.expect(`[...colours].join("; ")`, "rgb(1, 2, 3)20px; rgb(4, 5, 6)20px")
	o.expect(`[same, scrollY, shifts].join()`, "true,400,0")
	o.expectNoErrors()
}

// A template or a script loads the page again, where it was.
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

// A page that gets another name is followed; one that is deleted says so, and comes back.
func TestPreviewMovesAndDeletes(t *testing.T) {
	t.Parallel()
	page := pageSource("A", "", "Some text.\n")
	s := startPreview(t, map[string]string{"content/steps/1-a.md": page, "content/steps/2-b.md": pageSource("B", "", "B.\n")})
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

// A page that is not there yet appears.
func TestPreviewNewPage(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "A.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/b/")
	o.waitFor(`document.querySelector("guide-preview")`)
	s.write("content/steps/2-b.md", pageSource("B", "", "It is here.\n"))
	o.waitForText("It is here.")
}

// An address that a page had before leads on while its page is open.
func TestPreviewAlias(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "A.\n"), "content/steps/2-b.md": pageSource("B", "", "B.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/#x")
	o.waitFor(barText + `.includes("1-a.md")`)
	o.must(os.Remove(s.path("content/steps/1-a.md")))
	s.write("content/steps/2-b.md", pageSource("B", "aliases: [/steps/a/]\n", "B.\n"))
	o.waitFor(`location.pathname + location.hash === "/steps/b/#x"`)
}

func TestPreviewImage(t *testing.T) {
	t.Parallel()
	svg := "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='9'/>"
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "![A picture](x.svg)\n"), "content/pages/x.svg": fmt.Sprintf(svg, 11)})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/a/")
	o.waitFor("document.images[0].naturalWidth === 11")
	o.eval("window.same = true")
	s.write("content/pages/x.svg", fmt.Sprintf(svg, 22))
	o.waitFor("document.images[0].naturalWidth === 22 && document.images[0].width === 22")
	o.expect("same", "true")
	o.expectNoErrors()
}

func TestPreviewFollows(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "A.\n"), "content/steps/2-b/index.md": pageSource("B", "", "B.\n"), "content/steps/2-b/t.md": pageSource("T", "", "T.\n")}, "--follow")
	o := s.openTab(browser.ForTest(t), browser.View{}, "/")
	o.waitFor(barText + `.includes("") && document.querySelector("guide-preview")`)
	for name, address := range map[string]string{"content/steps/1-a.md": "/steps/a/", "content/steps/2-b/t.md": "/steps/b/t/"} {
		s.write(name, pageSource("X", "", "Edited here: "+address+"\n"))
		o.waitFor(fmt.Sprintf("location.pathname === %q", address))
		o.waitForText("Edited here: " + address)
	}
}

// The panel lists what is wrong, over the last good text, and goes by itself.
func TestPreviewProblems(t *testing.T) {
	t.Parallel()
	good := pageSource("A", "", "Good text.\n")
	s := startPreview(t, map[string]string{"content/steps/1-a.md": good, "content/steps/2-b.md": pageSource("B", "", "B.\n")}, "--editor", "vscode")
	b := browser.ForTest(t)
	o, other := s.openTab(b, browser.View{}, "/steps/a/"), s.openTab(b, browser.View{}, "/steps/b/")
	o.waitForText("Good text.")
	s.write("content/steps/1-a.md", pageSource("A", "sumary: <i>x</i>\n", "Newer text.\n"))
	o.waitFor("!" + panelElement + ".hidden")
	for _, want := range []string{"1 error", "content/steps/1-a.md:4:1", "sumary: <i>x</i>", "hint: "} {
		o.expect(fmt.Sprintf("%s.textContent.includes(%q)", panelElement, want), "true")
	}
	o.expect(panelElement+`.querySelector(".position a").href.startsWith("vscode://file/")`, "true")
	o.expect(panelElement+`.querySelector("mark").textContent`, "sumary")
	o.waitForText("Good text.")
	other.waitFor(barText + `.includes("1 error")`)
	other.expect(panelElement+".hidden", "true")
	other.eval(`document.querySelector("guide-preview").shadowRoot.querySelector("button").click()`)
	other.expect(panelElement+".hidden", "false")
	o.expect("document.activeElement === document.body", "true")
	s.write("content/steps/1-a.md", pageSource("A", "", "# Loud\n"))
	o.waitForText("Loud")
	for _, o := range []*previewTab{o, other} {
		o.waitFor(panelElement + ".hidden && " + barText + `.includes("1 warning")`)
		o.expectNoErrors()
	}
}

// The bar tells an editor about the page.
func TestPreviewBar(t *testing.T) {
	t.Parallel()
	front := "draft: true\nchecklist:\n  - {id: one, text: Do one thing}\nresources:\n" +
		"  - {id: r1, title: R, url: https://example.org/, type: book, why: Read it, checked: 2026-03-04}\n" +
		"  - {id: r2, title: R, url: https://example.org/2, type: book, why: Read it, checked: 2025-01-02}\n  - {id: r3, title: R, url: https://example.org/3, type: book, why: Read it}\n"
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", front, strings.Repeat("word ", 450)+"\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	for _, want := range []string{"Draft", "content/steps/1-a.md", "459 words", "3 min to read", "1 action", "3 resources", "oldest check 2025-01-02", "1 not checked"} {
		o.waitFor(fmt.Sprintf("%s.includes(%q)", barText, want))
	}
	o.eval(`document.documentElement.dataset.before = document.querySelector("main").innerHTML.length`)
	o.expectNoErrors()
}

// A connection that is dead without a sign of it, as after a sleep, is made again.
func TestPreviewReconnects(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/404.html")
	o.must(o.AddInitScript(`(() => {
		const [Real, later] = [EventSource, setTimeout];
		window.setTimeout = (what, after) => later(what, after === 40_000 ? 400 : after); // time flies
		window.opened = 0;
		window.EventSource = class { constructor(...args) { return opened++ ? new Real(...args) : { addEventListener() {}, close() {} } } };
	})()`))
	o.must(o.Go(s.url + "/a/"))
	s.write("content/pages/a.md", pageSource("A", "", "Two.\n"))
	o.waitForText("Two.")
	o.expect("opened > 1", "true")
}

// Ten tabs are all kept up to date: those that are hidden hold no connection and catch up when they are
// shown; and when the preview was started again, so do all.
func TestPreviewTenTabs(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n")})
	b := browser.ForTest(t)
	var tabs []*previewTab
	for range 10 {
		o := s.openTab(b, browser.View{}, "/a/")
		o.eval("window.same = true")
		tabs = append(tabs, o)
	}
	s.write("content/pages/a.md", pageSource("A", "", "Two.\n"))
	for _, o := range tabs { // all visible, more than a browser has connections
		o.waitForText("Two.")
	}
	for _, o := range tabs[:9] {
		o.must(o.Hide())
		o.waitFor("document.visibilityState === 'hidden'")
	}
	s.write("content/pages/a.md", pageSource("A", "", "Three.\n"))
	tabs[9].waitForText("Three.")
	for _, o := range tabs[:9] {
		o.expect(`document.body.textContent.includes("Three.")`, "false")
	}
	for _, o := range tabs[:9] {
		o.must(o.Show())
		o.waitForText("Three.")
	}
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.url, "http://"))
	s.stop()
	s.write("content/pages/a.md", pageSource("A", "", "Four.\n"))
	time.Sleep(50 * time.Millisecond)
	s.start("localhost:" + port)
	if !strings.HasSuffix(s.url, ":"+port) {
		t.Fatalf("the port was taken meanwhile: %s", s.url)
	}
	for _, o := range tabs {
		o.waitForText("Four.")
		o.expect("same", "true")
	}
}
