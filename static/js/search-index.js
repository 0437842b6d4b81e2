// Searches the index (its format: cmd/internal/search/doc.go). A shard is a classic script that calls guideShard, so
// that search works from file: too; it is loaded when a query first needs it.
import { tokenize } from "./tokenize.js";

/**
 * @typedef {{pages: number, letters: number, wordShards: number, pagesPerShard: number, terms: number,
 *   termsPerShard: number, layout: string, version: string}} Index
 */
/** @typedef {{kind: string, id: string, title: string, text: string}} Entry */
/** @typedef {{number: number, score: number, entries: number[]}} Hit */
/** @typedef {{base: string, forms: string[], list: string}} Stem */
/** @typedef {{score: number, words: number}} Score */
/** @typedef {{value: any, layout: string, entries: string}} Shard */

const formatVersion = "2";
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const minPrefix = 2; // letters of a term that matches longer words
const minBase = 3; // letters of a word that matches longer terms

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
 * Returns the content of a shard.
 * @param {Index} index
 * @param {string} name
 * @returns {Promise<any>}
 */
async function load(index, name) {
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
  return shard.value;
}

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
    await load(index, "w0"); // which every build has
    await work(true);
  }
}

/**
 * Returns the pages that match a query, the best first, and the forms of its words.
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<{hits: Hit[], forms: Set<string>}>}
 */
export async function search(index, query) {
  const all = [...new Set(tokenize(query))], long = all.filter((word) => word.length > 2);
  const terms = long.length > 2 ? long : all; // beside three longer words "to" says little
  const forms = new Set();
  const postings = await Promise.all(terms.map((word) => pagesWith(index, word, forms)));
  /** @type {Map<number, Score & {entries: Map<number, Score>}>} */
  const hits = new Map();
  for (const pages of postings) {
    for (const [number, { score, entries }] of pages) {
      const hit = addScore(hits, number, score);
      hit.entries ??= new Map();
      entries.forEach((entry, rank) => addScore(hit.entries, entry, score / (1 + rank)));
    }
  }
  /** @param {Score} score */
  const rank = ({ score, words }) => score * (words / terms.length) ** 2;
  const ranked = [...hits]
    .map(([number, hit]) => {
      const entries = [...hit.entries].sort((a, b) => rank(b[1]) - rank(a[1]) || a[0] - b[0]);
      const title = hit.entries.get(0); // and the summary
      const score = rank(hit) + (rank(entries[0][1]) + (title ? rank(title) : 0)) / 2;
      return { number, score, entries: entries.map(([entry]) => entry) };
    })
    .sort((a, b) => b.score - a.score || a.number - b.number);
  return { hits: ranked, forms };
}

/**
 * Adds the score of one term to a page or an entry.
 * @param {Map<number, any>} all
 * @param {number} number
 * @param {number} score
 */
function addScore(all, number, score) {
  const known = all.get(number) ?? { score: 0, words: 0 };
  known.score += score;
  known.words++;
  all.set(number, known);
  return known;
}

/**
 * Returns the pages with words that match a term, and adds the words that have its stem to forms.
 * @param {Index} index
 * @param {string} word
 * @param {Set<string>} forms
 * @returns {Promise<Map<number, {score: number, entries: number[]}>>}
 */
async function pagesWith(index, word, forms) {
  const [common, ...parts] = (await load(index, "w" + shardOf(index, word))).split("|");
  /** @type {Stem[]} */
  const stems = parts.map(decodeStem);
  const isKnown = stems.some((stem) => stem.forms.includes(word));
  const endings = isKnown ? [] : common.split(" ");
  const pages = new Map();
  for (const stem of stems) {
    const isForm = stem.forms.includes(word) || isInflection(word, stem, endings);
    const similarity = isForm ? 1 : prefixSimilarity(word, stem);
    if (isForm) {
      stem.forms.forEach((form) => forms.add(form));
    }
    if (similarity) {
      for (const [number, weight, entries] of decodePostings(stem.list, index.pages + index.terms)) {
        const score = similarity * weight;
        if (score > (pages.get(number)?.score ?? 0)) {
          pages.set(number, { score, entries });
        }
      }
    }
  }
  return pages;
}

/**
 * @param {string} part of a word shard: the base and the endings of the words with one stem, and the postings
 * @returns {Stem}
 */
function decodeStem(part) {
  const [key, list] = part.split(":");
  const [base, ...endings] = key.split(" ");
  return { base, forms: endings.length ? endings.map((ending) => base + ending) : [base], list };
}

/**
 * Reports whether a term that no page has is a word of the stem with a common ending.
 * @param {string} word
 * @param {Stem} stem
 * @param {string[]} endings
 */
function isInflection(word, { base, forms }, endings) {
  const isStart = (/** @type {string} */ start) => start.length >= minBase && word.startsWith(start);
  return [base, ...forms].some((start) => isStart(start) && endings.includes(word.slice(start.length)));
}

/**
 * Returns how much of a word of the stem a term is the beginning of; 0 if it is none.
 * @param {string} word
 * @param {Stem} stem
 */
function prefixSimilarity(word, { forms }) {
  const longer = word.length < minPrefix ? [] : forms.filter((form) => form.startsWith(word));
  return longer.length ? (0.7 * word.length) / Math.min(...longer.map((form) => form.length)) : 0;
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
 * Decodes the posting list of a word: page numbers with weights, which are greater for rare words, and entries.
 * @param {string} list
 * @param {number} pages
 * @returns {Generator<[number, number, number[]]>}
 */
function* decodePostings(list, pages) {
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
export async function loadPage(index, number) {
  const term = number - index.pages;
  const [kind, at, each] = term < 0 ? ["p", number, index.pagesPerShard] : ["t", term, index.termsPerShard];
  const shard = await load(index, kind + Math.floor(at / each));
  const [address, entries] = shard[at % each];
  const toEntry = (/** @type {string[]} */ [kind, id, title, text]) => ({ kind, id, title, text });
  return { address, entries: entries.map(toEntry) };
}
