/**
 * Calls a function whenever the page is shown, the first time or again, and once more a moment later: browsers put
 * controls back as they were left before pageshow, and WebKit empties those that must not be put back after it.
 * @param {(event: PageTransitionEvent) => void} show
 */
export const whenShown = (show) =>
  addEventListener("pageshow", (event) => {
    show(event);
    setTimeout(() => show(event));
  });
