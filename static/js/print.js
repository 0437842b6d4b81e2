// Puts the address and the day on paper, on every sheet where the browser can, and prints a page, its list
// or its worksheet alone: print.css and figures-print.css hide the rest while the document has data-print="list" or
// "sheet".
export {}; // a module, not a script

const root = document.documentElement;
const line = document.querySelector(".printed-from"); // a custom template may lack it
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

addEventListener("beforeprint", () => {
  const day = new Date().toLocaleDateString(root.lang || "en", { dateStyle: "long" });
  const text = `${location.origin}${location.pathname}, ${day}`;
  if (line) {
    line.textContent = text;
  }
  sheet.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(text)}; font: 8pt sans-serif }
    @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }`);
});

document.addEventListener("click", ({ target }) => {
  const button = /** @type {Element} */ (target).closest('[data-action="print"]');
  if (button instanceof HTMLButtonElement) {
    root.dataset.print = button.value;
    print();
  }
});
addEventListener("afterprint", () => delete root.dataset.print);
