// One line at the bottom of the window: that a backup is due, that progress cannot be saved, or that stored data is
// invalid. It is sticky, so that at the end of the page it covers nothing.
import { getItem, progress, setItem, storageError, storageKey, storedKeys, subscribe } from "./progress-store.js";
import { stringify } from "./progress-format.js";
import { announce } from "./progress-view.js";

const notice = document.getElementById("ui-notice"); // null without steps
const copyDue = { changes: 20, days: 5 }; // since the last backup

/**
 * @typedef {{changes: number, since: number, saved: number}} ChangeCount since the last backup, or since the reader
 *   dismissed the notice: how many, the time of the first, and the time of the last backup
 */

let lastNoteID = ""; // the id of the item whose note was changed last
let shownReason = "";

if (notice) {
  subscribe((changedID, note) => {
    if (changedID && !(note && changedID === lastNoteID)) { // typing a note is one change
      const { changes, since, saved } = changesSinceCopy();
      setItem(storageKey + ":copy", JSON.stringify({ changes: changes + 1, since: since || Date.now(), saved }));
    }
    lastNoteID = note ? changedID : "";
    show();
  });
  notice.addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLButtonElement)) {
      return;
    }
    shownReason === "disk" ? setItem(storageKey + ":disk", "1") : resetChangeCount();
    show();
    document.getElementById("ui-main")?.focus({ preventScroll: true });
  });
  notice.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link && storageError) { // another page would not have the progress
      link.href = URL.createObjectURL(new Blob([stringify(progress)], { type: "application/json" }));
      link.download = "progress.json";
    }
  });
  show();
}

/**
 * Starts counting changes again.
 * @param {number} [saved] the time of a backup that was made now
 */
export function resetChangeCount(saved = changesSinceCopy().saved) {
  setItem(storageKey + ":copy", JSON.stringify({ changes: 0, since: 0, saved }));
  show();
}

/** @returns {ChangeCount} */
export function changesSinceCopy() {
  try {
    const { changes, since, saved } = JSON.parse(getItem(storageKey + ":copy") ?? "");
    return { changes: Number(changes) || 0, since: Number(since) || 0, saved: Number(saved) || 0 };
  } catch {
    return { changes: 0, since: 0, saved: 0 };
  }
}

function show() {
  if (!notice) {
    return;
  }
  const current = reason();
  notice.hidden = !current;
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (notice.querySelectorAll("[data-notice]"))) {
    line.hidden = line.dataset.notice !== current;
    if (!line.hidden && current !== shownReason) {
      announce(line.textContent.trim());
    }
  }
  shownReason = current;
}

function reason() {
  const { changes, since } = changesSinceCopy();
  if (storageError) {
    return storageError;
  }
  const days = (Date.now() - since) / 864e5;
  if (changes >= copyDue.changes || (changes > 0 && days >= copyDue.days)) {
    return "copy";
  }
  // Not all browsers let files share localStorage, and Chromium not always.
  const isolated = location.protocol === "file:" && !document.body.matches(".on-all");
  return storedKeys(":aside").length ? "aside" : isolated && !getItem(storageKey + ":disk") ? "disk" : "";
}
