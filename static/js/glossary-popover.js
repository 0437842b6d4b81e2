// Shows the definition of a glossary term in a popover: it opens on click or hover, and closes on Escape, on a click
// elsewhere or when the mouse has left both. The glossary page is fetched once. Without this script, which glossary.js
// loads, a term is a link to that page.
export {}; // a module, not a script

const popover = /** @type {HTMLElement} */ (document.getElementById("ui-meaning"));
const hoverDelay = 400; // ms before the popover opens or closes

/** @type {HTMLAnchorElement | undefined} */
let openTerm; // whose definition is shown
let timer = 0;
/** @type {Promise<Document> | undefined} */
let glossary;

if ("showPopover" in popover) {
  popover.hidden = false;
  document.addEventListener("click", (event) => {
    const term = termAt(event);
    if (!term || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    showDefinition(term).catch(() => location.assign(term.href));
  });
  document.addEventListener("mouseover", (event) => {
    const term = termAt(event);
    if (term && term !== openTerm) {
      schedule(() => showDefinition(term));
    } else if (term || popover.contains(/** @type {Node} */ (event.target))) {
      schedule();
    } else {
      schedule(openTerm && openTerm !== document.activeElement ? () => popover.hidePopover() : undefined);
    }
  });
  popover.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") {
      if (popover.contains(document.activeElement)) {
        openTerm?.focus();
      }
      setExpanded(undefined);
    }
  });
}

/**
 * @param {Event} event
 * @returns {HTMLAnchorElement | null | undefined}
 */
function termAt(event) {
  return /** @type {Element} */ (event.target).closest?.("a.term");
}

/** @param {() => void} [action] replaces the one scheduled */
function schedule(action) {
  clearTimeout(timer);
  timer = action ? setTimeout(action, hoverDelay) : 0;
}

/** @param {HTMLAnchorElement} term */
async function showDefinition(term) {
  schedule();
  glossary ??= fetchGlossary(term.href);
  glossary.catch(() => (glossary = undefined)); // so that the next call tries again
  const id = decodeURIComponent(term.hash.slice(1));
  const definition = (await glossary).getElementById(id)?.querySelector("dd");
  if (!definition) {
    throw new Error("there is no " + id);
  }
  const copy = document.importNode(definition, true);
  for (const link of copy.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", term.href).href;
  }
  popover.hidePopover();
  popover.querySelector("div")?.replaceChildren(...copy.childNodes);
  /** @type {HTMLAnchorElement} */ (popover.querySelector(":scope > p a")).href = term.href;
  term.after(popover); // next in tab order and for screen readers
  popover.showPopover();
  positionPopover(term.getClientRects()[0]);
  setExpanded(term);
}

/** @param {HTMLAnchorElement | undefined} term */
function setExpanded(term) {
  openTerm?.removeAttribute("aria-expanded");
  term?.setAttribute("aria-expanded", "true");
  openTerm = term;
}

/** @param {string} href */
async function fetchGlossary(href) {
  const response = await fetch(href);
  if (!response.ok) {
    throw new Error(response.statusText);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// positionPopover puts the popover below the term, or above it if there is no room.
/** @param {DOMRect} rect */
function positionPopover(rect) {
  const width = document.documentElement.clientWidth;
  const below = rect.bottom + popover.offsetHeight < innerHeight || rect.top < popover.offsetHeight;
  popover.style.left = scrollX + Math.max(8, Math.min(rect.left, width - popover.offsetWidth - 8)) + "px";
  popover.style.top = scrollY + (below ? rect.bottom + 4 : rect.top - popover.offsetHeight - 4) + "px";
}
