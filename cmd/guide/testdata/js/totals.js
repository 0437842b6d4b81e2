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
	const stepOf = (e) => e.closest("li")?.querySelector(".state")?.dataset.step;
	const optionCount = (e) => Number(words(e).match(/\(([0-9]+)\)$/)[1]);
	const shown = (e) => e.checkVisibility();
	say(".key-facts > div", (e) => shown(e) && !e.querySelector("a") && words(e.querySelector("dt")) + ": " +
		words(e.querySelector("dd")));
	say(".progress-bar", (e) => shown(e.querySelector("span")) && e.dataset.progress + " " + (e.dataset.step ?? "") +
		": " + words(e.querySelector("span")));
	say("main progress", (e) => shown(e) && "bar " + (e.parentElement.dataset.step ?? stepOf(e) ?? "guide") + ": " +
		e.value + "/" + e.max);
	say(".state", (e) => words(e) && "state " + e.dataset.step + ": " + words(e));
	say("[data-step-facts]", (e) => "facts " + e.dataset.stepFacts + ": " + words(e));
	say(".step-cards .facts", (e) => {
		const facts = e.cloneNode(true);
		facts.querySelector(".state").remove();
		return path(e.parentElement) + ": " + words(facts);
	});
	say(".tool:has(#ui-checklist) .topics li", (e) => path(e) + ": " + words(e.lastChild));
	say("#ui-route + .summary", (e) => "route: " + words(e));
	say(".card-time", (e) => "start: " + words(e).replace(/^\. /, ""));
	say("[data-summary], .on-resources .summary", (e) => /[0-9]/.test(words(e)) &&
		"summary: " + words(e).match(/^.*?\.( |$)/)[0].trim());
	say(".on-resources .filters output", (e) => "shown: " + words(e));
	say("[name=step] option:not([value=''])", (e) => "filter " + e.value + ": " + optionCount(e));
	say("select:is([name=type], [name=cost])", (e) => "by " + e.name + ": " +
		[...e.options].filter((o) => o.value).reduce((sum, o) => sum + optionCount(o), 0));
	const rest = main.cloneNode(true);
	rest.querySelectorAll("[data-claim], .text, .summary, .item-text, .toc, .filters, [data-item], [data-rows], " +
		"[data-all-entries]").forEach((e) => e.remove());
	const number = /(\d+|\w+teen|\w+ty) (to .+ )?(is |are )?(actions?|resources?|hours?|minutes?|essential)\b/;
	if (number.test(rest.textContent)) out.push("beside these: " + rest.textContent.match(number)[0]);
	return out;
}
