// Updates the page when the site changes.

import { ServerTree } from "./patch.js";
import { connect } from "./stream.js";
import { render } from "./panel.js";
import { highlight } from "./highlight.js";
import { pathOf, reloadImages } from "./images.js";

/**
 * What the server tells of a page, in the attribute data-page.
 * @typedef {{version: string, theme: string, missing: boolean, broken?: boolean, kept?: boolean, deleted?: boolean,
 *   source?: string, open?: string, status?: string, words?: number, items?: number, resources?: number,
 *   checked?: string, unchecked?: number}} Page
 */
/**
 * What the server tells of the site.
 * @typedef {{version: string, theme: string, errors: number, warnings: number, notices: number,
 *   problems: import("./panel.js").Problem[], more: number, files: string[], all?: boolean,
 *   follow?: {n: number, address: string}}} State
 */

/** @param {Document} from */
const pageInfo = (from) => {
  const element = from.querySelector("script[data-page]");
  return /** @type {Page|undefined} */ (element && JSON.parse(element.getAttribute("data-page") ?? ""));
};

/** @param {string} version "<instance>-<number>" */
const parseVersion = (version) => {
  const at = version.lastIndexOf("-");
  return { instance: version.slice(0, at), n: Number(version.slice(at + 1)) };
};

/** Starts the client; call it before any other script of the page runs. */
export function start() {
  const tree = new ServerTree();
  let page = /** @type {Page} */ (pageInfo(document));
  let followed = parseVersion(page.version); // the last change followed, or made before this page was loaded
  /** @type {State|undefined} */
  let latest;
  let updating = false;
  let leaving = false;

  const reload = () => leavePage(location.href, () => location.reload());

  /**
   * Leaves the page for the next one, which keeps the scroll position.
   * @param {string} to
   * @param {() => void} load
   */
  const leavePage = (to, load) => {
    leaving = true;
    saveScroll(new URL(to, location.href).pathname);
    load();
  };

  const update = async () => {
    if (updating) return;
    updating = true;
    try {
      for (let state; state !== latest && !leaving; ) {
        state = /** @type {State} */ (latest);
        if (state.theme !== page.theme) reload();
        else if (state.version !== page.version) await fetchPage(state);
        if (leaving) return;
        render(page, latest);
        follow(state);
      }
    } finally {
      updating = false;
    }
  };

  /** @param {State} state */
  const fetchPage = async (state) => {
    let response, text;
    try {
      response = await fetch(location.pathname + location.search, { cache: "no-store" });
      text = await response.text();
    } catch {
      return; // the server is gone; the stream reports when it is back
    }
    if (response.redirected) {
      const to = new URL(response.url).pathname + location.search + location.hash;
      return leavePage(to, () => location.replace(to));
    }
    const next = new DOMParser().parseFromString(text, "text/html");
    const nextPage = pageInfo(next);
    if (!nextPage) return;
    const isOther = nextPage.missing !== page.missing || nextPage.theme !== page.theme;
    if (nextPage.missing && !page.missing) page = { ...page, version: state.version, deleted: true };
    else if (isOther || isRedirect(next) || tree.hasOtherScripts(next)) return reload();
    else {
      highlight(tree.patch(next));
      page = nextPage;
    }
  };

  /** @param {State} state */
  const follow = (state) => {
    const { instance } = parseVersion(state.version);
    if (!state.follow || document.visibilityState === "hidden") return;
    if (instance !== followed.instance || state.follow.n <= followed.n) return;
    followed = { instance, n: state.follow.n };
    if (state.follow.address !== pathOf(location)) location.assign(encodeURI(state.follow.address));
  };

  restoreScroll();
  render(page, undefined);
  connect(() => page.version, (state) => {
    if (state.version !== page.version && state.version !== latest?.version) reloadImages(state); // once a state
    latest = state;
    update();
  });
}

/** @param {Document} d */
const isRedirect = (d) => d.querySelector("a[data-redirect], meta[http-equiv=refresh]") !== null;

const scrollKey = "guide-preview-scroll";

/** @param {string} path of the next page */
function saveScroll(path) {
  try {
    sessionStorage.setItem(scrollKey, JSON.stringify({ path, x: scrollX, y: scrollY }));
  } catch {
    // then the page starts at its top
  }
}

function restoreScroll() {
  try {
    const { path, x, y } = JSON.parse(sessionStorage.getItem(scrollKey) ?? "{}");
    sessionStorage.removeItem(scrollKey);
    if (path !== location.pathname) return;
    const restore = () => scrollTo({ left: x, top: y, behavior: "instant" });
    restore();
    addEventListener("load", restore, { once: true });
  } catch {
    // then the page starts at its top
  }
}
