// The page /progress/: export, import, reset, undo, and deletion of all stored data.
import { emptyProgress, InvalidProgress, maxBytes, parseProgress, stringify } from "./progress-format.js";
import {
  deleteAll,
  getItem,
  guidePaths,
  isValid,
  notify,
  progress,
  removeItem,
  replaceProgress,
  setItem,
  storageKey,
  storedKeys,
  subscribe,
} from "./progress-store.js";
import { countChanges, merge } from "./progress-merge.js";
import { resetChangeCount } from "./notice.js";
import { message } from "./page-data.js";
import { onPageShow } from "./pageshow.js";
import { announce } from "./progress-view.js";
import { byID, guideID, homePath } from "./items.js";
import { readTheme } from "./theme.js";

const undoLifetime = 30 * 864e5; // ms
const undoKey = storageKey + ":undo";
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

/** @type {import("./progress-format.js").Progress | undefined} the import that was previewed and can be merged */
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
 * Moves the result line into the section of a control.
 * @param {EventTarget | null} control
 */
const moveResult = (control) => /** @type {Element} */ (control).closest("section")?.append(find("[data-result]"));

onClick("export", () => {
  download(`${guideID}-${new Date().toISOString().slice(0, 10)}.json`, stringify(progress));
  resetChangeCount();
  showResult(message("exported"));
});

const exportField = /** @type {HTMLTextAreaElement} */ (find("[data-text]"));
onClick("copy", async () => {
  exportField.hidden = false;
  try {
    await navigator.clipboard.writeText(exportField.value);
    resetChangeCount();
    showResult(message("copied"));
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
    applyWithUndo("undo", parseProgress(copy.progress, guideID), message("undoDone"));
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

/** @param {import("./progress-format.js").Progress | undefined} copy */
function setPreviewed(copy) {
  previewed = copy;
  find(`[data-action="merge"]`).hidden = !copy;
  if (copy) {
    showResult(message("importChanges", countChanges(progress, merge(progress, copy), (id) => byID.has(id))));
  }
}

/**
 * Replaces the progress and keeps the old one for undo.
 * @param {string} what
 * @param {import("./progress-format.js").Progress} next
 * @param {string} result the message if that succeeds
 */
function applyWithUndo(what, next, result) {
  const before = stringify(progress);
  if (stringify(next) !== before) {
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
function showResult(text) {
  find("[data-result]").textContent = text;
  announce(text);
}

/**
 * @param {string} name
 * @param {string} text
 */
function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// render shows what is stored.
function render() {
  exportField.value = stringify(progress);
  const copy = undoCopy();
  find(`[data-action="undo"]`).hidden = !copy;
  find("[data-undo]").textContent = copy ? undoText(copy) : "";
  const all = [...storedKeys(), "guide-theme"].filter((name) => getItem(name) !== null);
  const size = all.reduce((sum, name) => sum + name.length + (getItem(name) ?? "").length, 0);
  const stored = { keys: all.length, size: Math.ceil(size / 1000) };
  find("[data-stored]").textContent = all.length ? message("stored", stored) : message("storedNothing");
  const otherPaths = guidePaths().filter((path) => path !== homePath);
  const sharedNote = find("[data-other-guides]") ?? document.createElement("p"); // a custom template may lack it
  sharedNote.hidden = !otherPaths.length;
  const addresses = otherPaths.map((path) => location.host + path).join(", ");
  sharedNote.textContent = message("storedShared", { addresses });
  const quarantineList = find("[data-quarantine]");
  const text = getItem(storageKey); // data too large for quarantine is still under its key
  const names = [...storedKeys(":aside"), ...(text === null || isValid(text) ? [] : [storageKey])];
  quarantineList.hidden = !names.length;
  quarantineList.querySelector("ul")?.replaceChildren(...names.map(quarantineLinks));
}

/** @param {{what: string, at: number}} copy */
function undoText({ what, at }) {
  const values = { time: new Date(at).toLocaleString(document.documentElement.lang) };
  if (what === "import") {
    return message("undoImport", values);
  }
  return what === "reset" ? message("undoReset", values) : message("undoUndo", values);
}

/** @param {string} name */
function quarantineLinks(name) {
  const item = document.createElement("li");
  const values = { name: name.slice(storageKey.length + 1) || guideID };
  const addButton = (/** @type {string} */ text, /** @type {() => void} */ handler) => {
    const button = document.createElement("button");
    button.textContent = text;
    button.addEventListener("click", handler);
    item.append(button, " ");
  };
  const saveCopy = () => download(name.replaceAll(":", "-") + ".txt", getItem(name) ?? "");
  addButton(message("quarantineDownload", values), saveCopy);
  addButton(message("quarantineDelete", values), () => {
    removeItem(name);
    notify("");
  });
  return item;
}

subscribe(render);
render();
renderPersistence(false);
