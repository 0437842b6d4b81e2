package main

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// What the scripts can write they can read.

// Whatever a reader writes, at whatever time their clock shows, with whatever copies brought in, what is stored
// and what goes out as a copy can be read, and every change takes effect.
func TestStoredRoundTrip(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	const changes = 400
	for seed := range seedCount(1) {
		for _, fault := range eval[[]string](r, tab, fmt.Sprintf(writeScript, seed+11, changes)) {
			t.Errorf("seed %d: %s", seed, fault)
		}
	}
	reportMetric(t, "written and read again: %d changes with clocks and copies of years 1000 to 275760, 0 unreadable", seedCount(1)*changes)
}

// writeScript writes at random, under a random clock, and returns what cannot be read.
const writeScript = `(async () => {
		localStorage.clear();
		globalThis.guideItems ??= { guide: "g", steps: [] };
		document.querySelector("script[data-items]") ?? document.head.append(Object.assign(document.createElement("script"), { src: "/js/items.js", type: "text/plain" }));
		document.querySelector("script").dataset.items = "";
		const { parseProgress, stringify } = await import("/js/progress-format.js"), { merge } = await import("/js/progress-merge.js"), store = await import("/js/progress-store.js");
		store.deleteAll();
		let seed = %d;
		const random = (n) => (seed = (seed * 1103515245 + 12345) %% 2147483648) %% n;
		const pick = (list) => list[random(list.length)];
		const clocks = [-1e13, 0, 1e12, 1.8e12, Date.UTC(2999, 11, 31, 23, 59, 59, 999), Date.UTC(5000, 1), Date.UTC(8999, 11, 31, 23, 59, 59, 999), Date.UTC(8999, 11, 31, 23, 59, 59, 998), Date.UTC(9000, 0), Date.UTC(9999, 11, 31, 23, 59, 59, 999), 8.64e15];
		const times = ["1000-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z", "3000-01-01T00:00:00.000Z", "8999-12-31T23:59:59.998Z", "8999-12-31T23:59:59.999Z"];
		const letters = ["a", "\"", "\\", "\n", "\r\n", "\0", "\u001f", "\u2028", "\ud800", "\udfff", "😀", "ж", "字", "\ufeff", "</script>", "\"at\":\"", "{}"];
		const ids = ["one", "two", "constructor", "a" + "-b".repeat(29)];
		const text = () => Array.from({ length: random(40) }, () => pick(letters)).join("").repeat(random(20) ? 1 : 200).slice(0, 2000);
		const file = () => {
			const p = { format: "guide-progress", version: 1, guide: "g", items: {}, constructor: "kept" + random(3), toString: [random(3)] };
			for (const id of ids) p.items[id] = { state: pick(["open", "done", "doing", "skip"]), at: pick(times), note: text(), noteAt: pick(times), valueOf: random(5) };
			if (random(2)) p.plan = { at: pick(times), constructor: 1 };
			return JSON.stringify(p);
		};
		const faults = [], now = Date.now;
		const readable = (what) => {
			try {
				const held = localStorage.getItem("guide:g"), out = stringify(store.progress);
				if (held !== null && held !== out) faults.push(what + ": what is stored is not what is shown");
				if (stringify(parseProgress(out, "g")) !== out) faults.push(what + ": the round trip is not byte-stable");
			} catch (error) {
				faults.push(what + ": " + error.message);
			}
		};
		for (let n = 0; n < %d && faults.length < 5; n++) {
			const clock = random(3) ? Date.now() : pick(clocks) + random(3);
			Date.now = () => clock;
			if (!random(8)) {
				const copy = parseProgress(file(), "g"), both = merge(store.progress, copy);
				store.replaceProgress(random(3) ? both : copy);
				readable(n + ": a copy");
				if (!both.constructor.startsWith?.("kept")) faults.push("a key of the copy was lost");
			}
			const id = pick(ids), others = stringify({ ...store.progress.items, [id]: undefined }).replace(/"\d{4}-[^"]*Z"/g, ""), what = random(2) ? { state: pick(["open", "done", "doing", "skip"]) } : { note: text() };
			const taken = store.updateItem(id, what), [name] = Object.keys(what);
			readable(n + ": at " + clock + " " + id + " " + JSON.stringify(what));
			if (!taken || store.progress.items[id][name] !== what[name]) faults.push(n + ": at " + clock + " " + id + " is not " + JSON.stringify(what) + " but " + JSON.stringify(store.progress.items[id]));
			if (stringify({ ...store.progress.items, [id]: undefined }).replace(/"\d{4}-[^"]*Z"/g, "") !== others) faults.push(n + ": another item has changed");
		}
		Date.now = now;
		return faults;
	})()`

// notesJS makes the progress of so many items with full notes of one letter, as JavaScript.
func notesJS(letter string, n int) string {
	return fmt.Sprintf(`JSON.stringify({format: "guide-progress", version: 1, guide: "g", changed: "2026-03-01T10:00:00.000Z", items: Object.fromEntries(Array.from({length: %d}, (_, i) => "item-" + String(i).padStart(5, "0")).map((id) => [id, {note: %q.repeat(2000), noteAt: "2026-03-01T10:00:00.000Z"}]))})`, n, letter)
}

// As many notes as a browser has room for, in any script, go out as a copy and come in again.
func TestLargeExports(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.openPage(browser.View{}, "/progress/")
	for letter, n := range map[string]int{"ж": 1400, "字": 1400, "x": 2450} {
		eval[any](r, tab, fmt.Sprintf(`localStorage.clear(); window.copy = %s; localStorage.setItem("guide:g", copy)`, notesJS(letter, n)))
		r.goTo(tab, "/progress/")
		want := notesJS(letter, n)
		eval[any](r, tab, `for (const field of document.querySelectorAll("textarea")) field.style.display = "none"`) // it need not be drawn
		if !eval[bool](r, tab, `(window.copy = `+exportText+`) === `+want) {
			t.Fatalf("%d notes of %s do not go out", n, letter)
		}
		r.must(tab.Click("[data-confirm]"))
		r.must(tab.Click("[data-action=forget]"))
		eval[any](r, tab, `document.querySelector("[data-paste]").value = copy; document.querySelector("[data-action=look]").click()`)
		if got := eval[string](r, tab, importResult); got != fmt.Sprintf("This copy adds 0, changes 0, unknown to this guide %d.", n) {
			t.Errorf("%d notes of %s: %s", n, letter, got)
			continue
		}
		r.must(tab.Click("[data-action=merge]"))
		if !eval[bool](r, tab, `localStorage.getItem("guide:g") === copy`) {
			t.Errorf("%d notes of %s do not come in: %s", n, letter, eval[string](r, tab, importResult))
		}
	}
}

// Where a browser has room for more than a copy may have, what would be too much is not taken: the page says so,
// keeps the typed note in sight, and what is there goes out as a copy that comes in. Here a byte counts a thousand.
func TestStorageLimit(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, checklistGuide)
	tab := r.newTab(browser.View{})
	const room = 100 // bytes that are left
	r.must(tab.AddInitScript(fmt.Sprintf(`(() => {
		const held = new Map(), encode = TextEncoder.prototype.encode;
		TextEncoder.prototype.encode = function (text) { return { length: encode.call(this, text).length * 1000 }; };
		Storage.prototype.getItem = (name) => held.get(name) ?? null;
		Storage.prototype.setItem = (name, text) => held.set(name, text);
		Storage.prototype.removeItem = (name) => held.delete(name);
		const some = %s;
		held.set("guide:g", some.replace('"items"', '"more":"' + "x".repeat(16e3 - some.length - '"more":"",'.length - %d) + '","items"'));
		window.held = held;
	})()`, notesJS("x", 3), room)))
	r.goTo(tab, "/steps/first/")
	const said = `[...document.querySelectorAll("#ui-notice:not([hidden]) p:not([hidden])")].map((p) => p.dataset.notice).join()`
	const before = `((held.before ??= held.get("guide:g")) === held.get("guide:g"))`
	r.expect(tab, "at first", before+` + " " + `+said, "true ")
	eval[any](r, tab, fmt.Sprintf(typeNote, "one", strings.Repeat("y", 200)))
	r.expect(tab, "a note that is too long", before+` + " " + `+said+` + " " + document.querySelector("#one textarea").value.length + " " + document.querySelector("#one .item-note").textContent`, "true full 200 ")
	eval[any](r, tab, `document.querySelector("#ui-notice p:not([hidden]) a").addEventListener("click", (e) => e.preventDefault())`)
	r.must(tab.Click("#two input")) // there is room for this
	r.expect(tab, "a tick", `held.get("guide:g").includes('"two":{"state":"done"') + " " + `+said+` + " " + document.querySelector("#one textarea").value.length`, "true  200")
	r.must(tab.Click("#three input")) // and none for this
	r.expect(tab, "a tick too many", rowStates+` + " " + `+said+` + " " + document.querySelector("#one textarea").value.length`, "one:open:open: ,two:done:done:x,three:open:open: ,book:open:open:  full 200")
	exported := eval[string](r, tab, `held.get("guide:g")`)
	r.goTo(tab, "/progress/")
	if got := r.previewImport(tab, exported); got != "This copy adds 1, changes 0, unknown to this guide 0." {
		t.Errorf("the copy: %s", got)
	}
	r.must(tab.Click("[data-action=merge]"))
	if got := eval[string](r, tab, exportText); got != exported {
		t.Errorf("the copy came in as %d bytes of %d", len(got), len(exported))
	}
	if faults := tab.PageErrors(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
}
