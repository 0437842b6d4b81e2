// The bar below the page, with what an editor wants to know of it, and the list of problems above the
// bar. Both live in a shadow tree behind the body: neither the page nor its styles know of them.

/** @typedef {import("./live.js").Page} Page */
/** @typedef {import("./live.js").State} State */
/**
 * @typedef {{file: string, line: number, column: number, endColumn: number, severity: string,
 *   code: string, message: string, hint?: string, source?: string, open?: string}} Problem
 */

const wordsAMinute = 200;

const styles = `
:host { all: initial; display: block; block-size: 2.5rem; }
@media print { :host { display: none; } }
* { box-sizing: border-box; }
.tool { position: fixed; inset: auto 0 0 0; z-index: 2147483647; color-scheme: dark;
  font: 0.8125rem/1.4 system-ui, sans-serif; color: #e8eaed; }
.bar { display: flex; align-items: center; gap: 1rem; min-block-size: 2.5rem; padding: 0 0.75rem;
  background: #1f2429; border-block-start: 1px solid #4a525b; }
.bar > * { flex: none; }
.bar:not(:has(.facts li)) { min-block-size: 2.5rem; }
.source { flex: 0 1 auto; min-inline-size: 3rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; direction: rtl; text-align: left; }
.source bdi { direction: ltr; unicode-bidi: isolate; }
.facts { display: flex; gap: 1rem; margin: 0; padding: 0; list-style: none; flex: 0 1 auto; overflow: hidden; white-space: nowrap; color: #bdc4cc; }
.status { padding: 0.0625rem 0.5rem; border: 1px solid #f0c14b; border-radius: 0.25rem; color: #f6d98a; white-space: nowrap; }
.count { margin-inline-start: auto; display: flex; gap: 0.5rem; }
a { color: #9ecbff; }
button { font: inherit; color: inherit; background: #343c44; border: 1px solid #6a747e; border-radius: 0.25rem;
  min-block-size: 1.75rem; padding: 0 0.625rem; cursor: pointer; white-space: nowrap; }
button.errors { background: #a4161a; border-color: #ff8a8a; color: #fff; font-weight: 600; }
:focus-visible { outline: 2px solid #9ecbff; outline-offset: 2px; }
.panel { max-block-size: 60vh; overflow: auto; overscroll-behavior: contain; padding: 0.75rem 1rem 1rem;
  background: #16191d; border-block-start: 3px solid #ff8a8a; }
.panel.calm { border-color: #f0c14b; }
.panel[hidden] { display: none; }
.title { display: flex; align-items: start; gap: 1rem; justify-content: space-between; }
h2 { margin: 0; font-size: 1rem; }
p { margin: 0.25rem 0; max-inline-size: 60rem; }
ol { margin: 0; padding: 0; list-style: none; }
ol > li, details { margin-block-start: 0.875rem; }
summary { cursor: pointer; }
.at { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.code { color: #a3acb5; }
pre { margin: 0.25rem 0; padding: 0.375rem 0.625rem; overflow-x: auto; background: #23282e; border-radius: 0.25rem;
  font: 0.8125rem/1.5 ui-monospace, monospace; tab-size: 4; }
pre i { font-style: normal; color: #a3acb5; user-select: none; }
mark { color: inherit; background: none; text-decoration: underline wavy #ff8a8a; text-underline-offset: 0.2em; }
li.warning mark { text-decoration-color: #f0c14b; }
@media (max-width: 48rem) {
  :host { block-size: 4rem; }
  .bar { flex-wrap: wrap; gap: 0 0.75rem; min-block-size: 4rem; align-content: center; }
  .source { flex: 1 1 0; }
  .facts { order: 1; flex: 1 0 100%; overflow-x: auto; }
}
`;

/** @type {{bar: HTMLElement, panel: HTMLElement}|undefined} */
let tool;
/** What the editor has decided about the panel for these problems. */
let chosen = { key: "", open: false, warnings: false };

/**
 * Shows what is known of the page and of the guide.
 * @param {Page} page
 * @param {State|undefined} state
 */
export function show(page, state) {
  tool ??= build();
  const problems = state?.problems ?? [];
  const errors = state?.errors ?? 0;
  const key = problems.map((p) => [p.file, p.code, p.message].join("\n")).join("\n\n") + page.deleted;
  if (chosen.key !== key) chosen = { key, open: urgent(page, problems, errors), warnings: errors === 0 };
  tool.bar.replaceChildren(...bar(page, state, () => toggle(page, state)));
  const scroll = tool.panel.scrollTop;
  tool.panel.hidden = !chosen.open;
  tool.panel.className = errors > 0 ? "panel" : "panel calm";
  tool.panel.replaceChildren(...(chosen.open ? panel(page, state, () => toggle(page, state)) : []));
  tool.panel.scrollTop = scroll;
}

/**
 * Reports whether the panel opens by itself: for the page's own errors, and for those of files that all
 * pages are made with.
 * @param {Page} page
 * @param {Problem[]} problems
 * @param {number} errors
 */
function urgent(page, problems, errors) {
  if (page.deleted) return true;
  if (errors === 0) return false;
  return page.broken || page.missing || problems.some((p) => p.severity === "error" && !p.file.endsWith(".md"));
}

/**
 * @param {Page} page
 * @param {State|undefined} state
 */
function toggle(page, state) {
  chosen.open = !chosen.open;
  show(page, state);
  /** @type {HTMLElement|null} */ (tool?.bar.querySelector("button"))?.focus();
}

function build() {
  const host = document.createElement("guide-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const panel = element("section", { class: "panel", "aria-label": "Problems", hidden: "", tabindex: "-1" });
  const bar = element("section", { class: "bar", "aria-label": "Preview" });
  const outer = element("div", { class: "tool", lang: "en", dir: "ltr" }, panel, bar);
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
 * @param {() => void} press
 */
function bar(page, state, press) {
  const out = [];
  if (page.status) out.push(element("span", { class: "status" }, capital(page.status)));
  if (page.source) {
    const path = element("bdi", {}, page.source);
    const link = page.open ? element("a", { href: page.open, title: "Open in the editor" }, path) : path;
    out.push(element("span", { class: "source" }, link), element("ul", { class: "facts" }, ...facts(page).map((f) => element("li", {}, f))));
  }
  const count = element("span", { class: "count" });
  if (state && state.errors + state.warnings > 0) {
    const button = element("button", { type: "button", class: state.errors > 0 ? "errors" : "", "aria-expanded": String(chosen.open) }, counts(state));
    button.addEventListener("click", press);
    count.append(button);
  }
  out.push(count);
  return out;
}

/** @param {Page} page */
function facts(page) {
  const out = [];
  if (page.words) out.push(counted(page.words, "word"), `${Math.ceil(page.words / wordsAMinute)} min to read`);
  if (page.items) out.push(counted(page.items, "action"));
  if (page.resources) {
    out.push(counted(page.resources, "resource"));
    if (page.checked) out.push(`oldest check ${page.checked}`);
    if (page.unchecked) out.push(`${page.unchecked} not checked`);
  }
  return out;
}

/**
 * @param {Page} page
 * @param {State|undefined} state
 * @param {() => void} press
 */
function panel(page, state, press) {
  const close = element("button", { type: "button" }, "Close");
  close.addEventListener("click", press);
  const heading = page.deleted ? "This page was deleted" : state ? counts(state) : "";
  const out = [element("div", { class: "title" }, element("h2", {}, heading), close)];
  if (page.deleted) out.push(element("p", {}, "Its last text stays here until you leave. ", element("a", { href: "/" }, "Go to the home page")));
  else if (page.kept) out.push(element("p", {}, "This page is shown as it was before these errors."));
  else if (page.broken) out.push(element("p", {}, "This page is shown as far as it can be made."));
  if (!state) return out;
  const own = (/** @type {Problem} */ p) => Number(p.file !== page.source);
  const sorted = [...state.problems].sort((a, b) => own(a) - own(b));
  out.push(list(sorted, "error"));
  if (state.warnings > 0) out.push(warnings(list(sorted, "warning"), state.warnings));
  if (state.more > 0) out.push(element("p", {}, `${state.more} more: guide check lists them all.`));
  return out;
}

/**
 * @param {Problem[]} problems
 * @param {string} severity
 */
const list = (problems, severity) => element("ol", {}, ...problems.filter((p) => p.severity === severity).map(problem));

/**
 * @param {HTMLElement} all
 * @param {number} n
 */
function warnings(all, n) {
  const details = element("details", chosen.warnings ? { open: "open" } : {}, element("summary", {}, counted(n, "warning")), all);
  details.addEventListener("toggle", () => (chosen.warnings = /** @type {HTMLDetailsElement} */ (details).open));
  return details;
}

/** @param {Problem} p */
function problem(p) {
  const place = [p.file, p.line, p.column].filter(Boolean).join(":");
  const at = p.open ? element("a", { href: p.open, title: "Open in the editor" }, place) : place;
  const item = element("li", { class: p.severity },
    element("div", { class: "at" }, at),
    element("div", {}, element("strong", {}, p.severity + ": "), p.message, " ", element("span", { class: "code" }, `[${p.code}]`)));
  if (p.source) item.append(sourceLine(p));
  if (p.hint) item.append(element("div", {}, "hint: " + p.hint));
  return item;
}

/** @param {Problem} p */
function sourceLine(p) {
  const points = [...(p.source ?? "")];
  const from = Math.max(p.column - 1, 0);
  const to = p.endColumn > p.column ? p.endColumn - 1 : p.column > 0 ? from + 1 : from;
  const line = element("pre", {}, element("i", {}, `${p.line} | `), points.slice(0, from).join(""));
  if (to > from) line.append(element("mark", {}, points.slice(from, to).join("")));
  line.append(points.slice(to).join(""));
  return line;
}

/** @param {State} state */
function counts(state) {
  const parts = [];
  if (state.errors > 0) parts.push(counted(state.errors, "error"));
  if (state.warnings > 0) parts.push(counted(state.warnings, "warning"));
  return parts.join(", ");
}

/**
 * @param {number} n
 * @param {string} noun
 */
const counted = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** @param {string} text */
const capital = (text) => text.replace(/^an? /, "").replace(/^./, (c) => c.toUpperCase());

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node|string)} children
 */
function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== "" || key === "hidden") e.setAttribute(key, value);
  e.append(...children);
  return e;
}
