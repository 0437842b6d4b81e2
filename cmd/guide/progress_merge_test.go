package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"guide/cmd/internal/browser"
)

// The scripts that only compute are tried by themselves: a page imports them as they are in static/.

// openModulePage opens a page that can import the scripts.
func openModulePage(t *testing.T) (*siteFixture, *browser.Tab) {
	t.Helper()
	files := http.NewServeMux()
	files.Handle("/js/", http.FileServer(http.Dir("../../static")))
	files.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "text/html") })
	server := httptest.NewServer(files)
	t.Cleanup(server.Close)
	r := &siteFixture{T: t, Browser: browser.ForTest(t), url: server.URL}
	return r, r.openPage(browser.View{}, "/")
}

// Random progress files, merged in any order and grouping, each once or twice, give one result; nothing that
// is newest is lost, unticks and cleared notes included.
func TestMerge(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	const files = 1000
	for seed := range seedCount(1) {
		for _, fault := range eval[[]string](r, tab, fmt.Sprintf(mergeScript, seed+7)) {
			t.Errorf("seed %d: %s", seed, fault)
		}
	}
	reportMetric(t, "merging: %d times %d files in 20 orders and groupings, 1 result, 0 lost", seedCount(1), files)
}

// mergeScript merges 1,000 random files and returns what went wrong.
const mergeScript = `(async () => {
		const { merge } = await import("/js/progress-merge.js"), { emptyProgress, parseProgress, stringify } = await import("/js/progress-format.js");
		let seed = %d;
		const random = (n) => (seed = (seed * 1103515245 + 12345) %% 2147483648) %% n;
		const pick = (list) => list[random(list.length)];
		const time = () => new Date(1.7e12 + random(40) * 1000).toISOString(); // few, so that many are equal
		const file = () => {
			const items = {};
			for (let n = random(6); n >= 0; n--) {
				const e = items["item-" + random(12)] = {};
				if (random(4)) Object.assign(e, { state: pick(["open", "done", "doing", "skip"]), at: time() });
				if (random(2)) Object.assign(e, { note: pick(["", "a", "b", "é\n\"", "c".repeat(50)]), noteAt: time() });
				if (!random(4)) e.later = pick([1, "x", [1, { b: 1, a: [2] }], { z: null, a: 1 }]);
			}
			const p = { format: "guide-progress", version: 1, guide: "g", items };
			if (!random(3)) p.visited = time();
			if (!random(3)) p.plan = { start: pick(["2026-01-01", "2027-01-01"]), at: time() };
			if (!random(3)) p["more-" + random(3)] = pick([true, { deep: [random(3)] }, "text"]);
			return parseProgress(JSON.stringify(p), "g");
		};
		const all = Array.from({ length: 1000 }, file), faults = [];
		const shuffled = (list) => { const l = [...list]; for (let i = l.length - 1; i > 0; i--) { const j = random(i + 1); [l[i], l[j]] = [l[j], l[i]]; } return l; };
		const fold = (list) => list.length === 1 ? list[0] : (() => { const cut = 1 + random(list.length - 1); return merge(fold(list.slice(0, cut)), fold(list.slice(cut))); })();
		const want = stringify(all.reduce(merge, emptyProgress("g")));
		for (let n = 0; n < 20; n++) {
			if (stringify(merge(emptyProgress("g"), fold(shuffled(n %% 2 ? [...all, ...all.slice(0, 100)] : all)))) !== want) faults.push("grouping " + n + " gives another result");
		}
		if (stringify(parseProgress(want, "g")) !== want) faults.push("the round trip is not byte-stable");
		const merged = parseProgress(want, "g");
		for (const p of all) for (const [id, e] of Object.entries(p.items)) {
			const m = merged.items[id];
			if (e.at && !(m.at > e.at || m.at === e.at && m.state >= e.state)) faults.push(id + ": a state was lost");
			if (e.noteAt && !(m.noteAt > e.noteAt || m.noteAt === e.noteAt && m.note >= e.note)) faults.push(id + ": a note was lost");
		}
		if (!Object.values(merged.items).some((e) => e.state === "open") || !Object.values(merged.items).some((e) => e.note === "")) faults.push("no untick or cleared note is in the result: the files prove nothing");
		for (let n = 0; n < 300; n++) {
			const [a, b, c] = [pick(all), pick(all), pick(all)], is = (x, y, what) => stringify(x) === stringify(y) || faults.push(what + ": " + stringify(a) + stringify(b) + stringify(c));
			is(merge(a, b), merge(b, a), "not commutative");
			is(merge(merge(a, b), c), merge(a, merge(b, c)), "not associative");
			is(merge(merge(a, b), b), merge(a, b), "not idempotent");
		}
		return faults.slice(0, 5);
	})()`

// Over every combination of states of up to five items: what is not for the reader is no part of the total,
// all is done only if nothing is open, and something done is never nothing.
func TestCounts(t *testing.T) {
	t.Parallel()
	r, tab := openModulePage(t)
	tried := eval[int](r, tab, `(async () => {
		const { count, overallState, nextItem } = await import("/js/progress-count.js");
		const states = ["", "open", "doing", "done", "skip"];
		// What comes next: what the reader is doing; else after what was touched last (the first here), in its step, then
		// anywhere.
		const wanted = (things, chosen, items) => {
			if (chosen.includes("doing")) return things[chosen.indexOf("doing")];
			const left = (list) => list.find((i) => ["open", "doing"].includes(chosen[i])), all = [...things.keys()];
			const last = all.find((i) => items["i" + i]), around = [...all.slice(last), ...all.slice(0, last)];
			return things[left(around.filter((i) => things[i].step === things[last].step)) ?? left(around)];
		};
		let tried = 0;
		for (let size = 0; size <= 5; size++) for (let code = 0; code < states.length ** size; code++) {
			const things = [], items = {}, chosen = [];
			for (let i = 0, rest = code; i < size; i++, rest = Math.floor(rest / states.length)) {
				const state = states[rest % states.length];
				things.push({ id: "i" + i, was: [], step: i < 2 ? "a" : "b" });
				chosen.push(state || "open");
				if (state) items["i" + i] = { state, at: "2026-01-01T00:00:0" + (size - i) + ".000Z" };
			}
			const n = count({ items }, things), word = overallState(n), has = (s) => chosen.filter((c) => c === s).length, after = nextItem({ items }, things);
			const sound = n.total === size - has("skip") && n.done === has("done") && n.done <= n.total && n.open + n.doing + n.done === n.total &&
				(word === "done") === (n.total > 0 && has("open") + has("doing") === 0) && (word === "skip") === (size > 0 && n.total === 0) && (word === "") === (size === 0) &&
				(word !== "open" || has("done") + has("doing") + has("skip") === 0) &&
				(!after || after === wanted(things, chosen, items)) && (after === undefined) === (Object.keys(items).length === 0 || has("open") + has("doing") === 0) && (!after || ["open", "doing"].includes(chosen[things.indexOf(after)]));
			if (!sound) throw new Error(chosen.join() + " " + JSON.stringify(n) + word + JSON.stringify(after));
			tried++;
		}
		return tried;
	})()`)
	if tried != 1+5+25+125+625+3125 {
		t.Errorf("%d combinations", tried)
	}
	reportMetric(t, "counting: %d combinations of states", tried)
}
