package preview

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// shell is a page that has the client's modules at hand and does nothing with them.
const shell = `<!doctype html><html><head><title>Shell</title></head><body></body></html>`

// openShell opens a page of which a test sets the body before it makes a Mirror.
func openShell(t *testing.T) *browser.Tab {
	t.Helper()
	b := browser.ForTest(t)
	s, h := newServer(t, Options{})
	s.Publish(version(map[string]string{"index.html": shell, "plain.txt": "x"}))
	tab, err := b.Open(browser.View{Width: 600, Height: 500})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	if err := tab.Go(h.URL + "/plain.txt"); err != nil { // without the client
		t.Fatal(err)
	}
	eval[bool](t, tab, `(async () => {
		const { Mirror } = await import("/.guide/client/patch.js");
		window.parsed = (body) => new DOMParser().parseFromString("<!doctype html><html><head></head><body>" + body + "</body></html>", "text/html");
		window.begin = (body) => {
			const next = parsed(body);
			document.documentElement.replaceWith(document.importNode(next.documentElement, true));
			window.mirror = new Mirror();
		};
		window.patch = (body) => {
			const next = parsed(body);
			window.changed = mirror.patch(next);
			const want = next.documentElement;
			return { live: document.documentElement.outerHTML, mirror: mirror.root.outerHTML, want: want.outerHTML,
				sameLive: document.documentElement.isEqualNode(want), sameMirror: mirror.root.isEqualNode(want) };
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

// patched is a page after a patch. Equal pages may have their attributes in another order.
type patched struct {
	Live, Mirror, Want   string
	SameLive, SameMirror bool
}

func (p patched) want(t *testing.T, what string) {
	t.Helper()
	if !p.SameLive || !p.SameMirror {
		t.Fatalf("%s: the page is\n%s\nits mirror\n%s\nwant\n%s", what, p.Live, p.Mirror, p.Want)
	}
}

// Whatever two versions are, the page becomes the second one.
func TestPatchRandom(t *testing.T) {
	tab := openShell(t)
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		from := tree(r, 3)
		eval[any](t, tab, "begin("+quoted(from)+")")
		for range 5 { // each is patched into the next
			to := tree(r, 3)
			if r.IntN(2) == 0 {
				to = mutate(r, from)
			}
			eval[patched](t, tab, "patch("+quoted(to)+")").want(t, fmt.Sprintf("page %d", n))
			from = to
		}
	}
}

// tree makes random HTML.
func tree(r *rand.Rand, depth int) string {
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
			fmt.Fprintf(&b, "<%s%s%s>%s</%s>", name, id, class, tree(r, depth-1), name)
		}
	}
	return b.String()
}

// mutate changes HTML a little.
func mutate(r *rand.Rand, s string) string {
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
	tab := openShell(t)
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
		got := eval[patched](t, tab, "patch("+quoted(tt.to)+")")
		if !got.SameMirror {
			t.Fatalf("%s: the mirror is\n%s\nwant\n%s", tt.name, got.Mirror, got.Want)
		}
		if kept := eval[string](t, tab, after); kept != "true,true,typed text,true,2-5,by-script,true,true,true" {
			t.Errorf("%s: kept: %s\n%s", tt.name, kept, got.Live)
		}
	}
}

// A selection survives a change in its own paragraph.
func TestPatchKeepsSelection(t *testing.T) {
	tab := openShell(t)
	eval[any](t, tab, "begin('<p>The first words and the last words.</p>')")
	eval[any](t, tab, "(() => { const text = document.querySelector('p').firstChild; getSelection().setBaseAndExtent(text, 24, text, 34) })()")
	eval[any](t, tab, "patch('<p>The very first words and the last words.</p>')")
	if got := eval[string](t, tab, "String(getSelection())"); got != "last words" {
		t.Errorf("%q is selected", got)
	}
}

// Only what changed is touched: of 5,000 items one.
func TestPatchLarge(t *testing.T) {
	tab := openShell(t)
	var from, middle, two strings.Builder
	for i := range 5000 {
		item := fmt.Sprintf("<li><a href=#%d>Item %d</a></li>", i, i)
		from.WriteString(item)
		middle.WriteString(item)
		if i == 2500 {
			middle.WriteString("<li>New</li>")
		}
		if i != 10 {
			two.WriteString(item)
		}
		if i == 4990 {
			two.WriteString("<li>New</li>")
		}
	}
	for name, to := range map[string]string{"one in the middle": middle.String(), "one less at the start and one more at the end": two.String()} {
		eval[any](t, tab, "begin("+quoted("<ul>"+from.String()+"</ul>")+")")
		took := eval[float64](t, tab, `(() => {
			const records = []; const observer = new MutationObserver((all) => records.push(...all));
			observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
			const next = parsed(`+quoted("<ul>"+to+"</ul>")+`);
			const start = performance.now(); mirror.patch(next); const took = performance.now() - start;
			records.push(...observer.takeRecords());
			window.touched = records.length;
			return took;
		})()`)
		touched := eval[int](t, tab, "touched")
		t.Logf("%s: %.1f ms, %d changes", name, took, touched)
		if touched > 2 || took > 1000 { // 10 ms on a machine of its own
			t.Errorf("%s: %.1f ms, %d changes", name, took, touched)
		}
	}
}

func TestPatchTellsWhatChanged(t *testing.T) {
	tab := openShell(t)
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
