// Returns the message of /search/ and each result with the places on it, one a line.
() => {
	const texts = (root, selector, text) => [...root.querySelectorAll(selector)].map(text);
	return [
		document.querySelector("[data-result-count]").textContent,
		...texts(document, ".results > li", (row) => {
			const link = (a) => a.textContent + " " + a.getAttribute("href").replace("../", "/");
			const facts = texts(row, ".meta-list span:not([hidden])", (s) => " (" + s.textContent + ")");
			return texts(row, "a", link).join(", ") + facts.join("");
		}),
	].join("\n");
}
