// The theme control: system, light or dark. The choice is stored on this device; inline.js applies it before the
// first paint.
import "./inline.js"; // again, for servers whose policy forbids inline scripts
import { onPageShow } from "./pageshow.js";

const storageKey = "guide-theme";
const root = document.documentElement;
const fieldset = /** @type {HTMLElement | null} */ (document.querySelector(".theme"));

if (fieldset && CSS.supports("color", "light-dark(red, red)")) {
  fieldset.hidden = false;
  renderTheme();
  fieldset.addEventListener("change", (event) => {
    root.dataset.theme = /** @type {HTMLInputElement} */ (event.target).value;
    try {
      localStorage.setItem(storageKey, root.dataset.theme);
    } catch {
      // localStorage is refused or full: the choice holds for this page.
    }
  });
  addEventListener("storage", (event) => event.key === storageKey && readTheme());
  onPageShow(readTheme);
  fieldset.addEventListener("input", () => setTimeout(renderTheme)); // as in checklist.js
}

/** Applies the stored theme. */
export function readTheme() {
  try {
    root.dataset.theme = localStorage.getItem(storageKey) || "";
  } catch {
    // localStorage is refused: the choice holds for this page.
  }
  renderTheme();
}

function renderTheme() {
  for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".theme input"))) {
    radio.checked = radio.value === (root.dataset.theme || "");
  }
}
