// Returns the progress of n items, each with a note as long as one may be, as text.
(n, letter) => {
	const time = "2026-03-01T10:00:00.000Z", items = {};
	for (let i = 0; i < n; i++) {
		items["item-" + String(i).padStart(5, "0")] = {note: letter.repeat(2000), noteAt: time};
	}
	return JSON.stringify({format: "guide-progress", version: 1, guide: "g", changed: time, items});
}
