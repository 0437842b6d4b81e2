// The states and notes of items and resources: a box, a choice of four states, and a note for each. The
// box is in the page, disabled until this script keeps what it is set to; the rest comes with the script, out of
// the template ui-tools. Nothing moves when a state changes.
import { entryOf } from "./count.js";
import { maxNote } from "./format.js";
import { change, listen, progress, tell } from "./keep.js";
import { byID, readTable } from "./table.js";

const template = document.getElementById("ui-tools");
const pause = 400; // ms without a key before a note is kept

/** @type {Map<string, () => void>} what shows the state of each thing on this page */
const shown = new Map();

if (template instanceof HTMLTemplateElement) {
  const equipAll = () => {
    for (const row of document.querySelectorAll("[data-item]")) {
      if (row instanceof HTMLElement && byID.has(row.id) && !row.querySelector(".tools")) {
        equip(row, row.id, /** @type {Element} */ (template.content.firstElementChild));
      }
    }
  };
  const showAll = () => shown.forEach((show) => show());
  equipAll();
  listen(showAll);
  showAll();
  focusTarget();
  addEventListener("load", () => requestAnimationFrame(focusTarget)); // browsers drop it when they scroll there
  addEventListener("hashchange", focusTarget);
  addEventListener("guidetable", () => { // the preview has brought another table
    readTable();
    equipAll();
    tell("");
  });
}

/**
 * @param {HTMLElement} row
 * @param {string} id
 * @param {Element} tools
 */
function equip(row, id, tools) {
  const copy = /** @type {Element} */ (tools.cloneNode(true));
  const [box, select, note] = [row.querySelector("input"), copy.querySelector("select"), copy.querySelector("textarea")];
  const name = row.querySelector(".what, .title")?.textContent ?? "";
  for (const control of copy.querySelectorAll("[aria-label]")) {
    control.setAttribute("aria-label", control.getAttribute("aria-label") + " " + name);
  }
  box.disabled = false;
  box.addEventListener("change", () => change(id, { state: box.checked ? "done" : "open" }));
  select.addEventListener("change", () => change(id, { state: select.value }));
  const showNote = keepNote(id, note);
  row.append(copy);
  const show = () => {
    const { state = "open", note: text = "" } = byID.has(id) ? entryOf(progress, byID.get(id)) : {};
    row.dataset.state = select.value = state;
    box.checked = state === "done";
    box.indeterminate = state === "doing";
    copy.querySelector(".noted").textContent = text;
    showNote(text);
  };
  shown.set(id, show);
  box.addEventListener("input", () => setTimeout(show)); // Firefox restores a session so: no change follows
}

/**
 * Keeps a note while it is written: what was typed here and nothing else. Returns what shows a note that
 * came from elsewhere.
 * @param {string} id
 * @param {HTMLTextAreaElement} note
 * @returns {(text: string) => void}
 */
function keepNote(id, note) {
  let timer = 0, unkept = false; // for want of room
  const keep = () => {
    if (timer) {
      clearTimeout(timer);
      unkept = !change(id, { note: note.value.slice(0, maxNote) });
      timer = 0;
    }
  };
  note.maxLength = maxNote;
  note.addEventListener("input", () => {
    if (document.readyState === "complete" || note === document.activeElement) { // else a browser restores a session
      clearTimeout(timer);
      timer = setTimeout(keep, pause);
    }
  });
  note.addEventListener("change", keep);
  addEventListener("pagehide", keep);
  return (text) => {
    if (!timer && !unkept && note.value !== text) {
      note.value = text;
    }
  };
}

// focusTarget puts the keyboard at the item that a link led to, by its id or one that it had before.
function focusTarget() {
  const hash = location.hash.slice(1);
  const row = document.getElementById(byID.get(hash)?.id ?? hash);
  if (row && shown.has(row.id) && document.activeElement === document.body) {
    row.querySelector("input").focus({ preventScroll: true });
    if (row.id !== hash) {
      row.scrollIntoView();
    }
  }
}
