// Shows for a moment what has changed.

const milliseconds = 1200;

/** @param {Element[]} changed */
export function outline(changed) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const e of outermost(new Set(changed.map(block)))) {
    e.animate([{ outline: "3px solid #1a73e8", outlineOffset: "3px" }, { outline: "3px solid #1a73e8", outlineOffset: "3px", offset: 0.6 }, { outline: "3px solid transparent", outlineOffset: "3px" }], milliseconds);
  }
}

/**
 * Returns the nearest element that is not part of a line.
 * @param {Element} e
 */
function block(e) {
  while (e.parentElement && getComputedStyle(e).display.startsWith("inline")) e = e.parentElement;
  return e;
}

/** @param {Set<Element>} all */
function outermost(all) {
  return [...all].filter((e) => {
    if (e.closest("head") || e.getClientRects().length === 0) return false;
    for (let up = e.parentElement; up; up = up.parentElement) if (all.has(up)) return false;
    return true;
  });
}
