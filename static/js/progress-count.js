// Counts what a reader has done. Skipped items leave the total; resources are counted separately.
import { mergeEntry } from "./progress-merge.js";

/** @typedef {import("./progress-format.js").Progress} Progress */
/** @typedef {import("./items.js").TrackedItem} TrackedItem */

/**
 * Returns the progress of an item, merged over its id and all its former ids.
 * @param {Progress} p
 * @param {TrackedItem} item
 */
export const entryOf = (p, item) =>
  item.was.reduce((e, id) => mergeEntry(e, p.items[id]), mergeEntry(p.items[item.id]));

/**
 * @param {Progress} p
 * @param {TrackedItem} item
 */
export const stateOf = (p, item) => entryOf(p, item).state ?? "open";

/**
 * Counts items by state; total leaves out the skipped ones.
 * @param {Progress} p
 * @param {TrackedItem[]} items
 */
export function count(p, items) {
  const n = { open: 0, doing: 0, done: 0, skip: 0 };
  for (const item of items) {
    n[stateOf(p, item)]++;
  }
  return { ...n, total: items.length - n.skip };
}

/**
 * Returns the state of a group of items: "done" if all are, "skip" if all are skipped, "" for an empty group.
 * @param {{done: number, doing: number, skip: number, total: number}} n
 */
export function overallState(n) {
  if (n.total === 0) {
    return n.skip ? "skip" : "";
  }
  return n.done === n.total ? "done" : n.done + n.doing + n.skip ? "doing" : "open";
}

/**
 * Returns the item to continue with: the one last set to doing; else the first unfinished one from the last changed
 * item on, in its step first, then in the whole guide.
 * @param {Progress} p
 * @param {TrackedItem[]} items in guide order
 * @returns {TrackedItem | undefined} undefined if nothing was changed yet or nothing is left
 */
export function nextItem(p, items) {
  const times = items.map((item) => entryOf(p, item).at ?? "");
  const later = (/** @type {number} */ best, /** @type {string} */ t, /** @type {number} */ i) =>
    t > (times[best] ?? "") ? i : best;
  const doing = times.reduce((best, t, i) => (stateOf(p, items[i]) === "doing" ? later(best, t, i) : best), -1);
  if (doing >= 0) {
    return items[doing];
  }
  const last = times.reduce(later, -1);
  const candidates = last < 0 ? [] : [...items.slice(last), ...items.slice(0, last)];
  const inSameStep = candidates.filter((item) => item.step === items[last].step);
  return [...inSameStep, ...candidates].find((item) => ["open", "doing"].includes(stateOf(p, item)));
}
