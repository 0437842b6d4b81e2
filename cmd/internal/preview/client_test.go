package preview

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
)

// Changes are highlighted for a moment, and leave no trace. They are not highlighted if reduced motion is preferred.
func TestClientHighlights(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": "<p>One.</p><p id=p>Two <b>words</b>.</p>"})
	b := browser.ForTest(t)
	const count = `window.animated = []; const animate = Element.prototype.animate;
		Element.prototype.animate = function (...a) { animated.push(this.nodeName + this.id);
		return animate.apply(this, a) }`
	moving, still := f.open(b, "/", count), f.openTolerant(b, browser.View{ReducedMotion: true}, "/", count)
	f.edit("/", "<p>One.</p><p id=p>Two <b>other words</b>.</p>")
	for _, v := range []*clientTab{moving, still} {
		v.waitText("other words")
	}
	moving.wantEval("animated.join()", "Pp")
	still.wantEval("animated.join()", "")
	moving.wait("document.getAnimations().length === 0")
	moving.wantEval("document.querySelector('#p').outerHTML", "<p id=\"p\">Two <b>other words</b>.</p>")
}

// A style sheet is replaced, even twice in a row, without a frame that has no styles and without a layout shift.
func TestClientStyles(t *testing.T) {
	page := func(name string) string {
		return strings.Replace(fmt.Sprintf(pageShell, "<p>text</p>"+paragraphs(60)), "</head>",
			"<link rel=stylesheet href=/"+name+".css></head>", 1)
	}
	css := func(colour string) [2]string {
		return [2]string{"text/css", "body { margin: 31px; color: rgb(" + colour + ") }"}
	}
	f := startFakeServer(t, nil)
	f.pages["/"] = page("a")
	f.files = map[string][2]string{"/a.css": css("1, 1, 1"), "/b.css": css("2, 2, 2"), "/c.css": css("3, 3, 3")}
	v := f.open(browser.ForTest(t), "/")
	v.eval(`void (() => { window.seenStyles = new Set(); window.shift = 0; scrollTo(0, 300);
		new PerformanceObserver((list) => list.getEntries().forEach((e) => (shift += e.value)))
			.observe({type: "layout-shift"});
		const look = () => { const s = getComputedStyle(document.body); seenStyles.add(s.color + s.marginTop);
			requestAnimationFrame(look) }; look() })()`)
	gate := make(chan struct{})
	f.update(func() { f.gates["/b.css"] = gate; f.pages["/"] = page("b") })
	v.wait("document.querySelectorAll('link[rel=stylesheet]').length === 2")
	f.update(func() { f.pages["/"] = page("c") })
	v.wait(`document.querySelector("[href='/c.css']")?.sheet`)
	close(gate)
	v.wait("document.querySelectorAll('link[rel=stylesheet]').length === 1 && " +
		"getComputedStyle(document.body).color === 'rgb(3, 3, 3)'")
	v.wait("[...seenStyles].at(-1) === 'rgb(3, 3, 3)31px'")
	if got := v.eval("[...seenStyles].filter((s) => !s.endsWith(')31px')).join()"); got != "" {
		t.Errorf("frames with other styles: %s", got)
	}
	v.wantEval("[same, shift, scrollY].join()", "true,0,300")
}

// Another theme, other scripts or a page that became a redirect reload the page and keep the scroll position.
func TestClientReloads(t *testing.T) {
	svg := "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='777'/>"
	body := "<img src=/tall.svg>" + paragraphs(100)
	f := startFakeServer(t, map[string]string{"/": body})
	f.files["/tall.svg"] = [2]string{"image/svg+xml", svg}
	f.files["/s.js"] = [2]string{"text/javascript", ""}
	v := f.open(browser.ForTest(t), "/")
	for i, change := range []func(){ // each of these alone reloads the page
		func() { f.themeHash = "other" },
		func() { f.pages["/"] = fmt.Sprintf(pageShell, body+"<a data-redirect href=/>here</a>") },
		func() { f.pages["/"] = fmt.Sprintf(pageShell, body+"<script src=/s.js></script>") },
	} {
		v.wait("document.images[0].naturalHeight === 777")
		v.eval("void (window.same = true, scrollTo(0, 1234))")
		gate := make(chan struct{})
		time.AfterFunc(200*time.Millisecond, func() { close(gate) }) // the height of the image is known late
		f.update(func() { change(); f.gates["/tall.svg"] = gate })
		v.wait("window.same === undefined && document.readyState === 'complete'")
		v.wait("scrollY === 1234")
		f.waitFor("a stream", func() bool { return f.streamsOpened == i+2 && f.openStreams == 1 })
	}
}

// The client follows a page that moves, keeps one that is deleted, and shows one that is created.
func TestClientMovesAndDeletes(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/a/": "<p id=part>Text</p>" + paragraphs(100)})
	v := f.openTolerant(browser.ForTest(t), browser.View{}, "/a/?q=1#part") // the browser reports the 404
	v.eval("scrollTo(0, 900)")
	f.update(func() { f.pages["/b/"] = f.pages["/a/"]; delete(f.pages, "/a/"); f.moved["/a/"] = "/b/?q=1" })
	v.wait(`location.pathname + location.search + location.hash === "/b/?q=1#part" &&
		document.readyState === "complete"`)
	v.wait("scrollY === 900")
	v.wantEval("history.length", "2") // the blank page and this one
	f.waitFor("a stream of the new page", func() bool { return f.openStreams == 1 })
	v.eval("void (window.same = true)")
	page := f.pages["/b/"]
	f.update(func() { delete(f.pages, "/b/") })
	panel := `document.querySelector("guide-preview").shadowRoot.textContent`
	v.wait(panel + `.includes("deleted")`)
	v.wantEval("same && document.querySelector('#part').textContent", "Text")
	f.update(func() { f.pages["/b/"] = strings.Replace(page, "Text", "Again", 1) })
	v.waitText("Again")
	v.wait("!" + panel + `.includes("deleted")`)
	v.wantEval("same", "true")

	v.must(v.Go(f.url + "/none/"))
	v.waitText("Not found")
	v.eval("void (window.same = true)")
	f.edit("/none/", "<p>Here it is</p>")
	v.waitText("Here it is")
	v.wantEval("typeof same", "undefined")
	for _, fault := range v.PageErrors() {
		if !strings.Contains(fault, "404") {
			t.Error(fault)
		}
	}
}

// Images whose bytes changed are reloaded wherever they are used; others are not.
func TestClientImages(t *testing.T) {
	svg := func(width int) [2]string {
		return [2]string{"image/svg+xml", fmt.Sprintf("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='9'/>",
			width)}
	}
	body := func(word string) string {
		return "<p>" + word + "<img id=a src='/p%20q.svg'><img id=b src=/other.svg>" +
			"<picture><source srcset='/other.svg 9000w, /set.svg 2w' sizes=1px><img id=c src=/other.svg></picture>" +
			"<object data=/o.svg></object>"
	}
	f := startFakeServer(t, map[string]string{"/": body("first")})
	maps.Copy(f.files, map[string][2]string{"/p q.svg": svg(11), "/other.svg": svg(22), "/set.svg": svg(2),
		"/o.svg": svg(33)})
	v := f.open(browser.ForTest(t), "/")
	v.wait("document.querySelector('#a').naturalWidth === 11")
	v.eval("void (window.other = document.querySelector('#b').src)")
	gate := make(chan struct{})
	f.update(func() { // the page arrives late, after the next state
		f.gates["/"] = gate
		f.pages["/"] = fmt.Sprintf(pageShell, body("second"))
		f.files["/p q.svg"] = svg(44)
		f.replaced["/p q.svg"] = f.n
	})
	v.wait("document.querySelector('#a').naturalWidth === 44")
	f.update(func() { f.replaced["/set.svg"], f.replaced["/o.svg"] = f.n, f.n })
	v.wait(`document.querySelector("object").data.includes("v=one-3")`)
	close(gate)
	v.waitText("second")
	v.wantEval(`document.querySelector("source").srcset`, "/other.svg 9000w, "+f.url+"/set.svg?v=one-3 2w")
	v.wantEval("[same, document.querySelector('#b').src === other, document.querySelector('#a').naturalWidth].join()",
		"true,true,44")
	f.edit("/", body("third"))
	v.waitText("third")
	v.wantEval("document.querySelector('#a').naturalWidth", "44")
	f.update(func() { f.instance, f.n = "two", 1 }) // another instance: the client cannot tell what changed
	v.wait(`document.querySelector("#b").src.endsWith("v=two-1")`)
	v.wantEval(`document.querySelector("source").srcset`,
		f.url+"/other.svg?v=two-1 9000w, "+f.url+"/set.svg?v=two-1 2w")
}

// A visible tab follows the edited page once, and lets the reader go back.
func TestClientFollows(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/a/": "Page A", "/b/": "Page B"})
	v := f.open(browser.ForTest(t), "/a/")
	f.update(func() { f.follow, f.followVersion = "/b/", f.n })
	v.wait("location.pathname === '/b/' && document.readyState === 'complete'")
	f.waitFor("a stream", func() bool { return f.openStreams == 1 && f.streamsOpened > 1 })
	opened := f.read(&f.streamsOpened)
	v.eval("void setTimeout(() => history.back())") // so that the tab answers before it navigates
	v.wait("location.pathname === '/a/'")
	f.waitFor("a stream of the page before", func() bool { return f.streamsOpened > opened })
	v.wait("document.querySelector('guide-preview')")
	f.edit("/a/", "Page A, edited") // the client has received two more states
	v.waitText("edited")
	f.edit("/a/", "Page A, edited again")
	v.waitText("again")
	v.wantEval("location.pathname", "/a/")
}

// Hidden tabs hold no stream. When they are shown again, and when the server was restarted, they catch up without a
// reload.
func TestClientTabs(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": "Text 1"})
	b := browser.ForTest(t)
	var tabs []*clientTab
	for range 10 {
		v := f.openTolerant(b, browser.View{}, "/")
		tabs = append(tabs, v)
		if len(tabs) > 3 { // a browser has six connections in all
			v.must(v.Hide())
			v.wait("document.visibilityState === 'hidden'")
			f.waitFor("no stream of a hidden tab", func() bool { return f.openStreams == 3 })
		}
	}
	f.edit("/", "Text 2")
	for _, v := range tabs[:3] {
		v.waitText("Text 2")
	}
	for _, v := range tabs[3:] {
		v.wantEval("document.body.textContent.includes('Text 2')", "false")
		v.must(v.Show())
		v.waitText("Text 2")
		v.must(v.Hide())
		v.wait("document.visibilityState === 'hidden'")
	}
	f.waitFor("the streams of three", func() bool { return f.openStreams == 3 })
	address := f.server.Listener.Addr().String()
	f.stop()
	f.update(func() { f.instance, f.n, f.pages["/"] = "two", 0, fmt.Sprintf(pageShell, "Text 3") })
	f.start(address)
	for i, v := range tabs {
		if i >= 3 {
			v.must(v.Show())
		}
		v.waitText("Text 3")
		v.wantEval("same", "true")
		if i >= 3 {
			v.must(v.Hide())
			v.wait("document.visibilityState === 'hidden'")
		}
	}
}

// A tab whose stream was closed in favour of others polls, until it is shown again or the server was restarted.
func TestClientEvicted(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": "Text 1"})
	v := f.openTolerant(browser.ForTest(t), browser.View{}, "/")
	f.update(func() { f.evicts = true })
	f.waitFor("questions", func() bool { return f.stateRequests > 1 && f.openStreams == 0 })
	f.update(func() { f.evicts, f.pages["/"] = false, fmt.Sprintf(pageShell, "Text 2") })
	v.waitText("Text 2")
	if n := f.read(&f.openStreams); n != 0 {
		t.Fatalf("%d streams while it polls", n)
	}
	v.must(v.Hide())
	v.wait("document.visibilityState === 'hidden'")
	v.must(v.Show())
	f.waitFor("a stream", func() bool { return f.openStreams == 1 })
	f.update(func() { f.evicts = true })
	f.waitFor("questions", func() bool { return f.openStreams == 0 })
	address := f.server.Listener.Addr().String()
	f.stop()
	f.update(func() { f.evicts = false })
	f.waitFor("a question that nobody answers", func() bool {
		return strings.Contains(strings.Join(v.PageErrors(), " "), "/.guide/state")
	})
	f.start(address)
	f.waitFor("a stream of the server that came", func() bool { return f.openStreams == 1 })
	v.wantEval("same", "true")
}

// A stream that has ended, and one without pings, are opened again.
func TestClientReconnects(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": "Text 1"})
	f.pings = true
	b := browser.ForTest(t)
	const clock = `(() => { // the page never waits for silence: the test says when there was one
		let silent;
		window.waits = 0;
		window.beSilent = () => void silent();
		const { setTimeout, clearTimeout } = window;
		window.setTimeout = (what, ms) => (ms === 40000 ? (waits++, (silent = what), -1) : setTimeout(what, ms));
		window.clearTimeout = (timer) => (timer === -1 ? (silent = undefined) : clearTimeout(timer));
	})()`
	v := f.open(b, "/", clock)
	v.wait("waits > 5") // each ping starts the wait again
	if n := f.read(&f.streamsOpened); n != 1 {
		t.Errorf("%d streams, although there were pings", n)
	}
	f.mu.Lock()
	f.pings = false
	f.mu.Unlock()
	for n := range 2 {
		v.eval("beSilent()")
		f.waitFor("another stream in the place of the silent one", func() bool {
			return f.streamsOpened == n+2 && f.openStreams == 1
		})
	}
	f.mu.Lock()
	f.pings, f.refuseStreams = true, 2
	f.mu.Unlock()
	v.eval("void dispatchEvent(new Event('online'))")
	f.waitFor("two refusals", func() bool { return f.refuseStreams == 0 })
	f.waitFor("a stream after these", func() bool { return f.openStreams == 1 })
	f.edit("/", "Text 2")
	v.waitText("Text 2")
	v.wantEval("same", "true")
}
