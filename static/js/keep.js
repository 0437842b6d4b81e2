// Keeps the progress of the reader in localStorage, and in memory where that is refused or full.
//
// Every change reads first and merges, so that two tabs lose nothing of each other. Tabs may write at the
// same moment without seeing each other's text: what a tab changed within the last seconds is pending, and
// merged again into whatever another tab wrote. What cannot be read is set aside under a key of its own, and
// what this tab knows takes its place; so another version of the format needs another key. What would be too large
// to be read again is not taken.
//
// Guides on one origin share a storage. A guide takes the keys that it writes for its own and no others; the one
// under :at says which guides of its id have written here.
import { empty, fits, latest, parse, write } from "./format.js";
import { merge } from "./merge.js";
import { whenShown } from "./pageshow.js";
import { guide, home } from "./table.js";

/** @typedef {import("./format.js").Progress} Progress */

export const key = "guide:" + guide;
const ours = new RegExp(`^${key}(:undo|:copy|:disk|:at|:aside:\\d+)?$`);
const settled = 2000; // ms after which every tab has seen a write

/** @type {Progress} */
export let progress = empty(guide);
/** Why nothing is kept: "" (all is kept), "refused", "full" or "table": without the table there is no guide to keep it for. */
export let trouble = guide ? "" : "table";

let pending = empty(guide);
let written = 0; // when pending was stored; 0: not yet
let why = ""; // the last write failed
let left = false; // something was stored when the reader left the page
/** @type {((own: string, note: boolean) => void)[]} */
const listeners = [];

/**
 * Calls a function after every change, with the id that the reader changed here, or "", and whether it was
 * its note.
 * @param {(own: string, note: boolean) => void} listener
 */
export const listen = (listener) => listeners.push(listener);

/**
 * @param {string} own
 * @param {boolean} [note]
 */
export const tell = (own, note = false) => listeners.forEach((listener) => listener(own, note));

/**
 * Takes note of what the reader did to one thing.
 * @param {string} id
 * @param {{state?: string, note?: string}} what
 * @returns {boolean} whether there was room for it
 */
export function change(id, what) {
  settle();
  progress = merge(current(), pending);
  const at = now();
  const mine = empty(guide);
  mine.items[id] = what.state === undefined ? { note: what.note, noteAt: at } : { state: what.state, at };
  const next = merge(progress, mine);
  store(next);
  const taken = progress === next;
  if (taken) {
    pending = merge(pending, mine);
  }
  tell(taken ? id : "", what.state === undefined);
  return taken;
}

// now returns a time later than all that are known. After the last that can be read there is none: then a wrong
// clock has been at work, and what is there becomes the oldest.
function now() {
  const clock = Date.now() > latest ? 0 : Date.now();
  let at = Math.max(clock, (Date.parse(progress.changed) || 0) + 1);
  if (at > latest) {
    at = Math.max(clock, 1);
    for (const e of [progress.plan ?? {}, ...Object.values(progress.items)]) {
      for (const time of ["at", "noteAt"].filter((time) => e[time])) {
        e[time] = new Date(0).toISOString();
      }
    }
  }
  return new Date(at).toISOString();
}

/**
 * Puts another progress in the place of this one.
 * @param {Progress} next
 * @returns {boolean} whether it is kept; if not, nothing has changed
 */
export function replace(next) {
  const before = [progress, trouble];
  if (!store(next)) {
    [progress, trouble] = before;
    return false;
  }
  pending = empty(guide);
  tell("");
  return true;
}

/** Forgets everything that is stored for this guide, and the colours, which are stored for all of the origin. */
export function forget() {
  [...names(), "guide-theme"].forEach(drop);
  wipe();
  tell("");
}

// wipe is what is left where everything was deleted.
function wipe() {
  progress = pending = empty(guide);
  trouble = "";
}

/**
 * Returns the keys of this guide that begin with key + more.
 * @param {string} [more]
 */
export function names(more = "") {
  try {
    return Object.keys(localStorage).filter((name) => ours.test(name) && name.startsWith(key + more));
  } catch {
    return [];
  }
}

/**
 * @param {string} name
 * @returns {string | null}
 */
export function get(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    trouble = "refused";
    return null;
  }
}

/** Returns the homes of the guides of this id that have written here. */
export const homes = () => (get(key + ":at") ?? "").split(" ").filter(Boolean);

/**
 * @param {string} name
 * @param {string} text
 * @returns {boolean} whether it is kept: there are storages that take and forget
 */
export function put(name, text) {
  try {
    localStorage.setItem(name, text);
    why = "refused";
    return localStorage.getItem(name) === text;
  } catch (error) {
    why = /quota/i.test(/** @type {Error} */ (error).name) ? "full" : "refused";
    return false;
  }
}

/** @param {string} name */
export function drop(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // What is refused holds nothing.
  }
}

// current reads what is stored. Nothing stored where there was something means that the browser threw it
// away: what this tab knows is stored again with the next change.
function current() {
  const text = get(key);
  return text === null ? progress : (read(text) ?? progress);
}

/**
 * Returns the progress in a text; one that cannot be read is set aside.
 * @param {string} text
 */
function read(text) {
  try {
    return parse(text, guide);
  } catch {
    aside(text);
  }
}

/** @param {string} text */
function aside(text) {
  let n = 1; // the first that is free
  for (let held; (held = get(`${key}:aside:${n}`)) !== null && held !== text; n++);
  if (put(`${key}:aside:${n}`, text)) {
    drop(key);
  } else {
    trouble = why;
  }
}

/**
 * @param {Progress} next
 * @returns {boolean} whether it is kept; if not, it still is the progress of this tab, unless it is too large
 */
function store(next) {
  const text = write(next);
  if (!fits(text)) {
    trouble = "full";
    return false;
  }
  progress = next;
  const held = get(key);
  const free = held === null || isReadable(held); // never write over what could not be set aside
  if (free && (held === text || put(key, text))) {
    trouble = "";
    written = Date.now();
    if (home && !homes().includes(home)) {
      put(key + ":at", [...homes().slice(-9), home].join(" "));
    }
    return true;
  }
  trouble ||= why || "full";
  written = 0;
  return false;
}

/** @param {string} text */
export function isReadable(text) {
  try {
    return Boolean(parse(text, guide));
  } catch {
    return false;
  }
}

// settle drops what is pending when every tab has seen it.
function settle() {
  if (written && Math.abs(Date.now() - written) > settled) {
    pending = empty(guide);
  }
}

addEventListener("storage", (event) => {
  if (event.key !== key) {
    return; // also where everything was cleared: not by this guide
  }
  settle();
  const held = get(key);
  if (held === null) {
    wipe(); // another tab has deleted it
  } else {
    progress = read(held) ?? progress;
    let whole = progress;
    if (Object.keys(pending.items).length) {
      const other = event.newValue && isReadable(event.newValue) ? parse(event.newValue, guide) : progress;
      whole = [other, pending].reduce(merge, progress);
    }
    if (write(whole) !== get(key)) {
      store(whole);
    }
  }
  tell("");
});

// A page that is shown again may be as it was left, or the browser has put back what stood in its controls.
whenShown((event) => {
  if (event.persisted) {
    const text = get(key);
    if (text !== null) {
      progress = merge(read(text) ?? progress, pending);
    } else if (left) {
      wipe();
    }
  }
  tell("");
});
addEventListener("pagehide", () => (left = get(key) !== null));

progress = current();
