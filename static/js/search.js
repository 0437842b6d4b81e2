// The script of /search/, in place of main.js: results while the reader types. The query is in the URL. Below the
// results is the index of all entries, which is what the page shows without script.
import "./every-page.js";
import { stateOf } from "./progress-count.js";
import { search } from "./search-index.js";
import { loadNotes } from "./search-notes.js";
import { loadResults, splitWords } from "./search-results.js";
import { IndexChanged, withRetry } from "./search-shards.js";
import { progress, subscribe } from "./progress-store.js";
import { ready } from "./ready.js";
import { message, pageData } from "./page-data.js";
import { announce } from "./progress-view.js";
import { byID } from "./items.js";

/** @typedef {import("./search-index.js").Found} Found */
/** @typedef {import("./search-notes.js").FoundNote} FoundNote */
/** @typedef {import("./search-results.js").Result} Result */
/** @typedef {import("./search-results.js").ShownEntry} ShownEntry */

const searchDelay = 150; // ms without a key press
const pageSize = 10; // results shown at once
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const statusLine = /** @type {HTMLElement} */ (document.querySelector("[data-result-count]"));
const list = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
const more = /** @type {HTMLButtonElement} */ (document.querySelector("[data-more]"));
const myNotes = /** @type {HTMLDetailsElement} */ (document.querySelector("[data-my-notes]"));
const allEntries = /** @type {HTMLElement} */ (document.querySelector("[data-all-entries]"));
const readIndex = () => /** @type {import("./search-shards.js").Index} */ (pageData().index);
let index = readIndex();

/** @type {Record<string, string>} by the kind of an entry; a section of a page needs none */
const kindLabels = {
  s: message("step"),
  t: message("topic"),
  p: message("page"),
  i: message("action"),
  r: message("resource"),
  g: message("term"),
};

/** @type {Found} */
const nothing = { hits: [], forms: new Set(), beginnings: [], corrections: new Map() };
let found = nothing;
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
      found = await find(input.value.trim());
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
  const loading = loadNotes(query).then((notes) => {
    if (queryID === latestQuery) {
      showNotes(notes);
    }
    return notes.length;
  });
  await runSearch(queryID, async () => {
    const results = query ? await find(query) : nothing;
    if (queryID !== latestQuery) {
      return; // a later query runs
    }
    found = results;
    await showMore(queryID, true);
    const notes = await loading;
    if (queryID === latestQuery) {
      showStatus(query && countLine(notes));
    }
  });
}

/** @param {string} query */
const find = (query) => search(index, query, message("searchQuestions", { term: "{term}" }));

/**
 * Says how much was found, and for which words.
 * @param {number} notes
 */
function countLine(notes) {
  const terms = found.hits.filter(({ number }) => number >= index.pages).length, pages = found.hits.length - terms;
  const counts = { pages: message("pageCount", { n: pages }), terms: message("termCount", { n: terms }) };
  if (!pages && !terms) {
    if (notes) {
      return message("found", { count: message("noteCount", { n: notes }) });
    }
    return input.value.trim().length < index.letters ? "" : message("noResults"); // the first letters of a word
  }
  const corrections = Array.from(found.corrections, ([typed, meant]) => message("corrected", { typed, meant }));
  const count = pages && terms
    ? message("foundBoth", counts) : message("found", { count: pages ? counts.pages : counts.terms });
  return [...corrections, count].join(" ");
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
      found = nothing;
      showMore(queryID, true);
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
 * Appends the next results, or shows the first ones.
 * @param {number} queryID
 * @param {boolean} [isFirst]
 */
async function showMore(queryID, isFirst) {
  const from = isFirst ? 0 : list.children.length;
  const { hits } = found;
  const rows = (await loadResults(index, hits.slice(from, from + pageSize), found)).map(renderResult);
  if (queryID === latestQuery) {
    isFirst ? list.replaceChildren(...rows) : list.append(...rows);
    list.hidden = !hits.length;
    more.hidden = list.children.length >= hits.length;
    allEntries.hidden = hits.length > 0;
  }
}

/**
 * Shows the notes that were found: a few open, many closed.
 * @param {FoundNote[]} notes
 */
function showNotes(notes) {
  myNotes.hidden = !notes.length;
  myNotes.open = notes.length <= 3;
  myNotes.querySelector("summary")?.replaceChildren(message("noteCount", { n: notes.length }));
  myNotes.querySelector("ul")?.replaceChildren(...notes.map(({ address, title, day, passage, marks }) => {
    const row = document.createElement("li");
    const link = element("a", [title]);
    link.href = "../" + address;
    row.append(element("p", [link], "title"), element("p", [element("span", [day])], "meta-list"),
      element("p", highlight(passage, marks), "detail"));
    return row;
  }));
}

/** @param {Result} result */
function renderResult({ address, entry, matches }) {
  const li = document.createElement("li");
  const meta = [[kindLabels[entry.kind]], highlight(otherNames(entry)), [stepLabel(address, entry)]];
  li.append(renderEntry(address, entry, meta));
  if (matches.length) {
    const list = document.createElement("ul");
    list.append(...matches.map((entry) => {
      const match = document.createElement("li");
      match.append(renderEntry(address, entry, [[kindLabels[entry.kind]]]));
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

/** @param {ShownEntry} entry */
const otherNames = ({ names }) => (names.length ? message("aka") + " " + names.join(", ") : "");

/**
 * @param {string} address
 * @param {ShownEntry} entry
 * @param {(Node | string)[][]} meta
 */
function renderEntry(address, entry, meta) {
  const fragment = document.createDocumentFragment();
  const link = element("a", highlight(entry.title));
  link.href = "../" + address + (entry.id && "#" + entry.id);
  const spans = meta.filter(([first]) => first).map((words) => element("span", words));
  fragment.append(element("p", [link], "title"));
  if (spans.length) {
    fragment.append(element("p", spans, "meta-list"));
  }
  if (entry.passage) {
    fragment.append(element("p", highlight(entry.passage), "detail"));
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
 * @param {ShownEntry} entry
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
 * @param {string} text
 * @param {import("./search-notes.js").Marks} [marks]
 */
const highlight = (text, marks = found) =>
  [...splitWords(text, marks)].map(({ piece, isFound }) => (isFound ? element("mark", [piece]) : piece));
