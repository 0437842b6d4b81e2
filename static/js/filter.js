// Shows what is left, what is essential, what is for one audience. The address says which, so that it can
// be kept and sent. A tick hides nothing: the choice is applied when it is made. On paper everything is
// there, unless the reader wants what is shown alone.
import { stateOf } from "./count.js";
import { progress } from "./keep.js";
import { announce, fill } from "./show.js";
import { byID } from "./table.js";

const form = document.querySelector(".filters");
if (form instanceof HTMLElement) {
  const controls = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.querySelectorAll("[name]")]);
  read(controls);
  apply(form, false);
  reveal();
  form.addEventListener("change", () => {
    keep(controls);
    apply(form, true);
  });
  addEventListener("hashchange", reveal);
  form.querySelector("button").addEventListener("click", () => print());
}

/** @param {(HTMLInputElement | HTMLSelectElement)[]} controls */
function read(controls) {
  const asked = new URLSearchParams(location.search);
  for (const c of controls) {
    if (c instanceof HTMLInputElement) {
      c.checked = asked.has(c.name);
    } else {
      c.value = [...c.options].some((o) => o.value === asked.get(c.name)) ? asked.get(c.name) : "";
    }
  }
}

/** @param {(HTMLInputElement | HTMLSelectElement)[]} controls */
function keep(controls) {
  const url = new URL(location.href);
  for (const c of controls) {
    const value = c instanceof HTMLInputElement ? (c.checked ? "1" : "") : c.value;
    value ? url.searchParams.set(c.name, value) : url.searchParams.delete(c.name);
  }
  history.replaceState(history.state, "", url);
}

/**
 * @param {HTMLElement} form
 * @param {boolean} own
 */
function apply(form, own) {
  const wanted = new URLSearchParams(location.search);
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-item]")]);
  for (const row of rows) {
    row.hidden = !fits(row, wanted);
  }
  document.documentElement.toggleAttribute("data-print-shown", wanted.has("print"));
  const left = rows.filter((row) => !row.hidden).length;
  const text = left < rows.length ? fill(form.dataset.shown, { n: left, total: rows.length }) : "";
  form.querySelector("output").textContent = text;
  if (own) {
    announce(text || fill(form.dataset.shown, { n: left, total: left }));
  }
}

/**
 * @param {HTMLElement} row
 * @param {URLSearchParams} wanted
 */
function fits(row, wanted) {
  const [thing, audience, own] = [byID.get(row.id), wanted.get("for"), row.dataset.for];
  const left = !thing || ["open", "doing"].includes(stateOf(progress, thing));
  return (left || !wanted.has("left")) && (!wanted.has("essential") || row.dataset.level === "essential") &&
    (!audience || !own || own.split(" ").includes(audience));
}

// reveal shows the row that a link leads to, whatever is chosen.
function reveal() {
  const hash = location.hash.slice(1);
  const row = document.getElementById(byID.get(hash)?.id ?? hash);
  if (row?.hidden && row.matches("[data-item]")) {
    row.hidden = false;
    row.scrollIntoView();
  }
}
