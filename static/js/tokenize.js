// Splits a text into search terms: lower case, without diacritics and apostrophes, parts of words with hyphens and the
// whole without them, Han and Kana as bigrams. The generator does the same to the pages
// (cmd/internal/search/tokenize.go).

const word = "[\\p{L}\\p{N}_]+(?:'[\\p{L}\\p{N}_]+)*";
const compoundPattern = new RegExp(`${word}(?:[-\u2010\u2011]${word})*`, "gu");
const wordPattern = new RegExp(word, "gu");
const cjk = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/u;
const cjkRuns = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu;
const maxBytes = 60;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function tokenize(text) {
  /** @type {string[]} */
  const out = [];
  for (const [compound] of fold(text).matchAll(compoundPattern)) {
    const parts = rawWords(compound);
    parts.forEach((part) => (cjk.test(part) ? bigrams(part, out) : isTerm(part) && out.push(part)));
    const joined = parts.join("");
    if (parts.length > 1 && byteLength(joined) <= maxBytes && !/^\d*$/.test(joined) && !cjk.test(joined)) {
      out.push(joined);
    }
  }
  return out;
}

/**
 * Returns the words of a text, also the single letters that tokenize leaves out, and without the joined ones.
 * @param {string} text
 */
export const rawWords = (text) =>
  Array.from(fold(text).matchAll(wordPattern), ([word]) => word.replace(/'s$/, "").replaceAll("'", ""));

/**
 * Returns the terms of a text without the joined ones.
 * @param {string} text
 */
export const wordsOf = (text) => rawWords(text).flatMap(tokenize);

/** @param {string} word */
const isTerm = (word) => /^\d$/.test(word) || (byteLength(word) > 1 && byteLength(word) <= maxBytes);

/** @param {string} text */
const byteLength = (text) => new TextEncoder().encode(text).length;

/** @param {string} text */
const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase().replaceAll("ς", "σ");

/**
 * @param {string} text
 * @param {string[]} out
 */
function bigrams(text, out) {
  for (const [run] of text.matchAll(cjkRuns)) {
    const characters = [...run];
    if (!cjk.test(run)) {
      characters.length > 1 && out.push(run);
    } else if (characters.length === 1) {
      out.push(run);
    } else {
      characters.slice(1).forEach((c, i) => out.push(characters[i] + c));
    }
  }
}
