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
    if (item && !note && !item.resource) {
      announce(countText(item.step));
    }
  });
  renderAll();
}

function renderAll() {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-progress]"))) {
    renderCount(element, element.dataset.step);
  }
  const started = Object.keys(progress.items).length > 0;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".state[data-step]"))) {
    const counts = count(progress, actionsOf(element.dataset.step));
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
  return state === "skip" ? message("stateSkip") : state && message("countDone", counts);
}

/**
 * @param {HTMLElement} element
 * @param {string | undefined} step undefined for the whole guide
 */
function renderCount(element, step) {
  const counts = count(progress, actionsOf(step));
  const bar = /** @type {HTMLProgressElement} */ (element.querySelector("progress"));
  bar.max = counts.total || 1;
  bar.value = counts.done;
  bar.hidden = counts.total === 0;
  /** @type {Element} */ (element.lastElementChild).textContent = countText(step);
  element.classList.add("loaded");
}

/** @param {string | undefined} step */
function countText(step) {
  const counts = count(progress, actionsOf(step));
  if (!counts.total) {
    return counts.skip ? message("countNone", counts) : "";
  }
  const skipped = counts.skip ? message("comma") + message("countSkipped", counts) : "";
  return message("countDone", counts) + skipped + ".";
}

/** @param {string} [step] */
function actionsOf(step) {
  return items.filter((t) => (!step || t.step === step) && !t.resource);
}

/**
 * Tells screen readers; of several texts within announceDelay only the last.
 * @param {string} text
 */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = text), announceDelay);
}
