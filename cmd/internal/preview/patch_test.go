package preview

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// shell is a page that has the client's modules at hand and does nothing with them.
const barePage = `<!doctype html><html><head><title>Shell</title></head><body></body></html>`

// openPatchPage opens a page of which a test sets the body before it makes a ServerTree.
func openPatchPage(t *testing.T) *browser.Tab {
	t.Helper()
	b := browser.ForTest(t)
	s, h := newServer(t, Options{})
	s.Publish(newVersion(map[string]string{"index.html": barePage, "plain.txt": "x"}))
	tab, err := b.Open(browser.View{Width: 600, Height: 500})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	if err := tab.Go(h.URL + "/plain.txt"); err != nil { // without the client
		t.Fatal(err)
	}
	eval[bool](t, tab, `(async () => {
		const { ServerTree } = await import("/.guide/client/patch.js");
		window.parsed = (body) => new DOMParser().parseFromString("<!doctype html><html><head></head><body>" + body + "</body></html>", "text/html");
		window.begin = (body) => {
			const next = parsed(body);
			document.documentElement.replaceWith(document.importNode(next.documentElement, true));
			window.tree = new ServerTree();
		};
		window.patch = (body) => {
			const next = parsed(body);
			window.changed = tree.patch(next);
			const want = next.documentElement;
			return { live: document.documentElement.outerHTML, tree: tree.root.outerHTML, want: want.outerHTML,
				sameLive: document.documentElement.isEqualNode(want), sameTree: tree.root.isEqualNode(want) };
		};
		return true;
	})()`)
	return tab
}

func eval[T any](t *testing.T, tab *browser.Tab, script string) T {
	t.Helper()
	v, err := browser.Eval[T](tab, script)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func quoted(s string) string {
	data, _ := json.Marshal(s) // a string always can
	return string(data)
}

// patchResult is a page after a patch. Equal pages may have their attributes in another order.
type patchResult struct {
	Live, Tree, Want   string
	SameLive, SameTree bool
}

func (p patchResult) want(t *testing.T, what string) {
	t.Helper()
	if !p.SameLive || !p.SameTree {
		t.Fatalf("%s: the page is\n%s\nits server tree\n%s\nwant\n%s", what, p.Live, p.Tree, p.Want)
	}
}

// Whatever two versions are, the page becomes the second one.
func TestPatchRandom(t *testing.T) {
	tab := openPatchPage(t)
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		from := randomHTML(r, 3)
		eval[any](t, tab, "begin("+quoted(from)+")")
		for range 5 { // each is patched into the next
			to := randomHTML(r, 3)
			if r.IntN(2) == 0 {
				to = mutateHTML(r, from)
			}
			eval[patchResult](t, tab, "patch("+quoted(to)+")").want(t, fmt.Sprintf("page %d", n))
			from = to
		}
	}
}

// randomHTML makes random HTML.
func randomHTML(r *rand.Rand, depth int) string {
	var b strings.Builder
	for range r.IntN(6) {
		id, class := "", ""
		if r.IntN(3) == 0 {
			id = fmt.Sprintf(" id=i%d", r.IntN(8))
		}
		if r.IntN(4) == 0 {
			class = fmt.Sprintf(" class='c%d c%d'", r.IntN(3), r.IntN(3))
		}
		switch name := []string{"p", "ul", "li", "details", "text", "input", "table", "b", "comment", "pre"}[r.IntN(10)]; {
		case name == "text":
			fmt.Fprintf(&b, "text %d\n", r.IntN(4))
		case name == "comment":
			fmt.Fprintf(&b, "<!--%d-->", r.IntN(3))
		case name == "input":
			fmt.Fprintf(&b, "<input type=checkbox%s%s>", id, class)
		case name == "table":
			fmt.Fprintf(&b, "<table%s><tbody><tr><td>%d</td></tr></tbody></table>", id, r.IntN(3))
		case depth > 0:
			fmt.Fprintf(&b, "<%s%s%s>%s</%s>", name, id, class, randomHTML(r, depth-1), name)
		}
	}
	return b.String()
}

// mutateHTML changes HTML a little.
func mutateHTML(r *rand.Rand, s string) string {
	if s == "" {
		return "<p>new"
	}
	parts := strings.SplitAfter(s, ">")
	i, j := r.IntN(len(parts)), r.IntN(len(parts))
	switch r.IntN(3) {
	case 0:
		parts[i], parts[j] = parts[j], parts[i]
	case 1:
		parts[i] += "<li id=new>new</li>"
	default:
		parts[i] = ""
	}
	return strings.Join(parts, "")
}

// What scripts and the reader did stays, wherever a change is.
func TestPatchKeeps(t *testing.T) {
	list := func(items ...string) string {
		var b strings.Builder
		for _, i := range items {
			fmt.Fprintf(&b, "<li id=%s><label><input type=checkbox> %s</label></li>\n", i, i)
		}
		return "<ul>" + b.String() + "</ul>"
	}
	page := func(middle string) string {
		return "<h1>Title</h1>" + middle + "<details><summary>More</summary>Inside</details><input id=field><p id=told>A long sentence that is selected in part.</p>"
	}
	tab := openPatchPage(t)
	tests := []struct{ name, from, to string }{
		{"a word", page("<p>one</p>"), page("<p>two</p>")},
		{"an item in front", page(list("a", "b", "c")), page(list("new", "a", "b", "c"))},
		{"an item less", page(list("x", "a", "b", "c")), page(list("a", "b", "c"))},
		{"another order", page(list("a", "b", "c")), page(list("c", "a", "b"))},
		{"all in reverse", page(list("a", "b", "c", "d")), page(list("d", "c", "b", "a"))},
		{"a heading more", page(list("a", "b")), page("<h2>New</h2>" + list("a", "b") + "<p>after</p>")},
		{"around the list", page("<p>x</p>" + list("a", "b")), page("<h2>y</h2><p>z</p>" + list("b", "a", "c"))},
		{"the selected sentence", page("") + "<p>x", strings.Replace(page(""), "long", "very long", 1) + "<p>y"},
	}
	const before = `document.querySelector("details").open = true;
		const box = document.querySelector("#b input") ?? document.createElement("input"); box.checked = true; window.box = box;
		const field = document.querySelector("#field"); field.value = "typed text"; field.focus(); field.setSelectionRange(2, 5);
		const told = document.querySelector("#told"); told.classList.add("by-script");
		const added = document.createElement("div"); added.id = "added"; document.querySelector("h1").append(added);
		const end = document.createElement("div"); end.id = "end"; document.body.append(end);
		window.nodes = [...document.querySelectorAll("li")]; window.field = field; window.told = told;
		getSelection().setBaseAndExtent(told.firstChild, 20, told.firstChild, 31); field.focus({preventScroll: true}); field.setSelectionRange(2, 5)`
	const after = `[
		document.querySelector("details").open, box.checked, field.isConnected && field.value, document.activeElement === field,
		field.selectionStart + "-" + field.selectionEnd, told.isConnected && told.className, !!document.querySelector("h1 > #added"),
		document.body.lastChild.id === "end", nodes.filter((n) => n.isConnected).every((n) => document.getElementById(n.id) === n)].join()`
	for _, tt := range tests {
		eval[any](t, tab, "begin("+quoted(tt.from)+")")
		eval[any](t, tab, "(() => {"+before+"})()")
		got := eval[patchResult](t, tab, "patch("+quoted(tt.to)+")")
		if !got.SameTree {
			t.Fatalf("%s: the server tree is\n%s\nwant\n%s", tt.name, got.Tree, got.Want)
		}
		if kept := eval[string](t, tab, after); kept != "true,true,typed text,true,2-5,by-script,true,true,true" {
			t.Errorf("%s: kept: %s\n%s", tt.name, kept, got.Live)
		}
	}
}

func TestPatchReportsChanges(t *testing.T) {
	tab := openPatchPage(t)
	tests := []struct{ from, to, want string }{
		{"<p>a</p><p>b</p>", "<p>a</p><p>c</p>", "P:c"},
		{"<p>a</p>", "<p>a</p><h2>new</h2>", "H2:new"},
		{"<ul><li>a</li></ul>", "<ul></ul>", "UL:"},
		{"<p class=x>a</p>", "<p class=y>a</p>", "P:a"},
		{"<p>a</p>", "<p>a</p>", ""},
		{"<noscript>a</noscript>", "<noscript>b</noscript>", ""}, // never shown
	}
	for _, tt := range tests {
		eval[any](t, tab, "begin("+quoted(tt.from)+")")
		eval[any](t, tab, "patch("+quoted(tt.to)+")")
		if got := eval[string](t, tab, "changed.map((e) => e.nodeName + ':' + e.textContent).join()"); got != tt.want {
			t.Errorf("%s to %s: %q", tt.from, tt.to, got)
		}
	}
}

// patchSetup makes patch.js ready for tests of it alone.
const patchSetup = `(async () => {
	const { ServerTree } = await import("/.guide/client/patch.js");
	const parse = (body, head) => new DOMParser().parseFromString("<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>", "text/html");
	window.begin = (body, head = "") => { document.documentElement.replaceWith(document.importNode(parse(body, head).documentElement, true)); window.tree = new ServerTree() };
	window.patch = (body, head = "") => {
		const next = parse(body, head);
		const start = performance.now();
		tree.patch(next);
		window.took = performance.now() - start;
		if (!tree.root.isEqualNode(next.documentElement)) throw new Error("the server tree is " + tree.root.outerHTML);
	};
	window.$ = (s) => document.querySelector(s);
	window.records = []; window.watch = () => { records = []; window.observer?.disconnect(); window.observer = new MutationObserver((all) => records.push(...all)); observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true}) };
	window.seen = () => (records.push(...observer.takeRecords()), records);
	window.items = (names, key = "id") => "<ul>" + names.map((n) => "<li " + key + "=" + n + "><input> " + n + "</li>").join("\n") + "</ul>";
})()`

// What a script does to a page is respected by patches.
func TestClientPatch(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": ""})
	f.files["/ran.js"] = [2]string{"text/javascript", "document.ran = true"}
	f.files["/x.css"] = [2]string{"text/css", ""}
	v := f.open(browser.ForTest(t), "/")
	v.eval(patchSetup)
	tests := []struct{ name, do, want string }{
		{"class tokens that a script added and removed", `begin("<p class='a b d'>x"); $("p").classList.add("s"); $("p").classList.remove("b"); patch("<p class='b c d'>x"); $("p").className`, "d s c"},
		{"an attribute that only a script changed", `begin("<p title=a>x"); $("p").title = "s"; patch("<p title=a lang=de>x"); $("p").title + $("p").lang`, "sde"},
		{"a reader's part that the server never opened", `begin("<details><summary>s</summary>x</details>"); $("details").open = true; patch("<details><summary>t</summary>x</details>"); $("details").open`, "true"},
		{"a part that the server opens", `begin("<details>x</details>"); patch("<details open>x</details>"); $("details").open`, "true"},
		{"typed over another default", `begin("<input value=a>"); $("input").value = "typed"; patch("<input value=b>"); $("input").value + $("input").defaultValue`, "typedb"},
		{"another default", `begin("<input value=a>"); patch("<input value=b>"); $("input").value`, "b"},
		{"a counterpart that a script removed", `begin("<p>a</p><p>b</p><p>c</p>"); $("p:nth-child(2)").remove(); patch("<p>a</p><p>x</p><p>c2</p>"); document.body.textContent`, "ac2"},
		{"a list that a script removed", `begin("<ul><li>a</ul><p>b"); $("ul").remove(); patch("<ul><li>a<li>b</ul><p>c"); document.body.innerHTML`, "<p>c</p>"},
		{"a table that a script wrapped", `begin("<p>a</p><table id=t></table><p>z"); const w = document.createElement("div"); $("table").replaceWith(w); w.append(tree.live.get(tree.root.querySelector("table"))); patch("<p>a</p><p>new</p><table id=t></table><p>z"); [...document.body.children].map((e) => e.nodeName + e.textContent).join()`, "Pa,Pnew,DIV,Pz"},
		{"items by data-item", `begin(items(["a", "b", "c"], "data-item")); $("[data-item=c] input").value = "typed"; patch(items(["c", "x", "a", "b"], "data-item")); $("[data-item=c] input").value`, "typed"},
		{"the last item first: one move", `begin(items(["a", "b", "c", "d", "e"])); watch(); patch(items(["e", "a", "b", "c", "d"])); [...new Set(seen().flatMap((r) => [...r.addedNodes]).filter((n) => n.nodeType === 1).map((n) => n.id))].join()`, "e"},
		{"the first item last: one move", `begin(items(["a", "b", "c", "d", "e"])); watch(); patch(items(["b", "c", "d", "e", "a"])); [...new Set(seen().flatMap((r) => [...r.addedNodes]).filter((n) => n.nodeType === 1).map((n) => n.id))].join()`, "a"},
		{"the focus in an item that moves", `begin(items(["a", "b", "c"])); let lost = 0; $("#c input").value = "typed"; $("#c input").focus(); $("#c input").setSelectionRange(1, 3); addEventListener("blur", () => lost++, true); patch(items(["c", "a", "b"])); [document.activeElement === $("#c input"), $("#c input").selectionStart, $("#c input").selectionEnd, lost, $("ul").firstChild.id].join()`, "true,1,3,0,c"},
		{"an animation in an item that moves", `begin(items(["a", "b", "c"])); const frames = $("#c").animate({opacity: [0, 1]}, 60000); patch(items(["c", "a", "b"])); frames.playState + ($("#c").getAnimations()[0] === frames)`, "runningtrue"},
		{"a selection over parts of a paragraph", `begin("<p>The first <b>words</b> and the last words."); getSelection().setBaseAndExtent($("b").firstChild, 2, $("p").lastChild, 8); patch("<p>The very first <b>words</b> and the last new words."); String(getSelection())`, "rds and the"},
		{"a style sheet beside a new icon", `begin("", "<link rel=stylesheet href=/x.css>"); const css = $("link"); patch("", "<link rel=icon href=data:,><link rel=stylesheet href=/x.css>"); const first = $("link").rel; patch("", "<link rel=preload><link rel=stylesheet href=/x.css>"); first + css.isConnected + css.rel`, "icontruestylesheet"},
		{"a style sheet that changes beside a new icon", `(async () => { begin("", "<link rel=stylesheet href=/x.css>"); patch("", "<link rel=icon href=data:,><link rel=stylesheet href=/x.css?2>"); for (let i = 0; i < 200 && document.querySelectorAll("link").length > 2; i++) await new Promise((done) => setTimeout(done, 10)); return [...document.querySelectorAll("link")].map((e) => e.rel + " " + e.getAttribute("href")).join() })()`, "icon data:,,stylesheet /x.css?2"},
		{"a script that comes does not run", `(async () => { begin(""); patch("<script src=/ran.js><\/script><script>document.ran = true<\/script>"); await new Promise((done) => setTimeout(done, 300)); return $("script[src]") !== null && document.ran === undefined })()`, "true"},
		{"the title", `begin("", "<title>A</title>"); patch("", "<title>B &amp; C</title>"); document.title`, "B & C"},
		{"attributes of the root", `begin(""); document.documentElement.className = "js"; tree.patch(new DOMParser().parseFromString("<html lang=de class=x><body>", "text/html")); document.documentElement.lang + document.documentElement.className`, "dejs x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			(&clientTab{t, v.Tab}).wantEval("eval("+quoted(strings.ReplaceAll(tt.do, `<\/`, `</`))+")", tt.want)
		})
	}
}

// A long list costs little, whatever changes in it, and no more of it is touched than has to be.
func TestClientPatchLong(t *testing.T) {
	f := startFakeServer(t, map[string]string{"/": ""})
	v := f.open(browser.ForTest(t), "/")
	v.eval(patchSetup)
	v.eval(`void (window.list = (edit) => { const all = Array.from({length: 5000}, (_, i) => "<li>Item " + i + "</li>"); edit(all); return "<ul>\n" + all.join("\n") + "\n</ul>" })`)
	tests := []struct {
		name, edit string
		touched    int     // at most
		within     float64 // ms, of the best of seven; a twentieth of that on a machine of its own
	}{
		{"one more in the middle", `all.splice(2500, 0, "<li>New</li>")`, 2, 200},
		{"one less and one more, far apart", `all.splice(10, 1); all.splice(4980, 0, "<li>New</li>")`, 5, 1000},
		{"all others", `all.forEach((_, i) => all[i] = "<li>Other " + i + "</li>")`, 5000, 2000},
	}
	for _, tt := range tests {
		var took []float64
		for range 7 {
			v.eval("begin(list(() => {})); watch()")
			v.eval("patch(list((all) => {" + tt.edit + "}))")
			ms, err := browser.Eval[float64](v.Tab, "took")
			v.must(err)
			took = append(took, ms)
		}
		touched, err := browser.Eval[int](v.Tab, "seen().length")
		v.must(err)
		t.Logf("%s: %.1f ms, %d changes", tt.name, slices.Min(took), touched)
		if touched == 0 || touched > tt.touched || slices.Min(took) > tt.within {
			t.Errorf("%s: %.1f ms, want %.0f; %d changes, want %d", tt.name, slices.Min(took), tt.within, touched, tt.touched)
		}
	}
}
