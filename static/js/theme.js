// The control for the colours of the page: those of the device, light or dark. The choice is kept on this
// device; inline.js applies it before a page is drawn.
import "./inline.js"; // again, for servers that forbid a script in the page
import { whenShown } from "./pageshow.js";

const key = "guide-theme";
const root = document.documentElement;
const control = document.querySelector(".theme");

if (control instanceof HTMLElement && CSS.supports("color", "light-dark(red, red)")) {
  control.hidden = false;
  show();
  control.addEventListener("change", (event) => {
    root.dataset.theme = /** @type {HTMLInputElement} */ (event.target).value;
    try {
      localStorage.setItem(key, root.dataset.theme);
    } catch {
      // Storage is refused or full: the choice holds for this page.
    }
  });
  addEventListener("storage", (event) => event.key === key && readTheme());
  whenShown(readTheme);
  control.addEventListener("input", () => setTimeout(show)); // as in tick.js
}

/** Takes the colours that are stored now. */
export function readTheme() {
  try {
    root.dataset.theme = localStorage.getItem(key) || "";
  } catch {
    // Storage is refused: the choice holds for this page.
  }
  show();
}

// show makes the control say which colours hold.
function show() {
  for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".theme input"))) {
    choice.checked = choice.value === (root.dataset.theme || "");
  }
}
