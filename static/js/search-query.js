// Understands what a reader types: phrases in quotes, questions about a term, and which words matter.
import { rawWords, tokenize } from "./tokenize.js";

const quotes = "\"“”„«»";
const quotedPattern = new RegExp(`[${quotes}]([^${quotes}]+)[${quotes}]`, "gu");
export const maxTerms = { small: 4, large: 3 }; // words that are not common, by the size of the guide
const enough = 2; // words of a query beside which common ones are left out
const enoughCommon = 3; // words of a query of common ones

/**
 * @typedef {object} Query
 * @property {string[][]} phrases the words of each text in quotes, with "" for a single letter
 * @property {string[]} raw all words, also single letters; of a question what it asks about
 * @property {boolean} isQuestion whether it asks what a term means
 * @property {string} text as it was typed, without quotes
 */

/**
 * @param {string} text
 * @param {string} questions patterns of questions about a {term}, with | between them
 * @returns {Query}
 */
export function parseQuery(text, questions) {
  const words = (/** @type {string} */ raw) => tokenize(raw).concat(tokenize(raw).length ? [] : ""); // "" for a letter
  const phrases = Array.from(text.matchAll(quotedPattern), ([, phrase]) => rawWords(phrase).flatMap(words));
  const plain = text.replaceAll(new RegExp(`[${quotes}]`, "gu"), " ").replace(/\s+/gu, " ").trim();
  const term = phrases.length ? "" : askedTerm(plain, questions);
  return { phrases, raw: rawWords(term || plain), isQuestion: term !== "", text: plain };
}

/**
 * Returns the term that a question asks about, or "".
 * @param {string} text
 * @param {string} questions
 */
function askedTerm(text, questions) {
  const question = text.toLowerCase().replaceAll("’", "'").replace(/[?.!…\s]+$/u, "");
  let term = "";
  for (const pattern of questions.toLowerCase().split("|")) {
    const [before, after = ""] = pattern.trim().split("{term}");
    if (question.startsWith(before) && question.endsWith(after) && question.length > before.length + after.length) {
      const rest = question.slice(before.length, question.length - after.length);
      if (!term || rest.length < term.length) {
        term = rest;
      }
    }
  }
  return term;
}

/**
 * Returns the terms to look up: frequent ones only if there are few others, and stop words only if there is no other.
 * The longest is among those of a query of such words alone, since titles of common words are listed there.
 * @param {string[]} raw
 * @param {{common: Set<string>, stop: Set<string>}} words
 * @param {number} [most] of those that are not common
 */
export function chooseTerms(raw, { common, stop }, most = maxTerms.small) {
  const all = [...new Set(raw.flatMap(tokenize))];
  const rare = all.filter((word) => !common.has(word)).slice(0, most);
  const frequent = all.filter((word) => common.has(word) && !stop.has(word));
  const rest = (frequent.length + rare.length ? frequent : all).sort((a, b) => [...b].length - [...a].length);
  const [longest] = all.slice().sort((a, b) => [...b].length - [...a].length);
  const wanted = rare.length ? Math.max(enough - rare.length, 0) : enoughCommon;
  const chosen = new Set([...rare, ...rest.slice(0, wanted), ...(rare.length ? [] : [longest])]);
  return all.filter((word) => chosen.has(word));
}
