// Loads the shards of the search index (their format: cmd/internal/search/doc.go). A shard is a classic script that
// calls guideShard, so that search works from file: too; it is loaded when a query first needs it.

/**
 * @typedef {{pages: number, terms: number, letters: number, wordShards: number, spellingShards: number,
 *   pagesPerShard: number, termsPerShard: number, textsPerPage: number, layout: string, version: string}} Index
 */
/** @typedef {{value: any, layout: string, entries: string, decoded?: any}} Shard */
/**
 * @typedef {{address: string, entries: Entry[], starts: number[]}} Row
 * @typedef {{kind: string, id: string, title: string, text: string, names: string[]}} Entry
 */

const formatVersion = "3";

/** The shards belong to another build than the page. */
export class IndexChanged extends Error {}

/** @type {Map<string, Promise<Shard>>} */
const shards = new Map();
/** @type {Map<Element, (shard: Shard) => void>} */
const pending = new Map();
let entries = ""; // version of the entry numbers in the shards loaded
let cacheBuster = ""; // part of the address of a shard

/**
 * Receives the content of the shard whose script is running.
 * @param {string} _
 * @param {any} value
 * @param {string} layout
 * @param {string} entries
 */
function receive(_, value, layout, entries) {
  pending.get(/** @type {Element} */ (document.currentScript))?.({ value, layout, entries });
}
/** @type {any} */ (globalThis).guideShard = receive;

/**
 * @param {string} address
 * @returns {Promise<Shard>}
 */
function request(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    pending.set(script, resolve);
    script.src = address;
    script.onload = script.onerror = () => {
      pending.delete(script);
      reject(new Error("there is no shard in " + address)); // no effect if it was resolved
    };
    document.head.append(script);
  });
}

/**
 * Returns the content of a shard, decoded once if there is a way to decode it.
 * @template T
 * @param {Index} index
 * @param {string} name
 * @param {(value: any) => T} [decode]
 * @returns {Promise<T>}
 */
export async function load(index, name, decode) {
  let loading = shards.get(name);
  if (!loading) {
    loading = request(`../assets/search/${name}.js?v=${index.version}${cacheBuster}`);
    loading.catch(() => shards.delete(name)); // so that the next call tries again
    shards.set(name, loading);
  }
  const shard = await loading;
  const isUsable = shard.layout === index.layout && shard.layout.startsWith(formatVersion + ":");
  if (!isUsable || shard.entries !== (entries ||= shard.entries)) {
    throw new IndexChanged();
  }
  return decode ? (shard.decoded ??= decode(shard.value)) : shard.value;
}

/** @param {string} name of a shard; reports whether it was asked for */
export const isLoaded = (name) => shards.has(name);

/**
 * Runs work, and if that fails once more with fresh shards: a build may have replaced some since others were loaded.
 * Throws IndexChanged if the fresh ones belong to another build than the page.
 * @param {Index} index
 * @param {(isRetry: boolean) => Promise<void>} work
 */
export async function withRetry(index, work) {
  try {
    await work(false);
  } catch {
    shards.clear();
    entries = "";
    cacheBuster = "&" + Date.now();
    await load(index, "c0"); // which every build has
    await work(true);
  }
}

/**
 * Returns a page or a term.
 * @param {Index} index
 * @param {number} number
 * @returns {Promise<Row>}
 */
export async function loadRow(index, number) {
  const term = number - index.pages;
  const [kind, at, each] = term < 0 ? ["p", number, index.pagesPerShard] : ["t", term, index.termsPerShard];
  const rows = await load(index, kind + Math.floor(at / each), (values) => values.map(decodeRow));
  return rows[at % each];
}

/**
 * @param {[string, string[][], number[]?]} row
 * @returns {Row}
 */
const decodeRow = ([address, entries, starts = []]) => ({
  address,
  entries: entries.map(([kind, id, title, text = "", ...names]) => ({ kind, id: id === "-" ? idOf(title) : id, title,
    text, names })),
  starts,
});

/** @param {string} title */
const idOf = (title) => title.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join("-");

/**
 * Returns the texts of some entries of a page, among them that of one entry.
 * @param {Index} index
 * @param {number} number of the page
 * @param {Row} row
 * @param {number} entry
 * @returns {Promise<{first: number, texts: string[]}>}
 */
export async function loadTexts(index, number, { starts }, entry) {
  const run = starts.filter((start) => start <= entry).length;
  const [first, texts] = await load(index, `x${number * index.textsPerPage + run}`);
  return { first, texts };
}
