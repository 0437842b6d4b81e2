// Loads the script that shows the meaning of terms, once the reader points to one: most never do.
export {}; // a module, not a script

const popover = document.getElementById("ui-meaning"); // null in a guide without glossary
const { script } = popover?.dataset ?? {};
const controller = new AbortController();
/** @type {Promise<unknown> | undefined} */
let loading;
/** @type {Element | null} */
let pointed = null; // the term that the mouse is on

if (script && location.protocol !== "file:") {
  addEventListener("mouseover", showMeaning, controller);
  addEventListener("click", showMeaning, controller);
}

/**
 * Loads the script and repeats the event for it.
 * @param {MouseEvent} event
 */
async function showMeaning(event) {
  const term = /** @type {Element} */ (event.target).closest?.("a.term") ?? null;
  const isClick = event.type === "click";
  pointed = isClick ? pointed : term;
  const opensElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!(term instanceof HTMLAnchorElement) || isClick && opensElsewhere) {
    return;
  }
  if (isClick) {
    event.preventDefault(); // even while the script is loading
  }
  loading ??= import(new URL(script ?? "", document.baseURI).href);
  try {
    await loading;
  } catch {
    loading = undefined; // so that the next event tries again
    if (isClick) {
      location.assign(term.href);
    }
    return;
  }
  controller.abort();
  if (isClick || term === pointed) {
    term.dispatchEvent(new MouseEvent(event.type, { bubbles: true, cancelable: true }));
  }
}
