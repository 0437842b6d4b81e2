// Records when the page first says that something is missing, and layout shifts.
window.said = [];
window.shifts = [];
window.drawn = 0;
const seen = (e) => e.getClientRects().length && e.checkVisibility({visibilityProperty: true});
window.visibleNotices = () => [...document.querySelectorAll(".notice, .notice p")]
	.filter((e) => !e.querySelector("p") && seen(e)).map((e) => e.textContent.trim());
new PerformanceObserver((list) => {
	for (const e of list.getEntries().filter((e) => e.startTime >= drawn)) {
		shifts.push(e.value + " " + e.sources.map((s) => s.node?.className || s.node?.nodeName).join());
	}
}).observe({type: "layout-shift", buffered: true});
(function look() {
	if (document.body && visibleNotices().length) said.push(performance.now());
	else requestAnimationFrame(look);
})();
window.tops = () => new Map([...document.querySelectorAll("body *")]
	.filter((e) => seen(e) && !e.closest(".notice, #ui-status, .skip-link"))
	.map((e) => [e, e.getBoundingClientRect().top + scrollY]));
