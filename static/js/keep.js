// Keeps the progress of the reader in localStorage, and in memory where that is refused or full.
//
// Every write reads first and merges, so that two tabs lose nothing of each other. Tabs may write at the
// same moment without seeing each other's text: what a tab changed within the last seconds is pending, and
// merged again into whatever another tab wrote. What cannot be read is set aside under a key of its own.
import { empty, parse, write } from "./format.js";
import { merge } from "./merge.js";
import { guide } from "./table.js";

/** @typedef {import("./format.js").Progress} Progress */

export const key = "guide:" + guide;
const settled = 2000; // ms after which every tab has seen a write

/** @type {Progress} */
export let progress = empty(guide);
/** Why nothing is kept: "" (all is kept), "refused" or "full". */
export let trouble = "";

let pending = empty(guide);
let written = 0; // when pending was stored; 0: not yet
/** @type {((own: string) => void)[]} */
const listeners = [];

/**
 * Calls a function after every change, with the id that the reader changed here, or "".
 * @param {(own: string) => void} listener
 */
export const listen = (listener) => listeners.push(listener);

/** @param {string} own */
export const tell = (own) => listeners.forEach((listener) => listener(own));

/**
 * Takes note of what the reader did to one thing.
 * @param {string} id
 * @param {{state?: string, note?: string}} what
 */
export function change(id, what) {
  progress = current();
  const last = Date.parse(progress.changed ?? "") || 0;
  const at = new Date(Math.max(Date.now(), last + 1)).toISOString();
  const entry = what.state === undefined ? { note: what.note, noteAt: at } : { state: what.state, at };
  settle();
  pending = merge(pending, { ...empty(guide), items: { [id]: entry } });
  store(merge(progress, pending));
  tell(id);
}

/**
 * Puts another progress in the place of this one.
 * @param {Progress} next
 * @returns {boolean} whether it is kept; if not, nothing has changed
 */
export function replace(next) {
  const before = progress;
  pending = empty(guide);
  if (!store(next)) {
    progress = before;
    return false;
  }
  tell("");
  return true;
}

/** Forgets everything that is stored for this guide. */
export function forget() {
  for (const name of [...names(""), "guide-theme"]) {
    localStorage.removeItem(name);
  }
  progress = pending = empty(guide);
  tell("");
}

/**
 * Returns the keys of this guide that begin with key + more.
 * @param {string} more
 */
export function names(more) {
  try {
    return Object.keys(localStorage).filter((name) => name === key + more || name.startsWith(key + (more || ":")));
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

/**
 * @param {string} name
 * @param {string} text
 */
export function put(name, text) {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch (error) {
    trouble = /quota/i.test(/** @type {Error} */ (error).name) ? "full" : "refused";
    return false;
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
    return aside(text) ? empty(guide) : undefined;
  }
}

/** @param {string} text */
function aside(text) {
  const kept = names(":aside").map(get);
  const known = kept.includes(text);
  if (known || put(`${key}:aside:${kept.length + 1}`, text)) {
    localStorage.removeItem(key);
    return true;
  }
  return false;
}

/** @param {Progress} next */
function store(next) {
  progress = next;
  const held = get(key);
  const text = write(next);
  const free = held === null || isReadable(held); // never write over what could not be set aside
  if (free && (held === text || put(key, text))) {
    trouble = "";
    written = Date.now();
    return true;
  }
  trouble ||= "full";
  written = 0;
  return false;
}

/** @param {string} text */
function isReadable(text) {
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
  if (event.key !== key && event.key !== null) {
    return;
  }
  settle();
  const held = get(key);
  if (held === null) {
    progress = empty(guide); // another tab has reset or deleted it
  } else {
    progress = [held, event.newValue ?? held].map((text) => read(text) ?? empty(guide)).reduce(merge);
  }
  const whole = merge(progress, pending);
  if (held === null ? Object.keys(pending.items).length : write(whole) !== held) {
    store(whole);
  }
  tell("");
});

addEventListener("pageshow", (event) => {
  if (event.persisted && !trouble) {
    const text = get(key);
    progress = (text !== null && read(text)) || empty(guide);
    tell("");
  }
});

progress = current();
