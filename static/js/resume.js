// The link on the home page goes on where the reader is: "Continue: step 4, Ask two people".
import { next } from "./count.js";
import { listen, progress } from "./keep.js";
import { fill } from "./show.js";
import { things } from "./table.js";

const link = document.querySelector("[data-resume]");
if (link instanceof HTMLAnchorElement) {
  const first = [link.getAttribute("href"), link.textContent];
  const place = link.parentElement;
  place.style.minHeight = place.offsetHeight + "px"; // a shorter name moves nothing
  const show = () => {
    const thing = next(progress, things.filter((t) => !t.resource));
    if (thing && link.getAttribute("href") !== thing.address) {
      lead(link, thing);
    } else if (!thing) {
      [link.href, link.textContent] = first;
    }
  };
  listen(show);
  show();
}

/**
 * @param {HTMLAnchorElement} link
 * @param {import("./table.js").Thing} thing
 */
async function lead(link, thing) {
  const step = document.querySelector(`.state[data-step="${thing.step}"]`)?.closest("li");
  const number = step?.querySelector(".number")?.lastChild?.textContent;
  const say = (/** @type {string} */ name) => (link.textContent = fill(link.dataset.resume, { number, name }));
  link.href = thing.address;
  say(step?.querySelector(".name")?.textContent ?? "");
  if (location.protocol === "file:") {
    return; // nothing can be fetched from a disk
  }
  try { // the words of the item are on its own page
    const page = new DOMParser().parseFromString(await (await fetch(thing.address)).text(), "text/html");
    const name = page.getElementById(thing.id)?.querySelector(".what")?.textContent;
    if (name && link.getAttribute("href") === thing.address) {
      say(name);
    }
  } catch {
    // Without network the name of the step stays.
  }
}
