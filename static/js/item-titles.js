// The titles and facts of items, in shards that the build makes (cmd/internal/site/titles.go). Only the shards of the
// items asked for are loaded, as classic scripts, so that it works from file: too.
import { pageData } from "./page-data.js";
import { byID, items } from "./items.js";

/** @type {Map<string, [title: string, facts: string]>} */
const titles = new Map();
const timeout = 3000; // ms after which a page shows ids

/** @type {Map<string, Promise<void>>} by address */
const shards = new Map();

/** @type {any} */ (globalThis).guideTitles = (/** @type {Record<string, [string, string]>} */ rows) =>
  Object.entries(rows).forEach(([id, row]) => titles.set(id, row));

/**
 * Returns the title of an item: its id if it is not known.
 * @param {string} id
 */
export const titleOf = (id) => titles.get(id)?.[0] ?? id;

/** @param {string} id */
export const factsOf = (id) => titles.get(id)?.[1] ?? "";

/**
 * Loads the titles of items, or waits for them for a while. What cannot be loaded is tried again with the next call.
 * @param {string[]} ids
 */
export async function loadTitles(ids) {
  const { size, version } = pageData().titles ?? { size: 0, version: "" };
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-items]"));
  if (!size || !script) {
    return; // a custom template
  }
  const wanted = new Set(ids.filter((id) => !titles.has(id)).map((id) => byID.get(id)));
  const numbers = new Set();
  items.forEach((item, i) => wanted.has(item) && numbers.add(Math.floor(i / size)));
  const loading = [...numbers].map((n) => load(new URL(`titles/${n}.js?v=${version}`, script.src).href));
  await Promise.race([Promise.all(loading), new Promise((resolve) => setTimeout(resolve, timeout))]);
}

/** @param {string} address */
function load(address) {
  let loading = shards.get(address);
  if (!loading) {
    loading = new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve();
      script.onerror = () => {
        shards.delete(address);
        resolve();
      };
      document.head.append(script);
    });
    shards.set(address, loading);
  }
  return loading;
}
