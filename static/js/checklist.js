// The state and the note of each item and resource. The checkbox is part of the page, disabled until this script runs.
// The buttons of the other states and the note are cloned from the template ui-tools into the details of a row.
import { entryOf } from "./progress-count.js";
import { maxNote } from "./progress-format.js";
import { notify, progress, subscribe, updateItem } from "./progress-store.js";
import { message } from "./page-data.js";
import { byID, readItems } from "./items.js";

/** @typedef {import("./progress-format.js").State} State */

const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("ui-tools"));
const saveDelay = 400; // ms without a key press before a note is saved

/** @type {Map<string, () => void>} by id, shows the state of an item on this page */
const renderers = new Map();

if (template) {
  addAllControls();
  subscribe(() => renderers.forEach((render) => render()));
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

/** Adds the controls to the rows that have none, and shows their states. */
export function addAllControls() {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-item]"))) {
    if (byID.has(row.id) && !row.querySelector(".item-state")) {
      addControls(row, row.id);
    }
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} id
 */
function addControls(row, id) {
  const checkbox = /** @type {HTMLInputElement} */ (row.querySelector("input"));
  const stateTag = document.createElement("span");
  stateTag.className = "tag item-state";
  row.querySelector(".facts")?.prepend(stateTag);
  checkbox.disabled = false;
  checkbox.addEventListener("change", () => updateItem(id, { state: checkbox.checked ? "done" : "open" }));
  const renderControls = addDetails(row, id);
  const render = () => {
    const item = byID.get(id);
    const { state = "open", note = "" } = item ? entryOf(progress, item) : {};
    row.dataset.state = state;
    checkbox.checked = state === "done";
    checkbox.indeterminate = state === "doing";
    stateTag.textContent = state === "doing" ? message("stateDoing") : state === "skip" ? message("stateSkip") : "";
    renderControls(state, note);
  };
  renderers.set(id, render);
  render();
  checkbox.addEventListener("input", () => setTimeout(render)); // Firefox restores a session without a change event
}

/**
 * Adds the buttons and the note to the details of a row, or details with these to a row that has none. The actions of
 * topics on the page of their step have neither.
 * @param {HTMLElement} row
 * @param {string} id
 * @returns {(state: State, note: string) => void} shows the state and the note
 */
function addDetails(row, id) {
  if (row.closest(".from-topics")) {
    return () => {};
  }
  const tools = /** @type {DocumentFragment} */ (template?.content.cloneNode(true));
  const controls = /** @type {Element} */ (tools.querySelector(".item-controls"));
  const buttons = [...controls.querySelectorAll("button")];
  const note = /** @type {HTMLTextAreaElement} */ (controls.querySelector("textarea"));
  const shownNote = /** @type {Element} */ (tools.querySelector(".item-note"));
  const name = row.querySelector(".item-text, .title")?.textContent ?? "";
  for (const control of tools.querySelectorAll("summary, button, label")) {
    (control.querySelector("textarea") ?? control).setAttribute("aria-label", control.textContent.trim() + ": " + name);
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const pressed = button.ariaPressed === "true";
      updateItem(id, { state: pressed ? "open" : /** @type {State} */ (button.value) });
    });
  }
  const renderNote = bindNote(id, note);
  const detail = row.querySelector("details > .detail");
  detail?.append(controls);
  row.append(detail ? shownNote : tools);
  if (!row.closest(".resources")) {
    nameSummary(/** @type {Element} */ (row.querySelector("summary")), row.querySelector(".no-details"), name);
  }
  return (state, text) => {
    buttons.forEach((button) => (button.ariaPressed = String(button.value === state)));
    shownNote.textContent = text;
    renderNote(text);
  };
}

/**
 * Adds the hidden name of an action to a summary, so that no two have the same name.
 * @param {Element} summary
 * @param {Element | null} facts those of an action without details, which become its summary
 * @param {string} name
 */
function nameSummary(summary, facts, name) {
  const hiddenName = document.createElement("span");
  hiddenName.className = "visually-hidden";
  hiddenName.textContent = ": " + name;
  if (facts) {
    summary.replaceChildren(...facts.childNodes);
    summary.ariaLabel = null;
    facts.remove();
  }
  summary.append(hiddenName);
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

// focusTarget focuses the item that the fragment names, by its id or a former one, and opens its details alone.
function focusTarget() {
  const hash = location.hash.slice(1);
  const row = document.getElementById(byID.get(hash)?.id ?? hash);
  if (row && renderers.has(row.id) && document.activeElement === document.body) {
    for (const details of row.parentElement?.querySelectorAll("details") ?? []) {
      details.open = row.contains(details);
    }
    row.querySelector("input")?.focus({ preventScroll: true });
    row.scrollIntoView();
  }
}
