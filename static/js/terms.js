// The meaning of a glossary term, in place: it opens on a click, or when the mouse rests on the term, and
// stays until it is closed (Escape, a click elsewhere) or the mouse has left both. It is read from the
// page of the glossary, once. Without all this the term is a link to that page.
const box = document.getElementById("ui-meaning");
const rest = 400; // ms that the mouse rests before the meaning opens, and stays away before it closes

/** @type {HTMLAnchorElement | undefined} */
let open; // the term whose meaning is shown
let timer = 0;
/** @type {Promise<Document> | undefined} */
let glossary;

if (box && box.showPopover && location.protocol !== "file:") {
  box.hidden = false;
  document.addEventListener("click", (event) => {
    const term = termAt(event);
    if (!term || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    show(term).catch(() => location.assign(term.href));
  });
  document.addEventListener("mouseover", (event) => {
    const term = termAt(event);
    if (term && term !== open) {
      later(() => show(term));
    } else if (term || box.contains(/** @type {Node} */ (event.target))) {
      later();
    } else {
      later(open && open !== document.activeElement ? () => box.hidePopover() : undefined);
    }
  });
  box.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") {
      if (box.contains(document.activeElement)) {
        open?.focus();
      }
      mark(undefined);
    }
  });
}

/** @param {Event} event */
function termAt(event) {
  return /** @type {Element} */ (event.target).closest?.("a.term");
}

/** @param {() => void} [act] in place of what was to happen */
function later(act) {
  clearTimeout(timer);
  timer = act ? setTimeout(act, rest) : 0;
}

/** @param {HTMLAnchorElement} term */
async function show(term) {
  later();
  glossary ??= read(term.href);
  glossary.catch(() => (glossary = undefined)); // the next try may succeed
  const id = decodeURIComponent(term.hash.slice(1));
  const meaning = (await glossary).getElementById(id)?.querySelector("dd");
  if (!meaning) {
    throw new Error("there is no " + id);
  }
  const copy = document.importNode(meaning, true);
  for (const link of copy.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href"), term.href).href;
  }
  box.hidePopover();
  box.firstElementChild.replaceChildren(...copy.childNodes);
  box.lastElementChild.querySelector("a").href = term.href;
  term.after(box); // so that it is what comes next for the keyboard and for screen readers
  box.showPopover();
  place(term.getClientRects()[0]);
  mark(term);
}

// mark says which term is open.
/** @param {HTMLAnchorElement | undefined} term */
function mark(term) {
  open?.removeAttribute("aria-expanded");
  term?.setAttribute("aria-expanded", "true");
  open = term;
}

/** @param {string} href */
async function read(href) {
  const answer = await fetch(href);
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// place puts the box below the term, or above it where there is no room.
/** @param {DOMRect} at */
function place(at) {
  const width = document.documentElement.clientWidth;
  const below = at.bottom + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
  box.style.left = scrollX + Math.max(8, Math.min(at.left, width - box.offsetWidth - 8)) + "px";
  box.style.top = scrollY + (below ? at.bottom + 4 : at.top - box.offsetHeight - 4) + "px";
}
