// Returns a printContent.
() => {
	const notPrinted = ".visually-hidden, .primary, .permalink, .item-controls, noscript, [hidden], " +
		".footnote-backref";
	const notText = ".hint, nav *, .for-actions, .item-note, [hidden], [hidden] *, :has(> button, > input, > textarea)";
	const texts = (selector, root = document) => [...root.querySelectorAll(selector)].map((e) => {
		const copy = e.cloneNode(true);
		copy.querySelectorAll(notPrinted + (e.closest(".step-cards") ? ", .number" : "")).forEach((x) => x.remove());
		copy.querySelectorAll("sup").forEach((x) => x.replaceWith("\0")); // may be drawn later, on the next sheet
		return copy.textContent;
	});
	return {
		Heads: texts("main h1, main h2, main h3, main h4"),
		Items: texts(".checklist > li"),
		Titles: texts(".resources .title"),
		Addresses: [...new Set([...document.querySelectorAll("main a[href^=http]")].map((a) =>
			"<" + a.getAttribute("href") + ">"))],
		Text: texts("main p:not(" + notText + "), main td, .key-facts dd, .facts:not(.item-details .facts)"),
	};
}
