// The page /progress/: a copy out, a copy in, back to what was before, and away with everything.
import { parse, Refused, write } from "./format.js";
import { forget, get, key, listen, names, progress, put, replace } from "./keep.js";
import { difference, merge } from "./merge.js";
import { copied } from "./notice.js";
import { announce, fill } from "./show.js";
import { byID, guide } from "./table.js";

const undoFor = 30 * 864e5; // ms that a copy for undo is kept
const page = /** @type {HTMLElement} */ (document.querySelector("[data-transfer]"));
const words = page.dataset;

/**
 * @template {HTMLElement} T
 * @param {string} selector
 * @returns {T}
 */
const find = (selector) => page.querySelector(selector);

/** @type {import("./format.js").Progress | undefined} the copy that was looked at and can be merged */
let offered;

/**
 * @param {string} action
 * @param {() => void} act
 */
function on(action, act) {
  find(`[data-action="${action}"]`).addEventListener("click", act);
}

on("export", () => {
  save(`${guide}-${new Date().toISOString().slice(0, 10)}.json`, write(progress));
  copied();
  say("exported");
});

on("copy", async () => {
  const field = /** @type {HTMLTextAreaElement} */ (find("[data-text]"));
  field.value = write(progress);
  field.hidden = false;
  try {
    await navigator.clipboard.writeText(field.value);
    copied();
    say("copied");
  } catch {
    field.select();
    say("select"); // the reader copies it by hand
  }
});

find(`[data-action="import"]`).addEventListener("change", async (event) => {
  const file = /** @type {HTMLInputElement} */ (event.target).files[0];
  if (file) {
    look(file.size > 5e6 ? " ".repeat(5e6 + 1) : await file.text());
  }
});

on("look", () => look(/** @type {HTMLTextAreaElement} */ (find("[data-paste]")).value.trim()));

on("merge", () => {
  if (offered) {
    swap("import", merge(progress, offered), "merged");
    offer(undefined);
  }
});

on("reset", () => swap("reset", { ...progress, changed: undefined, items: Object.create(null), plan: undefined }, "reset"));

on("undo", () => {
  const copy = undoCopy();
  if (copy) {
    swap(copy.what, parse(copy.progress, guide), "undone");
  }
});

on("forget", () => {
  const sure = /** @type {HTMLInputElement} */ (find("[data-sure]"));
  const asked = sure.checked;
  if (asked) {
    forget();
    sure.checked = false;
  }
  say(asked ? "forgotten" : "unsure");
});

on("persist", async () => {
  await navigator.storage?.persist?.();
  announce(await showKept(true));
});

/**
 * Says whether the browser has promised to keep what is stored; that it has not, only to those who asked.
 * @param {boolean} asked
 */
async function showKept(asked) {
  const kept = await navigator.storage?.persisted?.();
  return (find("[data-kept]").textContent = kept ? words.persisted : asked ? words.refused : "");
}

/**
 * Says what a copy would change, or why it is refused.
 * @param {string} text
 */
function look(text) {
  try {
    offer(parse(text, guide));
  } catch (error) {
    offer(undefined);
    const reason = error instanceof Refused ? error.reason : "shape";
    show(words["refused" + reason[0].toUpperCase() + reason.slice(1)]);
  }
}

/** @param {import("./format.js").Progress | undefined} copy */
function offer(copy) {
  offered = copy;
  find(`[data-action="merge"]`).hidden = !copy;
  if (copy) {
    show(fill(words.preview, difference(progress, merge(progress, copy), (id) => byID.has(id))));
  }
}

/**
 * Puts another progress in the place of this one, which can be brought back for 30 days.
 * @param {string} what
 * @param {import("./format.js").Progress} next
 * @param {string} word
 */
function swap(what, next, word) {
  const before = get(key + ":undo");
  const copy = { what, at: Date.now(), progress: write(progress) };
  if (put(key + ":undo", JSON.stringify(copy)) && replace(next)) {
    say(word);
  } else {
    before === null ? localStorage.removeItem(key + ":undo") : put(key + ":undo", before);
    say("full");
  }
  update();
}

/** @returns {{what: string, at: number, progress: string} | undefined} */
function undoCopy() {
  try {
    const copy = JSON.parse(get(key + ":undo"));
    if (Math.abs(Date.now() - copy.at) < undoFor) {
      return copy;
    }
    localStorage.removeItem(key + ":undo");
  } catch {
    // There is none.
  }
}

/** @param {string} word */
const say = (word) => show(words[word]);

/** @param {string} text */
function show(text) {
  find("[data-result]").textContent = text;
  announce(text);
}

/**
 * @param {string} name
 * @param {string} text
 */
function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// update shows what is stored.
function update() {
  const copy = undoCopy();
  find(`[data-action="undo"]`).hidden = !copy;
  find("[data-undo]").textContent = copy
    ? fill(copy.what === "import" ? words.undoImport : words.undoReset, { time: new Date(copy.at).toLocaleString(document.documentElement.lang) })
    : "";
  const all = names("");
  const size = all.reduce((sum, name) => sum + name.length + (get(name) ?? "").length, 0);
  find("[data-stored]").textContent = fill(all.length ? words.stored : words.nothing, { keys: all.length, size: Math.ceil(size / 1000) });
  const list = find("[data-aside]");
  const held = names(":aside");
  list.hidden = !held.length;
  list.querySelector("ul").replaceChildren(...held.map(asideLink));
}

/** @param {string} name */
function asideLink(name) {
  const [item, button] = [document.createElement("li"), document.createElement("button")];
  button.textContent = fill(words.asideFile, { name: name.slice(key.length + 1) });
  button.addEventListener("click", () => save(name.replaceAll(":", "-") + ".txt", get(name) ?? ""));
  item.append(button);
  return item;
}

listen(update);
update();
showKept(false);
