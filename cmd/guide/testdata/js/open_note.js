// Opens the note of an item and puts the cursor at its end.
(id) => {
	const note = document.querySelector("#" + id + " textarea");
	note.closest("details").open = true;
	note.focus();
	note.setSelectionRange(note.value.length, note.value.length);
}
