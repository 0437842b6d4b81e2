// The bar at the bottom of the window with facts about the page, and the panel above it with the list of problems.
// Both are in a shadow tree after the body, so that the page and its styles do not affect them.

/** @typedef {import("./live.js").Page} Page */
/** @typedef {import("./live.js").State} State */
/**
 * @typedef {{file: string, line: number, column: number, endColumn: number, severity: string,
 *   code: string, message: string, hint?: string, source?: string, open?: string}} Problem
 */

const wordsPerMinute = 200;

const styles = `
:host { all: initial; display: block; block-size: 2.5rem; }
@media print { :host { display: none; } }
* { box-sizing: border-box; }
.preview { position: fixed; inset: auto 0 0 0; z-index: 2147483647; color-scheme: dark;
  font: 0.8125rem/1.4 system-ui, sans-serif; color: #e8eaed; }
.bar { display: flex; align-items: center; gap: 1rem; min-block-size: 2.5rem; padding: 0 0.75rem;
  background: #1f2429; border-block-start: 1px solid #4a525b; }
.bar > * { flex: none; }
.bar:not(:has(.meta-list li)) { min-block-size: 2.5rem; }
.source { flex: 0 1 auto; min-inline-size: 3rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  direction: rtl; text-align: left; }
.source bdi { direction: ltr; unicode-bidi: isolate; }
.meta-list { display: flex; gap: 1rem; margin: 0; padding: 0; list-style: none; flex: 0 1 auto; overflow: hidden;
  white-space: nowrap; color: #bdc4cc; }
.status { padding: 0.0625rem 0.5rem; border: 1px solid #f0c14b; border-radius: 0.25rem; color: #f6d98a;
  white-space: nowrap; }
.problem-count { margin-inline-start: auto; display: flex; gap: 0.5rem; }
a { color: #9ecbff; }
button { font: inherit; color: inherit; background: #343c44; border: 1px solid #6a747e; border-radius: 0.25rem;
  min-block-size: 1.75rem; padding: 0 0.625rem; cursor: pointer; white-space: nowrap; }
button.errors { background: #a4161a; border-color: #ff8a8a; color: #fff; font-weight: 600; }
:focus-visible { outline: 2px solid #9ecbff; outline-offset: 2px; }
.panel { max-block-size: 60vh; overflow: auto; overscroll-behavior: contain; padding: 0.75rem 1rem 1rem;
  background: #16191d; border-block-start: 3px solid #ff8a8a; }
.panel.warnings-only { border-color: #f0c14b; }
.panel.notices-only { border-color: #9ecbff; }
.panel[hidden] { display: none; }
.title { display: flex; align-items: start; gap: 1rem; justify-content: space-between; }
h2 { margin: 0; font-size: 1rem; }
p { margin: 0.25rem 0; max-inline-size: 60rem; }
ol { margin: 0; padding: 0; list-style: none; }
ol > li, details { margin-block-start: 0.875rem; }
summary { cursor: pointer; }
.position { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.code { color: #a3acb5; }
.error strong { color: #ff8a8a; }
.warning strong { color: #f0c14b; }
.notice strong { color: #9ecbff; }
.hint { white-space: pre-wrap; color: #bdc4cc; }
pre { margin: 0.25rem 0; padding: 0.375rem 0.625rem; overflow-x: auto; background: #23282e; border-radius: 0.25rem;
  font: 0.8125rem/1.5 ui-monospace, monospace; tab-size: 4; }
pre i { font-style: normal; color: #a3acb5; user-select: none; }
mark { color: inherit; background: none; text-decoration: underline wavy #ff8a8a; text-underline-offset: 0.2em; }
.warning mark { text-decoration-color: #f0c14b; }
.notice mark { text-decoration-color: #9ecbff; }
@media (max-width: 48rem) {
  :host { block-size: 4rem; }
  .bar { flex-wrap: wrap; gap: 0 0.75rem; min-block-size: 4rem; align-content: center; }
  .source { flex: 1 1 0; }
  .meta-list { order: 1; flex: 1 0 100%; overflow-x: auto; }
}
`;

/** @type {{bar: HTMLElement, panel: HTMLElement}|undefined} */
let ui;
/** What the editor has opened or closed, for the problems that key names. */
let choice = { key: "", open: false, warnings: false, notices: false };

/**
 * Renders the state of the page and of the guide.
 * @param {Page} page
 * @param {State|undefined} state
 */
export function render(page, state) {
  ui ??= createUI();
  const problems = state?.problems ?? [];
  const errors = state?.errors ?? 0;
  const key = problems.map((p) => [p.file, p.code, p.message].join("\n")).join("\n\n") + page.deleted;
  if (choice.key !== key) {
    const open = shouldOpen(page, problems, errors);
    choice = { key, open, warnings: errors === 0, notices: errors + (state?.warnings ?? 0) === 0 };
  }
  ui.bar.replaceChildren(...renderBar(page, state, () => toggle(page, state)));
  const scroll = ui.panel.scrollTop;
  ui.panel.hidden = !choice.open;
  const worst = errors > 0 ? "" : state?.warnings ? " warnings-only" : " notices-only";
  ui.panel.className = "panel" + worst;
  ui.panel.replaceChildren(...(choice.open ? renderPanel(page, state, () => toggle(page, state)) : []));
  ui.panel.scrollTop = scroll;
}

/**
 * Reports whether the panel opens by itself: for errors of the page, and for errors in files that affect all pages.
 * @param {Page} page
 * @param {Problem[]} problems
 * @param {number} errors
 */
function shouldOpen(page, problems, errors) {
  if (page.deleted) return true;
  if (errors === 0) return false;
  return page.broken || page.missing || problems.some((p) => p.severity === "error" && !p.file.endsWith(".md"));
}

/**
 * @param {Page} page
 * @param {State|undefined} state
 */
function toggle(page, state) {
  choice.open = !choice.open;
  render(page, state);
  /** @type {HTMLElement|null} */ (ui?.bar.querySelector("button"))?.focus();
}

function createUI() {
  const host = document.createElement("guide-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const panel = element("section", { class: "panel", "aria-label": "Problems", hidden: "", tabindex: "-1" });
  const bar = element("section", { class: "bar", "aria-label": "Preview" });
  const outer = element("div", { class: "preview", lang: "en", dir: "ltr" }, panel, bar);
  outer.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) panel.querySelector("button")?.click();
  });
  root.append(outer);
  document.documentElement.append(host);
  return { bar, panel };
}

/**
 * @param {Page} page
 * @param {State|undefined} state
 * @param {() => void} onToggle
 */
function renderBar(page, state, onToggle) {
  const out = [];
  if (page.status) out.push(element("span", { class: "status" }, capitalize(page.status)));
  if (page.source) {
    const path = element("bdi", {}, page.source);
    const link = page.open ? element("a", { href: page.open, title: "Open in the editor" }, path) : path;
    const facts = pageFacts(page).map((fact) => element("li", {}, fact));
    out.push(element("span", { class: "source" }, link), element("ul", { class: "meta-list" }, ...facts));
  }
  const count = element("span", { class: "problem-count" });
  if (state && state.problems.length > 0) {
    const attributes = { class: state.errors > 0 ? "errors" : "", "aria-expanded": String(choice.open) };
    const button = element("button", { type: "button", ...attributes }, countText(state));
    button.addEventListener("click", onToggle);
    count.append(button);
  }
  out.push(count);
  return out;
}

/** @param {Page} page */
function pageFacts(page) {
  const out = [];
  if (page.words) out.push(plural(page.words, "word"), `${Math.ceil(page.words / wordsPerMinute)} min to read`);
  if (page.items) out.push(plural(page.items, "action"));
  if (page.resources) {
    out.push(plural(page.resources, "resource"));
    if (page.checked) out.push(`oldest check ${page.checked}`);
    if (page.unchecked) out.push(`${page.unchecked} not checked`);
  }
  return out;
}

/**
 * @param {Page} page
 * @param {State|undefined} state
 * @param {() => void} onToggle
 */
function renderPanel(page, state, onToggle) {
  const close = element("button", { type: "button" }, "Close");
  close.addEventListener("click", onToggle);
  const heading = page.deleted ? "This page was deleted" : state ? countText(state) : "";
  const out = [element("div", { class: "title" }, element("h2", {}, heading), close)];
  const home = element("a", { href: "/" }, "Go to the home page");
  if (page.deleted) out.push(element("p", {}, "Its last text stays here until you leave. ", home));
  else if (page.kept) out.push(element("p", {}, "This page is shown as it was before these errors."));
  else if (page.broken) out.push(element("p", {}, "This page is shown as far as it can be made."));
  if (!state) return out;
  const isElsewhere = (/** @type {Problem} */ p) => Number(p.file !== page.source);
  const sorted = [...state.problems].sort((a, b) => isElsewhere(a) - isElsewhere(b));
  out.push(renderList(sorted, "error"));
  if (state.warnings > 0) out.push(renderDetails("warnings", sorted, state.warnings));
  if (state.notices > 0) out.push(renderDetails("notices", sorted, state.notices));
  if (state.more > 0) out.push(element("p", {}, `${state.more} more: guide check --all-problems lists them all.`));
  return out;
}

/**
 * @param {Problem[]} problems
 * @param {string} severity
 */
const renderList = (problems, severity) =>
  element("ol", {}, ...problems.filter((p) => p.severity === severity).map(renderProblem));

/**
 * Renders problems that the editor can hide.
 * @param {"warnings"|"notices"} kind
 * @param {Problem[]} problems
 * @param {number} n how many there are of that kind
 */
function renderDetails(kind, problems, n) {
  const severity = kind.slice(0, -1);
  const summary = element("summary", {}, plural(n, severity));
  const details = element("details", choice[kind] ? { open: "open" } : {}, summary, renderList(problems, severity));
  details.addEventListener("toggle", () => (choice[kind] = /** @type {HTMLDetailsElement} */ (details).open));
  return details;
}

/** @param {Problem} p */
function renderProblem(p) {
  const position = [p.file, p.line, p.column].filter(Boolean).join(":");
  const link = p.open ? element("a", { href: p.open, title: "Open in the editor" }, position) : position;
  const code = element("span", { class: "code" }, `[${p.code}]`);
  const item = element("li", { class: p.severity },
    element("div", { class: "position" }, link),
    element("div", {}, element("strong", {}, p.severity + ": "), p.message, " ", code));
  if (p.source) item.append(renderSource(p));
  if (p.hint) item.append(element("div", { class: "hint" }, "hint: " + p.hint));
  return item;
}

/** @param {Problem} p */
function renderSource(p) {
  const chars = [...(p.source ?? "")];
  const from = Math.max(p.column - 1, 0);
  const to = p.endColumn > p.column ? p.endColumn - 1 : p.column > 0 ? from + 1 : from;
  const line = element("pre", {}, element("i", {}, `${p.line} | `), chars.slice(0, from).join(""));
  if (to > from) line.append(element("mark", {}, chars.slice(from, to).join("")));
  line.append(chars.slice(to).join(""));
  return line;
}

/**
 * Returns how many errors and warnings there are. Notices are listed and not counted.
 * @param {State} state
 */
function countText(state) {
  const parts = [];
  if (state.errors > 0) parts.push(plural(state.errors, "error"));
  if (state.warnings > 0) parts.push(plural(state.warnings, "warning"));
  return parts.join(", ") || "Notices";
}

/**
 * @param {number} n
 * @param {string} noun
 */
const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** @param {string} text */
const capitalize = (text) => text.replace(/^an? /, "").replace(/^./, (c) => c.toUpperCase());

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node|string)} children
 */
function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== "" || key === "hidden") e.setAttribute(key, value);
  }
  e.append(...children);
  return e;
}
