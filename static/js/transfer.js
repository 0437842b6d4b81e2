// The page /progress/: a copy out, a copy in, back to what was before, and away with everything.
import { empty, maxBytes, parse, Refused, write } from "./format.js";
import { drop, forget, get, homes, isReadable, key, listen, names, progress, put, replace, tell } from "./keep.js";
import { difference, merge } from "./merge.js";
import { copied } from "./notice.js";
import { whenShown } from "./pageshow.js";
import { announce, fill } from "./show.js";
import { byID, guide, home } from "./table.js";
import { readTheme } from "./theme.js";

const undoFor = 30 * 864e5; // ms that a copy for undo is kept
const undoKey = key + ":undo";
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
  find(`[data-action="${action}"]`).addEventListener("click", (event) => {
    if (event.detail < 2) { // a double click is one
      near(event.target);
      act();
    }
  });
}

/**
 * Puts what is said into the part of the page that it is about.
 * @param {EventTarget} control
 */
const near = (control) => /** @type {Element} */ (control).closest("section").append(find("[data-result]"));

on("export", () => {
  save(`${guide}-${new Date().toISOString().slice(0, 10)}.json`, write(progress));
  copied();
  say("exported");
});

const field = /** @type {HTMLTextAreaElement} */ (find("[data-text]"));
on("copy", async () => {
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

let choices = 0; // of a file: the last one counts
find(`[data-action="import"]`).addEventListener("change", async (event) => {
  const chosen = /** @type {HTMLInputElement} */ (event.target);
  const file = chosen.files[0];
  chosen.value = ""; // so that the same file can be chosen again
  near(chosen);
  if (!file) {
    return;
  }
  offer(undefined);
  const mine = ++choices;
  try {
    const text = file.size > maxBytes ? undefined : await file.text();
    if (mine === choices) {
      text === undefined ? say("refusedSize") : look(text);
    }
  } catch {
    say("refusedFile");
  }
});

on("look", () => look(/** @type {HTMLTextAreaElement} */ (find("[data-paste]")).value.trim()));

on("merge", () => {
  if (offered) {
    swap("import", merge(progress, offered), "merged");
    offer(undefined);
    find(`[data-action="undo"]`).focus();
  }
});

on("reset", () => swap("reset", { ...progress, changed: undefined, items: Object.create(null), plan: undefined }, "reset"));

on("undo", () => {
  const copy = undoCopy();
  if (copy) {
    swap("undo", parse(copy.progress, guide), "undone");
  }
});

const sure = /** @type {HTMLInputElement} */ (find("[data-sure]"));
let isSure = false; // said by the reader, on this visit, and not by a browser that restores the page
const showSure = () => (sure.checked = isSure);
sure.addEventListener("change", () => (isSure = sure.checked));
sure.addEventListener("input", () => setTimeout(showSure)); // as in tick.js
whenShown(() => {
  isSure = false;
  showSure();
});
on("forget", () => {
  const asked = isSure;
  if (asked) {
    forget();
    readTheme();
    isSure = false;
  }
  showSure();
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
  const before = write(progress);
  if (write(next) !== before) {
    const old = get(undoKey);
    const bare = before === write({ ...empty(guide), visited: progress.visited });
    // Of nothing no copy is made where there is one of something. An undo goes on without.
    const kept = (bare && undoCopy()) || put(undoKey, JSON.stringify({ what, at: Date.now(), progress: before })) || word === "undone";
    if (!kept || !replace(next)) {
      old === null ? drop(undoKey) : put(undoKey, old);
      word = "full";
    }
  }
  say(word);
  update();
}

/** @returns {{what: string, at: number, progress: string} | undefined} */
function undoCopy() {
  try {
    const copy = JSON.parse(get(undoKey));
    if (Date.now() - copy.at < undoFor && parse(copy.progress, guide)) {
      return copy;
    }
  } catch {
    // There is none.
  }
  drop(undoKey);
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
  field.value = write(progress);
  const copy = undoCopy();
  find(`[data-action="undo"]`).hidden = !copy;
  find("[data-undo]").textContent = copy
    ? fill(copy.what === "import" ? words.undoImport : copy.what === "reset" ? words.undoReset : words.undoUndo, { time: new Date(copy.at).toLocaleString(document.documentElement.lang) })
    : "";
  const all = [...names(), "guide-theme"].filter((name) => get(name) !== null);
  const size = all.reduce((sum, name) => sum + name.length + (get(name) ?? "").length, 0);
  find("[data-stored]").textContent = fill(all.length ? words.stored : words.nothing, { keys: all.length, size: Math.ceil(size / 1000) });
  const others = homes().filter((other) => other !== home);
  const shared = find("[data-homes]") ?? document.createElement("p"); // a template of the guide's own may not have it
  shared.hidden = !others.length;
  shared.textContent = fill(words.shared, { addresses: others.map((other) => location.host + other).join(", ") });
  const list = find("[data-aside]");
  const text = get(key); // what is too large to be set aside is still there
  const held = [...names(":aside"), ...(text === null || isReadable(text) ? [] : [key])];
  list.hidden = !held.length;
  list.querySelector("ul").replaceChildren(...held.map(asideLink));
}

/** @param {string} name */
function asideLink(name) {
  const item = document.createElement("li");
  const button = (/** @type {string} */ word, /** @type {() => void} */ act) => {
    const made = document.createElement("button");
    made.textContent = fill(word, { name: name.slice(key.length + 1) || guide });
    made.addEventListener("click", act);
    item.append(made, " ");
  };
  button(words.asideFile, () => save(name.replaceAll(":", "-") + ".txt", get(name) ?? ""));
  button(words.asideDelete, () => {
    drop(name);
    tell("");
  });
  return item;
}

listen(update);
update();
showKept(false);
