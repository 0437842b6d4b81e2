// Returns all numbers of actions and resources and all times that a page gives, except those of a single row
// and in the text. What is left of the page without these must give none.
() => {
	const out = [], main = document.querySelector("main");
	const words = (e) => e.textContent.trim().replace(/\s+/g, " ");
	const path = (e) => new URL(e.querySelector("a").href).pathname;
	const say = (selector, what) => document.querySelectorAll(selector).forEach((e) => {
		const said = what(e);
		if (said) out.push(said);
		e.dataset.claim = "";
	});
	say(".key-facts > div", (e) => !e.querySelector("a") && words(e.querySelector("dt")) + ": " +
		words(e.querySelector("dd")));
	say(".progress-bar", (e) => e.dataset.progress + " " + (e.dataset.step ?? "") + ": " +
		words(e.querySelector("span")));
	say(".state", (e) => words(e) && "state " + e.dataset.step + ": " + words(e));
	say(".step-cards .facts", (e) => path(e.parentElement) + ": " + words(e));
	say(".tool:has(#ui-checklist) .topics li", (e) => path(e) + ": " + words(e.lastChild));
	say("body.on-resources main > .page-plain > p:not([class])", (e) => words(e));
	const rest = main.cloneNode(true);
	rest.querySelectorAll("[data-claim], .text, .summary, .item-text, .toc, .filters, [data-item], " +
		"[data-all-entries]").forEach((e) => e.remove());
	const number = /(\d+|\w+teen|\w+ty) (to .+ )?(actions?|resources?|hours?|minutes?)\b/;
	if (number.test(rest.textContent)) out.push("beside these: " + rest.textContent.match(number)[0]);
	return out;
}
