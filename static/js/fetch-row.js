/** @typedef {import("./items.js").TrackedItem} TrackedItem */

/** @type {Map<string, Promise<Document>>} by address */
const pages = new Map();

/**
 * Returns a copy of the row of an action, which is on the page of its step or topic alone, or null where that page
 * cannot be had: offline, and on file:, where fetch does not work.
 * @param {TrackedItem} item
 */
export async function fetchRow(item) {
  const url = new URL(item.address, location.href);
  url.hash = "";
  if (url.protocol === "file:") {
    return null;
  }
  try {
    const page = pages.get(url.href) ?? fetchPage(url.href);
    pages.set(url.href, page);
    const source = (await page).getElementById(item.id);
    return source && copyRow(source, url.href);
  } catch {
    pages.delete(url.href); // the next call tries again
    return null;
  }
}

/** @param {string} url */
async function fetchPage(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(response.statusText);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * @param {HTMLElement} source
 * @param {string} base the address of its page
 */
function copyRow(source, base) {
  const row = document.importNode(source, true);
  row.querySelector("details")?.removeAttribute("open");
  for (const link of row.querySelectorAll("a")) {
    const { href, origin } = new URL(link.getAttribute("href") ?? "", base);
    link.href = origin === location.origin ? href.slice(origin.length) : href; // print.css prints whole addresses
  }
  for (const picture of row.querySelectorAll("img, source")) {
    const name = picture.localName === "img" ? "src" : "srcset";
    picture.setAttribute(name, new URL(picture.getAttribute(name) ?? "", base).href);
  }
  return row;
}
