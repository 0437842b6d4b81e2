// Shows pictures whose bytes have changed under the same address.

/** @typedef {import("./live.js").State} State */

/** What loads a picture, and the attributes that name it. */
const places = { img: ["srcset", "src"], source: ["srcset"], object: ["data"], embed: ["src"] };

/**
 * The path of an address as the server lists it.
 * @param {URL|Location} address
 */
export function pathOf(address) {
  try {
    return decodeURI(address.pathname);
  } catch {
    return address.pathname; // it is no UTF-8
  }
}

/**
 * Loads the pictures of the page again that a state lists.
 * @param {State} state
 */
export function refresh(state) {
  for (const [name, attributes] of Object.entries(places)) {
    for (const e of document.querySelectorAll(name)) for (const a of attributes) refreshAttribute(e, a, state);
  }
}

/**
 * @param {Element} e
 * @param {string} name
 * @param {State} state
 */
async function refreshAttribute(e, name, state) {
  const old = e.getAttribute(name);
  const addresses = name === "srcset" ? /(?<=(?:^|,)\s*)[^\s,]\S*(?<!,)/g : /.+/;
  const now = old?.replace(addresses, (address) => newer(address, state));
  if (!old || !now || now === old) return;
  if (name !== "srcset") await decoded(now);
  if (e.getAttribute(name) === old) e.setAttribute(name, now);
}

/**
 * Returns an address that makes the browser load again what is listed; any other as it is.
 * @param {string} address
 * @param {State} state
 */
function newer(address, state) {
  const url = URL.parse(address, document.baseURI);
  if (!url || url.origin !== location.origin || !(state.all || state.files.includes(pathOf(url)))) return address;
  url.searchParams.set("v", state.version);
  return url.href;
}

/**
 * Waits until a picture can be shown at once, or cannot be shown at all.
 * @param {string} address
 */
function decoded(address) {
  const picture = new Image();
  picture.src = address;
  return picture.decode().catch(() => {});
}
