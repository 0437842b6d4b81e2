// The state and the note of each item and resource: a checkbox, a select of four states and a note. The checkbox is
// part of the page, disabled until this script runs; the rest is cloned from the template ui-tools. Changing a state
// shifts nothing.
import { entryOf } from "./progress-count.js";
import { maxNote } from "./progress-format.js";
import { notify, progress, subscribe, updateItem } from "./progress-store.js";
import { byID, readItems } from "./items.js";

/** @typedef {import("./progress-format.js").State} State */

const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("ui-tools"));
const saveDelay = 400; // ms without a key press before a note is saved

/** @type {Map<string, () => void>} by id, shows the state of an item on this page */
const renderers = new Map();

if (template) {
  const addAllControls = () => {
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-item]"))) {
      if (byID.has(row.id) && !row.querySelector(".item-controls")) {
        addControls(row, row.id, /** @type {Element} */ (template.content.firstElementChild));
      }
    }
  };
  const renderAll = () => renderers.forEach((render) => render());
  addAllControls();
  subscribe(renderAll);
  renderAll();
  focusTarget();
  // When browsers scroll to the target, they lose the focus.
  addEventListener("load", () => requestAnimationFrame(focusTarget));
  addEventListener("hashchange", focusTarget);
  addEventListener("guideitems", () => { // the preview has loaded a new items script
    readItems();
    addAllControls();
    notify("");
  });
}

/**
 * @param {HTMLElement} row
 * @param {string} id
 * @param {Element} template
 */
function addControls(row, id, template) {
  const controls = /** @type {Element} */ (template.cloneNode(true));
  const checkbox = /** @type {HTMLInputElement} */ (row.querySelector("input"));
  const select = /** @type {HTMLSelectElement} */ (controls.querySelector("select"));
  const note = /** @type {HTMLTextAreaElement} */ (controls.querySelector("textarea"));
  const printedNote = /** @type {Element} */ (controls.querySelector(".item-note"));
  const name = row.querySelector(".item-text, .title")?.textContent ?? "";
  for (const control of controls.querySelectorAll("[aria-label]")) {
    control.setAttribute("aria-label", control.getAttribute("aria-label") + " " + name);
  }
  checkbox.disabled = false;
  checkbox.addEventListener("change", () => updateItem(id, { state: checkbox.checked ? "done" : "open" }));
  select.addEventListener("change", () => updateItem(id, { state: /** @type {State} */ (select.value) }));
  const renderNote = bindNote(id, note);
  row.append(controls);
  const render = () => {
    const item = byID.get(id);
    const { state = "open", note: text = "" } = item ? entryOf(progress, item) : {};
    row.dataset.state = select.value = state;
    checkbox.checked = state === "done";
    checkbox.indeterminate = state === "doing";
    printedNote.textContent = text;
    renderNote(text);
  };
  renderers.set(id, render);
  checkbox.addEventListener("input", () => setTimeout(render)); // Firefox restores a session without a change event
}

/**
 * Saves a note while it is typed. Returns the function that shows a note changed in another tab.
 * @param {string} id
 * @param {HTMLTextAreaElement} note
 * @returns {(text: string) => void}
 */
function bindNote(id, note) {
  let timer = 0, unsaved = false; // there was no room
  const saveNote = () => {
    if (timer) {
      clearTimeout(timer);
      unsaved = !updateItem(id, { note: note.value.slice(0, maxNote) });
      timer = 0;
    }
  };
  note.maxLength = maxNote;
  note.addEventListener("input", () => {
    // Otherwise the browser is restoring a session.
    if (document.readyState === "complete" || note === document.activeElement) {
      clearTimeout(timer);
      timer = setTimeout(saveNote, saveDelay);
    }
  });
  note.addEventListener("change", saveNote);
  addEventListener("pagehide", saveNote);
  return (text) => {
    if (!timer && !unsaved && note.value !== text) {
      note.value = text;
    }
  };
}

// focusTarget focuses the item that the fragment names, by its id or a former one.
function focusTarget() {
  const hash = location.hash.slice(1);
  const row = document.getElementById(byID.get(hash)?.id ?? hash);
  if (row && renderers.has(row.id) && document.activeElement === document.body) {
    row.querySelector("input")?.focus({ preventScroll: true });
    if (row.id !== hash) {
      row.scrollIntoView();
    }
  }
}
