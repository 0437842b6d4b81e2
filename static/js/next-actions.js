// The card of the home page: the actions to begin with become the next ones for a reader who has begun. A row stays
// where it is when it is ticked; others take its place when the progress was changed elsewhere, and when all rows are
// finished and the focus leaves the card. They take the space of the first ones, so nothing below the card moves.
import { addAllControls } from "./checklist.js";
import { itemsToContinue, stepCard } from "./continue-link.js";
import { fetchRow } from "./fetch-row.js";
import { message } from "./page-data.js";
import { subscribe } from "./progress-store.js";

const card = /** @type {HTMLElement | null} */ (document.querySelector(".card"));
const size = card?.querySelectorAll(".item").length ?? 0;
let shown = ""; // the ids of the next actions in the card

if (card) {
  subscribe((changedID) => changedID || choose(card));
  card.addEventListener("focusout", ({ relatedTarget }) => {
    const isLeft = !card.contains(/** @type {Node | null} */ (relatedTarget));
    isLeft && !card.querySelector('.item:not([data-state="done"], [data-state="skip"])') && choose(card);
  });
  choose(card);
}

/** @param {HTMLElement} card */
function choose(card) {
  const next = itemsToContinue().slice(0, size), ids = next.map(({ id }) => id).join();
  if (next.length && ids !== shown && !card.contains(document.activeElement)) {
    shown = ids;
    card.classList.add("loading");
    showNext(card, next).finally(() => card.classList.remove("loading"));
  }
}

/**
 * @param {HTMLElement} card
 * @param {import("./items.js").TrackedItem[]} next
 */
async function showNext(card, next) {
  const header = card.closest("header") ?? card, chosen = shown;
  const heightOf = (/** @type {Element} */ element) => element.getBoundingClientRect().height;
  const height = heightOf(header);
  card.style.minHeight = heightOf(card) + "px";
  const rows = await Promise.all(next.map(fetchRow)), list = card.querySelector(".items");
  if (!list || chosen !== shown || !rows.every((row) => row !== null)) {
    return;
  }
  const nextList = /** @type {Element} */ (list.cloneNode());
  nextList.append(...rows);
  list.replaceWith(nextList);
  /** @type {Element} */ (card.querySelector("h2")).textContent = message("nextActions");
  showSteps(card, next);
  addAllControls();
  card.classList.remove("loading");
  while (heightOf(header) > height + 0.5 && nextList.children.length > 1) {
    nextList.lastElementChild?.remove();
    showSteps(card, next.slice(0, nextList.children.length));
  }
}

/**
 * @param {HTMLElement} card
 * @param {import("./items.js").TrackedItem[]} actions
 */
function showSteps(card, actions) {
  const slugs = new Set(actions.map((item) => item.step));
  const links = [...slugs].map((slug) => {
    const { card, n, title } = stepCard(slug);
    const link = document.createElement("a");
    link.href = card?.querySelector("a")?.getAttribute("href") ?? "";
    link.textContent = message("stepTitle", { n, title });
    return link;
  });
  card.querySelector(".hint")?.replaceChildren(...links.flatMap((link, i) => (i ? [message("comma"), link] : [link])));
}
