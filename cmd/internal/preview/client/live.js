// Keeps the page as new as the site.

import { Mirror } from "./patch.js";
import { connect } from "./stream.js";
import { show } from "./panel.js";
import { outline } from "./outline.js";

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
  const loaded = split(page.version);
  /** @type {State|undefined} */
  let latest;
  let busy = false;

  const update = async () => {
    if (busy) return;
    busy = true;
    for (let state; state !== latest; ) {
      state = /** @type {State} */ (latest);
      if (state.look !== page.look) return reload();
      if (state.version !== page.version) {
        refreshPictures(state);
        await fetchPage(state);
      }
      show(page, latest);
      follow(state);
    }
    busy = false;
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
    if (response.redirected) return leave(new URL(response.url).pathname + location.search + location.hash);
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
    const { instance, n } = split(state.version);
    if (!state.follow || document.visibilityState === "hidden" || state.follow.address === decodeURI(location.pathname)) return;
    if (n > 0 && instance === loaded.instance && state.follow.n > loaded.n) location.assign(encodeURI(state.follow.address));
  };

  restoreScroll();
  show(page, undefined);
  connect(() => page.version, (state) => {
    latest = state;
    update();
  });
}

/** @param {Document} d */
const isRedirect = (d) => d.querySelector("a[data-redirect], meta[http-equiv=refresh]") !== null;

/**
 * Loads pictures again whose bytes have changed under the same address.
 * @param {State} state
 */
function refreshPictures(state) {
  for (const img of document.images) {
    const url = new URL(img.src, location.href);
    if (url.origin !== location.origin || !(state.all || state.files.includes(decodeURI(url.pathname)))) continue;
    url.searchParams.set("v", state.version);
    const next = new Image();
    next.src = url.href;
    next.decode().catch(() => {}).then(() => (img.src = url.href));
  }
}

const scrollKey = "guide-preview-scroll";

/** @param {string} path of the page that is loaded next */
function keepScroll(path) {
  try {
    sessionStorage.setItem(scrollKey, JSON.stringify({ path, x: scrollX, y: scrollY }));
  } catch {
    // then the page begins at its top
  }
}

function reload() {
  keepScroll(location.pathname);
  location.reload();
}

/** @param {string} to */
function leave(to) {
  keepScroll(new URL(to, location.href).pathname);
  location.replace(to);
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
