// Marks where the reader is in the table of contents, and places and closes the lists that open over the page.
export {}; // a module, not a script

const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".toc a")]);
const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

const observer = new IntersectionObserver(() => {
  const current = targets.findLastIndex((t) => t && t.getBoundingClientRect().top < innerHeight * 0.3);
  links.forEach((link, i) => (link.ariaCurrent = i === current ? "true" : null));
}, { rootMargin: "0px 0px -70%" });
targets.forEach((t) => t && observer.observe(t));

document.addEventListener("click", ({ target }) => {
  const clicked = /** @type {Element} */ (target);
  const button = /** @type {HTMLButtonElement | null} */ (clicked.closest("[popovertarget]"));
  if (button) { // the list opens below its bar, at the top of the window
    const bar = button.closest("header") ?? button;
    scrollBy(0, bar.getBoundingClientRect().top);
    /** @type {HTMLElement} */ (button.popoverTargetElement).style
      .setProperty("--top", bar.getBoundingClientRect().bottom + "px");
  }
  const list = clicked.closest("[popover] a")?.closest("[popover]");
  /** @type {HTMLElement | undefined} */ (list ?? undefined)?.hidePopover?.();
});
