// What axe-core cannot see. Each of window.rules returns a line for each violation on the page.
window.called = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.className ? "." + e.className : "") +
	" " + JSON.stringify(e.textContent.trim().slice(0, 40));
window.shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0 &&
	!(e.offsetWidth <= 1 && e.offsetHeight <= 1);
const control = "a[href], button, input, select, textarea, summary, [tabindex='0']";
window.controls = () => [...document.querySelectorAll(control)].filter(shown);
window.luminance = (c) => {
	const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
	return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]);
};
const known = new Map(), paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
window.rgb = (text) => {
	if (!known.has(text)) {
		paint.clearRect(0, 0, 1, 1);
		paint.fillStyle = text;
		paint.fillRect(0, 0, 1, 1);
		known.set(text, paint.getImageData(0, 0, 1, 1).data);
	}
	return known.get(text);
};
window.contrast = (a, b) => {
	const [x, y] = [luminance(rgb(a)), luminance(rgb(b))].sort((p, q) => q - p);
	return (x + 0.05) / (y + 0.05);
};
window.ground = (e) => {
	for (; e; e = e.parentElement) {
		const b = getComputedStyle(e).backgroundColor;
		if (rgb(b)[3] > 0) return b;
	}
	return "Canvas";
};

window.rules = {
	// WCAG 1.3.1 and 2.4.8: the page says in text, once, which step it belongs to.
	"current step": () => {
		const current = [...document.querySelectorAll("[aria-current=step]")], on = document.body.className;
		const want = on === "on-step" || on === "on-topic" ? 1 : 0;
		return current.length === want ? [] : [current.length + " current steps"];
	},
	// The end of the route is no step.
	"step names": () => [...document.querySelectorAll(".step-nav li, .step-cards li:not(.end)")].filter((li, i) => {
		const a = li.querySelector("a"), text = a.textContent.replace(/\s+/g, " ").trim();
		return !/^Step [0-9]+ \S/.test(text);
	}).map(called),
	// WCAG 2.5.8: 24 by 24 px except for links within a sentence; checkboxes have 44.
	"target size": () => controls().filter((e) => {
		if (e.matches(".skip-link")) return false;
		const label = e.closest("label") ?? e, box = label.getBoundingClientRect();
		const least = e.matches(".checklist input") ? 44 : 24;
		const height = Math.max(box.height, e.getBoundingClientRect().height); // an inline label is lower than its box
		let block = e;
		while (getComputedStyle(block).display === "inline") block = block.parentElement;
		const inSentence = block.textContent.trim() !== e.textContent.trim() && block !== e;
		return !inSentence && (box.width < least || height < least);
	}).map((e) => called(e) + " " + (e.closest("label") ?? e).getBoundingClientRect().height),
	// WCAG 2.4.7, 2.4.11 and 2.4.13: the focus ring is visible, at least 2 px wide, has a contrast of 3:1, and is not
	// covered. A page with very many controls is sampled.
	"focus": () => controls().filter((e, i, all) => i % Math.ceil(all.length / 300) === 0).flatMap((e) => {
		e.focus({focusVisible: true});
		e.scrollIntoView({block: "nearest"});
		// The label of an invisible checkbox or radio button is drawn in its place.
		const drawn = e.matches(".filters label > input") ? e.closest("label") : e;
		const out = [], s = getComputedStyle(drawn), boxes = [...e.getClientRects()];
		const box = boxes.find((b) => b.bottom > 2 && b.top < innerHeight - 2) ?? boxes[0];
		if (document.activeElement !== e) out.push("cannot be focused: " + called(e));
		if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2) out.push("no focus ring: " + called(e));
		if (contrast(s.outlineColor, ground(drawn.parentElement)) < 3) out.push("faint focus ring: " + called(e));
		if (parseFloat(s.opacity) < 1) out.push("see-through: " + called(e));
		const x = Math.max(box.left + 2, 0), y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
		const at = document.elementFromPoint(x, y);
		if (!at || !(e.contains(at) || at.contains(e) || e.closest("label")?.contains(at))) {
			out.push("covered: " + called(e) + " by " + (at && called(at)));
		}
		return out;
	}),
	// WCAG 1.4.10: no scrolling in two directions.
	"sideways": () => {
		const over = document.scrollingElement.scrollWidth - innerWidth;
		if (over <= 0) return [];
		const wide = [...document.querySelectorAll("main *")]
			.filter((e) => shown(e) && e.getBoundingClientRect().right > innerWidth + 1);
		return ["scrolls sideways by " + over, ...wide.slice(0, 3).map(called)];
	},
	// WCAG 1.4.4 and 1.4.12: no text is cut off.
	"cut off": () => [...document.querySelectorAll("body *")].filter((e) => {
		if (!shown(e)) return false;
		const s = getComputedStyle(e);
		if (s.overflowX === "auto" && e.tabIndex === 0) return false; // it can be scrolled
		return (s.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) ||
			(s.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1);
	}).concat([...document.querySelectorAll(".meta-list > *")].filter((e) => {
		const text = document.createRange(), end = e.querySelector(".visually-hidden");
		text.selectNodeContents(e);
		if (end) text.setEndBefore(end);
		const edge = e.parentElement.getBoundingClientRect();
		const left = edge.left + parseFloat(getComputedStyle(e).paddingLeft) - 1;
		return [...text.getClientRects()].some((r) => r.width > 0 && (r.left < left || r.right > edge.right + 1));
	})).map((e) => "cut off: " + called(e)),
	// Nothing moves if the reader prefers reduced motion.
	"motion": () => {
		if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return [];
		return [document.documentElement, ...document.querySelectorAll("*")].filter((e) => {
			const s = getComputedStyle(e);
			return s.animationName !== "none" || s.scrollBehavior === "smooth" ||
				s.transitionDuration.split(", ").some((d) => parseFloat(d) > 0);
		}).map(called);
	},
	// Every page has a title, a viewport and the metadata that other sites show; lists and redirects no description.
	"head": () => [
		"title", "meta[name=viewport]", "meta[name=description]",
		"meta[name='theme-color']", "meta[property='og:title']",
	].filter((selector) => {
		if (selector.includes("description") && document.body.matches(".on-topics, .on-redirect")) return false;
		const e = document.querySelector("head " + selector);
		return !(e && (e.textContent || e.content));
	}),
};
