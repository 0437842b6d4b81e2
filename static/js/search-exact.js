// Finds exactly what a reader types: titles, and phrases in quotes.
import { loadRow } from "./search-shards.js";
import { decodePostings, decodeTitles, hash, isWordLoaded, loadOccurrences, loadWords, rarity,
} from "./search-words.js";
import { wordsOf } from "./tokenize.js";

/** @typedef {import("./search-shards.js").Index} Index */
/** @typedef {import("./search-readings.js").Readings} Readings */

const maxTitleWords = 3; // besides common ones, of which the index has a hash

/**
 * Returns the pages that have an entry whose title is the query: by its kind, and before those with other forms of the
 * words.
 * @param {Readings} readings
 * @returns {Promise<Map<number, {entry: number, rank: number}>>}
 */
export async function exactTitles({ index, query, common, spellings }) {
  const exact = new Map();
  const order = query.isQuestion ? "gstphir" : "stpghir";
  for (const spelling of spellings) {
    for (const { number, entry } of await titlesLike(index, spelling, common)) {
      const { kind, title, names } = (await loadRow(index, number)).entries[entry];
      const likeness = Math.max(...[title, ...names].map((name) => likenessOf(wordsOf(name), spelling)));
      const rank = order.indexOf(kind) + (likeness === 1 ? 0 : order.length);
      if (likeness && rank < (exact.get(number)?.rank ?? Infinity)) {
        exact.set(number, { entry, rank });
      }
    }
  }
  return exact;
}

/**
 * Returns 1 if the words are the same, less if they may be other forms of the same, else 0.
 * @param {string[]} a
 * @param {string[]} b
 */
function likenessOf(a, b) {
  const isLike = (/** @type {string} */ word, /** @type {number} */ i) => word.slice(0, 2) === b[i].slice(0, 2);
  return a.length !== b.length || !a.every(isLike) ? 0 : a.join(" ") === b.join(" ") ? 1 : 0.5;
}

/**
 * Returns the entries whose title may have the words of a spelling, in any form.
 * @param {Index} index
 * @param {string[]} words
 * @param {Set<string>} common
 */
async function titlesLike(index, words, common) {
  const rare = words.filter((word) => !common.has(word)).slice(0, maxTitleWords);
  const [longest] = words.slice().sort((a, b) => [...b].length - [...a].length);
  const parts = [];
  /** @type {import("./search-words.js").Stem[]} */
  const listed = [];
  for (const word of words.filter((word) => common.has(word) || rare.includes(word))) {
    const { stems } = isWordLoaded(index, word) ? await loadWords(index, word) : { stems: [] };
    const stem = stems.find(({ forms }) => forms.includes(word));
    parts.push(common.has(word) ? word : stem?.base);
    if (stem && (rare.length ? !common.has(word) : word === longest)) {
      listed.push(stem);
    }
  }
  const wanted = hash(parts.join(" ")) & 0x7fff;
  const [rarest] = listed.sort((a, b) => rarity(index, b) - rarity(index, a));
  return rarest ? [...decodeTitles(rarest)].filter(({ hash }) => hash === wanted) : [];
}

/**
 * Returns the pages that have all phrases, with the entries that have one; undefined if there are no phrases.
 * @param {Readings} readings
 */
export async function pagesWithPhrases({ index, query, common }) {
  /** @type {Map<number, Set<number>> | undefined} */
  let pages;
  for (const phrase of query.phrases) {
    const found = await pagesWithPhrase(index, phrase, common);
    if (found) {
      const before = pages;
      pages = before ? intersect(before, found) : found;
    }
  }
  return pages;
}

/**
 * Returns the pages that are in both, with the entries of either.
 * @param {Map<number, Set<number>>} a
 * @param {Map<number, Set<number>>} b
 */
const intersect = (a, b) =>
  new Map([...a].flatMap(([number, entries]) => {
    const others = b.get(number);
    return others ? [[number, new Set([...entries, ...others])]] : [];
  }));

/**
 * Returns the pages with a phrase and the entries that have it. Words that are too common to have positions, and
 * single letters, may be any word; undefined if all are.
 * @param {Index} index
 * @param {string[]} phrase
 * @param {Set<string>} common
 */
async function pagesWithPhrase(index, phrase, common) {
  const found = await Promise.all(phrase.map((word) => (common.has(word) ? undefined : occurrencesOf(index, word))));
  const known = found.flatMap((docs, offset) => (docs ? [{ docs, offset }] : []));
  if (!known.length) {
    return undefined;
  }
  const [{ docs, offset: start }] = known;
  const pages = new Map();
  for (const [number, entries] of docs) {
    const has = (/** @type {number} */ entry, /** @type {number} */ position) => known.every(({ docs, offset }) =>
      docs.get(number)?.get(entry)?.has(index.textsPerPage ? position + offset - start : 0));
    const matching = [...entries].filter(([entry, positions]) => [...positions].some((at) => has(entry, at)));
    if (matching.length) {
      pages.set(number, new Set(matching.map(([entry]) => entry)));
    }
  }
  return pages;
}

/**
 * Returns the positions of a word: by page, by entry. Large guides have only the entries, so that all words of a phrase
 * are in one.
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<Map<number, Map<number, Set<number>>> | undefined>}
 */
async function occurrencesOf(index, word) {
  const stem = word && (await loadWords(index, word)).stems.find(({ forms }) => forms.includes(word));
  if (!stem) {
    return word ? new Map() : undefined;
  }
  if (index.textsPerPage) {
    return loadOccurrences(index, word, stem);
  }
  const entries = (/** @type {number[]} */ list) => new Map(list.map((entry) => [entry, new Set([0])]));
  return new Map([...decodePostings(index, stem)].map((posting) => [posting.number, entries(posting.entries)]));
}
