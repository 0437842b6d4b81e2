// Shows what is left, what is essential, what is for one audience and the like: each control is named for the
// data- attribute of a row that it looks at. The address says what was chosen, so that it can be kept and
// sent. A tick hides nothing: the choice is applied when it is made. On paper everything is there, unless the
// reader wants what is shown alone.
import { stateOf } from "./count.js";
import { progress } from "./keep.js";
import { whenShown } from "./pageshow.js";
import { announce, fill } from "./show.js";
import { byID } from "./table.js";

const form = document.querySelector(".filters");
/** @type {(HTMLInputElement | HTMLSelectElement)[]} */
const controls = form ? [...form.querySelectorAll("[name]")] : [];
if (form instanceof HTMLElement) {
  read();
  apply(form, false);
  reveal();
  form.addEventListener("change", () => {
    keep();
    apply(form, true);
  });
  whenShown(read);
  form.addEventListener("input", ({ target }) => target instanceof HTMLInputElement && setTimeout(read)); // as in tick.js
  addEventListener("hashchange", reveal);
  form.addEventListener("click", (event) => {
    const { action } = /** @type {HTMLElement} */ (event.target).dataset;
    if (action === "print") {
      print();
    } else if (action === "all") {
      history.replaceState(history.state, "", location.pathname);
      read();
      apply(form, true);
    }
  });
}

function read() {
  const asked = new URLSearchParams(location.search);
  for (const c of controls) {
    const value = asked.get(c.name) ?? "";
    if (c instanceof HTMLInputElement) {
      c.checked = value === c.value;
    } else {
      c.value = [...c.options].some((o) => o.value === value) ? value : "";
    }
  }
}

/** @param {HTMLInputElement | HTMLSelectElement} c */
function chosen(c) {
  return c instanceof HTMLInputElement && !c.checked ? "" : c.value;
}

function keep() {
  const url = new URL(location.href);
  for (const c of controls) {
    const value = chosen(c);
    value ? url.searchParams.set(c.name, value) : url.searchParams.delete(c.name);
  }
  history.replaceState(history.state, "", url);
}

/**
 * @param {HTMLElement} form
 * @param {boolean} own
 */
function apply(form, own) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-item]")]);
  for (const row of rows) {
    row.hidden = !fits(row);
  }
  document.documentElement.toggleAttribute("data-print-shown", controls.some((c) => c.name === "print" && chosen(c)));
  const left = rows.filter((row) => !row.hidden).length;
  const text = left < rows.length ? fill(form.dataset.shown, { n: left, total: rows.length }) : "";
  form.querySelector("output").textContent = text;
  if (own) {
    announce(text || fill(form.dataset.shown, { n: left, total: left }));
  }
}

/** @param {HTMLElement} row */
function fits(row) {
  return controls.every((c) => {
    const [value, own] = [chosen(c), row.dataset[c.name]];
    switch (value && c.name) {
      case "left":
        return !byID.has(row.id) || ["open", "doing"].includes(stateOf(progress, byID.get(row.id)));
      case "for": // without it, everyone
        return !own || own.split(" ").includes(value);
      case "minutes":
        return Number(own) <= Number(value); // NaN is not
      case "print":
        return true;
    }
    return !value || own === value;
  });
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
