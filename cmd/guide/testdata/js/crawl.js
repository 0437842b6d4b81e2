// Returns a crawlResult.
() => {
	const visible = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
	const control = "button:not([popovertarget]), select, textarea, summary, input:not([data-item] input), " +
		"[role=button], a:not([href])";
	const opens = (e) => e.localName === "summary" && e.parentElement.textContent.trim() !== e.textContent.trim();
	const leadsToPage = (a) => a.origin === location.origin && /\/[^/.]*$|\.html$/.test(a.pathname); // not to a file
	return {
		Links: visible("a[href]").filter(leadsToPage)
			.map((a) => decodeURI(a.pathname) + decodeURIComponent(a.hash)),
		IDs: visible("[id]").filter((e) => e.getClientRects().length > 0).map((e) => e.id),
		Dead: visible(control).filter((e) => !opens(e)).map((e) => e.outerHTML),
	};
}
