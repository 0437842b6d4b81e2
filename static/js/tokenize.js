// Splits a text into search terms: lower case, without diacritics and apostrophes, Han and Kana as bigrams. The
// generator does the same to the pages (cmd/internal/search/tokenize.go).

const wordPattern = /[\p{L}\p{N}_]+(?:'[\p{L}\p{N}_]+)*/gu;
const cjk = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/u;
const cjkRuns = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu;
const maxBytes = 60;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function tokenize(text) {
  const out = [];
  for (const [match] of fold(text).matchAll(wordPattern)) {
    const token = match.replace(/'s$/, "").replaceAll("'", "");
    if (cjk.test(token)) {
      bigrams(token, out);
    } else if (/^\d$/.test(token) || (byteLength(token) > 1 && byteLength(token) <= maxBytes)) {
      out.push(token);
    }
  }
  return out;
}

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
