// Merges two copies of a reader's progress. Merging is commutative, associative and idempotent: state and note
// each have a time, the newer wins, and of equal times the greater text.
import { stringify } from "./progress-format.js";

/** @typedef {import("./progress-format.js").Entry} Entry */
/** @typedef {import("./progress-format.js").Progress} Progress */

/**
 * @param {Progress} a
 * @param {Progress} b
 * @returns {Progress}
 */
export function merge(a, b) {
  const out = union({ ...a, items: undefined }, { ...b, items: undefined });
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
  return Object.assign(union(a, b), newest(a, b, "state", "at"), newest(a, b, "note", "noteAt"));
}

/**
 * Returns a value and its time from whichever entry has the newer one.
 * @param {Record<string, any>} a
 * @param {Record<string, any>} b
 * @param {string} value
 * @param {string} time
 */
function newest(a, b, value, time) {
  const [x, y] = [a, b].map((e) => [e[time] ?? "", e[value] ?? ""]);
  const winner = x[0] > y[0] || (x[0] === y[0] && x[1] >= y[1]) ? a : b;
  return { [value]: winner[value], [time]: winner[time] };
}

/**
 * Returns the keys of both; of a key in both, the value that is greater as text.
 * @param {Record<string, any>} a
 * @param {Record<string, any>} b
 * @returns {any}
 */
function union(a, b) {
  const out = { ...a };
  for (const key of Object.keys(b)) {
    const [x, y] = [Object.hasOwn(out, key) ? out[key] : undefined, b[key]];
    if (x === undefined || (y !== undefined && y !== x && stringify(y) > stringify(x))) {
      out[key] = b[key];
    }
  }
  return out;
}

/**
 * Counts what a merge would do: ids added, ids changed, and those of either that the guide does not have.
 * @param {Progress} before
 * @param {Progress} after
 * @param {(id: string) => boolean} known
 */
export function countChanges(before, after, known) {
  const counts = { adds: 0, changes: 0, unknown: 0 };
  for (const [id, entry] of Object.entries(after.items)) {
    const old = before.items[id];
    if (!old || stringify(old) !== stringify(entry)) {
      counts[!known(id) ? "unknown" : old ? "changes" : "adds"]++;
    }
  }
  return counts;
}
