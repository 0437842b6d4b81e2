// The script of /search/, in place of main.js: results while the reader types. The query is in the URL. Below the
// results is the index of all entries, which is what the page shows without script.
import "./every-page.js";
import { stateOf } from "./progress-count.js";
import { search } from "./search-index.js";
import { IndexChanged, loadRow, withRetry } from "./search-shards.js";
import { progress, subscribe } from "./progress-store.js";
import { ready } from "./ready.js";
import { message, pageData } from "./page-data.js";
import { announce } from "./progress-view.js";
import { byID } from "./items.js";
import { tokenize } from "./tokenize.js";

/** @typedef {import("./search-shards.js").Entry} Entry */
/** @typedef {import("./search-index.js").Hit} Hit */

const searchDelay = 150; // ms without a key press
const pageSize = 10; // results shown at once
const maxMatches = 3; // shown of one page
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const statusLine = /** @type {HTMLElement} */ (document.querySelector("[data-result-count]"));
const list = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
const more = /** @type {HTMLButtonElement} */ (document.querySelector("[data-more]"));
const allEntries = /** @type {HTMLElement} */ (document.querySelector("[data-all-entries]"));
const readIndex = () => /** @type {import("./search-shards.js").Index} */ (pageData().index);
let index = readIndex();

/** @type {Record<string, string>} by the kind of an entry */
const kindLabels = {
  s: message("step"),
  t: message("topic"),
  p: message("page"),
  h: message("section"),
  i: message("action"),
  r: message("resource"),
  g: message("term"),
};

/** @type {Hit[]} */
let hits = [];
/** @type {Set<string>} */
let forms = new Set(); // of the words of the query
let latestQuery = 0; // its number
let timer = 0;

form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(runQuery, searchDelay);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  runQuery();
});
subscribe(() => {
  for (const state of list.querySelectorAll("[data-of]")) {
    if (state instanceof HTMLElement) {
      state.textContent = stateLabel(state.dataset.of ?? "");
      state.hidden = !state.textContent;
    }
  }
});
more.addEventListener("click", async () => {
  const first = list.children.length;
  await runSearch(latestQuery, async (isRetry) => {
    if (isRetry) {
      ({ hits, forms } = await search(index, input.value.trim()));
    }
    await showMore(latestQuery);
  });
  list.children[first]?.querySelector("a")?.focus();
});
if (input.value) {
  runQuery();
}
ready();

async function runQuery() {
  const query = input.value.trim();
  input.defaultValue = input.value; // which WebKit restores on the way back to this page
  const queryID = ++latestQuery;
  index = readIndex(); // the preview may have changed it
  const url = new URL(location.href);
  query ? url.searchParams.set("q", query) : url.searchParams.delete("q");
  history.replaceState(history.state, "", url);
  await runSearch(queryID, async () => {
    const found = query ? await search(index, query) : { hits: [], forms: new Set() };
    if (queryID !== latestQuery) {
      return; // a later query runs
    }
    ({ hits, forms } = found);
    list.replaceChildren();
    await showMore(queryID);
    showStatus(!query ? "" : hits.length ? message("resultCount", { n: hits.length }) : message("noResults"));
  });
}

/**
 * Runs a part of a search. If that fails, the index of all entries is left.
 * @param {number} queryID
 * @param {(isRetry: boolean) => Promise<void>} work
 */
async function runSearch(queryID, work) {
  try {
    await withRetry(index, work);
  } catch (error) {
    if (queryID === latestQuery) {
      hits = [];
      list.replaceChildren();
      showMore(queryID);
      showStatus(message("searchBroken"));
      if (error instanceof IndexChanged) {
        showStatus(message("searchChanged"));
        const reload = element("button", [message("reload")]);
        reload.type = "button";
        reload.onclick = () => location.reload();
        statusLine.append(" ", reload);
      }
    }
  }
}

/** @param {string} text */
function showStatus(text) {
  statusLine.textContent = text;
  announce(text);
}

/**
 * Appends the next results.
 * @param {number} queryID
 */
async function showMore(queryID) {
  const next = hits.slice(list.children.length, list.children.length + pageSize);
  const terms = tokenize(input.value);
  const rows = await Promise.all(next.map(async (hit) => renderHit(await loadRow(index, hit.number), hit, terms)));
  if (queryID === latestQuery) {
    list.append(...rows);
    list.hidden = !hits.length;
    more.hidden = list.children.length >= hits.length;
    allEntries.hidden = hits.length > 0;
  }
}

/**
 * @param {{address: string, entries: Entry[]}} page
 * @param {Hit} hit
 * @param {string[]} terms
 */
function renderHit({ address, entries }, hit, terms) {
  const matches = hit.entries.filter((n) => n > 0).slice(0, maxMatches).map((n) => entries[n]);
  const li = document.createElement("li");
  li.append(renderEntry(address, entries[0], terms, [kindLabels[entries[0].kind], stepLabel(address, entries[0])]));
  if (matches.length) {
    const list = document.createElement("ul");
    list.append(...matches.map((entry) => {
      const match = document.createElement("li");
      match.append(renderEntry(address, entry, terms, [kindLabels[entry.kind]]));
      if (entry.kind === "i" || entry.kind === "r") {
        const state = element("span", [stateLabel(entry.id)]);
        state.dataset.of = entry.id;
        state.hidden = !state.textContent;
        match.querySelector(".meta-list")?.append(state);
      }
      return match;
    }));
    li.append(list);
  }
  return li;
}

/**
 * @param {string} address
 * @param {Entry} entry
 * @param {string[]} terms
 * @param {string[]} meta
 */
function renderEntry(address, entry, terms, meta) {
  const fragment = document.createDocumentFragment();
  const link = element("a", highlight(entry.title, terms));
  link.href = "../" + address + (entry.id && "#" + entry.id);
  const spans = meta.filter(Boolean).map((text) => element("span", [text]));
  fragment.append(element("p", [link], "title"), element("p", spans, "meta-list"));
  if (entry.text) {
    fragment.append(element("p", highlight(excerpt(entry.text, terms), terms), "detail"));
  }
  return fragment;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {(Node | string)[]} children
 * @param {string} [className]
 */
function element(name, children, className) {
  const created = document.createElement(name);
  created.append(...children);
  if (className) {
    created.className = className;
  }
  return created;
}

/**
 * @param {string} address
 * @param {Entry} entry
 */
function stepLabel(address, entry) {
  const state = entry.kind === "t" && document.querySelector(`.state[data-step="${address.split("/")[1]}"]`);
  const li = state && state.closest("li");
  if (!li) {
    return "";
  }
  const n = li.querySelector(".number")?.lastChild?.textContent ?? "";
  const title = li.querySelector(".name")?.firstChild?.textContent?.trim() ?? "";
  return message("stepTitle", { n, title });
}

/** @param {string} id of an item or a resource */
function stateLabel(id) {
  const item = byID.get(id);
  const state = item ? stateOf(progress, item) : "open";
  const names = { open: "", doing: message("stateDoing"), done: message("stateDone"), skip: message("stateSkip") };
  return names[state];
}

/**
 * Returns a text from shortly before the first match on.
 * @param {string} text
 * @param {string[]} terms
 */
function excerpt(text, terms) {
  const first = [...splitWords(text, terms)].find((piece) => piece.hit)?.at ?? 0;
  const from = first > 120 ? text.lastIndexOf(" ", first - 60) + 1 : 0;
  return (from ? "… " : "") + text.slice(from);
}

/**
 * @param {string} text
 * @param {string[]} terms
 */
function highlight(text, terms) {
  return [...splitWords(text, terms)].map(({ piece, hit }) => (hit ? element("mark", [piece]) : piece));
}

/**
 * Splits a text into words and what is between them.
 * @param {string} text
 * @param {string[]} terms
 */
function* splitWords(text, terms) {
  for (const { 0: piece, index: at } of text.matchAll(/[\p{L}\p{N}\p{M}_'’]+|[^\p{L}\p{N}\p{M}_'’]+/gu)) {
    const isHit = (/** @type {string} */ word) => forms.has(word) || terms.some((term) => word.startsWith(term));
    yield { piece, at, hit: tokenize(piece).some(isHit) };
  }
}
