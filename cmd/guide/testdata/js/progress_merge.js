// Merges 1,000 random files and returns what went wrong.
async (seed) => {
	const { merge } = await import("/js/progress-merge.js");
	const { emptyProgress, parseProgress, stringify } = await import("/js/progress-format.js");
	const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
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
	const shuffled = (list) => {
		const l = [...list];
		for (let i = l.length - 1; i > 0; i--) {
			const j = random(i + 1);
			[l[i], l[j]] = [l[j], l[i]];
		}
		return l;
	};
	const fold = (list) => {
		if (list.length === 1) return list[0];
		const cut = 1 + random(list.length - 1);
		return merge(fold(list.slice(0, cut)), fold(list.slice(cut)));
	};
	const want = stringify(all.reduce(merge, emptyProgress("g")));
	for (let n = 0; n < 20; n++) {
		const files = shuffled(n % 2 ? [...all, ...all.slice(0, 100)] : all);
		if (stringify(merge(emptyProgress("g"), fold(files))) !== want) faults.push("grouping " + n +
			" gives another result");
	}
	if (stringify(parseProgress(want, "g")) !== want) faults.push("the round trip is not byte-stable");
	const merged = parseProgress(want, "g");
	for (const p of all) for (const [id, e] of Object.entries(p.items)) {
		const m = merged.items[id];
		if (e.at && !(m.at > e.at || m.at === e.at && m.state >= e.state)) faults.push(id + ": a state was lost");
		if (e.noteAt && !(m.noteAt > e.noteAt || m.noteAt === e.noteAt && m.note >= e.note)) {
			faults.push(id + ": a note was lost");
		}
	}
	const entries = Object.values(merged.items);
	if (!entries.some((e) => e.state === "open") || !entries.some((e) => e.note === "")) {
		faults.push("no untick or cleared note is in the result: the files prove nothing");
	}
	for (let n = 0; n < 300; n++) {
		const [a, b, c] = [pick(all), pick(all), pick(all)];
		const equal = (x, y, what) => {
			if (stringify(x) !== stringify(y)) faults.push(what + ": " + stringify(a) + stringify(b) + stringify(c));
		};
		equal(merge(a, b), merge(b, a), "not commutative");
		equal(merge(merge(a, b), c), merge(a, merge(b, c)), "not associative");
		equal(merge(merge(a, b), b), merge(a, b), "not idempotent");
	}
	return faults.slice(0, 5);
}
