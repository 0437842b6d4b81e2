// The page /progress/: what the reader is doing, what comes next, every step, the notes, and what was done lately. The
// titles of what it shows are loaded first, and then all lists are shown at once.
import { nextItems, overallState, stateOf } from "./progress-count.js";
import { findNotes, nextActions, overview } from "./progress-overview.js";
import { progress, storageError, subscribe } from "./progress-store.js";
import { firstDayOfWeek, startOfWeek } from "./calendar-days.js";
import { message } from "./page-data.js";
import { byID, guideID, items } from "./items.js";
import { loadTitles, titleOf } from "./item-titles.js";
import { actionRow, doneRow, goneRow, noteRow, renderState, stepText } from "./dashboard-rows.js";
import { deleteEntry, moveResult, showResult } from "./import-export.js";
import { announce } from "./progress-view.js";

/** @typedef {import("./progress-overview.js").Overview} Overview */
/** @typedef {import("./progress-overview.js").Row} Row */

const nextCount = 3;
const fewNotes = 5; // need no field to find one
const more = 50; // rows that "Show more" adds

const root = /** @type {HTMLElement | null} */ (document.querySelector(".dashboard")); // null in a custom template
const page = /** @type {HTMLElement} */ (document.querySelector("main"));
/** How many rows each list shows. */
const limits = { doing: 10, notes: 10, done: 8, gone: 10 };
/** @type {Overview} */
let shown;
/** @type {import("./items.js").TrackedItem[]} */
let next = [];
let renders = 0;
let isStale = false; // all lists are to be shown again, once the titles are there

if (root && guideID) {
  subscribe((changedID, note) => {
    const row = root.querySelector(`[data-item="${changedID}"]`);
    row && !note ? renderTick() : render();
  });
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-part]"))) {
    part.querySelector("[data-more]")?.addEventListener("click", () => showMore(part));
  }
  find("[data-find]").addEventListener("input", () => {
    limits.notes = 10;
    render();
    announce(find("[data-found]").textContent);
  });
  addEventListener("guideitems", render); // the preview has loaded a new items script
  render();
}

/** @param {string} selector */
function find(selector) {
  return /** @type {HTMLElement} */ (page.querySelector(selector));
}

function compute() {
  shown = overview(progress, items, (id) => byID.has(id));
  renderHead();
  renderSteps();
}

/** Shows that a row was ticked. The lists with boxes stay as they are, so that it can be cleared again. */
async function renderTick() {
  compute();
  renderStates();
  await showWithTitles();
}

async function render() {
  isStale = true;
  compute();
  next = isBegun() ? nextActions(progress, items, nextCount) : firstActions();
  await showWithTitles();
}

function showLists() {
  fillList("doing", shown.doing, ({ item }) => actionRow(/** @type {any} */ (item), "doing", stepText(item?.step)));
  renderNext();
  renderContinue();
  renderNotes();
  fillList("gone", shown.gone, (row) => goneRow(row, (action, element) => actOnGone(action, element, row)));
  renderStates();
  document.documentElement.classList.add("dashboard-shown");
}

/** Shows the lists when the titles of what they hold are there, unless the page was rendered again meanwhile. */
async function showWithTitles() {
  const run = ++renders;
  const ids = [...next.map(({ id }) => id), nextItems(progress, actions())[0]?.id ?? ""];
  for (const name of /** @type {const} */ (["doing", "notes", "done"])) {
    ids.push(...shown[name].slice(0, limits[name]).map(({ id }) => id));
  }
  if (query()) {
    ids.push(...shown.notes.map(({ id }) => id));
  }
  await loadTitles(ids);
  if (run === renders) {
    fillList("done", shown.done, doneRow);
    if (isStale) {
      showLists();
    }
    isStale = false;
  }
}

function actions() {
  return items.filter((item) => !item.resource);
}

/** Returns the actions to begin with: those of the home page, or the first ones. */
function firstActions() {
  const ids = find('[data-part="next"]').dataset.start?.split(" ") ?? [];
  const first = ids.flatMap((id) => byID.get(id) ?? []);
  return first.length ? first : nextActions(progress, items, nextCount);
}

function isBegun() {
  const { doing, done, notes, gone, guide } = shown;
  return doing.length + done.length + notes.length + gone.length + guide.skip > 0;
}

/** Shows the counts of the guide. */
function renderHead() {
  const { done, doing, open, skip } = shown.guide, total = done + doing + open;
  const summary = find("[data-summary]");
  const begun = isBegun();
  if (begun && total) {
    const start = startOfWeek(new Date(), firstDayOfWeek(navigator.language));
    const recent = shown.done.filter(({ item, entry }) => !item?.resource && new Date(entry.at ?? 0) >= start);
    const bold = document.createElement("b");
    bold.textContent = message("actionsDone", { done, n: total });
    const isPart = recent.length > 0 && recent.length < done;
    const week = isPart ? message("comma") + message("doneThisWeek", { n: recent.length }) : "";
    summary.replaceChildren(bold, week + ".");
  } else if (skip) {
    summary.textContent = message("countNone", { skip });
  } else if (!begun) {
    summary.textContent = storageError === "refused" ? message("storageRefused") : message("progressEmpty");
  }
  // A guide without actions has no bar, and keeps the summary of the page if it had some before.
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".progress-bar, [data-facts]"))) {
    part.hidden = !begun || total + skip === 0;
  }
  const counts = { doing: shown.doing.length, skip, essentials: shown.essentialsLeft };
  for (const [name, count] of Object.entries(counts)) {
    const element = find(`[data-count="${name}"]`);
    element.textContent = String(count);
    /** @type {HTMLElement} */ (element.parentElement).hidden = count === 0 && name !== "essentials";
  }
}

/** Shows the counts of every step as a bar and in words. */
function renderSteps() {
  const begun = isBegun();
  for (const words of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-step-facts]"))) {
    const counts = shown.steps.get(words.dataset.stepFacts ?? "") ?? { open: 0, doing: 0, done: 0, skip: 0 };
    const total = counts.open + counts.doing + counts.done;
    const bar = /** @type {HTMLProgressElement} */ (words.parentElement?.querySelector("progress"));
    [bar.max, bar.value, bar.hidden] = [total || 1, counts.done, !begun || !total];
    words.textContent = begun ? stepWords({ ...counts, total }) : message("actions", { n: total });
  }
}

/** @param {import("./progress-overview.js").Counts & {total: number}} counts */
function stepWords(counts) {
  const { done, doing, open, skip } = counts;
  if (overallState(counts) === "open") {
    return message("notBegun");
  }
  return [
    doing ? message("countDoing", { n: doing }) : "",
    open ? message("countOpen", { n: open }) : "",
    skip ? message("countSkipped", { skip }) : "",
  ].filter(Boolean).join(message("comma")) || message("actions", { n: done });
}

function renderNext() {
  const part = find(`[data-part="next"]`), heading = /** @type {HTMLElement} */ (part.querySelector("h2"));
  const allDone = !next.length && !shown.doing.length && isBegun();
  part.hidden = !next.length && !allDone;
  find("[data-all-done]").hidden = !allDone;
  heading.textContent = nextTitle(allDone);
  part.querySelector("[data-rows]")?.replaceChildren(
    ...next.map((item) => actionRow(item, "open", stepText(item.step))));
}

/** @param {boolean} allDone */
function nextTitle(allDone) {
  if (allDone) {
    return message("allDone");
  }
  return !isBegun() ? message("whereToStart") : next.length === nextCount ? message("nextThree") : message("next");
}

/** Shows the button that leads to the next action; for a newcomer to the first step. */
function renderContinue() {
  const link = /** @type {HTMLAnchorElement} */ (find("[data-continue]"));
  const item = nextItems(progress, actions())[0];
  const part = find(shown.doing.length ? '[data-part="doing"]' : '[data-part="next"]');
  const buttons = /** @type {HTMLElement} */ (link.parentElement);
  buttons.previousElementSibling !== part && part.after(buttons);
  const first = /** @type {HTMLAnchorElement | null} */ (page.querySelector(".bars a"));
  link.hidden = !(isBegun() ? item : first);
  find('[data-action="print-plan"]').hidden = !isBegun();
  if (isBegun() && item) {
    link.href = "../" + item.address;
    link.textContent = message("continueWith", { title: titleOf(item.id) });
  } else if (first) {
    link.href = first.href;
    link.textContent = message("start", { title: first.textContent });
  }
}

function query() {
  return /** @type {HTMLInputElement} */ (find("[data-find]")).value.trim();
}

function renderNotes() {
  const text = query(), found = text ? findNotes(shown.notes, text, titleOf) : shown.notes;
  fillList("notes", found, noteRow);
  find(`[data-part="notes"]`).hidden = !shown.notes.length;
  find(".find").hidden = shown.notes.length <= fewNotes;
  find("[data-found]").textContent =
    text ? message("filterShown", { n: found.length, total: shown.notes.length }) : "";
}

/**
 * Shows the first rows of a list.
 * @param {keyof typeof limits} name
 * @param {Row[]} rows
 * @param {(row: Row) => HTMLElement} make
 */
function fillList(name, rows, make) {
  const part = find(`[data-part="${name}"]`);
  part.hidden = !rows.length && !part.querySelector("[data-outcome]"); // the last one was deleted: it can be undone
  part.querySelector("[data-rows]")?.replaceChildren(...rows.slice(0, limits[name]).map(make));
  /** @type {HTMLElement} */ (part.querySelector("[data-more]")).hidden = rows.length <= limits[name];
}

/**
 * Shows more rows of a list and moves the focus to the first of them.
 * @param {HTMLElement} part
 */
async function showMore(part) {
  const name = /** @type {keyof typeof limits} */ (part.dataset.part), before = limits[name];
  limits[name] += more;
  await render();
  const row = part.querySelector("[data-rows]")?.children[before];
  /** @type {HTMLElement | undefined} */ (row?.querySelector("a, input, button") ?? undefined)?.focus();
}

function renderStates() {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-item]"))) {
    const item = byID.get(row.dataset.item ?? "");
    renderState(row, item ? stateOf(progress, item) : "open");
  }
}

/**
 * @param {string} action
 * @param {HTMLElement} element
 * @param {Row} row
 */
async function actOnGone(action, element, { id, entry }) {
  moveResult(element);
  if (action === "delete") {
    return deleteEntry(id);
  }
  const facts = element.querySelector(".facts")?.textContent;
  try {
    await navigator.clipboard.writeText([`${id}: ${facts}`, entry.note].filter(Boolean).join("\n"));
    showResult(message("copied"));
  } catch {
    getSelection()?.selectAllChildren(element);
    showResult(message("selectText"));
  }
}
