// The format in which a reader's progress is stored and exported, version 1:
//
//   {"format": "guide-progress", "version": 1, "guide": "pmo-career", "changed": time,
//    "items": {"<id>": {"state": "done", "at": time, "note": "...", "noteAt": time}}, "plan": {"at": time}}
//
// A time is UTC to the millisecond ("2026-11-22T10:00:00.000Z"), so that times sort as text. Unknown
// keys are preserved.

/** @typedef {"open" | "doing" | "done" | "skip"} State */
/** @typedef {{state?: State, at?: string, note?: string, noteAt?: string}} Entry */
/**
 * @typedef {{format: string, version: number, guide: string, changed?: string, visited?: string,
 *   items: Record<string, Entry>, plan?: {at: string}}} Progress
 */

export const maxBytes = 16e6; // of a file: more than localStorage holds, 5.2 million characters of at most 3 bytes
export const maxNote = 2000; // characters of a note
export const maxTime = Date.UTC(9000, 0) - 1; // ms; later times are invalid
const maxDepth = 20;
const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const states = ["open", "done", "doing", "skip"];

/** A text that is not progress of this guide; reason selects the message to show (import-export.js). */
export class InvalidProgress extends Error {
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
export const emptyProgress = (guide) => ({ format: "guide-progress", version: 1, guide, items: Object.create(null) });

/**
 * Parses and validates stored or imported progress. Throws InvalidProgress.
 * @param {string} text
 * @param {string} guide
 * @returns {Progress}
 */
export function parseProgress(text, guide) {
  assert(isWithinLimit(text), "size");
  let p;
  try {
    p = JSON.parse(text);
  } catch {
    throw new InvalidProgress("json");
  }
  assert(isObject(p) && p.format === "guide-progress" && p.version >= 1, "format");
  assert(p.guide === guide, "guide");
  assert(p.version === 1, "version");
  assert(isSafe(p, maxDepth) && isObject(p.items), "shape");
  assert([p.changed, p.visited].every((t) => t === undefined || isTime(t)), "shape");
  assert(p.plan === undefined || (isObject(p.plan) && isTime(p.plan.at)), "shape");
  for (const [id, entry] of Object.entries(p.items)) {
    assert(idPattern.test(id) && id.length <= 60 && isEntry(entry), "shape");
    assert(!entry.note || entry.note.length <= maxNote, "note");
  }
  p.items = Object.assign(Object.create(null), p.items);
  return p;
}

/**
 * Reports whether a text is small enough to be parsed again.
 * @param {string} text
 */
export const isWithinLimit = (text) => new TextEncoder().encode(text).length <= maxBytes;

/**
 * Returns canonical JSON: known keys first, in a fixed order, then the others by name.
 * @param {any} value
 * @returns {string}
 */
export function stringify(value) {
  if (Array.isArray(value)) {
    return "[" + value.map(stringify) + "]";
  }
  if (!value || typeof value !== "object") {
    return JSON.stringify(value);
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return "{" + keys.sort(compareKeys).map((key) => JSON.stringify(key) + ":" + stringify(value[key])) + "}";
}

const keyOrder = ["format", "version", "guide", "changed", "visited", "items", "plan", "state", "at", "note", "noteAt"];

/**
 * @param {string} a
 * @param {string} b
 */
function compareKeys(a, b) {
  const [i, j] = [keyOrder.indexOf(a) >>> 0, keyOrder.indexOf(b) >>> 0]; // -1 sorts last
  return i - j || (a < b ? -1 : 1);
}

/**
 * @param {boolean} condition
 * @param {string} reason
 */
function assert(condition, reason) {
  if (!condition) {
    throw new InvalidProgress(reason);
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
 * Reports whether a value is nested at most depth levels deep and has no "__proto__" key.
 * @param {any} v
 * @param {number} depth
 * @returns {boolean}
 */
function isSafe(v, depth) {
  if (typeof v !== "object" || v === null) {
    return true;
  }
  return depth > 0 && !Object.hasOwn(v, "__proto__") && Object.values(v).every((w) => isSafe(w, depth - 1));
}
