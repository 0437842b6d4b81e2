// Finds words in the word shards and spelling shards of the search index (their format: cmd/internal/search/doc.go).
import { isLoaded, load } from "./search-shards.js";

/** @typedef {import("./search-shards.js").Index} Index */
/** @typedef {{key: string, base: string, forms: string[], postings: string, titles: string}} Stem */
/** @typedef {{stems: Stem[], synonyms: string[][]}} WordShard */
/** @typedef {{stem: Stem, similarity: number}} Match */
/** @typedef {{number: number, score: number, entries: number[]}} Posting */

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const minPrefix = 2; // letters of a term that matches longer words
const minBase = 3; // letters of a word that matches longer terms
const minTypo = 5; // letters of a word that may hold one
const maxEnding = 4; // letters of a rare ending
const maxLonger = 30; // stems that a term is the beginning of

/**
 * Returns the FNV-1a hash (http://www.isthe.com/chongo/tech/comp/fnv/) of a text.
 * @param {string} text
 */
export function hash(text) {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 16777619);
  }
  return hash >>> 0;
}

/**
 * Returns the number of the shard that has a word.
 * @param {Index} index
 * @param {string} word
 */
const shardOf = (index, word) => hash([...word].slice(0, index.letters).join("")) % index.wordShards;

/**
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<WordShard>}
 */
export const loadWords = (index, word) => load(index, "w" + shardOf(index, word), decodeWords);

/**
 * Reports whether the shard of a word was asked for.
 * @param {Index} index
 * @param {string} word
 */
export const isWordLoaded = (index, word) => isLoaded("w" + shardOf(index, word));

/** @param {string} value */
function decodeWords(value) {
  const parts = value.split("|").filter(Boolean);
  return {
    synonyms: parts.filter((part) => part.startsWith("=")).map((part) => part.slice(1).split("=")),
    stems: parts.filter((part) => !part.startsWith("=")).map((part) => {
      const [key, postings, titles = ""] = part.split(":");
      const [base, ...endings] = key.split(" ");
      return { key, base, forms: endings.length ? endings.map((ending) => base + ending) : [base], postings, titles };
    }),
  };
}

/**
 * Returns the stems of a word, or else those that it is a form of with a common ending, and those with longer words.
 * @param {WordShard} shard
 * @param {string} word
 * @param {string[]} endings
 * @returns {{matches: Match[], isKnown: boolean}}
 */
export function findStems({ stems }, word, endings) {
  let exact = stems.filter((stem) => stem.forms.includes(word));
  const isKnown = exact.length > 0;
  if (!isKnown) {
    exact = stems.filter((stem) => isInflection(word, stem, endings));
  }
  const longer = stems
    .filter((stem) => !exact.includes(stem))
    .map((stem) => ({ stem, similarity: prefixSimilarity(word, stem) }))
    .filter(({ similarity }) => similarity)
    .sort((a, b) => b.similarity - a.similarity);
  return { matches: [...exact.map((stem) => ({ stem, similarity: 1 })), ...longer.slice(0, maxLonger)], isKnown };
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
 * Returns the stems that a term that no page has may be a form of, with a rare ending: "redundant" of "redundancy".
 * @param {Stem[]} stems
 * @param {string} word
 * @returns {Match[]}
 */
export const similar = (stems, word) =>
  stems
    .filter(({ base }) => base.length >= minTypo && word.startsWith(base) && word.length <= base.length + maxEnding)
    .map((stem) => ({ stem, similarity: 1 }));

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
 * Reads numbers from a list of digits.
 * @param {string} list
 */
function reader(list) {
  let at = 0;
  const digit = () => digits.indexOf(list[at++]);
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 5) {
      const next = digit();
      value |= (next & 31) << shift;
      if (next < 32) {
        return value;
      }
    }
  };
  return { digit, number, isAtEnd: () => at >= list.length };
}

/**
 * Returns how rare a stem is.
 * @param {Index} index
 * @param {Stem} stem
 */
export const rarity = (index, { postings }) => Math.log(1 + (index.pages + index.terms) / reader(postings).number());

/**
 * Decodes the postings of a stem. The scores are greater for rare words.
 * @param {Index} index
 * @param {Stem} stem
 * @returns {Generator<Posting>}
 */
export function* decodePostings(index, stem) {
  const { digit, number, isAtEnd } = reader(stem.postings);
  const rare = rarity(index, stem);
  number();
  for (let doc = 0; !isAtEnd(); ) {
    doc += number();
    const weight = digit();
    yield { number: doc, score: (weight >> 2) * rare, entries: Array.from({ length: weight & 3 }, number) };
  }
}

/**
 * Returns the entries with a title, by a hash of the title (15 bits).
 * @param {Stem} stem
 */
export function* decodeTitles({ titles }) {
  const { number, isAtEnd } = reader(titles);
  while (!isAtEnd()) {
    yield { hash: number(), number: number(), entry: number() };
  }
}

/**
 * Returns the positions of a stem: by document, by entry. A very common stem has none.
 * @param {Index} index
 * @param {string} word that has the stem
 * @param {Stem} stem
 * @returns {Promise<Map<number, Map<number, Set<number>>> | undefined>}
 */
export async function loadOccurrences(index, word, { key }) {
  const value = await load(index, "o" + (shardOf(index, word) % (index.wordShards / 2)));
  const part = value.split("|").find((/** @type {string} */ part) => part.startsWith(key + ":"));
  if (part === undefined) {
    return undefined;
  }
  const { number, isAtEnd } = reader(part.slice(key.length + 1));
  const docs = new Map();
  for (let doc = 0; !isAtEnd(); ) {
    doc += number();
    const entries = new Map();
    let entry = 0, position = 0;
    for (let count = number(); count > 0; count--) {
      const delta = number();
      [entry, position] = [entry + delta, (delta ? 0 : position) + number()];
      entries.set(entry, (entries.get(entry) ?? new Set()).add(position));
    }
    docs.set(doc, entries);
  }
  return docs;
}

/**
 * Returns the most common word that differs from a mistyped one by one edit, or "".
 * @param {Index} index
 * @param {string} word
 */
export async function correct(index, word) {
  const letters = [...word];
  if (letters.length < minTypo) {
    return "";
  }
  const keys = [letters.slice(0, 2).join("") + "-", "-" + letters.slice(-2).join("")];
  const lists = await Promise.all(keys.map((key) => load(index, "s" + (hash(key) % index.spellingShards))));
  for (const list of lists) {
    const best = list.split(" ").find((/** @type {string} */ other) => isOneEdit(letters, [...other]));
    if (best) {
      return best;
    }
  }
  return "";
}

/**
 * Reports whether two words differ by one letter too many, missing or wrong, or by two exchanged ones.
 * @param {string[]} a
 * @param {string[]} b
 */
export function isOneEdit(a, b) {
  if (Math.abs(a.length - b.length) > 1) {
    return false;
  }
  let start = 0;
  while (start < a.length && a[start] === b[start]) {
    start++;
  }
  const rest = (/** @type {string[]} */ word, /** @type {number} */ skip) => word.slice(start + skip).join("");
  if (a.length !== b.length) {
    return rest(a, a.length > b.length ? 1 : 0) === rest(b, b.length > a.length ? 1 : 0);
  }
  return start < a.length && (rest(a, 1) === rest(b, 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2)));
}
