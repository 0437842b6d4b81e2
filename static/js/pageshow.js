/**
 * Calls a function on pageshow and once more a moment later: browsers restore form controls before pageshow, and WebKit
 * resets those with autocomplete="off" after it.
 * @param {(event: PageTransitionEvent) => void} handler
 */
export const onPageShow = (handler) =>
  addEventListener("pageshow", (event) => {
    handler(event);
    setTimeout(() => handler(event));
  });
