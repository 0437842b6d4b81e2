// Returns a crawlResult.
() => {
	const visible = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
	const control = "button, select, textarea, summary, input:not([type=checkbox]), [role=button], a:not([href])";
	return {
		Links: visible("a[href]:not([download])").filter((a) => a.origin === location.origin)
			.map((a) => decodeURI(a.pathname) + decodeURIComponent(a.hash)),
		IDs: visible("[id]").filter((e) => e.getClientRects().length > 0).map((e) => e.id),
		Dead: visible(control).map((e) => e.outerHTML),
	};
}
