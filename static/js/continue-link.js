// What the home page says once something is ticked: the link "Continue: Ask two people", the step of that action, and
// where the step is on the route.
import { nextItems, stateOf } from "./progress-count.js";
import { message } from "./page-data.js";
import { progress, subscribe } from "./progress-store.js";
import { fetchRow } from "./fetch-row.js";
import { items } from "./items.js";

/** @typedef {import("./items.js").TrackedItem} TrackedItem */

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-resume]"));
if (link) {
  const [href, text] = [link.getAttribute("href") ?? "", link.textContent];
  const allDone = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".step-cards .end a"));
  const render = () => {
    const [item] = itemsToContinue();
    link.closest(".begin")?.classList.toggle("begun", hasBegun());
    showStep(item);
    if (item && link.getAttribute("href") !== item.address) {
      pointTo(link, item);
    } else if (!item) {
      const begun = hasBegun() && allDone;
      [link.href, link.textContent] = begun ? [allDone.href, allDone.textContent] : [href, text];
    }
  };
  subscribe(render);
  render();
}

function hasBegun() {
  return items.some((item) => !item.resource && stateOf(progress, item) !== "open");
}

/** Returns the actions to continue with, the next one first; none if nothing is ticked yet, or nothing is left. */
export function itemsToContinue() {
  return hasBegun() ? nextItems(progress, items.filter((item) => !item.resource)) : [];
}

/**
 * Returns the entry of a step in the list of steps.
 * @param {string} slug
 */
export function stepCard(slug) {
  const card = document.querySelector(`.step-cards .state[data-step="${slug}"]`)?.closest("li");
  return {
    card,
    n: card?.querySelector(".number")?.lastChild?.textContent ?? "",
    title: card?.querySelector(".name")?.textContent ?? "",
  };
}

/**
 * Shows the step of an action, or the first one, as the place where the reader is.
 * @param {TrackedItem | undefined} item
 */
function showStep(item) {
  const { card, n, title } = stepCard(item?.step ?? items[0]?.step);
  const text = /** @type {HTMLElement | null} */ (document.querySelector(".resume-step"));
  if (card && text) {
    text.textContent = message("stepTitle", { n, title });
    text.style.visibility = item ? "" : "hidden"; // it keeps its place
    document.querySelector(".step-cards .now")?.classList.remove("now");
    card.classList.add("now");
  }
}

/**
 * Points the link to an action. Nothing below moves: the link keeps its height, and names the step where the name of
 * the action would take more.
 * @param {HTMLAnchorElement} link
 * @param {TrackedItem} item
 */
async function pointTo(link, item) {
  const step = message("resume", { name: stepCard(item.step).title }), height = link.offsetHeight;
  link.style.minHeight = height + "px";
  link.href = item.address;
  link.textContent = step;
  const name = (await fetchRow(item))?.querySelector(".item-text")?.textContent;
  if (name && link.getAttribute("href") === item.address) {
    link.textContent = message("resume", { name });
    if (link.offsetHeight > height) {
      link.textContent = step;
    }
  }
}
