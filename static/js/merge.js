// Two copies of a reader's progress become one. The order in which copies are merged does not matter, nor
// whether one is merged twice: state and note go by their own times, the newer wins, and of equal times the
// greater text.
import { write } from "./format.js";

/** @typedef {import("./format.js").Entry} Entry */
/** @typedef {import("./format.js").Progress} Progress */

/**
 * @param {Progress} a
 * @param {Progress} b
 * @returns {Progress}
 */
export function merge(a, b) {
  const out = join({ ...a, items: undefined }, { ...b, items: undefined });
  out.items = Object.create(null);
  for (const id of [...Object.keys(a.items), ...Object.keys(b.items)]) {
    out.items[id] ??= mergeEntry(a.items[id], b.items[id]);
  }
  if (a.plan && b.plan && a.plan.at !== b.plan.at) {
    out.plan = a.plan.at > b.plan.at ? a.plan : b.plan;
  }
  const times = [out.plan?.at, ...Object.values(out.items).flatMap((e) => [e.at, e.noteAt])];
  out.changed = times.reduce((last, t) => (t > (last ?? "") ? t : last), undefined);
  return out;
}

/**
 * @param {Entry} [a]
 * @param {Entry} [b]
 * @returns {Entry}
 */
export function mergeEntry(a = {}, b = {}) {
  return Object.assign(join(a, b), newer(a, b, "state", "at"), newer(a, b, "note", "noteAt"));
}

/**
 * Returns a value with its time from whichever has the newer one.
 * @param {Record<string, any>} a
 * @param {Record<string, any>} b
 * @param {string} value
 * @param {string} time
 */
function newer(a, b, value, time) {
  const [x, y] = [a, b].map((e) => [e[time] ?? "", e[value] ?? ""]);
  const won = x[0] > y[0] || (x[0] === y[0] && x[1] >= y[1]) ? a : b;
  return { [value]: won[value], [time]: won[time] };
}

/**
 * Returns every key of both, where both have it the greater text.
 * @param {Record<string, any>} a
 * @param {Record<string, any>} b
 * @returns {any}
 */
function join(a, b) {
  const out = { ...a };
  for (const key of Object.keys(b)) {
    if (!Object.hasOwn(out, key) || out[key] === undefined || (b[key] !== undefined && b[key] !== out[key] && write(b[key]) > write(out[key]))) {
      out[key] = b[key];
    }
  }
  return out;
}

/**
 * Counts what a merge would do: ids that are new, ids that change, and of both those that the guide does not know.
 * @param {Progress} before
 * @param {Progress} after
 * @param {(id: string) => boolean} known
 */
export function difference(before, after, known) {
  const found = { adds: 0, changes: 0, unknown: 0 };
  for (const [id, entry] of Object.entries(after.items)) {
    const old = before.items[id];
    if (!old || write(old) !== write(entry)) {
      found[!known(id) ? "unknown" : old ? "changes" : "adds"]++;
    }
  }
  return found;
}
