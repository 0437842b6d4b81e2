// Returns the rows of a page: id, state, the mark in the checkbox and the buttons that are pressed.
() => [...document.querySelectorAll("[data-item]")].map((row) => {
	const box = row.querySelector("input"), pressed = [...row.querySelectorAll("[aria-pressed=true]")];
	return row.id + ":" + row.dataset.state + ":" + (box.checked ? "x" : box.indeterminate ? "-" : " ") +
		pressed.map((button) => button.value).join("+");
}).join()
