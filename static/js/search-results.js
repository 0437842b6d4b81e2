// What a reader sees of the pages that were found: the entries that match best, each with a passage that holds a word
// of the query.
import { loadRow, loadTexts } from "./search-shards.js";
import { rawWords, tokenize } from "./tokenize.js";

/** @typedef {import("./search-shards.js").Index} Index */
/** @typedef {import("./search-shards.js").Entry} Entry */
/** @typedef {import("./search-index.js").Hit} Hit */
/** @typedef {import("./search-index.js").Found} Found */
/** @typedef {Entry & {passage: string}} ShownEntry */
/** @typedef {{address: string, entry: ShownEntry, matches: ShownEntry[]}} Result */
/** @typedef {{piece: string, at: number, isFound: boolean}} Piece */

const maxMatches = 3; // entries shown below a page
const maxPassage = 170; // characters
const context = 60; // characters before the first found word of a passage

/**
 * @param {Index} index
 * @param {Hit[]} hits
 * @param {Found} found
 * @returns {Promise<Result[]>}
 */
export const loadResults = (index, hits, found) =>
  Promise.all(hits.map((hit, i) => loadResult(index, hit, found, i === 0)));

/**
 * Loads the text of the best entry, and of others only if it is in the same shard or isBest is true.
 * @param {Index} index
 * @param {Hit} hit
 * @param {Found} found
 * @param {boolean} isBest
 * @returns {Promise<Result>}
 */
async function loadResult(index, { number, entries }, found, isBest) {
  const row = await loadRow(index, number);
  const matches = entries.filter((entry) => entry > 0).slice(0, maxMatches);
  const isPage = number < index.pages;
  const wanted = isBest ? [entries[0], ...matches] : [entries[0]];
  const runs = isPage && index.textsPerPage
    ? await Promise.all(wanted.map((entry) => loadTexts(index, number, row, entry)))
    : [{ first: 0, texts: row.entries.map(({ text }) => text) }];
  /** @param {number} n */
  const show = (n) => {
    const text = joinLines(runs.map(({ first, texts }) => texts[n - first]).find(Boolean) ?? "");
    return { ...row.entries[n], passage: isPage ? passage(text, found) : text }; // a term has its meaning
  };
  return { address: row.address, entry: show(0), matches: matches.map(show) };
}

/**
 * Returns a text on one line.
 * @param {string} text with a line for each block
 */
const joinLines = (text) => text.replace(/(?<=[\p{Po}\p{Pf}\p{Pe}])\n+/gu, " ").replace(/\n+/g, " · ");

/**
 * Returns the part of a text with the most found words, or "" if it holds none.
 * @param {string} text
 * @param {{forms: Set<string>, beginnings: string[]}} found
 */
export function passage(text, found) {
  const places = [...splitWords(text, found)].filter(({ isFound }) => isFound)
    .map(({ piece, at }) => ({ at, end: at + piece.length, word: tokenize(piece).join() }));
  let best = -1, most = 0;
  places.forEach(({ at }, i) => {
    const near = new Set([places[i].word]);
    for (let k = i + 1; k < places.length && places[k].end - at <= maxPassage - context; k++) {
      near.add(places[k].word);
    }
    if (near.size > most) {
      [best, most] = [at, near.size];
    }
  });
  return best < 0 ? "" : cut(text, best);
}

/**
 * Returns a passage that begins at a sentence or a word shortly before a place.
 * @param {string} text
 * @param {number} at
 */
function cut(text, at) {
  const early = text.lastIndexOf(" ", Math.max(at - context, 0)) + 1;
  const sentence = text.slice(early, at).search(/(?<=[.!?]\s)\S/u);
  const from = at <= context ? 0 : early + Math.max(sentence, 0);
  const end = text.length - from <= maxPassage ? text.length : text.lastIndexOf(" ", from + maxPassage);
  const to = end > at ? end : Math.min(at + maxPassage, text.length); // a very long word
  return (from > 0 ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
}

const inWord = "\\p{L}\\p{N}\\p{M}_'’";
const piecePattern = new RegExp(`([${inWord}]+(?:[-\u2010\u2011][${inWord}]+)*)|[^${inWord}]+`, "gu");

/**
 * Splits a text into words and what is between them. A word with hyphens is one piece if it was found without them.
 * @param {string} text
 * @param {{forms: Set<string>, beginnings: string[]}} found
 * @returns {Generator<Piece>}
 */
export function* splitWords(text, { forms, beginnings }) {
  const isFound = (/** @type {string} */ word) =>
    forms.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
  for (const { 0: piece, 1: word, index: at } of text.matchAll(piecePattern)) {
    if (!word) {
      yield { piece, at, isFound: false };
      continue;
    }
    if (!/[-\u2010\u2011]/u.test(piece) || isFound(rawWords(piece).join(""))) {
      yield { piece, at, isFound: tokenize(piece).some(isFound) };
      continue;
    }
    let offset = at;
    for (const part of piece.split(/([-\u2010\u2011])/u)) {
      yield { piece: part, at: offset, isFound: tokenize(part).some(isFound) };
      offset += part.length;
    }
  }
}
