// The page /resources/: what its filters have beside those of a step (filter.js). Two controls may have one name. On a
// narrow screen all of them are behind a button. Resources that do not state a cost are never left out silently.
import { message } from "./page-data.js";
import { onPageShow } from "./pageshow.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

const bar = /** @type {HTMLElement | null} */ (document.querySelector(".filter-bar"));
const narrow = matchMedia("(width < 48rem)");

if (bar) {
  const more = /** @type {HTMLDetailsElement} */ (bar.querySelector("[data-more-filters]"));
  const button = /** @type {HTMLElement} */ (bar.querySelector(`[data-action="filters"]`));
  bar.addEventListener("change", ({ target }) => syncControls(bar, /** @type {Control} */ (target)), true);
  bar.addEventListener("change", () => render(bar));
  bar.querySelector(`[data-action="all"]`)?.addEventListener("click", () => {
    for (const c of /** @type {NodeListOf<Control>} */ (bar.querySelectorAll("[name]"))) {
      c instanceof HTMLSelectElement ? (c.value = "") : (c.checked = c.type === "radio" && !c.value);
    }
    bar.dispatchEvent(new Event("change", { bubbles: true }));
    render(bar);
  });
  button.addEventListener("click", () => (button.ariaExpanded = String(button.ariaExpanded !== "true")));
  bar.querySelector(`[data-action="cost-unknown"]`)?.addEventListener("click", () => {
    const cost = /** @type {HTMLSelectElement} */ (bar.querySelector("select[name=cost]"));
    cost.value = "unknown";
    cost.dispatchEvent(new Event("change", { bubbles: true }));
    more.open = true;
    /** @type {HTMLElement} */ (cost.checkVisibility() ? cost : button).focus();
  });
  narrow.addEventListener("change", () => (more.open ||= narrow.matches)); // its summary is hidden there
  more.open = narrow.matches || activeNames(more).size > 0;
  onPageShow(() => render(bar));
  render(bar);
}

/**
 * Gives the controls of the same name the value of the one that was changed.
 * @param {HTMLElement} bar
 * @param {Control} changed
 */
function syncControls(bar, changed) {
  const value = valueOf(changed);
  for (const c of /** @type {NodeListOf<Control>} */ (bar.querySelectorAll(`[name="${changed.name}"]`))) {
    if (c instanceof HTMLSelectElement) {
      c.value = value;
    } else if (c.type === "checkbox") {
      c.checked = c.value === value;
    }
  }
}

/** @param {Control} c */
function valueOf(c) {
  return c instanceof HTMLSelectElement || c.checked ? c.value : "";
}

/** @param {Element} part */
function activeNames(part) {
  const controls = /** @type {Control[]} */ ([...part.querySelectorAll("[name]")]);
  return new Set(controls.filter(valueOf).map((c) => c.name));
}

/**
 * Shows how many filters are active, how many resources they leave, and how many of the others state no cost.
 * @param {HTMLElement} bar
 */
function render(bar) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (bar.querySelector(selector));
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-item]")]);
  const visible = rows.filter((row) => !row.hidden).length;
  find("output").textContent = message("filterShown", { n: visible, total: rows.length });
  const active = activeNames(bar).size, inMore = activeNames(find("[data-more-filters]")).size;
  find(`[data-action="filters"]`).textContent = active ? message("filtersActive", { n: active }) : message("filters");
  find("summary").textContent = inMore ? message("moreFiltersActive", { n: inMore }) : message("moreFilters");
  find(`[data-action="all"]`).hidden = !active;
  renderUnstated(find(".cost-hidden"), rows);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".toc a"))) {
    const section = document.getElementById(link.hash.slice(1))?.closest("section");
    /** @type {HTMLElement} */ (link.parentElement).hidden = !section?.querySelector("[data-item]:not([hidden])");
  }
}

/**
 * Says how many resources are left out only because they state no cost.
 * @param {HTMLElement} line
 * @param {HTMLElement[]} rows
 */
function renderUnstated(line, rows) {
  const others = rows.filter((row) => row.dataset.leftOut === "cost" && row.dataset.cost === "unknown");
  line.hidden = !others.length;
  /** @type {Element} */ (line.firstElementChild).textContent = message("costHidden", { n: others.length });
}
