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
 * Returns the unfinished items to continue with, the next one first: those set to doing, the latest first; then the
 * open ones from the last changed item on, in its step first, then in the whole guide.
 * @param {Progress} p
 * @param {TrackedItem[]} items in guide order
 * @returns {TrackedItem[]} none if nothing was changed yet
 */
export function nextItems(p, items) {
  const timeOf = (/** @type {TrackedItem} */ item) => entryOf(p, item).at ?? "";
  const latestFirst = items.filter(timeOf).sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
  if (!latestFirst.length) {
    return [];
  }
  const last = items.indexOf(latestFirst[0]);
  const fromLast = [...items.slice(last), ...items.slice(0, last)];
  const elsewhere = (/** @type {TrackedItem} */ item) => Number(item.step !== items[last].step);
  return [
    ...latestFirst.filter((item) => stateOf(p, item) === "doing"),
    ...fromLast.filter((item) => stateOf(p, item) === "open").sort((a, b) => elsewhere(a) - elsewhere(b)),
  ];
}
