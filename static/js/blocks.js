// Plays videos in the place of their pictures. Opens fold-outs: the one that a link leads into, and all of them on
// paper, which most browsers do by themselves.
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

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest(".video[data-player] a");
  const figure = /** @type {HTMLElement | null} */ (link?.parentElement);
  if (!link || !figure || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  const player = document.createElement("iframe");
  const address = new URL(/** @type {string} */ (figure.dataset.player));
  address.searchParams.set("autoplay", "1");
  player.src = address.href;
  player.title = figure.dataset.title ?? "";
  player.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  player.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube wants to know the site
  link.replaceWith(player);
  player.focus();
});

addEventListener("hashchange", openTarget);
openTarget();
