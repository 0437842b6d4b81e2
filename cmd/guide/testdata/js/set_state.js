// Sets the state of an item with its checkbox or its buttons. If it is set already, it is left and set again.
(id, state) => {
	const row = document.getElementById(id), box = row.querySelector("input");
	const controls = {done: box, open: row.querySelector("[aria-pressed=true]") ?? box};
	const control = controls[state] ?? row.querySelector("[value=" + state + "]");
	if (row.dataset.state === state) control.click();
	control.click();
	if (row.dataset.state !== state) throw id + " is " + row.dataset.state + ", not " + state;
}
