// Prints the list of a page alone: print.css hides the rest while the document has data-print.
const root = document.documentElement;

document.addEventListener("click", ({ target }) => {
  if (/** @type {Element} */ (target).closest('[data-action="print-list"]')) {
    root.dataset.print = "list";
    print();
  }
});
addEventListener("afterprint", () => delete root.dataset.print);
