// Finds pages in the index of words (site/search.go says how it is made). A shard is a classic script that
// calls guideShard, so that search works from a disk, too; each is loaded when a query first needs it.
import { words } from "./words.js";

/** @typedef {{pages: number, letters: number, wordShards: number, pagesPerShard: number, terms: number, termsPerShard: number, layout: string, version: string}} Index */
/** @typedef {{kind: string, id: string, title: string, text: string}} Entry */
/** @typedef {{number: number, score: number, entries: number[]}} Hit */
/** @typedef {{score: number, words: number}} Tally */
/** @typedef {{value: any, layout: string, entries: string}} Shard */

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const least = 2; // letters of a word that stands for all that begin with it

/** The shards are of another build than the page. */
export class Changed extends Error {}

/** @type {Map<string, Promise<Shard>>} */
const shards = new Map();
/** @type {Map<Element, (shard: Shard) => void>} */
const waiting = new Map();
let entries = ""; // what the numbers of entries mean in all shards that are loaded
let fresh = ""; // makes addresses that no cache knows

/** @type {any} */ (globalThis).guideShard = (/** @type {string} */ _, /** @type {any} */ value, /** @type {string} */ layout, /** @type {string} */ entries) =>
  waiting.get(document.currentScript)?.({ value, layout, entries });

/**
 * @param {string} address
 * @returns {Promise<Shard>}
 */
function request(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(script, resolve);
    script.src = address;
    script.onload = script.onerror = () => {
      waiting.delete(script);
      reject(new Error("there is no shard in " + address)); // unless it was there
    };
    document.head.append(script);
  });
}

/**
 * Returns what is in a shard.
 * @param {Index} index
 * @param {string} name
 * @returns {Promise<any>}
 */
async function load(index, name) {
  let loading = shards.get(name);
  if (!loading) {
    loading = request(`../assets/search/${name}.js?v=${index.version}${fresh}`);
    loading.catch(() => shards.delete(name)); // the next try may succeed
    shards.set(name, loading);
  }
  const shard = await loading;
  if (shard.layout !== index.layout || shard.entries !== (entries ||= shard.entries)) {
    throw new Changed();
  }
  return shard.value;
}

/**
 * Does some work with the shards, and if that fails once more with fresh ones: a build may have replaced some
 * since others were loaded. Throws Changed if the fresh ones are of another build than the page.
 * @param {Index} index
 * @param {(again: boolean) => Promise<void>} work
 */
export async function withShards(index, work) {
  try {
    await work(false);
  } catch {
    shards.clear();
    entries = "";
    fresh = "&" + Date.now();
    await load(index, "w0"); // every build has that one
    await work(true);
  }
}

/**
 * Returns the pages that have the words of a query, the best first.
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<Hit[]>}
 */
export async function find(index, query) {
  const all = [...new Set(words(query))], long = all.filter((word) => word.length > 2);
  const asked = long.length > 2 ? long : all; // beside three others "to" tells nothing
  const found = await Promise.all(asked.map((word) => pagesWith(index, word)));
  /** @type {Map<number, Tally & {entries: Map<number, Tally>}>} */
  const hits = new Map();
  for (const pages of found) {
    for (const [number, { score, entries }] of pages) {
      const hit = tally(hits, number, score);
      hit.entries ??= new Map();
      entries.forEach((entry, rank) => tally(hit.entries, entry, score / (1 + rank)));
    }
  }
  /** @param {Tally} tally */
  const worth = ({ score, words }) => score * (words / asked.length) ** 2;
  return [...hits]
    .map(([number, hit]) => {
      const entries = [...hit.entries].sort((a, b) => worth(b[1]) - worth(a[1]) || a[0] - b[0]);
      const title = hit.entries.get(0); // and summary
      return { number, score: worth(hit) + (worth(entries[0][1]) + (title ? worth(title) : 0)) / 2, entries: entries.map(([entry]) => entry) };
    })
    .sort((a, b) => b.score - a.score || a.number - b.number);
}

/**
 * Adds a word to what is known of a page or an entry.
 * @param {Map<number, any>} all
 * @param {number} number
 * @param {number} score
 */
function tally(all, number, score) {
  const known = all.get(number) ?? { score: 0, words: 0 };
  known.score += score;
  known.words++;
  all.set(number, known);
  return known;
}

/**
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<Map<number, {score: number, entries: number[]}>>}
 */
async function pagesWith(index, word) {
  const shard = await load(index, "w" + shardOf(index, word));
  const pages = new Map();
  for (const [key, list] of Object.entries(shard)) {
    const like = key === word ? 1 : word.length >= least && key.startsWith(word) ? (0.7 * word.length) / key.length : 0;
    if (like) {
      for (const [number, weight, entries] of read(list, index.pages + index.terms)) {
        const score = like * weight;
        if (score > (pages.get(number)?.score ?? 0)) {
          pages.set(number, { score, entries });
        }
      }
    }
  }
  return pages;
}

/**
 * Returns which shard has a word: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) of its first letters.
 * @param {Index} index
 * @param {string} word
 */
function shardOf(index, word) {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode([...word].slice(0, index.letters).join(""))) {
    hash = Math.imul(hash ^ byte, 16777619);
  }
  return (hash >>> 0) % index.wordShards;
}

/**
 * Reads the list of a word: pages with weights, of which rare words have more, and entries.
 * @param {string} list
 * @param {number} pages
 * @returns {Generator<[number, number, number[]]>}
 */
function* read(list, pages) {
  let at = 0;
  const next = () => {
    for (let value = 0, shift = 0; ; shift += 5) {
      const digit = digits.indexOf(list[at++]);
      value |= (digit & 31) << shift;
      if (digit < 32) {
        return value;
      }
    }
  };
  const rare = Math.log(1 + pages / next());
  for (let number = 0; at < list.length; ) {
    number += next();
    const weight = next();
    yield [number, weight * rare, Array.from({ length: next() }, next)];
  }
}

/**
 * Returns the address and the entries of a page or a term.
 * @param {Index} index
 * @param {number} number
 * @returns {Promise<{address: string, entries: Entry[]}>}
 */
export async function page(index, number) {
  const term = number - index.pages;
  const [kind, at, each] = term < 0 ? ["p", number, index.pagesPerShard] : ["t", term, index.termsPerShard];
  const shard = await load(index, kind + Math.floor(at / each));
  const [address, entries] = shard[at % each];
  return { address, entries: entries.map((/** @type {string[]} */ [kind, id, title, text]) => ({ kind, id, title, text })) };
}
