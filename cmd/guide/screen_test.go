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

// screen is a page of a guide in preview, in a real browser.
type screen struct {
	*served
	*browser.Tab
}

func (s *served) open(b *browser.Browser, v browser.View, address string) *screen {
	s.Helper()
	tab, err := b.Open(v)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(tab.Close)
	o := &screen{s, tab}
	o.must(tab.Go(s.url + address))
	return o
}

func (o *screen) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatalf("%v\nprinted so far:\n%s\nfaults: %q", err, o.out, o.PageErrors())
	}
}

func (o *screen) wait(expression string) {
	o.Helper()
	o.must(o.Wait(expression))
}

// sees waits until the page has a text.
func (o *screen) sees(text string) {
	o.Helper()
	o.wait(fmt.Sprintf("document.body.textContent.includes(%q)", text))
}

func (o *screen) eval(script string) string {
	o.Helper()
	v, err := browser.Eval[any](o.Tab, script)
	o.must(err)
	return fmt.Sprint(v)
}

// want fails unless an expression has a value.
func (o *screen) want(expression, value string) {
	o.Helper()
	if got := o.eval(expression); got != value {
		o.Errorf("%s is %s, want %s", expression, got, value)
	}
}

// clean fails if the page did anything wrong.
func (o *screen) clean() {
	o.Helper()
	if faults := o.PageErrors(); len(faults) > 0 {
		o.Errorf("the browser complains: %q", faults)
	}
}

const (
	barText      = `document.querySelector("guide-preview").shadowRoot.querySelector(".bar").textContent`
	panelElement = `document.querySelector("guide-preview").shadowRoot.querySelector(".panel")`
)

var paragraphs = strings.Repeat("A paragraph that makes the page long enough to scroll.\n\n", 60)

func longStep(title, first, last string) string {
	return text(title, "checklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do two}\n", first+"\n\n"+paragraphs+last+"\n")
}

// A save changes the text in the open page; all that was done there stays.
func TestScreenKeeps(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/steps/1-a.md": longStep("A", "First words.", "Last words.")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.wait(barText + `.includes("content/steps/1-a.md")`)
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
		o.sees(fmt.Sprintf("version %d", i))
		o.want(kept, want)
	}
	o.wait(`document.querySelector("h1").textContent === "A"`)
	o.clean()
}

// The colours that the reader chose stay when the page changes.
func TestScreenTheme(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "One.\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/a/")
	o.must(o.Click(".theme [value=dark]"))
	for i := range 2 { // the page is patched, then loaded
		o.want(`[document.documentElement.dataset.theme, getComputedStyle(document.body).colorScheme, document.querySelector(".theme [value=dark]").checked].join()`, "dark,dark,true")
		if i == 0 {
			s.write("content/pages/a.md", text("A", "", "Two.\n"))
			o.sees("Two.")
			o.want(`document.documentElement.dataset.theme`, "dark")
			o.must(o.Go(s.url + "/a/"))
		}
	}
	o.clean()
}

// An item that an editor adds can be ticked at once, and the counts know it; what was ticked stays.
func TestScreenNewItem(t *testing.T) {
	t.Parallel()
	const file = "content/steps/1-a.md"
	s := serve(t, map[string]string{file: text("A", "checklist:\n  - {id: one, text: Do one}\n", "Text.\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.must(o.Click("#one input"))
	o.eval("window.same = true")
	s.write(file, text("A", "checklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do two}\n", "Text.\n"))
	const count = `document.querySelector(".count").textContent.trim()`
	o.wait(count + ` === "Actions done in this step: 1 of 2."`)
	o.wait(`document.querySelector("#two select") !== null`)
	o.must(o.Click("#two input"))
	o.want(count, "Actions done in this step: 2 of 2.")
	o.want(`[same, document.querySelector("#one").dataset.state, document.querySelector("#two").dataset.state].join()`, "true,done,done")
	o.clean()
}

// Search knows what was just saved.
func TestScreenSearch(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "One.\n"), "content/steps/1-b.md": text("B", "", "Text.\n")})
	b := browser.ForTest(t)
	o := s.open(b, browser.View{}, "/search/?q=zebra")
	const said = `document.querySelector("[data-found]").textContent`
	o.wait(said + `.startsWith("Nothing found")`)
	s.write("content/pages/a.md", text("A", "", "A zebra.\n"))
	reader := s.open(b, browser.View{}, "/a/")
	reader.sees("zebra")
	o.must(o.Go(s.url + "/search/?q=zebra"))
	o.wait(said + ` === "1 page found"`)
	o.want(`document.querySelector(".results a").getAttribute("href")`, "../a/")
	o.clean()
}

// What changed is outlined for a moment, unless that is not wanted.
func TestScreenOutlines(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "One.\n\nTwo.\n")})
	b := browser.ForTest(t)
	moving, still := s.open(b, browser.View{}, "/a/"), s.open(b, browser.View{ReducedMotion: true}, "/a/")
	for _, o := range []*screen{moving, still} {
		o.eval(`(() => { window.animated = []; const animate = Element.prototype.animate; Element.prototype.animate = function (...args) { animated.push(this.textContent); return animate.apply(this, args); } })()`)
	}
	s.write("content/pages/a.md", text("A", "", "One.\n\nThree.\n"))
	for _, o := range []*screen{moving, still} {
		o.sees("Three.")
	}
	moving.want("animated.join()", "Three.")
	still.want("animated.join()", "")
	moving.wait(`document.getAnimations().length === 0`)
	moving.want(`document.querySelectorAll("[style]").length`, "0")
	moving.clean()
}

// A style sheet is swapped without a frame that has none; the page stays.
func TestScreenSwapsStyles(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/steps/1-a.md": longStep("A", "First.", "Last."), "static/css/main.css": "body { margin: 20px; color: rgb(1, 2, 3) }"})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.eval(`(() => { window.same = true; window.colours = new Set(); window.shifts = 0; scrollTo(0, 400);
		new PerformanceObserver((list) => { for (const e of list.getEntries()) shifts += e.value }).observe({type: "layout-shift"});
		const look = () => { colours.add(getComputedStyle(document.body).color + getComputedStyle(document.body).margin); requestAnimationFrame(look) }; look() })()`)
	s.write("static/css/main.css", "body { margin: 20px; color: rgb(4, 5, 6) }")
	o.wait(`getComputedStyle(document.body).color === "rgb(4, 5, 6)"`)
	o.wait(`document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	o.wait("colours.size > 1")
	o.want(`[...colours].join("; ")`, "rgb(1, 2, 3)20px; rgb(4, 5, 6)20px")
	o.want(`[same, scrollY, shifts].join()`, "true,400,0")
	o.clean()
}

// A template or a script loads the page again, where it was.
func TestScreenReloads(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/steps/1-a.md": longStep("A", "First.", "Last.")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.wait(barText + `.includes("1-a.md")`)
	o.eval(`(() => { window.same = true; scrollTo(0, 700) })()`)
	s.write("templates/footer.html", "<footer>My footer</footer>")
	o.sees("My footer")
	o.wait("scrollY === 700")
	o.want("typeof same", "undefined")
	o.clean()
}

// A page that gets another name is followed; one that is deleted says so, and comes back.
func TestScreenMovesAndDeletes(t *testing.T) {
	t.Parallel()
	page := text("A", "", "Some text.\n")
	s := serve(t, map[string]string{"content/steps/1-a.md": page, "content/steps/2-b.md": text("B", "", "B.\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/#part")
	o.wait(barText + `.includes("1-a.md")`)
	o.must(os.Rename(s.path("content/steps/1-a.md"), s.path("content/steps/3-c.md")))
	o.wait(`location.pathname + location.hash === "/steps/c/#part"`)
	o.wait(barText + `.includes("3-c.md")`)
	o.must(os.Remove(s.path("content/steps/3-c.md")))
	o.wait("!" + panelElement + `.hidden && ` + panelElement + `.textContent.includes("This page was deleted")`)
	o.sees("Some text.")
	s.write("content/steps/3-c.md", strings.Replace(page, "Some", "Other", 1))
	o.sees("Other text.")
	o.wait(panelElement + ".hidden")
}

// A page that is not there yet appears.
func TestScreenAppears(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/steps/1-a.md": text("A", "", "A.\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/b/")
	o.wait(`document.querySelector("guide-preview")`)
	s.write("content/steps/2-b.md", text("B", "", "It is here.\n"))
	o.sees("It is here.")
}

// An address that a page had before leads on while its page is open.
func TestScreenAlias(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/steps/1-a.md": text("A", "", "A.\n"), "content/steps/2-b.md": text("B", "", "B.\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/#x")
	o.wait(barText + `.includes("1-a.md")`)
	o.must(os.Remove(s.path("content/steps/1-a.md")))
	s.write("content/steps/2-b.md", text("B", "aliases: [/steps/a/]\n", "B.\n"))
	o.wait(`location.pathname + location.hash === "/steps/b/#x"`)
}

func TestScreenPicture(t *testing.T) {
	t.Parallel()
	svg := "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='9'/>"
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "![A picture](x.svg)\n"), "content/pages/x.svg": fmt.Sprintf(svg, 11)})
	o := s.open(browser.ForTest(t), browser.View{}, "/a/")
	o.wait("document.images[0].naturalWidth === 11")
	o.eval("window.same = true")
	s.write("content/pages/x.svg", fmt.Sprintf(svg, 22))
	o.wait("document.images[0].naturalWidth === 22 && document.images[0].width === 22")
	o.want("same", "true")
	o.clean()
}

func TestScreenFollows(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/steps/1-a.md": text("A", "", "A.\n"), "content/steps/2-b/index.md": text("B", "", "B.\n"), "content/steps/2-b/t.md": text("T", "", "T.\n")}, "--follow")
	o := s.open(browser.ForTest(t), browser.View{}, "/")
	o.wait(barText + `.includes("") && document.querySelector("guide-preview")`)
	for name, address := range map[string]string{"content/steps/1-a.md": "/steps/a/", "content/steps/2-b/t.md": "/steps/b/t/"} {
		s.write(name, text("X", "", "Edited here: "+address+"\n"))
		o.wait(fmt.Sprintf("location.pathname === %q", address))
		o.sees("Edited here: " + address)
	}
}

// The panel lists what is wrong, over the last good text, and goes by itself.
func TestScreenProblems(t *testing.T) {
	t.Parallel()
	good := text("A", "", "Good text.\n")
	s := serve(t, map[string]string{"content/steps/1-a.md": good, "content/steps/2-b.md": text("B", "", "B.\n")}, "--editor", "vscode")
	b := browser.ForTest(t)
	o, other := s.open(b, browser.View{}, "/steps/a/"), s.open(b, browser.View{}, "/steps/b/")
	o.sees("Good text.")
	s.write("content/steps/1-a.md", text("A", "sumary: <i>x</i>\n", "Newer text.\n"))
	o.wait("!" + panelElement + ".hidden")
	for _, want := range []string{"1 error", "content/steps/1-a.md:4:1", "sumary: <i>x</i>", "hint: "} {
		o.want(fmt.Sprintf("%s.textContent.includes(%q)", panelElement, want), "true")
	}
	o.want(panelElement+`.querySelector(".at a").href.startsWith("vscode://file/")`, "true")
	o.want(panelElement+`.querySelector("mark").textContent`, "sumary")
	o.sees("Good text.")
	other.wait(barText + `.includes("1 error")`)
	other.want(panelElement+".hidden", "true")
	other.eval(`document.querySelector("guide-preview").shadowRoot.querySelector("button").click()`)
	other.want(panelElement+".hidden", "false")
	o.want("document.activeElement === document.body", "true")
	s.write("content/steps/1-a.md", text("A", "", "# Loud\n"))
	o.sees("Loud")
	for _, o := range []*screen{o, other} {
		o.wait(panelElement + ".hidden && " + barText + `.includes("1 warning")`)
		o.clean()
	}
}

// The bar tells an editor about the page.
func TestScreenBar(t *testing.T) {
	t.Parallel()
	front := "draft: true\nchecklist:\n  - {id: one, text: Do one thing}\nresources:\n" +
		"  - {id: r1, title: R, url: https://example.org/, type: book, why: Read it, checked: 2026-03-04}\n" +
		"  - {id: r2, title: R, url: https://example.org/2, type: book, why: Read it, checked: 2025-01-02}\n  - {id: r3, title: R, url: https://example.org/3, type: book, why: Read it}\n"
	s := serve(t, map[string]string{"content/steps/1-a.md": text("A", front, strings.Repeat("word ", 450)+"\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/steps/a/")
	for _, want := range []string{"Draft", "content/steps/1-a.md", "459 words", "3 min to read", "1 action", "3 resources", "oldest check 2025-01-02", "1 not checked"} {
		o.wait(fmt.Sprintf("%s.includes(%q)", barText, want))
	}
	o.eval(`document.documentElement.dataset.before = document.querySelector("main").innerHTML.length`)
	o.clean()
}

// A connection that is dead without a sign of it, as after a sleep, is made again.
func TestScreenWakes(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "One.\n")})
	o := s.open(browser.ForTest(t), browser.View{}, "/404.html")
	o.must(o.AddInitScript(`(() => {
		const [Real, later] = [EventSource, setTimeout];
		window.setTimeout = (what, after) => later(what, after === 40_000 ? 400 : after); // time flies
		window.opened = 0;
		window.EventSource = class { constructor(...args) { return opened++ ? new Real(...args) : { addEventListener() {}, close() {} } } };
	})()`))
	o.must(o.Go(s.url + "/a/"))
	s.write("content/pages/a.md", text("A", "", "Two.\n"))
	o.sees("Two.")
	o.want("opened > 1", "true")
}

// Ten tabs are all kept up to date: those that are hidden hold no connection and catch up when they are
// shown; and when the preview was started again, so do all.
func TestScreenTenTabs(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "One.\n")})
	b := browser.ForTest(t)
	var tabs []*screen
	for range 10 {
		o := s.open(b, browser.View{}, "/a/")
		o.eval("window.same = true")
		tabs = append(tabs, o)
	}
	s.write("content/pages/a.md", text("A", "", "Two.\n"))
	for _, o := range tabs { // all visible, more than a browser has connections
		o.sees("Two.")
	}
	for _, o := range tabs[:9] {
		o.must(o.Hide())
		o.wait("document.visibilityState === 'hidden'")
	}
	s.write("content/pages/a.md", text("A", "", "Three.\n"))
	tabs[9].sees("Three.")
	for _, o := range tabs[:9] {
		o.want(`document.body.textContent.includes("Three.")`, "false")
	}
	for _, o := range tabs[:9] {
		o.must(o.Show())
		o.sees("Three.")
	}
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.url, "http://"))
	s.stop()
	s.write("content/pages/a.md", text("A", "", "Four.\n"))
	time.Sleep(50 * time.Millisecond)
	s.start("localhost:" + port)
	if !strings.HasSuffix(s.url, ":"+port) {
		t.Fatalf("the port was taken meanwhile: %s", s.url)
	}
	for _, o := range tabs {
		o.sees("Four.")
		o.want("same", "true")
	}
}
