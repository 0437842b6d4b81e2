// How far a reader is. What is not for the reader leaves the total; resources are counted apart.
import { mergeEntry } from "./merge.js";

/** @typedef {import("./format.js").Progress} Progress */
/** @typedef {import("./table.js").Thing} Thing */

/**
 * Returns what is known of a thing under all ids that it ever had.
 * @param {Progress} p
 * @param {Thing} thing
 */
export const entryOf = (p, thing) => thing.was.reduce((e, id) => mergeEntry(e, p.items[id]), mergeEntry(p.items[thing.id]));

/**
 * @param {Progress} p
 * @param {Thing} thing
 */
export const stateOf = (p, thing) => entryOf(p, thing).state ?? "open";

/**
 * @param {Progress} p
 * @param {Thing[]} things
 */
export function count(p, things) {
  const n = { open: 0, doing: 0, done: 0, skip: 0 };
  for (const thing of things) {
    n[stateOf(p, thing)]++;
  }
  return { ...n, total: things.length - n.skip };
}

/**
 * Says in one word how far things are: "done" only where nothing is open, "skip" where nothing is left to do.
 * @param {{done: number, doing: number, skip: number, total: number}} n
 */
export function summary(n) {
  if (n.total === 0) {
    return n.skip ? "skip" : "";
  }
  return n.done === n.total ? "done" : n.done + n.doing + n.skip ? "doing" : "open";
}

/**
 * Returns what to go on with: what is set to doing, of several the one touched last; else what was touched last, if
 * it is not finished; else what comes next after that, first in its step, then in the guide.
 * @param {Progress} p
 * @param {Thing[]} items in order
 * @returns {Thing | undefined} undefined where nothing was touched or nothing is left
 */
export function next(p, items) {
  const at = items.map((thing) => entryOf(p, thing).at ?? "");
  const latest = (/** @type {number} */ best, /** @type {string} */ t, /** @type {number} */ i) => (t > (at[best] ?? "") ? i : best);
  const doing = at.reduce((best, t, i) => (stateOf(p, items[i]) === "doing" ? latest(best, t, i) : best), -1);
  if (doing >= 0) {
    return items[doing];
  }
  const last = at.reduce(latest, -1);
  const around = last < 0 ? [] : [...items.slice(last), ...items.slice(0, last)];
  const near = around.filter((thing) => thing.step === items[last].step);
  return [...near, ...around].find((thing) => ["open", "doing"].includes(stateOf(p, thing)));
}
