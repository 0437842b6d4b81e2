// Shows progress as text and as bars: of a step, of the guide, and in every list of steps.
import { message } from "./page-data.js";
import { count, overallState } from "./progress-count.js";
import { progress, subscribe } from "./progress-store.js";
import { byID, items } from "./items.js";

const status = /** @type {HTMLElement} */ (document.getElementById("ui-status"));
const announceDelay = 1000; // ms
let timer = 0;

if (items.length) {
  subscribe((changedID, note) => {
    renderAll();
    const item = byID.get(changedID);
    if (item && !note) {
      announce(countText(item.step, item.resource));
    }
  });
  renderAll();
}

function renderAll() {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-progress]"))) {
    renderCount(element, element.dataset.step, element.dataset.progress === "resources");
  }
  const started = Object.keys(progress.items).length > 0;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".state[data-step]"))) {
    const counts = count(progress, itemsOf(element.dataset.step, false));
    const state = started ? overallState(counts) : "";
    element.textContent = stateText(state, counts);
    /** @type {HTMLElement} */ (element.closest("li")).dataset.state = state;
  }
}

/**
 * @param {string} state of a step, "" for none
 * @param {ReturnType<typeof count>} counts
 */
function stateText(state, counts) {
  if (state === "done") {
    return message("stateDone");
  }
  return state === "skip" ? message("stateSkip") : state && message("statePartial", counts);
}

/**
 * @param {HTMLElement} element
 * @param {string | undefined} step undefined for the whole guide
 * @param {boolean} resources
 */
function renderCount(element, step, resources) {
  const counts = count(progress, itemsOf(step, resources));
  const bar = /** @type {HTMLProgressElement} */ (element.querySelector("progress"));
  bar.max = counts.total || 1;
  bar.value = counts.done;
  bar.hidden = counts.total === 0;
  /** @type {Element} */ (element.lastElementChild).textContent = countText(step, resources);
  element.classList.add("loaded");
}

/**
 * @param {string | undefined} step
 * @param {boolean} resources
 */
function countText(step, resources) {
  const counts = count(progress, itemsOf(step, resources));
  const parts = [];
  if (counts.total) {
    const text = resources ? message("countResources", counts)
      : step ? message("countStep", counts) : message("countGuide", counts);
    parts.push(text);
  }
  if (counts.skip) {
    parts.push(counts.total ? message("countSkipped", counts) : message("countNone", counts));
  }
  return parts.length ? parts.join("; ") + "." : "";
}

/**
 * @param {string} [step]
 * @param {boolean} [resource]
 */
function itemsOf(step, resource) {
  return items.filter((t) => (!step || t.step === step) && t.resource === resource);
}

/**
 * Tells screen readers; of several texts within announceDelay only the last.
 * @param {string} text
 */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = text), announceDelay);
}
