// Returns a printContent.
() => {
	// What is for screens only: the way through the site, controls, and what is hidden until it is needed. The plan has
	// a test of its own, and the date of a worksheet's page takes no sheet of paper.
	const screen = "nav, noscript, button, [hidden], .visually-hidden, .primary, .permalink, .footnote-backref, " +
		".hint, .for-actions, .item-controls, .begin, .end, .settings, .plan-sheet, [data-screen], " +
		"main:has(.sheet) .page-meta";
	document.querySelectorAll(".card .detail > p:last-of-type:has(> a:last-child)")
		.forEach((passage) => (passage.dataset.screen = ""));
	const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => !e.closest(screen));
	const texts = (selector) => shown(selector).map((e) => {
		const copy = e.cloneNode(true);
		copy.querySelectorAll(screen + ", .number").forEach((x) => x.remove());
		copy.querySelectorAll("sup").forEach((x) => x.replaceWith("\0")); // may be drawn later, on the next sheet
		return copy.textContent;
	});
	return {
		Heads: texts("main :is(h1, h2, h3, h4)"),
		Items: texts(".checklist > li"),
		Titles: texts(".resources .title"),
		Addresses: [...new Set(shown("main a[href^=http]").map((a) => "<" + a.getAttribute("href") + ">"))],
		Text: texts("main p, main td, .key-facts dd, .facts:not(.item-details .facts)"),
	};
}
