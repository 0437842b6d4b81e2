// The progress of one reader as it is stored and exported, version 1:
//
//   {"format": "guide-progress", "version": 1, "guide": "pmo-career", "changed": time,
//    "items": {"<id>": {"state": "done", "at": time, "note": "...", "noteAt": time}}, "plan": {"at": time}}
//
// A time is UTC to the millisecond ("2026-11-22T10:00:00.000Z"), so that times sort as text. What is not
// known here is kept as it is.

/** @typedef {{state?: string, at?: string, note?: string, noteAt?: string}} Entry */
/** @typedef {{format: string, version: number, guide: string, changed?: string, visited?: string, items: Record<string, Entry>, plan?: {at: string}}} Progress */

export const maxBytes = 16e6; // of a file: more than browsers keep, which is 5.2 million characters of at most 3 bytes
export const maxNote = 2000; // characters of a note
export const latest = Date.UTC(9000, 0) - 1; // ms: what comes later cannot be read
const maxDepth = 20;
const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const states = ["open", "done", "doing", "skip"];

/** Why a text is not the progress of this guide; reason is a word of the page (data-refused-...). */
export class Refused extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * @param {string} guide
 * @returns {Progress}
 */
export const empty = (guide) => ({ format: "guide-progress", version: 1, guide, items: Object.create(null) });

/**
 * Reads a text, or throws Refused: it is taken whole or not at all.
 * @param {string} text
 * @param {string} guide
 * @returns {Progress}
 */
export function parse(text, guide) {
  check(fits(text), "size");
  let p;
  try {
    p = JSON.parse(text);
  } catch {
    throw new Refused("json");
  }
  check(isObject(p) && p.format === "guide-progress" && p.version >= 1, "format");
  check(p.guide === guide, "guide");
  check(p.version === 1, "version");
  check(isSound(p, maxDepth) && isObject(p.items), "shape");
  check([p.changed, p.visited].every((t) => t === undefined || isTime(t)), "shape");
  check(p.plan === undefined || (isObject(p.plan) && isTime(p.plan.at)), "shape");
  for (const [id, entry] of Object.entries(p.items)) {
    check(idPattern.test(id) && id.length <= 60 && isEntry(entry), "shape");
    check(!entry.note || entry.note.length <= maxNote, "note");
  }
  p.items = Object.assign(Object.create(null), p.items);
  return p;
}

/**
 * Reports whether a text can be read again.
 * @param {string} text
 */
export const fits = (text) => new TextEncoder().encode(text).length <= maxBytes;

/**
 * Writes a value as JSON in the one order of keys that it can have: known ones first, others by name.
 * @param {any} value
 * @returns {string}
 */
export function write(value) {
  if (Array.isArray(value)) {
    return "[" + value.map(write) + "]";
  }
  if (!value || typeof value !== "object") {
    return JSON.stringify(value);
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return "{" + keys.sort(byRank).map((key) => JSON.stringify(key) + ":" + write(value[key])) + "}";
}

const order = ["format", "version", "guide", "changed", "visited", "items", "plan", "state", "at", "note", "noteAt"];

/**
 * @param {string} a
 * @param {string} b
 */
function byRank(a, b) {
  const [i, j] = [order.indexOf(a) >>> 0, order.indexOf(b) >>> 0]; // -1 comes last
  return i - j || (a < b ? -1 : 1);
}

/**
 * @param {boolean} holds
 * @param {string} reason
 */
function check(holds, reason) {
  if (!holds) {
    throw new Refused(reason);
  }
}

/** @param {any} v */
const isObject = (v) => typeof v === "object" && v !== null && !Array.isArray(v);

/** @param {any} t */
const isTime = (t) => typeof t === "string" && t > "1" && t < "9" && new Date(Date.parse(t) || 0).toISOString() === t;

/** @param {any} e */
function isEntry(e) {
  return isObject(e) && (e.at === undefined ? e.state === undefined : isTime(e.at) && states.includes(e.state)) &&
    (e.noteAt === undefined ? e.note === undefined : isTime(e.noteAt) && typeof e.note === "string");
}

/**
 * Reports whether a value is no deeper than it may be, and has no key that means something to JavaScript.
 * @param {any} v
 * @param {number} deep
 * @returns {boolean}
 */
function isSound(v, deep) {
  return typeof v !== "object" || v === null || (deep > 0 && !Object.hasOwn(v, "__proto__") && Object.values(v).every((w) => isSound(w, deep - 1)));
}
