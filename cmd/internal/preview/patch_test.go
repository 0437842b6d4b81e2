package preview

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// barePage is a page for tests of the client's modules. It runs none of them.
const barePage = `<!doctype html><html><head><title>Shell</title></head><body></body></html>`

// openPatchPage opens a page whose body a test sets before it creates a ServerTree.
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
	if err := tab.Go(h.URL + "/plain.txt"); err != nil { // a page without the client
		t.Fatal(err)
	}
	eval[bool](t, tab, `(async () => {
		const { ServerTree } = await import("/.guide/client/patch.js");
		window.parsed = (body) => new DOMParser().parseFromString(
			"<!doctype html><html><head></head><body>" + body + "</body></html>", "text/html");
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
	data, _ := json.Marshal(s) // a string can always be encoded
	return string(data)
}

// A patchResult is a page after a patch. In equal pages the order of attributes may differ.
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

// A patch turns any page into any other one.
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

// randomHTML returns random HTML.
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
		switch name := []string{"p", "ul", "li", "details", "text", "input", "table", "b", "comment",
			"pre"}[r.IntN(10)]; {
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

// keepSetup does to a page what scripts and readers do.
const keepSetup = `document.querySelector("details").open = true;
	const box = document.querySelector("#b input") ?? document.createElement("input"); box.checked = true;
		window.box = box;
	const field = document.querySelector("#field"); field.value = "typed text"; field.focus();
		field.setSelectionRange(2, 5);
	const told = document.querySelector("#told"); told.classList.add("by-script");
	const added = document.createElement("div"); added.id = "added"; document.querySelector("h1").append(added);
	const end = document.createElement("div"); end.id = "end"; document.body.append(end);
	window.nodes = [...document.querySelectorAll("li")]; window.field = field; window.told = told;
	getSelection().setBaseAndExtent(told.firstChild, 20, told.firstChild, 31); field.focus({preventScroll: true});
		field.setSelectionRange(2, 5)`

// keepResult says what of that is still there.
const keepResult = `[
	document.querySelector("details").open, box.checked, field.isConnected && field.value,
		document.activeElement === field,
	field.selectionStart + "-" + field.selectionEnd, told.isConnected && told.className,
		!!document.querySelector("h1 > #added"),
	document.body.lastChild.id === "end",
		nodes.filter((n) => n.isConnected).every((n) => document.getElementById(n.id) === n)].join()`

// A patch keeps what scripts and the reader did, wherever the change is.
func TestPatchKeeps(t *testing.T) {
	list := func(items ...string) string {
		var b strings.Builder
		for _, i := range items {
			fmt.Fprintf(&b, "<li id=%s><label><input type=checkbox> %s</label></li>\n", i, i)
		}
		return "<ul>" + b.String() + "</ul>"
	}
	page := func(middle string) string {
		return "<h1>Title</h1>" + middle + "<details><summary>More</summary>Inside</details>" +
			"<input id=field><p id=told>A long sentence that is selected in part.</p>"
	}
	tab := openPatchPage(t)
	tests := []struct{ name, from, to string }{
		{"a word", page("<p>one</p>"), page("<p>two</p>")},
		{"an item inserted in front", page(list("a", "b", "c")), page(list("new", "a", "b", "c"))},
		{"an item removed", page(list("x", "a", "b", "c")), page(list("a", "b", "c"))},
		{"another order", page(list("a", "b", "c")), page(list("c", "a", "b"))},
		{"reverse order", page(list("a", "b", "c", "d")), page(list("d", "c", "b", "a"))},
		{"a heading inserted", page(list("a", "b")), page("<h2>New</h2>" + list("a", "b") + "<p>after</p>")},
		{"around the list", page("<p>x</p>" + list("a", "b")), page("<h2>y</h2><p>z</p>" + list("b", "a", "c"))},
		{"the selected sentence", page("") + "<p>x", strings.Replace(page(""), "long", "very long", 1) + "<p>y"},
	}
	for _, tt := range tests {
		eval[any](t, tab, "begin("+quoted(tt.from)+")")
		eval[any](t, tab, "(() => {"+keepSetup+"})()")
		got := eval[patchResult](t, tab, "patch("+quoted(tt.to)+")")
		if !got.SameTree {
			t.Fatalf("%s: the server tree is\n%s\nwant\n%s", tt.name, got.Tree, got.Want)
		}
		if kept := eval[string](t, tab, keepResult); kept != "true,true,typed text,true,2-5,by-script,true,true,true" {
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
