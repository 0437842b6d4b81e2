// The page /progress/: export, import, reset, undo, and deletion of one entry or of all stored data.
import { emptyProgress, InvalidProgress, maxBytes, parseProgress, stringify } from "./progress-format.js";
import {
  deleteAll,
  getItem,
  progress,
  removeItem,
  replaceProgress,
  setItem,
  storageKey,
  subscribe,
} from "./progress-store.js";
import { countChanges, merge } from "./progress-merge.js";
import { changesSinceCopy, resetChangeCount } from "./notice.js";
import { message } from "./page-data.js";
import { onPageShow } from "./pageshow.js";
import { announce } from "./progress-view.js";
import { byID, guideID } from "./items.js";
import { readTheme } from "./theme.js";
import { dayText } from "./calendar-days.js";
import { download, openDisclosure, renderStored } from "./stored-data.js";

/** @typedef {import("./progress-format.js").Progress} Progress */

const undoLifetime = 30 * 864e5; // ms
const undoKey = storageKey + ":undo";
const language = document.documentElement.lang || "en";
const page = /** @type {HTMLElement} */ (document.querySelector("[data-import-export]"));

/**
 * Returns an element of the page, which has all that are asked for.
 * @param {string} selector
 */
const find = (selector) => /** @type {HTMLElement} */ (page.querySelector(selector));

/** @type {Record<string, string>} by the reason of an InvalidProgress */
const refusals = {
  format: message("refusedFormat"),
  guide: message("refusedGuide"),
  json: message("refusedJSON"),
  note: message("refusedNote"),
  shape: message("refusedShape"),
  size: message("refusedSize"),
  version: message("refusedVersion"),
};

/** @type {Progress | undefined} the import that was previewed and can be merged */
let previewed;

/**
 * @param {string} action
 * @param {() => void} handler
 */
function onClick(action, handler) {
  find(`[data-action="${action}"]`).addEventListener("click", (event) => {
    if (event.detail < 2) { // not the second click of a double click
      moveResult(event.target);
      handler();
    }
  });
}

/**
 * Moves the result line, with the button that undoes, into the section or disclosure of a control.
 * @param {EventTarget | null} control
 */
export function moveResult(control) {
  const place = /** @type {Element} */ (control).closest("[data-result-place], section");
  place?.append(page.querySelector("[data-outcome]") ?? find("[data-result]")); // custom templates lack the former
  openDisclosure(place);
}
page.querySelector("[data-undo-place]")?.addEventListener("toggle", ({ target }) =>
  moveResult(/** @type {Element} */ (target).firstElementChild?.nextElementSibling ?? null));

onClick("export", () => {
  download(`${guideID}-${new Date().toISOString().slice(0, 10)}.json`, stringify(progress));
  copySaved(message("exported"));
});

/** @param {string} result */
function copySaved(result) {
  resetChangeCount(Date.now());
  showResult(result);
  render();
}

const exportField = /** @type {HTMLTextAreaElement} */ (find("[data-text]"));
onClick("copy", async () => {
  exportField.hidden = false;
  try {
    await navigator.clipboard.writeText(exportField.value);
    copySaved(message("copied"));
  } catch {
    exportField.select();
    showResult(message("selectText")); // and the reader copies it
  }
});

let fileChoices = 0; // so that the last chosen file counts
find(`[data-action="import"]`).addEventListener("change", async (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const file = input.files?.[0];
  input.value = ""; // so that the same file can be chosen again
  moveResult(input);
  if (!file) {
    return;
  }
  setPreviewed(undefined);
  const choice = ++fileChoices;
  try {
    const text = file.size > maxBytes ? undefined : await file.text();
    if (choice === fileChoices) {
      text === undefined ? showResult(refusals.size) : previewImport(text);
    }
  } catch {
    showResult(message("refusedFile"));
  }
});

onClick("look", () => previewImport(/** @type {HTMLTextAreaElement} */ (find("[data-paste]")).value.trim()));

onClick("merge", () => {
  if (previewed) {
    applyWithUndo("import", merge(progress, previewed), message("importDone"));
    setPreviewed(undefined);
    find(`[data-action="undo"]`).focus();
  }
});

onClick("reset", () => {
  const empty = { ...progress, changed: undefined, items: Object.create(null), plan: undefined };
  applyWithUndo("reset", empty, message("resetDone"));
});

onClick("undo", () => {
  const copy = undoCopy();
  if (copy) {
    const before = parseProgress(copy.progress, guideID);
    // What was deleted comes back among all that has changed since.
    applyWithUndo("undo", copy.what === "delete" ? merge(progress, before) : before, message("undoDone"));
  }
});

const confirmBox = /** @type {HTMLInputElement} */ (find("[data-confirm]"));
let isConfirmed = false; // by the reader, on this visit: not by a browser that restores the page
const renderConfirm = () => (confirmBox.checked = isConfirmed);
confirmBox.addEventListener("change", () => (isConfirmed = confirmBox.checked));
confirmBox.addEventListener("input", () => setTimeout(renderConfirm)); // as in checklist.js
onPageShow(() => {
  isConfirmed = false;
  renderConfirm();
});
onClick("forget", () => {
  const requested = isConfirmed;
  if (requested) {
    deleteAll();
    readTheme();
    isConfirmed = false;
  }
  renderConfirm();
  showResult(requested ? message("forgetDone") : message("forgetUnconfirmed"));
});

onClick("persist", async () => {
  await navigator.storage?.persist?.();
  announce(await renderPersistence(true));
});

/**
 * Shows whether the browser has granted persistent storage; that it has not, only if the reader requested it.
 * @param {boolean} requested
 */
async function renderPersistence(requested) {
  const persisted = await navigator.storage?.persisted?.();
  const text = persisted ? message("persisted") : requested ? message("notPersisted") : "";
  find("[data-persistence]").textContent = text;
  return text;
}

/**
 * Shows what an import would change, or why it is invalid.
 * @param {string} text
 */
function previewImport(text) {
  try {
    setPreviewed(parseProgress(text, guideID));
  } catch (error) {
    setPreviewed(undefined);
    const reason = error instanceof InvalidProgress ? error.reason : "shape";
    showResult(refusals[reason]);
  }
}

/** @param {Progress | undefined} copy */
function setPreviewed(copy) {
  previewed = copy;
  find(`[data-action="merge"]`).hidden = !copy;
  if (copy) {
    showResult(message("importChanges", countChanges(progress, merge(progress, copy), (id) => byID.has(id))));
  }
}

/**
 * Deletes the entry of an item.
 * @param {string} id
 */
export function deleteEntry(id) {
  const rest = { ...progress, items: Object.assign(Object.create(null), progress.items) };
  delete rest.items[id];
  applyWithUndo("delete", merge(rest, emptyProgress(guideID)), message("deleted", { id }));
  find(`[data-action="undo"]`).focus();
}

/**
 * Replaces the progress and keeps the old one for undo. Of several deletions one after another all can be undone.
 * @param {string} what
 * @param {Progress} next
 * @param {string} result the message if that succeeds
 */
function applyWithUndo(what, next, result) {
  const copy = what === "delete" ? undoCopy() : undefined;
  const deleted = copy?.what === "delete" ? parseProgress(copy.progress, guideID) : undefined;
  const before = stringify(deleted ? merge(deleted, progress) : progress);
  if (stringify(next) !== stringify(progress)) {
    const oldUndo = getItem(undoKey);
    const isEmpty = before === stringify({ ...emptyProgress(guideID), visited: progress.visited });
    // Empty progress does not replace an undo copy. An undo goes on if its own copy cannot be saved.
    const undo = JSON.stringify({ what, at: Date.now(), progress: before });
    const saved = (isEmpty && undoCopy()) || setItem(undoKey, undo) || what === "undo";
    if (!saved || !replaceProgress(next)) {
      oldUndo === null ? removeItem(undoKey) : setItem(undoKey, oldUndo);
      result = message("undoStorageFull");
    }
  }
  showResult(result);
  render();
}

/** @returns {{what: string, at: number, progress: string} | undefined} */
function undoCopy() {
  try {
    const copy = JSON.parse(getItem(undoKey) ?? "");
    if (Date.now() - copy.at < undoLifetime && parseProgress(copy.progress, guideID)) {
      return copy;
    }
  } catch {
    // There is no undo copy, or an invalid one.
  }
  removeItem(undoKey);
}

/** @param {string} text */
export function showResult(text) {
  find("[data-result]").textContent = text;
  announce(text);
}

// render shows what is stored.
function render() {
  exportField.value = stringify(progress);
  const copy = undoCopy();
  find(`[data-action="undo"]`).hidden = !copy;
  find("[data-undo]").textContent = copy ? undoText(copy) : "";
  const saved = page.querySelector("[data-saved]"); // a custom template may lack it
  const { saved: at } = changesSinceCopy();
  if (saved) {
    saved.textContent = at ? message("copySaved", { day: dayText(new Date(at), new Date(), language) }) : "";
  }
  renderStored(page);
}

/** @param {{what: string, at: number}} copy */
function undoText({ what, at }) {
  const values = { time: new Date(at).toLocaleString(language) };
  switch (what) {
    case "import":
      return message("undoImport", values);
    case "reset":
      return message("undoReset", values);
    case "delete":
      return message("undoDelete", values);
  }
  return message("undoUndo", values);
}

subscribe(render);
render();
renderPersistence(false);
