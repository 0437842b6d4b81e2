// Filters the items and resources of a page. Each control is named for the data- attribute of a row that it compares.
// The URL has the chosen values, so that it can be bookmarked and sent. Filters apply when they are changed, not when
// an item is ticked. All rows are printed unless the reader chooses to print only those shown.
import { stateOf } from "./progress-count.js";
import { progress } from "./progress-store.js";
import { onPageShow } from "./pageshow.js";
import { message } from "./page-data.js";
import { announce } from "./progress-view.js";
import { byID } from "./items.js";

const form = /** @type {HTMLElement | null} */ (document.querySelector(".filters"));
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
  form.addEventListener("click", (event) => {
    const { action } = /** @type {HTMLElement} */ (event.target).dataset;
    if (action === "print") {
      print();
    } else if (action === "all") {
      history.replaceState(history.state, "", location.pathname);
      readFromURL();
      applyFilters(form, true);
    }
  });
}

function readFromURL() {
  const params = new URLSearchParams(location.search);
  for (const c of controls) {
    const value = params.get(c.name) ?? "";
    if (c instanceof HTMLInputElement) {
      c.checked = value === c.value;
    } else {
      c.value = [...c.options].some((o) => o.value === value) ? value : "";
    }
  }
}

/** @param {HTMLInputElement | HTMLSelectElement} c */
function valueOf(c) {
  return c instanceof HTMLInputElement && !c.checked ? "" : c.value;
}

function writeToURL() {
  const url = new URL(location.href);
  for (const c of controls) {
    const value = valueOf(c);
    value ? url.searchParams.set(c.name, value) : url.searchParams.delete(c.name);
  }
  history.replaceState(history.state, "", url);
}

/**
 * @param {HTMLElement} form
 * @param {boolean} isChange
 */
function applyFilters(form, isChange) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-item]")]);
  for (const row of rows) {
    row.hidden = !matches(row);
  }
  document.documentElement.toggleAttribute("data-print-shown", controls.some((c) => c.name === "print" && valueOf(c)));
  const visible = rows.filter((row) => !row.hidden).length;
  const text = visible < rows.length ? message("filterShown", { n: visible, total: rows.length }) : "";
  /** @type {Element} */ (form.querySelector("output")).textContent = text;
  if (isChange) {
    announce(text || message("filterShown", { n: visible, total: visible }));
  }
}

/** @param {HTMLElement} row */
function matches(row) {
  return controls.every((c) => {
    const [value, actual, item] = [valueOf(c), row.dataset[c.name], byID.get(row.id)];
    switch (value && c.name) {
      case "left":
        return !item || ["open", "doing"].includes(stateOf(progress, item));
      case "for": // no value: everyone
        return !actual || actual.split(" ").includes(value);
      case "minutes":
        return Number(actual) <= Number(value); // false for NaN
      case "print":
        return true;
    }
    return !value || actual === value;
  });
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
