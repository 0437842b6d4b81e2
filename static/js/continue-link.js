// The link on the home page to the next item: "Continue: step 4, Ask two people".
import { nextItem } from "./progress-count.js";
import { message } from "./page-data.js";
import { progress, subscribe } from "./progress-store.js";
import { items } from "./items.js";

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-resume]"));
if (link) {
  const [href, text] = [link.getAttribute("href") ?? "", link.textContent];
  const parent = /** @type {HTMLElement} */ (link.parentElement);
  parent.style.minHeight = parent.offsetHeight + "px"; // so that a shorter name shifts nothing
  const render = () => {
    const item = nextItem(progress, items.filter((t) => !t.resource));
    if (item && link.getAttribute("href") !== item.address) {
      pointTo(link, item);
    } else if (!item) {
      [link.href, link.textContent] = [href, text];
    }
  };
  subscribe(render);
  render();
}

/**
 * @param {HTMLAnchorElement} link
 * @param {import("./items.js").TrackedItem} item
 */
async function pointTo(link, item) {
  const step = document.querySelector(`.state[data-step="${item.step}"]`)?.closest("li");
  const number = step?.querySelector(".number")?.lastChild?.textContent ?? "";
  const setName = (/** @type {string} */ name) => {
    link.textContent = message("resume", { number, name });
  };
  link.href = item.address;
  setName(step?.querySelector(".name")?.textContent ?? "");
  if (location.protocol === "file:") {
    return; // where fetch does not work
  }
  try { // the text of the item is on its page
    const page = new DOMParser().parseFromString(await (await fetch(item.address)).text(), "text/html");
    const name = page.getElementById(item.id)?.querySelector(".item-text")?.textContent;
    if (name && link.getAttribute("href") === item.address) {
      setName(name);
    }
  } catch {
    // Offline: the title of the step stays.
  }
}
