// Outlines changed elements for a moment.

const duration = 1200; // ms
const keyframes = [
  { outline: "3px solid #1a73e8", outlineOffset: "3px" },
  { outline: "3px solid #1a73e8", outlineOffset: "3px", offset: 0.6 },
  { outline: "3px solid transparent", outlineOffset: "3px" },
];

/** @param {Element[]} changed */
export function highlight(changed) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const e of outermost(new Set(changed.map(blockAncestor)))) {
    e.animate(keyframes, duration);
  }
}

/**
 * Returns the nearest ancestor that is not inline, or the element itself.
 * @param {Element} e
 */
function blockAncestor(e) {
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
