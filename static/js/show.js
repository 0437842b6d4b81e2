// How far the reader is, in words and beside them in shapes: for a step, for the guide, in the list of
// steps and on the route.
import { count, summary } from "./count.js";
import { listen, progress } from "./keep.js";
import { byID, things } from "./table.js";

const words = document.getElementById("ui-tools")?.dataset;
const status = document.getElementById("ui-status");
const quiet = 1000; // ms between two announcements
let timer = 0;

if (words && things.length) {
  listen((own, note) => {
    showAll();
    if (own && !note) {
      const { step, resource } = byID.get(own);
      announce(sentence(step, resource));
    }
  });
  showAll();
}

function showAll() {
  for (const place of document.querySelectorAll("[data-progress]")) {
    if (place instanceof HTMLElement) {
      showCount(place, place.dataset.step, place.dataset.progress === "resources");
    }
  }
  const begun = Object.keys(progress.items).length > 0;
  for (const place of document.querySelectorAll(".state[data-step]")) {
    if (place instanceof HTMLElement) {
      const n = count(progress, of(place.dataset.step, false));
      const state = begun ? summary(n) : "";
      place.textContent = state && fill(words[state === "doing" || state === "open" ? "part" : state], n);
      place.closest("li").dataset.state = state;
    }
  }
}

/**
 * @param {HTMLElement} place
 * @param {string | undefined} step all steps without it
 * @param {boolean} resources
 */
function showCount(place, step, resources) {
  const n = count(progress, of(step, resources));
  const bar = place.querySelector("progress");
  bar.max = n.total || 1;
  bar.value = n.done;
  bar.hidden = n.total === 0;
  place.lastElementChild.textContent = sentence(step, resources);
  place.classList.add("known");
}

/**
 * @param {string | undefined} step
 * @param {boolean} resources
 */
function sentence(step, resources) {
  const n = count(progress, of(step, resources));
  const parts = [];
  if (n.total) {
    parts.push(fill(resources ? words.resources : step ? words.step : words.guide, n));
  }
  if (n.skip) {
    parts.push(fill(n.total ? words.skipped : words.none, n));
  }
  return parts.length ? parts.join("; ") + "." : "";
}

/**
 * @param {string} [step]
 * @param {boolean} [resource]
 */
function of(step, resource) {
  return things.filter((t) => (!step || t.step === step) && t.resource === resource);
}

/**
 * Puts numbers into a pattern such as "{done} of {total}".
 * @param {string} pattern
 * @param {Record<string, any>} values
 */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * Tells a screen reader, the last of several within a second alone.
 * @param {string} text
 */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = text), quiet);
}
