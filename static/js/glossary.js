// Loads the script that shows the meaning of terms, once the reader points to one: most never do.
export {}; // a module, not a script

const popover = document.getElementById("ui-meaning"); // null in a guide without glossary
const { script } = popover?.dataset ?? {};
const controller = new AbortController();

if (script && location.protocol !== "file:") {
  addEventListener("mouseover", loadScript, controller);
  addEventListener("click", loadScript, controller);
}

/** @param {Event} event */
async function loadScript(event) {
  const term = /** @type {Element} */ (event.target).closest?.("a.term");
  if (!(term instanceof HTMLAnchorElement)) {
    return;
  }
  const isClick = event instanceof MouseEvent && event.type === "click" && !event.button && !event.ctrlKey &&
    !event.metaKey && !event.shiftKey && !event.altKey;
  if (isClick) {
    event.preventDefault();
  }
  controller.abort();
  await import(new URL(script ?? "", document.baseURI).href).catch(() => isClick && location.assign(term.href));
  isClick ? term.click() : term.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
}
