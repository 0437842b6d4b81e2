// The rows of the lists on /progress/, cloned from the template ui-rows.
import { updateItem } from "./progress-store.js";
import { dayHeading, dayText } from "./calendar-days.js";
import { message } from "./page-data.js";
import { factsOf, titleOf } from "./item-titles.js";

/** @typedef {import("./progress-overview.js").Row} Row */
/** @typedef {import("./items.js").TrackedItem} TrackedItem */

const language = document.documentElement.lang || "en";
const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("ui-rows"));

/** @param {string} name */
function clone(name) {
  const row = template?.content.querySelector(`[data-row="${name}"]`)?.cloneNode(true);
  return /** @type {HTMLElement} */ (row);
}

/**
 * @param {Element} row
 * @param {string} selector
 * @param {string} text
 */
function fill(row, selector, text) {
  const element = /** @type {HTMLElement} */ (row.querySelector(selector));
  element.textContent = text;
  return element;
}

/**
 * @param {Element} row
 * @param {TrackedItem} item
 * @param {string} text
 */
function link(row, item, text) {
  const a = /** @type {HTMLAnchorElement} */ (fill(row, "a", text));
  a.href = "../" + item.address;
}

/**
 * @param {Element} row
 * @param {string | undefined} at
 * @param {typeof dayText} textOf
 */
function fillTime(row, at = "", textOf) {
  /** @type {HTMLTimeElement} */ (fill(row, "time", textOf(new Date(at || 0), new Date(), language))).dateTime = at;
}

/**
 * An action to tick. If its box is cleared again, it is what it was before.
 * @param {TrackedItem} item
 * @param {"doing" | "open"} before its state
 * @param {string} step its title in the sentence, such as "step 2"
 */
export function actionRow(item, before, step) {
  const row = clone("action");
  row.dataset.item = item.id;
  const title = titleOf(item.id);
  fill(row, ".item-text", title);
  /** @type {HTMLElement} */ (row.querySelector(".tag")).hidden = !item.essential;
  const [start, end] = message("inStep", { step: "\n" }).split("\n");
  fill(row, "[data-facts]", (factsOf(item.id) && factsOf(item.id) + message("comma")) + start);
  link(row, item, step);
  row.querySelector("a")?.after(end);
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = ": " + title;
  row.querySelector("a")?.append(name);
  const checkbox = /** @type {HTMLInputElement} */ (row.querySelector("input"));
  checkbox.addEventListener("change", () => updateItem(item.id, { state: checkbox.checked ? "done" : before }));
  return row;
}

/**
 * Shows the state of an action in its row.
 * @param {HTMLElement} row
 * @param {string} state
 */
export function renderState(row, state) {
  const checkbox = /** @type {HTMLInputElement} */ (row.querySelector("input"));
  row.dataset.state = state;
  checkbox.checked = state === "done";
  checkbox.indeterminate = state === "doing";
}

/**
 * Returns the title of a step in a sentence, such as "step 2".
 * @param {string} [slug]
 */
export function stepText(slug) {
  const bar = document.querySelector(`.bars .state[data-step="${slug}"]`)?.closest("li");
  return message("stepNumber", { n: bar?.querySelector(".number")?.lastChild?.textContent ?? "" });
}

/** @param {Row} note */
export function noteRow({ id, item, entry }) {
  const row = clone("note");
  fill(row, ".item-note", entry.note ?? "");
  link(row, /** @type {TrackedItem} */ (item), titleOf(id));
  fillTime(row, entry.noteAt, dayText);
  return row;
}

/** @param {Row} done */
export function doneRow({ id, item, entry }) {
  const row = clone("done");
  fillTime(row, entry.at, dayHeading);
  link(row, /** @type {TrackedItem} */ (item), titleOf(id));
  if (item?.resource) {
    const kind = document.createElement("span");
    kind.className = "facts";
    kind.textContent = message("comma") + message("resource").toLocaleLowerCase(language);
    row.querySelector("a")?.after(kind);
  }
  return row;
}

/**
 * An entry of which the guide has no text. A click on a button calls act with its value.
 * @param {Row} gone
 * @param {(action: string, row: HTMLElement) => void} act
 */
export function goneRow({ id, entry }, act) {
  const row = clone("gone");
  const { state = "open", at, note, noteAt } = entry;
  const changed = new Date([at ?? "", noteAt ?? ""].sort()[1] || 0);
  const words = [state === "open" ? "" : stateText(state), dayText(changed, new Date(), language)];
  fill(row, "code", id);
  fill(row, ".facts", words.filter(Boolean).join(message("comma")));
  fill(row, ".item-note", note ?? "");
  for (const button of row.querySelectorAll("button")) {
    button.setAttribute("aria-label", `${button.textContent}: ${id}`);
    button.addEventListener("click", () => act(button.value, row));
  }
  return row;
}

/** @param {string} state */
export function stateText(state) {
  switch (state) {
    case "doing":
      return message("stateDoing");
    case "done":
      return message("stateDone");
    case "skip":
      return message("stateSkip");
  }
  return message("filterOpen");
}
