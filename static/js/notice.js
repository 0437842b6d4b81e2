// One quiet line at the end of the window: that a copy is due, that nothing can be kept here, or that what
// was stored cannot be read. It covers nothing for good: at the end of the page it has a place of its own.
import { get, key, listen, names, put, trouble } from "./keep.js";

const notice = document.getElementById("ui-notice");
const due = { changes: 20, days: 5 }; // since the last copy

/** @typedef {{changes: number, since: number}} Since what was changed since the last copy, and when first */

if (notice) {
  listen((own) => {
    if (own) {
      const { changes, since } = sinceCopy();
      put(key + ":copy", JSON.stringify({ changes: changes + 1, since: since || Date.now() }));
    }
    show();
  });
  notice.querySelector("button").addEventListener("click", () => {
    copied();
    notice.hidden = true;
  });
  show();
}

/** Begins to count anew. */
export function copied() {
  put(key + ":copy", JSON.stringify({ changes: 0, since: 0 }));
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
    }
  }
}

function reason() {
  const { changes, since } = sinceCopy();
  if (trouble) {
    return trouble;
  }
  if (names(":aside").length) {
    return "aside";
  }
  const days = (Date.now() - since) / 864e5;
  return changes >= due.changes || (changes > 0 && days >= due.days) ? "copy" : "";
}
