// What /progress/ shows of a reader's progress, computed in one pass over the items.
import { entryOf } from "./progress-count.js";

/** @typedef {import("./progress-format.js").Entry} Entry */
/** @typedef {import("./progress-format.js").Progress} Progress */
/** @typedef {import("./progress-format.js").State} State */
/** @typedef {import("./items.js").TrackedItem} TrackedItem */
/** @typedef {{open: number, doing: number, done: number, skip: number}} Counts of actions by state */
/** @typedef {{id: string, item?: TrackedItem, entry: Entry}} Row an entry of the progress, and what it is for */
/**
 * @typedef {object} Overview
 * @property {Counts} guide
 * @property {Map<string, Counts>} steps by slug
 * @property {number} essentialsLeft
 * @property {Row[]} doing the newest first, as in the other lists; with resources
 * @property {Row[]} done
 * @property {Row[]} notes
 * @property {Row[]} gone ticks and notes of what the guide does not have any more
 */

const newCounts = () => ({ open: 0, doing: 0, done: 0, skip: 0 });

/**
 * @param {Progress} p
 * @param {TrackedItem[]} items
 * @param {(id: string) => boolean} isKnown whether an id is that of an item, or a former one
 * @returns {Overview}
 */
export function overview(p, items, isKnown) {
  /** @type {Overview} */
  const out = {
    guide: newCounts(), steps: new Map(), essentialsLeft: 0, doing: [], done: [], notes: [], gone: goneRows(p, isKnown),
  };
  for (const item of items) {
    const entry = item.was.length || p.items[item.id] ? entryOf(p, item) : {};
    const row = { id: item.id, item, entry }, state = entry.state ?? "open";
    if (!item.resource) {
      addTo(out, item, state);
    }
    if (state === "doing" || state === "done") {
      out[state].push(row);
    }
    if (entry.note) {
      out.notes.push(row);
    }
  }
  out.doing.sort(newestFirst("at"));
  out.done.sort(newestFirst("at"));
  out.notes.sort(newestFirst("noteAt"));
  return out;
}

/**
 * Counts an action.
 * @param {Overview} out
 * @param {TrackedItem} action
 * @param {State} state
 */
function addTo(out, action, state) {
  const step = out.steps.get(action.step) ?? newCounts();
  out.steps.set(action.step, step);
  step[state]++;
  out.guide[state]++;
  out.essentialsLeft += Number(action.essential && (state === "open" || state === "doing"));
}

/**
 * @param {Progress} p
 * @param {(id: string) => boolean} isKnown
 * @returns {Row[]}
 */
function goneRows(p, isKnown) {
  const changed = (/** @type {Entry} */ e) => [e.at ?? "", e.noteAt ?? ""].sort()[1];
  return Object.entries(p.items)
    .filter(([id, e]) => !isKnown(id) && ((e.state ?? "open") !== "open" || e.note))
    .map(([id, entry]) => ({ id, entry }))
    .sort((a, b) => compare(changed(b.entry), changed(a.entry)) || compare(a.id, b.id));
}

/**
 * @param {"at" | "noteAt"} time
 * @returns {(a: Row, b: Row) => number}
 */
export const newestFirst = (time) => (a, b) => compare(b.entry[time] ?? "", a.entry[time] ?? "");

/**
 * @param {string} a
 * @param {string} b
 */
const compare = (a, b) => Number(a > b) - Number(a < b);

/**
 * Returns the next actions that are neither done nor begun: those of the step in which an action was changed last, then
 * those of the steps after it, then those of the steps before it; in each step the essential ones first.
 * @param {Progress} p
 * @param {TrackedItem[]} items in guide order
 * @param {number} limit
 * @returns {TrackedItem[]}
 */
export function nextActions(p, items, limit) {
  const actions = items.filter((item) => !item.resource);
  let last = { step: actions[0]?.step, at: "" };
  for (const { id, was, step } of actions) {
    for (const { at = "" } of [id, ...was].map((name) => p.items[name] ?? {})) {
      last = at > last.at ? { step, at } : last;
    }
  }
  const steps = [...new Set(actions.map(({ step }) => step))];
  const first = steps.indexOf(last.step);
  const rank = new Map([...steps.slice(first), ...steps.slice(0, first)].map((step, i) => [step, 2 * i]));
  const rankOf = (/** @type {TrackedItem} */ a) => (rank.get(a.step) ?? 0) + Number(!a.essential);
  return actions
    .filter((a) => (entryOf(p, a).state ?? "open") === "open")
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, limit);
}

/**
 * Returns the notes on what is neither begun nor next, nor done.
 * @param {Overview} all
 * @param {Row[]} next
 */
export function findNoted(all, next) {
  const listed = new Set([...all.doing, ...all.done, ...next].map(({ id }) => id));
  return all.notes.filter(({ id }) => !listed.has(id));
}

/**
 * Returns the rows whose note or title has every word of a query, whatever its case and accents.
 * @param {Row[]} rows
 * @param {string} query
 * @param {(id: string) => string} titleOf
 */
export function findNotes(rows, query, titleOf) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return rows.filter(({ id, entry }) => {
    const text = fold(`${entry.note} ${titleOf(id)}`);
    return words.every((word) => text.includes(word));
  });
}

/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase();
