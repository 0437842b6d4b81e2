// Reloads images whose content has changed under the same address.

/** @typedef {import("./live.js").State} State */

/** The attributes that name an image, by element. */
const imageAttributes = { img: ["srcset", "src"], source: ["srcset"], object: ["data"], embed: ["src"] };

/**
 * Returns the path of an address as the server lists it.
 * @param {URL|Location} address
 */
export function pathOf(address) {
  try {
    return decodeURI(address.pathname);
  } catch {
    return address.pathname; // not UTF-8
  }
}

/**
 * Reloads the images of the page that a state lists.
 * @param {State} state
 */
export function reloadImages(state) {
  for (const [name, attributes] of Object.entries(imageAttributes)) {
    for (const e of document.querySelectorAll(name)) for (const a of attributes) reloadAttribute(e, a, state);
  }
}

/**
 * @param {Element} e
 * @param {string} name
 * @param {State} state
 */
async function reloadAttribute(e, name, state) {
  const old = e.getAttribute(name);
  const addresses = name === "srcset" ? /(?<=(?:^|,)\s*)[^\s,]\S*(?<!,)/g : /.+/;
  const updated = old?.replace(addresses, (address) => withVersion(address, state));
  if (!old || !updated || updated === old) return;
  if (name !== "srcset") await decodeImage(updated);
  if (e.getAttribute(name) === old) e.setAttribute(name, updated);
}

/**
 * Returns an address with a version that makes the browser reload it; one that is not listed unchanged.
 * @param {string} address
 * @param {State} state
 */
function withVersion(address, state) {
  const url = URL.parse(address, document.baseURI);
  if (!url || url.origin !== location.origin || !(state.all || state.files.includes(pathOf(url)))) return address;
  url.searchParams.set("v", state.version);
  return url.href;
}

/**
 * Waits until an image is decoded or has failed.
 * @param {string} address
 */
function decodeImage(address) {
  const image = new Image();
  image.src = address;
  return image.decode().catch(() => {});
}
