package main

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
)

// TestPreviewProblems checks the panel: it lists the problems over the last good text, and disappears with them.
func TestPreviewProblems(t *testing.T) {
	t.Parallel()
	good := pageSource("A", "", "Good text.\n")
	s := startPreview(t, map[string]string{"content/steps/1-a.md": good, "content/steps/2-b.md": pageSource("B", "",
		"B.\n")}, "--editor", "vscode")
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

// TestPreviewNotices checks that the panel lists notices, and the bar counts none of them.
func TestPreviewNotices(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "Text.\n"),
		"content/pages/desktop.ini": "x"})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	o.waitFor(barText + `.includes("Notices")`)
	o.expect(panelElement+".hidden", "true")
	o.eval(`document.querySelector("guide-preview").shadowRoot.querySelector("button").click()`)
	for _, want := range []string{"1 notice", "content/pages/desktop.ini", "[left-behind]"} {
		o.expect(fmt.Sprintf("%s.innerText.includes(%q)", panelElement, want), "true")
	}
	s.write("content/steps/1-a.md", pageSource("A", "", "# Loud\n"))
	o.waitFor(barText + `.includes("1 warning")`)
	o.expect(barText+`.includes("otice")`, "false")
	o.eval(`document.querySelector("guide-preview").shadowRoot.querySelector("button").click()`)
	o.expect(panelElement+`.innerText.includes("[left-behind]")`, "false")
	o.expect(panelElement+`.querySelector("details:last-of-type summary").textContent`, "1 notice")
	o.expectNoErrors()
}

// TestPreviewBar checks what the bar says about the page.
func TestPreviewBar(t *testing.T) {
	t.Parallel()
	front := "draft: true\nchecklist:\n  - {id: one, text: Do one thing}\nresources:\n" +
		"  - {id: r1, title: R, url: https://example.org/, type: book, why: Read it, checked: 2026-03-04}\n" +
		"  - {id: r2, title: R, url: https://example.org/2, type: book, why: Read it, checked: 2025-01-02}\n  - {id: " +
		"r3, title: R, url: https://example.org/3, type: book, why: Read it}\n"
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", front, strings.Repeat("word ", 450)+
		"\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/steps/a/")
	for _, want := range []string{"Draft", "content/steps/1-a.md", "459 words", "3 min to read", "1 action",
		"3 resources", "oldest check 2025-01-02", "1 not checked"} {
		o.waitFor(fmt.Sprintf("%s.includes(%q)", barText, want))
	}
	o.expectNoErrors()
}

// TestPreviewReconnects checks that a connection that died silently, as during sleep, is replaced.
func TestPreviewReconnects(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n")})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/404.html")
	o.must(o.AddInitScript(`(() => {
		const [Real, later] = [EventSource, setTimeout];
		window.setTimeout = (what, after) => later(what, after === 40_000 ? 400 : after); // make time pass faster
		window.opened = 0;
		window.EventSource = class { constructor(...args) {
			return opened++ ? new Real(...args) : { addEventListener() {}, close() {} }
		} };
	})()`))
	o.must(o.Go(s.url + "/a/"))
	s.write("content/pages/a.md", pageSource("A", "", "Two.\n"))
	o.waitForText("Two.")
	o.expect("opened > 1", "true")
}

// TestPreviewTenTabs keeps ten tabs up to date. Hidden ones hold no connection and catch up when they are shown. After
// a restart of the preview, all catch up.
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
	for _, o := range tabs { // all are visible: more than a browser has connections
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

func TestPreviewFollows(t *testing.T) {
	t.Parallel()
	s := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "A.\n"),
		"content/steps/2-b/index.md": pageSource("B", "", "B.\n"),
		"content/steps/2-b/t.md":     pageSource("T", "", "T.\n")}, "--follow")
	o := s.openTab(browser.ForTest(t), browser.View{}, "/")
	o.waitFor(barText + `.includes("") && document.querySelector("guide-preview")`)
	for name, address := range map[string]string{"content/steps/1-a.md": "/steps/a/",
		"content/steps/2-b/t.md": "/steps/b/t/"} {
		s.write(name, pageSource("X", "", "Edited here: "+address+"\n"))
		o.waitFor(fmt.Sprintf("location.pathname === %q", address))
		o.waitForText("Edited here: " + address)
	}
}

func TestPreviewImage(t *testing.T) {
	t.Parallel()
	svg := "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='9'/>"
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "![A picture](x.svg)\n"),
		"content/pages/x.svg": fmt.Sprintf(svg, 11)})
	o := s.openTab(browser.ForTest(t), browser.View{}, "/a/")
	const image = `document.querySelector("main img")`
	o.waitFor(image + ".naturalWidth === 11")
	o.eval("window.same = true")
	s.write("content/pages/x.svg", fmt.Sprintf(svg, 22))
	o.waitFor(image + ".naturalWidth === 22 && " + image + `.getAttribute("width") === "22"`)
	o.expect("same", "true")
	o.expectNoErrors()
}
