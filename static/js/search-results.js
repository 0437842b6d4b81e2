// What a reader sees of the pages that were found: a passage that holds a word of the query.
import { rawWords, tokenize } from "./tokenize.js";

/** @typedef {{piece: string, at: number, isFound: boolean}} Piece */

const maxPassage = 170; // characters
const context = 60; // characters before the first found word of a passage

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
