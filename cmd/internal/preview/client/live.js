// Keeps the page as new as the site.

import { Mirror } from "./patch.js";
import { connect } from "./stream.js";
import { show } from "./panel.js";
import { outline } from "./outline.js";
import { pathOf, refresh } from "./pictures.js";

/**
 * What the server says of a page, in the page itself.
 * @typedef {{version: string, look: string, missing: boolean, broken?: boolean, kept?: boolean, deleted?: boolean,
 *   source?: string, open?: string, status?: string, words?: number, items?: number, resources?: number,
 *   checked?: string, unchecked?: number}} Page
 */
/**
 * What the server says of the site.
 * @typedef {{version: string, look: string, errors: number, warnings: number, problems: import("./panel.js").Problem[],
 *   more: number, files: string[], all?: boolean, follow?: {n: number, address: string}}} State
 */

/** @param {Document} from */
const pageOf = (from) => {
  const element = from.querySelector("script[data-page]");
  return /** @type {Page|undefined} */ (element && JSON.parse(element.getAttribute("data-page") ?? ""));
};

/** @param {string} version "<instance>-<number>" */
const split = (version) => {
  const at = version.lastIndexOf("-");
  return { instance: version.slice(0, at), n: Number(version.slice(at + 1)) };
};

/** Starts; to be called before any other script of the page runs. */
export function start() {
  const mirror = new Mirror();
  let page = /** @type {Page} */ (pageOf(document));
  let followed = split(page.version); // as far as the editor was followed, or need not be
  /** @type {State|undefined} */
  let latest;
  let busy = false;
  let leaving = false;

  const reload = () => go(location.href, () => location.reload());

  /**
   * Leaves the page as it is for the next one, which begins at the same scroll position.
   * @param {string} to
   * @param {() => void} load
   */
  const go = (to, load) => {
    leaving = true;
    keepScroll(new URL(to, location.href).pathname);
    load();
  };

  const update = async () => {
    if (busy) return;
    busy = true;
    try {
      for (let state; state !== latest && !leaving; ) {
        state = /** @type {State} */ (latest);
        if (state.look !== page.look) reload();
        else if (state.version !== page.version) await fetchPage(state);
        if (leaving) return;
        show(page, latest);
        follow(state);
      }
    } finally {
      busy = false;
    }
  };

  /** @param {State} state */
  const fetchPage = async (state) => {
    let response, text;
    try {
      response = await fetch(location.pathname + location.search, { cache: "no-store", headers: { "Guide-Preview": "patch" } });
      text = await response.text();
    } catch {
      return; // the server is gone; the stream will tell when it is back
    }
    if (response.redirected) {
      const to = new URL(response.url).pathname + location.search + location.hash;
      return go(to, () => location.replace(to));
    }
    const next = new DOMParser().parseFromString(text, "text/html");
    const about = pageOf(next);
    if (!about) return;
    if (about.missing && !page.missing) page = { ...page, version: state.version, deleted: true };
    else if (about.missing !== page.missing || about.look !== page.look || isRedirect(next) || mirror.hasOtherScripts(next)) return reload();
    else {
      outline(mirror.patch(next));
      page = about;
    }
  };

  /** @param {State} state */
  const follow = (state) => {
    const { instance } = split(state.version);
    if (!state.follow || document.visibilityState === "hidden") return;
    if (instance !== followed.instance || state.follow.n <= followed.n) return;
    followed = { instance, n: state.follow.n };
    if (state.follow.address !== pathOf(location)) location.assign(encodeURI(state.follow.address));
  };

  restoreScroll();
  show(page, undefined);
  connect(() => page.version, (state) => {
    if (state.version !== page.version && state.version !== latest?.version) refresh(state); // each state tells of its files once
    latest = state;
    update();
  });
}

/** @param {Document} d */
const isRedirect = (d) => d.querySelector("a[data-redirect], meta[http-equiv=refresh]") !== null;

const scrollKey = "guide-preview-scroll";

/** @param {string} path of the page that is loaded next */
function keepScroll(path) {
  try {
    sessionStorage.setItem(scrollKey, JSON.stringify({ path, x: scrollX, y: scrollY }));
  } catch {
    // then the page begins at its top
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
    // then the page begins at its top
  }
}
