package preview

import (
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// patchSetup prepares patch.js for tests without the rest of the client.
const patchSetup = `(async () => {
	const { ServerTree } = await import("/.guide/client/patch.js");
	const parse = (body, head) => new DOMParser().parseFromString(
		"<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>", "text/html");
	window.begin = (body, head = "") => {
		document.documentElement.replaceWith(document.importNode(parse(body, head).documentElement, true));
		window.tree = new ServerTree() };
	window.patch = (body, head = "") => {
		const next = parse(body, head);
		tree.patch(next);
		if (!tree.root.isEqualNode(next.documentElement)) throw new Error("the server tree is " + tree.root.outerHTML);
	};
	window.$ = (s) => document.querySelector(s);
	window.records = []; window.watch = () => { records = []; window.observer?.disconnect();
		window.observer = new MutationObserver((all) => records.push(...all));
		observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true}) };
	window.seen = () => (records.push(...observer.takeRecords()), records);
	window.addedIDs = () => {
		const nodes = seen().flatMap((r) => [...r.addedNodes]).filter((n) => n.nodeType === 1);
		return [...new Set(nodes.map((n) => n.id))].join() };
	window.items = (names, key = "id") => "<ul>" +
		names.map((n) => "<li " + key + "=" + n + "><input> " + n + "</li>").join("\n") + "</ul>";
})()`

// clientPatchTests are scripts and their results.
var clientPatchTests = []struct{ name, do, want string }{
	{"class tokens that a script added and removed", `begin("<p class='a b d'>x"); $("p").classList.add("s");
		$("p").classList.remove("b"); patch("<p class='b c d'>x"); $("p").className`, "d s c"},
	{"an attribute that only a script changed",
		`begin("<p title=a>x"); $("p").title = "s"; patch("<p title=a lang=de>x"); $("p").title + $("p").lang`,
		"sde"},
	{"details that the reader opened", `begin("<details><summary>s</summary>x</details>");
		$("details").open = true; patch("<details><summary>t</summary>x</details>"); $("details").open`, "true"},
	{"details that the server opens",
		`begin("<details>x</details>"); patch("<details open>x</details>"); $("details").open`, "true"},
	{"typed text and another default", `begin("<input value=a>"); $("input").value = "typed";
		patch("<input value=b>"); $("input").value + $("input").defaultValue`, "typedb"},
	{"another default", `begin("<input value=a>"); patch("<input value=b>"); $("input").value`, "b"},
	{"an element that a script removed", `begin("<p>a</p><p>b</p><p>c</p>"); $("p:nth-child(2)").remove();
		patch("<p>a</p><p>x</p><p>c2</p>"); document.body.textContent`, "ac2"},
	{"a list that a script removed",
		`begin("<ul><li>a</ul><p>b"); $("ul").remove(); patch("<ul><li>a<li>b</ul><p>c"); document.body.innerHTML`,
		"<p>c</p>"},
	{"a table that a script wrapped", `begin("<p>a</p><table id=t></table><p>z");
		const w = document.createElement("div"); $("table").replaceWith(w);
		w.append(tree.live.get(tree.root.querySelector("table")));
		patch("<p>a</p><p>new</p><table id=t></table><p>z");
		[...document.body.children].map((e) => e.nodeName + e.textContent).join()`, "Pa,Pnew,DIV,Pz"},
	{"items by data-item", `begin(items(["a", "b", "c"], "data-item")); $("[data-item=c] input").value = "typed";
		patch(items(["c", "x", "a", "b"], "data-item")); $("[data-item=c] input").value`, "typed"},
	{"the last item first: one move", `begin(items(["a", "b", "c", "d", "e"])); watch();
		patch(items(["e", "a", "b", "c", "d"]));
		addedIDs()`, "e"},
	{"the first item last: one move", `begin(items(["a", "b", "c", "d", "e"])); watch();
		patch(items(["b", "c", "d", "e", "a"]));
		addedIDs()`, "a"},
	{"the focus in an item that moves", `begin(items(["a", "b", "c"])); let lost = 0;
		$("#c input").value = "typed"; $("#c input").focus(); $("#c input").setSelectionRange(1, 3);
		addEventListener("blur", () => lost++, true); patch(items(["c", "a", "b"]));
		[document.activeElement === $("#c input"), $("#c input").selectionStart,
		$("#c input").selectionEnd, lost, $("ul").firstChild.id].join()`, "true,1,3,0,c"},
	{"an animation in an item that moves", `begin(items(["a", "b", "c"]));
		const frames = $("#c").animate({opacity: [0, 1]}, 60000); patch(items(["c", "a", "b"]));
		frames.playState + ($("#c").getAnimations()[0] === frames)`, "runningtrue"},
	{"a selection over parts of a paragraph", `begin("<p>The first <b>words</b> and the last words.");
		getSelection().setBaseAndExtent($("b").firstChild, 2, $("p").lastChild, 8);
		patch("<p>The very first <b>words</b> and the last new words.");
		String(getSelection())`, "rds and the"},
	{"a style sheet beside a new icon", `begin("", "<link rel=stylesheet href=/x.css>"); const css = $("link");
		patch("", "<link rel=icon href=data:,><link rel=stylesheet href=/x.css>"); const first = $("link").rel;
		patch("", "<link rel=preload><link rel=stylesheet href=/x.css>");
		first + css.isConnected + css.rel`, "icontruestylesheet"},
	{"a style sheet that changes beside a new icon", `(async () => {
		begin("", "<link rel=stylesheet href=/x.css>");
		patch("", "<link rel=icon href=data:,><link rel=stylesheet href=/x.css?2>");
		for (let i = 0; i < 200 && document.querySelectorAll("link").length > 2; i++)
			await new Promise((done) => setTimeout(done, 10));
		return [...document.querySelectorAll("link")].map((e) => e.rel + " " + e.getAttribute("href")).join()
		})()`, "icon data:,,stylesheet /x.css?2"},
	{"an inserted script does not run", `(async () => { begin("");
		patch("<script src=/ran.js><\/script><script>document.ran = true<\/script>");
		await new Promise((done) => setTimeout(done, 300));
		return $("script[src]") !== null && document.ran === undefined })()`, "true"},
	{"the title", `begin("", "<title>A</title>"); patch("", "<title>B &amp; C</title>"); document.title`, "B & C"},
	{"attributes of the root", `begin(""); document.documentElement.className = "js";
		tree.patch(new DOMParser().parseFromString("<html lang=de class=x><body>", "text/html"));
		document.documentElement.lang + document.documentElement.className`, "dejs x"},
}

// Patches keep what a script does to a page.
func TestClientPatch(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": ""})
	f.files["/ran.js"] = [2]string{"text/javascript", "document.ran = true"}
	f.files["/x.css"] = [2]string{"text/css", ""}
	v := f.open(browser.ForTest(t), "/")
	v.eval(patchSetup)
	for _, tt := range clientPatchTests {
		t.Run(tt.name, func(t *testing.T) {
			(&clientTab{t, v.Tab}).wantEval("eval("+quoted(strings.ReplaceAll(tt.do, `<\/`, `</`))+")", tt.want)
		})
	}
}

// countCalls counts the calls that a patch makes for every node, or for every pair of nodes, that it compares.
const countCalls = `(() => {
	const counted = (prototype, name) => {
		const property = Object.getOwnPropertyDescriptor(prototype, name);
		const key = property.get ? "get" : "value", original = property[key];
		property[key] = function (...args) { calls++; return original.apply(this, args) };
		Object.defineProperty(prototype, name, property);
	};
	["isEqualNode", "nodeName", "nextSibling", "previousSibling"].forEach((name) => counted(Node.prototype, name));
	counted(Element.prototype, "outerHTML");
	window.calls = 0;
})()`

// A patch of a long list takes a few calls for each of its nodes and changes few of its elements, whatever the change.
func TestClientPatchLong(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": ""})
	v := f.open(browser.ForTest(t), "/")
	v.eval(patchSetup)
	v.eval(`void (window.list = (edit) => {
		const all = Array.from({length: 5000}, (_, i) => "<li>Item " + i + "</li>"); edit(all);
		return "<ul>\n" + all.join("\n") + "\n</ul>" })`)
	v.eval(countCalls)
	tests := []struct {
		name, edit     string
		touched, calls int // at most; the list has 10,001 nodes
	}{
		{"one inserted in the middle", `all.splice(2500, 0, "<li>New</li>")`, 2, 50_000},
		{"one removed, one inserted far away", `all.splice(10, 1); all.splice(4980, 0, "<li>New</li>")`, 5, 100_000},
		{"all replaced", `all.forEach((_, i) => all[i] = "<li>Other " + i + "</li>")`, 5000, 200_000},
	}
	for _, tt := range tests {
		v.eval("begin(list(() => {})); watch(); calls = 0")
		v.eval("patch(list((all) => {" + tt.edit + "}))")
		calls, err := browser.Eval[int](v.Tab, "calls")
		v.must(err)
		touched, err := browser.Eval[int](v.Tab, "seen().length")
		v.must(err)
		t.Logf("%s: %d calls, %d changes", tt.name, calls, touched)
		if touched == 0 || touched > tt.touched || calls > tt.calls {
			t.Errorf("%s: %d calls, want %d; %d changes, want %d", tt.name, calls, tt.calls, touched, tt.touched)
		}
	}
}
