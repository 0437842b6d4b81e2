// One quiet line at the end of the window: that a copy is due, that nothing can be kept here, or that what
// was stored cannot be read. It covers nothing for good: at the end of the page it has a place of its own.
import { get, key, listen, names, progress, put, trouble } from "./keep.js";
import { write } from "./format.js";
import { announce } from "./show.js";

const notice = document.getElementById("ui-notice");
const due = { changes: 20, days: 5 }; // since the last copy

/** @typedef {{changes: number, since: number}} Since what was changed since the last copy, and when first */

let last = ""; // the id of a note that was changed last
let shown = "";

if (notice) {
  listen((own, note) => {
    if (own && !(note && own === last)) { // a note that is being written is one change
      const { changes, since } = sinceCopy();
      put(key + ":copy", JSON.stringify({ changes: changes + 1, since: since || Date.now() }));
    }
    last = note ? own : "";
    show();
  });
  notice.addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLButtonElement)) {
      return;
    }
    shown === "disk" ? put(key + ":disk", "1") : copied();
    show();
    document.getElementById("ui-main").focus({ preventScroll: true });
  });
  notice.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link && trouble) { // another page would know nothing of it
      link.href = URL.createObjectURL(new Blob([write(progress)], { type: "application/json" }));
      link.download = "progress.json";
    }
  });
  show();
}

/** Begins to count anew. */
export function copied() {
  put(key + ":copy", JSON.stringify({ changes: 0, since: 0 }));
  show();
}

/** @returns {Since} */
function sinceCopy() {
  try {
    const { changes, since } = JSON.parse(get(key + ":copy") ?? "");
    return { changes: Number(changes) || 0, since: Number(since) || 0 };
  } catch {
    return { changes: 0, since: 0 };
  }
}

function show() {
  const what = reason();
  notice.hidden = !what;
  for (const line of notice.querySelectorAll("[data-notice]")) {
    if (line instanceof HTMLElement) {
      line.hidden = line.dataset.notice !== what;
      if (!line.hidden && what !== shown) {
        announce(line.textContent.trim());
      }
    }
  }
  shown = what;
}

function reason() {
  const { changes, since } = sinceCopy();
  if (trouble) {
    return trouble;
  }
  const days = (Date.now() - since) / 864e5;
  if (changes >= due.changes || (changes > 0 && days >= due.days)) {
    return "copy";
  }
  // Browsers differ in whether files share a storage, and even Chromium does not always let them.
  const apart = location.protocol === "file:" && !document.body.matches(".on-all");
  return names(":aside").length ? "aside" : apart && !get(key + ":disk") ? "disk" : "";
}
