// Searches the index: which pages and terms a query finds, the best first.
import { load } from "./search-shards.js";
import { decodePostings, findStems, loadWords } from "./search-words.js";
import { tokenize } from "./tokenize.js";

/** @typedef {import("./search-shards.js").Index} Index */
/** @typedef {{number: number, score: number, entries: number[]}} Hit */
/** @typedef {{score: number, words: number}} Score */
/**
 * @typedef {object} Found
 * @property {Hit[]} hits the best first
 * @property {Set<string>} forms words that were found
 * @property {string[]} beginnings of words that were found
 */

/**
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<Found>}
 */
export async function search(index, query) {
  const endings = await load(index, "c0", (value) => value.split("|")[0].split(" "));
  const all = [...new Set(tokenize(query))], long = all.filter((word) => word.length > 2);
  const terms = long.length > 2 ? long : all; // beside three longer words "to" says little
  const forms = new Set();
  const postings = await Promise.all(terms.map((word) => pagesWith(index, word, endings, forms)));
  /** @type {Map<number, Score & {entries: Map<number, Score>}>} */
  const hits = new Map();
  for (const pages of postings) {
    for (const [number, { score, entries }] of pages) {
      const hit = addScore(hits, number, score);
      hit.entries ??= new Map();
      entries.forEach((entry, rank) => addScore(hit.entries, entry, score / (1 + rank / 2)));
    }
  }
  /** @param {Score} score */
  const rank = ({ score, words }) => (score * words) / terms.length;
  const ranked = [...hits]
    .map(([number, hit]) => {
      const entries = [...hit.entries].sort((a, b) => rank(b[1]) - rank(a[1]) || a[0] - b[0]);
      const title = hit.entries.get(0); // and the summary
      const score = rank(hit) + rank(entries[0][1]) + (title ? rank(title) : 0);
      return { number, score, entries: entries.map(([entry]) => entry) };
    })
    .sort((a, b) => b.score - a.score || a.number - b.number);
  return { hits: ranked, forms, beginnings: terms };
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
 * @param {string[]} endings
 * @param {Set<string>} forms
 * @returns {Promise<Map<number, {score: number, entries: number[]}>>}
 */
async function pagesWith(index, word, endings, forms) {
  const pages = new Map();
  for (const { stem, similarity } of findStems(await loadWords(index, word), word, endings).matches) {
    if (similarity === 1) {
      stem.forms.forEach((form) => forms.add(form));
    }
    for (const { number, score, entries } of decodePostings(index, stem)) {
      if (score * similarity > (pages.get(number)?.score ?? 0)) {
        pages.set(number, { score: score * similarity, entries });
      }
    }
  }
  return pages;
}
