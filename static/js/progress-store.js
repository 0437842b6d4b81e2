// Stores the reader's progress in localStorage, and in memory if that is unavailable or full.
//
// Every change first reads and merges, so that tabs do not overwrite each other. Two tabs may still write at the
// same moment: what a tab changed within the last seconds is pending, and is merged again into whatever another
// tab wrote. Invalid data is moved to a quarantine key and replaced by what this tab has; a new version of the
// format therefore needs a new key. A change that would make the data too large to be parsed again is rejected.
//
// Guides on one origin share localStorage. A guide touches only the keys that it writes itself; the key :at lists
// the paths of all guides with this id that have written here.
import { emptyProgress, isWithinLimit, maxTime, parseProgress, stringify } from "./progress-format.js";
import { merge } from "./progress-merge.js";
import { onPageShow } from "./pageshow.js";
import { guideID, homePath } from "./items.js";

/** @typedef {import("./progress-format.js").Entry} Entry */
/** @typedef {import("./progress-format.js").Progress} Progress */

export const storageKey = "guide:" + guideID;
const ownKeys = new RegExp(`^${storageKey}(:undo|:copy|:disk|:at|:aside:\\d+)?$`);
const syncDelay = 2000; // ms after which all tabs have seen a write

/** @type {Progress} */
export let progress = emptyProgress(guideID);
const startError = guideID ? "" : "no-items";
/** Why progress is not saved: "refused", "full" or "no-items" (the items script did not load); "" if it is saved. */
export let storageError = startError;

let pending = emptyProgress(guideID);
let savedAt = 0; // when pending was saved; 0: not yet
let writeError = ""; // why the last write failed
let storedOnLeave = false; // whether progress was stored when the page was left
/** @type {((changedID: string, note: boolean) => void)[]} */
const listeners = [];

/**
 * Calls a function after every change, with the id of the item changed on this page, or "", and whether its note
 * changed.
 * @param {(changedID: string, note: boolean) => void} listener
 */
export const subscribe = (listener) => listeners.push(listener);

/**
 * @param {string} changedID
 * @param {boolean} [note]
 */
export const notify = (changedID, note = false) => listeners.forEach((listener) => listener(changedID, note));

/**
 * Changes the state or the note of one item.
 * @param {string} id
 * @param {{state?: import("./progress-format.js").State, note?: string}} fields
 * @returns {boolean} whether it fits
 */
export function updateItem(id, fields) {
  dropSynced();
  progress = merge(load(), pending);
  const at = nextTimestamp();
  const change = emptyProgress(guideID);
  change.items[id] = fields.state === undefined ? { note: fields.note, noteAt: at } : { state: fields.state, at };
  const next = merge(progress, change);
  save(next);
  const saved = progress === next;
  if (saved) {
    pending = merge(pending, change);
  }
  notify(saved ? id : "", fields.state === undefined);
  return saved;
}

// nextTimestamp returns a time later than all times stored. If that would exceed maxTime, a clock was wrong: all
// stored times become the oldest.
function nextTimestamp() {
  const clock = Date.now() > maxTime ? 0 : Date.now();
  let at = Math.max(clock, (Date.parse(progress.changed ?? "") || 0) + 1);
  if (at > maxTime) {
    at = Math.max(clock, 1);
    const entries = [progress, pending].flatMap(({ plan = {}, items }) => [plan, ...Object.values(items)]);
    for (const e of /** @type {Entry[]} */ (entries)) {
      for (const time of /** @type {const} */ (["at", "noteAt"])) {
        e[time] &&= new Date(0).toISOString();
      }
    }
  }
  return new Date(at).toISOString();
}

/**
 * Replaces the progress.
 * @param {Progress} next
 * @returns {boolean} whether it was saved; if not, nothing has changed
 */
export function replaceProgress(next) {
  const [oldProgress, oldError] = [progress, storageError];
  if (!save(next)) {
    [progress, storageError] = [oldProgress, oldError];
    return false;
  }
  pending = emptyProgress(guideID);
  notify("");
  return true;
}

/** Deletes everything stored for this guide, and the theme, which is stored for the whole origin. */
export function deleteAll() {
  [...storedKeys(), "guide-theme"].forEach(removeItem);
  reset();
  notify("");
}

function reset() {
  progress = pending = emptyProgress(guideID);
  storageError = startError;
}

/**
 * Returns the stored keys of this guide that begin with storageKey + suffix.
 * @param {string} [suffix]
 */
export function storedKeys(suffix = "") {
  try {
    return Object.keys(localStorage).filter((name) => ownKeys.test(name) && name.startsWith(storageKey + suffix));
  } catch {
    return [];
  }
}

/**
 * @param {string} name
 * @returns {string | null}
 */
export function getItem(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    storageError = "refused";
    return null;
  }
}

/** Returns the paths of the guides with this id that have written to this origin. */
export const guidePaths = () => (getItem(storageKey + ":at") ?? "").split(" ").filter(Boolean);

/**
 * @param {string} name
 * @param {string} text
 * @returns {boolean} whether it was stored: some browsers accept a write and drop it
 */
export function setItem(name, text) {
  try {
    localStorage.setItem(name, text);
    writeError = "refused";
    return localStorage.getItem(name) === text;
  } catch (error) {
    writeError = /quota/i.test(/** @type {Error} */ (error).name) ? "full" : "refused";
    return false;
  }
}

/** @param {string} name */
export function removeItem(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing is stored where access is refused.
  }
}

// load returns the stored progress. If nothing is stored, the browser has evicted it: what this tab has is stored
// again with the next change.
function load() {
  const text = getItem(storageKey);
  return text === null ? progress : (parseOrQuarantine(text) ?? progress);
}

/**
 * Returns the progress in a text; an invalid text is quarantined.
 * @param {string} text
 */
function parseOrQuarantine(text) {
  try {
    return parseProgress(text, guideID);
  } catch {
    quarantine(text);
  }
}

/** @param {string} text */
function quarantine(text) {
  let n = 1; // of the first free key
  for (let stored; (stored = getItem(`${storageKey}:aside:${n}`)) !== null && stored !== text; n++);
  if (setItem(`${storageKey}:aside:${n}`, text)) {
    removeItem(storageKey);
  } else {
    storageError = writeError;
  }
}

/**
 * @param {Progress} next
 * @returns {boolean} whether it was saved; if not, this tab still uses it, unless it is too large
 */
function save(next) {
  const text = stringify(next);
  if (!isWithinLimit(text)) {
    storageError = "full";
    return false;
  }
  progress = next;
  const stored = getItem(storageKey);
  const mayOverwrite = stored === null || isValid(stored); // never overwrite what could not be quarantined
  if (mayOverwrite && (stored === text || setItem(storageKey, text))) {
    storageError = "";
    savedAt = Date.now();
    if (homePath && !guidePaths().includes(homePath)) {
      setItem(storageKey + ":at", [...guidePaths().slice(-9), homePath].join(" "));
    }
    return true;
  }
  storageError ||= writeError || "full";
  savedAt = 0;
  return false;
}

/** @param {string} text */
export function isValid(text) {
  try {
    return Boolean(parseProgress(text, guideID));
  } catch {
    return false;
  }
}

// dropSynced empties pending once all tabs have seen it.
function dropSynced() {
  if (savedAt && Math.abs(Date.now() - savedAt) > syncDelay) {
    pending = emptyProgress(guideID);
  }
}

addEventListener("storage", (event) => {
  if (event.key !== storageKey) {
    return; // null if another guide cleared the whole storage
  }
  dropSynced();
  const stored = getItem(storageKey);
  if (stored === null) {
    reset(); // another tab has deleted it
  } else {
    progress = parseOrQuarantine(stored) ?? progress;
    let merged = progress;
    if (Object.keys(pending.items).length) {
      const theirs = event.newValue && isValid(event.newValue) ? parseProgress(event.newValue, guideID) : progress;
      merged = [theirs, pending].reduce(merge, progress);
    }
    if (stringify(merged) !== getItem(storageKey)) {
      save(merged);
    }
  }
  notify("");
});

// A page restored from the back/forward cache may be stale; otherwise the browser may have restored form controls.
onPageShow((event) => {
  if (event.persisted) {
    const text = getItem(storageKey);
    if (text !== null) {
      progress = merge(parseOrQuarantine(text) ?? progress, pending);
    } else if (storedOnLeave) {
      reset();
    }
  }
  notify("");
});
addEventListener("pagehide", () => (storedOnLeave = getItem(storageKey) !== null));

progress = load();
