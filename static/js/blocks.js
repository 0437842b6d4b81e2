// Opens fold-outs: the one that a link leads into, and all of them on paper. Most browsers do so by themselves.
export {}; // a module, not a script

/** @param {string} state */
const foldOuts = (state) => document.querySelectorAll(`.fold-out${state}`);

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let closed = false;
  for (let e = target?.closest(".fold-out"); e; e = e.parentElement?.closest(".fold-out")) {
    closed ||= !(/** @type {HTMLDetailsElement} */ (e).open);
    /** @type {HTMLDetailsElement} */ (e).open = true;
  }
  if (closed) {
    target?.scrollIntoView();
  }
}

// A browser that shows the content of closed ones on paper needs no help (print.css).
if (!CSS.supports("selector(::details-content)")) {
  addEventListener("beforeprint", () => {
    for (const e of foldOuts(":not([open])")) {
      e.setAttribute("open", "");
      e.setAttribute("data-printed", "");
    }
  });
  addEventListener("afterprint", () => {
    for (const e of foldOuts("[data-printed]")) {
      e.removeAttribute("open");
      e.removeAttribute("data-printed");
    }
  });
}

addEventListener("hashchange", openTarget);
openTarget();
