// Writes at random, under a random clock, and returns what cannot be read back.
async (seed, changes) => {
	localStorage.clear();
	globalThis.guideItems ??= { guide: "g", steps: [] };
	if (!document.querySelector("script[data-items]")) {
		const script = document.createElement("script");
		document.head.append(Object.assign(script, { src: "/js/items.js", type: "text/plain" }));
	}
	document.querySelector("script").dataset.items = "";
	const { parseProgress, stringify } = await import("/js/progress-format.js");
	const { merge } = await import("/js/progress-merge.js");
	const store = await import("/js/progress-store.js");
	store.deleteAll();
	const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
	const pick = (list) => list[random(list.length)];
	const endOf = (year) => Date.UTC(year, 11, 31, 23, 59, 59, 999);
	const clocks = [-1e13, 0, 1e12, 1.8e12, endOf(2999), Date.UTC(5000, 1), endOf(8999), endOf(8999) - 1,
		Date.UTC(9000, 0), endOf(9999), 8.64e15];
	const times = ["1000-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z",
		"3000-01-01T00:00:00.000Z", "8999-12-31T23:59:59.998Z", "8999-12-31T23:59:59.999Z"];
	const letters = ["a", "\"", "\\", "\n", "\r\n", "\0", "\u001f", "\u2028", "\ud800", "\udfff", "😀", "ж", "字",
		"\ufeff", "</script>", "\"at\":\"", "{}"];
	const ids = ["one", "two", "constructor", "a" + "-b".repeat(29)];
	const text = () => {
		const some = Array.from({ length: random(40) }, () => pick(letters)).join("");
		return some.repeat(random(20) ? 1 : 200).slice(0, 2000);
	};
	const withoutTimes = (items) => stringify(items).replace(/"\d{4}-[^"]*Z"/g, "");
	const file = () => {
		const p = { format: "guide-progress", version: 1, guide: "g", items: {}, constructor: "kept" + random(3),
			toString: [random(3)] };
		for (const id of ids) {
			const state = pick(["open", "done", "doing", "skip"]);
			p.items[id] = { state, at: pick(times), note: text(), noteAt: pick(times), valueOf: random(5) };
		}
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
	for (let n = 0; n < changes && faults.length < 5; n++) {
		const clock = random(3) ? Date.now() : pick(clocks) + random(3);
		Date.now = () => clock;
		if (!random(8)) {
			const copy = parseProgress(file(), "g"), both = merge(store.progress, copy);
			store.replaceProgress(random(3) ? both : copy);
			readable(n + ": a copy");
			if (!both.constructor.startsWith?.("kept")) faults.push("a key of the copy was lost");
		}
		const id = pick(ids), others = withoutTimes({ ...store.progress.items, [id]: undefined });
		const edit = random(2) ? { state: pick(["open", "done", "doing", "skip"]) } : { note: text() };
		const taken = store.updateItem(id, edit), [name] = Object.keys(edit), where = n + ": at " + clock + " " + id;
		readable(where + " " + JSON.stringify(edit));
		if (!taken || store.progress.items[id][name] !== edit[name]) {
			faults.push(where + " is not " + JSON.stringify(edit) + " but " + JSON.stringify(store.progress.items[id]));
		}
		if (withoutTimes({ ...store.progress.items, [id]: undefined }) !== others) {
			faults.push(n + ": another item has changed");
		}
	}
	Date.now = now;
	return faults;
}
