// Counts every combination of states of up to five items, and throws at the first wrong count.
async () => {
	const { count, overallState, nextItem } = await import("/js/progress-count.js");
	const states = ["", "open", "doing", "done", "skip"];
	// The next item is one that the reader is doing, or else the first open one after the last change (here the first
	// item), in the same step and then anywhere.
	const wanted = (things, chosen, items) => {
		if (chosen.includes("doing")) return things[chosen.indexOf("doing")];
		const left = (list) => list.find((i) => ["open", "doing"].includes(chosen[i]));
		const all = [...things.keys()], last = all.find((i) => items["i" + i]);
		const around = [...all.slice(last), ...all.slice(0, last)];
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
		const n = count({ items }, things), word = overallState(n), after = nextItem({ items }, things);
		const has = (s) => chosen.filter((c) => c === s).length, left = has("open") + has("doing");
		const sound = n.total === size - has("skip") && n.done === has("done") && n.done <= n.total &&
			n.open + n.doing + n.done === n.total &&
			(word === "done") === (n.total > 0 && left === 0) &&
			(word === "skip") === (size > 0 && n.total === 0) &&
			(word === "") === (size === 0) &&
			(word !== "open" || has("done") + has("doing") + has("skip") === 0) &&
			(!after || after === wanted(things, chosen, items)) &&
			(after === undefined) === (Object.keys(items).length === 0 || left === 0) &&
			(!after || ["open", "doing"].includes(chosen[things.indexOf(after)]));
		if (!sound) throw new Error(chosen.join() + " " + JSON.stringify(n) + word + JSON.stringify(after));
		tried++;
	}
	return tried;
}
