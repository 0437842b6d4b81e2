// Prints the reader's plan alone: what is begun and what comes next, with state, facts, date and note. As in
// print.js, the style sheet hides the rest while the document has data-print.
import { entryOf } from "./progress-count.js";
import { findNoted, nextActions, overview } from "./progress-overview.js";
import { progress } from "./progress-store.js";
import { message } from "./page-data.js";
import { byID, items } from "./items.js";
import { stepText } from "./dashboard-rows.js";
import { factsOf, loadTitles, titleOf } from "./item-titles.js";

/** @typedef {import("./progress-overview.js").Row} Row */

const nextCount = 10; // with their facts they fill a sheet
const maxDone = 200; // on two sheets
const language = document.documentElement.lang || "en";
const sheet = /** @type {HTMLElement | null} */ (document.querySelector(".plan-sheet")); // null in a custom template

document.addEventListener("click", async ({ target }) => {
  if (sheet && /** @type {Element} */ (target).closest('[data-action="print-plan"]')) {
    await renderPlan(sheet);
    document.documentElement.dataset.print = "plan";
    print();
  }
});

/** @param {HTMLElement} sheet */
async function renderPlan(sheet) {
  const all = overview(progress, items, (id) => byID.has(id));
  const next = nextActions(progress, items, nextCount)
    .map((item) => ({ id: item.id, item, entry: entryOf(progress, item) }));
  const done = all.done.slice(0, maxDone);
  const parts = { doing: all.doing, next, noted: findNoted(all, next), done: inGuideOrder(done) };
  await loadTitles(Object.values(parts).flat().map(({ id }) => id));
  for (const [name, rows] of Object.entries(parts)) {
    const part = /** @type {HTMLElement} */ (sheet.querySelector(`[data-plan-part="${name}"]`));
    part.hidden = !rows.length;
    part.querySelector("ul")?.replaceChildren(...rows.map((row) => planRow(sheet, name, row)));
  }
  const setText = (/** @type {string} */ selector, /** @type {string} */ text) => {
    /** @type {HTMLElement} */ (sheet.querySelector(selector)).textContent = text;
  };
  const { done: n, doing, open } = all.guide;
  setText("[data-plan-head]", message("actionsDone", { done: n, n: n + doing + open }) + ".");
  const rest = all.done.length - done.length;
  setText("[data-plan-rest]", rest ? message("planRest", { n: rest }) : "");
}

/** @param {Row[]} rows */
function inGuideOrder(rows) {
  const order = new Map(items.map((item, i) => [item, i]));
  const place = (/** @type {Row} */ row) => (row.item && order.get(row.item)) ?? 0;
  return [...rows].sort((a, b) => place(a) - place(b));
}

/** @param {Date} day */
const dateText = (day) => day.toLocaleDateString(language, { day: "numeric", month: "short", year: "numeric" });

/**
 * @param {HTMLElement} sheet
 * @param {string} name of the part
 * @param {Row} row
 */
function planRow(sheet, name, { id, item, entry }) {
  const template = /** @type {HTMLTemplateElement} */ (sheet.querySelector("template"));
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const fill = (/** @type {string} */ selector, /** @type {string} */ text) => {
    /** @type {Element} */ (row.querySelector(selector)).textContent = text;
  };
  fill("i", name === "done" ? "✓" : name === "doing" ? "–" : "");
  fill("strong", titleOf(id));
  const day = entry.at && (name === "doing" || name === "done") ? dateText(new Date(entry.at)) : "";
  const facts = [item?.essential && message("level-essential"), factsOf(id), stepText(item?.step), day];
  fill(".facts", name === "done" ? day : facts.filter(Boolean).join(message("comma")));
  fill(".item-note", entry.note ?? "");
  return row;
}
