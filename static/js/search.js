// What /search/ loads in place of main.js: results while a reader types. The query is in the address. Below
// stands the list of everything, which is the page without script.
import "./every-page.js";
import { stateOf } from "./count.js";
import { Changed, find, page, withShards } from "./find.js";
import { listen, progress } from "./keep.js";
import { ready } from "./ready.js";
import { announce, fill } from "./show.js";
import { byID } from "./table.js";
import { words } from "./words.js";

/** @typedef {import("./find.js").Entry} Entry */
/** @typedef {import("./find.js").Hit} Hit */

const pause = 150; // ms without a key before a search
const atOnce = 10; // results
const perPage = 3; // places on one page
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const input = form.querySelector("input");
const said = document.querySelector("[data-found]");
const list = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
const more = /** @type {HTMLButtonElement} */ (document.querySelector("[data-more]"));
const everything = /** @type {HTMLElement} */ (document.querySelector("[data-everything]"));
let index = JSON.parse(form.dataset.index);

/** @type {Hit[]} */
let hits = [];
let latest = 0; // query
let timer = 0;

form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, pause);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
listen(() => {
  for (const state of list.querySelectorAll("[data-of]")) {
    if (state instanceof HTMLElement) {
      state.textContent = stateName(state.dataset.of);
      state.hidden = !state.textContent;
    }
  }
});
more.addEventListener("click", async () => {
  const first = list.children.length;
  await attempt(latest, async (again) => {
    if (again) {
      hits = await find(index, input.value.trim());
    }
    await show(latest);
  });
  list.children[first]?.querySelector("a").focus();
});
if (input.value) {
  search();
}
ready();

async function search() {
  const query = input.value.trim();
  input.defaultValue = input.value; // what WebKit sets the field back to, on the way back to this page
  const mine = ++latest;
  index = JSON.parse(form.dataset.index); // which a preview may have changed
  const url = new URL(location.href);
  query ? url.searchParams.set("q", query) : url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
  await attempt(mine, async () => {
    const found = query ? await find(index, query) : [];
    if (mine !== latest) {
      return; // the reader has typed on
    }
    hits = found;
    list.replaceChildren();
    await show(mine);
    say(query ? count(hits.length) : "");
  });
}

/**
 * Does a part of a search. If that fails the list of everything is left.
 * @param {number} mine
 * @param {(again: boolean) => Promise<void>} work
 */
async function attempt(mine, work) {
  try {
    await withShards(index, work);
  } catch (fault) {
    if (mine === latest) {
      hits = [];
      list.replaceChildren();
      show(mine);
      say(form.dataset.broken);
      if (fault instanceof Changed && form.dataset.changed) {
        say(form.dataset.changed);
        const reload = element("button", [form.dataset.reload]);
        reload.type = "button";
        reload.onclick = () => location.reload();
        said.append(" ", reload);
      }
    }
  }
}

/** @param {number} n */
function count(n) {
  return n === 0 ? form.dataset.none : n === 1 ? form.dataset.single : fill(form.dataset.many, { n });
}

/** @param {string} text */
function say(text) {
  said.textContent = text;
  announce(text);
}

/**
 * Adds the next results.
 * @param {number} mine
 */
async function show(mine) {
  const next = hits.slice(list.children.length, list.children.length + atOnce);
  const asked = words(input.value);
  const rows = await Promise.all(next.map(async (hit) => row(await page(index, hit.number), hit, asked)));
  if (mine === latest) {
    list.append(...rows);
    list.hidden = !hits.length;
    more.hidden = list.children.length >= hits.length;
    everything.hidden = hits.length > 0;
  }
}

/**
 * @param {{address: string, entries: Entry[]}} page
 * @param {Hit} hit
 * @param {string[]} asked
 */
function row({ address, entries }, hit, asked) {
  const places = hit.entries.filter((n) => n > 0).slice(0, perPage).map((n) => entries[n]);
  const item = document.createElement("li");
  item.append(result(address, entries[0], asked, [form.dataset["kind" + entries[0].kind.toUpperCase()], ofStep(address, entries[0])]));
  if (places.length) {
    const inside = document.createElement("ul");
    inside.append(...places.map((entry) => {
      const place = document.createElement("li");
      place.append(result(address, entry, asked, [form.dataset["kind" + entry.kind.toUpperCase()]]));
      if (entry.kind === "i" || entry.kind === "r") {
        const state = element("span", [stateName(entry.id)]);
        state.dataset.of = entry.id;
        state.hidden = !state.textContent;
        place.querySelector(".facts").append(state);
      }
      return place;
    }));
    item.append(inside);
  }
  return item;
}

/**
 * @param {string} address
 * @param {Entry} entry
 * @param {string[]} asked
 * @param {string[]} facts
 */
function result(address, entry, asked, facts) {
  const part = document.createDocumentFragment();
  const link = element("a", marked(entry.title, asked));
  link.href = "../" + address + (entry.id && "#" + entry.id);
  part.append(element("p", [link], "title"), element("p", facts.filter(Boolean).map((fact) => element("span", [fact])), "facts"));
  if (entry.text) {
    part.append(element("p", marked(around(entry.text, asked), asked), "detail"));
  }
  return part;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {(Node | string)[]} children
 * @param {string} [className]
 */
function element(name, children, className) {
  const made = document.createElement(name);
  made.append(...children);
  if (className) {
    made.className = className;
  }
  return made;
}

/**
 * @param {string} address
 * @param {Entry} entry
 */
function ofStep(address, entry) {
  const item = entry.kind === "t" && document.querySelector(`.state[data-step="${address.split("/")[1]}"]`)?.closest("li");
  return item ? fill(form.dataset.step, { number: item.querySelector(".number").lastChild.textContent, title: item.querySelector(".name").firstChild.textContent.trim() }) : "";
}

/** @param {string} id of an item or a resource */
function stateName(id) {
  const thing = byID.get(id);
  const state = thing ? stateOf(progress, thing) : "open";
  const names = /** @type {HTMLTemplateElement} */ (document.getElementById("ui-tools"));
  return state === "open" ? "" : names.content.querySelector(`option[value=${state}]`).textContent;
}

/**
 * Returns the part of a text that has the first of the words.
 * @param {string} text
 * @param {string[]} asked
 */
function around(text, asked) {
  const first = [...pieces(text, asked)].find((piece) => piece.hit)?.at ?? 0;
  const from = first > 120 ? text.lastIndexOf(" ", first - 60) + 1 : 0;
  return (from ? "… " : "") + text.slice(from);
}

/**
 * @param {string} text
 * @param {string[]} asked
 */
function marked(text, asked) {
  return [...pieces(text, asked)].map(({ piece, hit }) => (hit ? element("mark", [piece]) : piece));
}

/**
 * Cuts a text into words and what is between them.
 * @param {string} text
 * @param {string[]} asked
 */
function* pieces(text, asked) {
  for (const { 0: piece, index: at } of text.matchAll(/[\p{L}\p{N}\p{M}_'’]+|[^\p{L}\p{N}\p{M}_'’]+/gu)) {
    yield { piece, at, hit: words(piece).some((word) => asked.some((a) => word.startsWith(a))) };
  }
}
