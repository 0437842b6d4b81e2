// Filters the items and resources of a page. Each control is named for the data- attribute of a row that it compares.
// The URL has the chosen values, so that it can be bookmarked and sent. Filters apply when they are changed, not when
// an item is ticked. What is shown is what is printed.
import { stateOf } from "./progress-count.js";
import { progress } from "./progress-store.js";
import { onPageShow } from "./pageshow.js";
import { message } from "./page-data.js";
import { announce } from "./progress-view.js";
import { byID } from "./items.js";

const form = /** @type {HTMLElement | null} */ (document.querySelector(".filters"));
const root = form?.closest(".tool") ?? document;
const controls = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ (
  form ? [...form.querySelectorAll("[name]")] : []);
if (form) {
  readFromURL();
  applyFilters(form, false);
  revealTarget();
  form.addEventListener("change", () => {
    writeToURL();
    applyFilters(form, true);
  });
  onPageShow(readFromURL);
  // As in checklist.js: Firefox restores a session without a change event.
  form.addEventListener("input", ({ target }) => target instanceof HTMLInputElement && setTimeout(readFromURL));
  addEventListener("hashchange", revealTarget);
}

function readFromURL() {
  const params = new URLSearchParams(location.search);
  for (const c of controls) {
    const value = params.get(c.name) ?? "";
    if (c instanceof HTMLInputElement) {
      c.checked = c.value === value;
    } else {
      c.value = value;
      c.selectedIndex = Math.max(c.selectedIndex, 0); // it has no such option
    }
  }
  if (!form?.querySelector("[type=radio]:checked")) {
    form?.querySelector("input")?.click(); // all
  }
}

/** Returns the chosen values by the names of the controls. */
function chosenValues() {
  return new Map(controls
    .filter((c) => c.value && (c instanceof HTMLSelectElement || c.checked))
    .map((c) => [c.name, c.value]));
}

function writeToURL() {
  const [url, values] = [new URL(location.href), chosenValues()];
  for (const { name } of controls) {
    const value = values.get(name);
    value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
  }
  history.replaceState(history.state, "", url);
}

/**
 * @param {HTMLElement} form
 * @param {boolean} isChange
 */
function applyFilters(form, isChange) {
  const rows = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-item]")]);
  const values = [...chosenValues()];
  for (const row of rows) {
    const failed = values.filter(([name, value]) => !matches(row, name, value)).map(([name]) => name);
    row.hidden = failed.length > 0;
    row.dataset.leftOut = failed.join(" "); // by which filters
  }
  const visible = rows.filter((row) => !row.hidden).length;
  const text = visible < rows.length ? message("filterShown", { n: visible, total: rows.length }) : "";
  /** @type {Element} */ (form.querySelector("output")).textContent = text;
  if (isChange) {
    announce(text || message("filterShown", { n: visible, total: visible }));
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} value
 */
function matches(row, name, value) {
  const [actual, item] = [row.dataset[name], byID.get(row.id)];
  switch (name) {
    case "show":
      return value === "left" ? !item || ["open", "doing"].includes(stateOf(progress, item))
        : row.dataset.level === value;
    case "for": // no value: everyone
      return !actual || actual.split(" ").includes(value);
  }
  return actual === value;
}

// revealTarget shows the row that the fragment names, whatever the filters say.
function revealTarget() {
  const hash = location.hash.slice(1);
  const row = document.getElementById(byID.get(hash)?.id ?? hash);
  if (row?.hidden && row.matches("[data-item]")) {
    row.hidden = false;
    row.scrollIntoView();
  }
}
