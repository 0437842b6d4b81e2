// The card of the home page: the actions to begin with become the next ones for a reader who has begun. The choice is
// made once, so that a row stays where it is when it is ticked. They take the space of the first ones, so nothing below
// the card moves.
import { addAllControls } from "./checklist.js";
import { itemsToContinue, stepCard } from "./continue-link.js";
import { fetchRow } from "./fetch-row.js";
import { message } from "./page-data.js";

const card = /** @type {HTMLElement | null} */ (document.querySelector(".card"));
const list = card?.querySelector(".items");
const next = itemsToContinue().slice(0, list?.children.length);
if (card && list && next.length) {
  card.classList.add("loading");
  showNext(card, list).finally(() => card.classList.remove("loading"));
}

/**
 * @param {HTMLElement} card
 * @param {Element} list
 */
async function showNext(card, list) {
  const header = card.closest("header") ?? card;
  const heightOf = (/** @type {Element} */ element) => element.getBoundingClientRect().height;
  const height = heightOf(header);
  card.style.minHeight = heightOf(card) + "px";
  const rows = await Promise.all(next.map(fetchRow));
  if (!rows.every((row) => row !== null)) {
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
