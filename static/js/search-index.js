// Searches the index: which pages and terms a query finds, the best first.
import { exactTitles, pagesWithPhrases } from "./search-exact.js";
import { Readings } from "./search-readings.js";
import { decodePostings, rarity } from "./search-words.js";

/** @typedef {import("./search-shards.js").Index} Index */
/** @typedef {import("./search-words.js").Match} Match */
/** @typedef {import("./search-readings.js").Reading} Reading */
/** @typedef {{number: number, score: number, entries: number[]}} Hit entries are the best first */
/** @typedef {{scores: number[], entries: Map<number, number[]>}} Candidate scores are by position in the query */
/**
 * @typedef {object} Found
 * @property {Hit[]} hits
 * @property {Set<string>} forms words that were found
 * @property {string[]} beginnings of words that were found
 * @property {Map<string, string>} corrections of mistyped words
 */

const worthShowing = 0.3; // of the score of the best entry of a page
const minWeight = 1; // of a term that is only found in another spelling

/**
 * @param {Index} index
 * @param {string} text
 * @param {string} [questions] see parseQuery
 * @returns {Promise<Found>}
 */
export async function search(index, text, questions = "") {
  const readings = new Readings(index, text, questions);
  await readings.find();
  /** @type {Map<number, Candidate>} */
  const candidates = new Map();
  for (const reading of readings.readings) {
    addReading(index, candidates, reading, readings.terms.length);
  }
  const exact = await exactTitles(readings);
  const phrase = await pagesWithPhrases(readings);
  const weights = weightsOf(index, readings);
  for (const number of exact.keys()) {
    candidateOf(candidates, number, readings.terms.length);
  }
  const hits = [...candidates]
    .filter(([number]) => !phrase || phrase.has(number))
    .map(([number, candidate]) => toHit(number, candidate, weights, exact.get(number), phrase?.get(number)))
    .sort((a, b) => rankOf(exact, a) - rankOf(exact, b) || b.score - a.score || a.number - b.number);
  return { hits, ...foundWords(readings), corrections: readings.corrections };
}

/**
 * @param {Map<number, {rank: number}>} exact
 * @param {Hit} hit
 */
const rankOf = (exact, { number }) => exact.get(number)?.rank ?? Infinity;

/**
 * Adds what a reading finds. Of several readings of a term, the one with the best score counts.
 * @param {Index} index
 * @param {Map<number, Candidate>} candidates
 * @param {Reading} reading
 * @param {number} count of the terms
 */
function addReading(index, candidates, { positions, parts, factor }, count) {
  const found = parts.map((matches) => bestPostings(index, matches));
  for (const number of found[0].keys()) {
    const postings = found.flatMap((pages) => pages.get(number) ?? []);
    if (postings.length < parts.length) {
      continue;
    }
    const candidate = candidateOf(candidates, number, count);
    raise(candidate.scores, positions, (sum(postings.map(({ score }) => score)) / parts.length) * factor);
    for (const { score, entries } of postings) {
      entries.forEach((entry, rank) => {
        const scores = candidate.entries.get(entry) ?? new Array(count).fill(0);
        candidate.entries.set(entry, scores);
        raise(scores, positions, ((score / parts.length) * factor) / (1 + rank / 2));
      });
    }
  }
}

/**
 * @param {Map<number, Candidate>} candidates
 * @param {number} number
 * @param {number} count of the terms
 */
function candidateOf(candidates, number, count) {
  const candidate = candidates.get(number) ?? { scores: new Array(count).fill(0), entries: new Map() };
  candidates.set(number, candidate);
  return candidate;
}

/**
 * @param {number[]} scores
 * @param {number[]} positions
 * @param {number} score
 */
const raise = (scores, positions, score) => positions.forEach((at) => (scores[at] = Math.max(scores[at], score)));

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);

/**
 * Returns the best posting of each page that one of the stems has.
 * @param {Index} index
 * @param {Match[]} matches
 */
function bestPostings(index, matches) {
  /** @type {Map<number, import("./search-words.js").Posting>} */
  const best = new Map();
  for (const { stem, similarity } of matches) {
    for (const { number, score, entries } of decodePostings(index, stem)) {
      if (score * similarity > (best.get(number)?.score ?? 0)) {
        best.set(number, { number, score: score * similarity, entries });
      }
    }
  }
  return best;
}

/**
 * Returns how much each term says: rare ones say more.
 * @param {Index} index
 * @param {Readings} readings
 */
const weightsOf = (index, { terms }) => terms.map(({ matches }) => {
  const best = matches.filter(({ similarity }) => similarity === Math.max(...matches.map((match) => match.similarity)));
  return Math.max(minWeight, ...best.map(({ stem }) => rarity(index, stem)));
});

/**
 * @param {number} number
 * @param {Candidate} candidate
 * @param {number[]} weights
 * @param {{entry: number} | undefined} exact
 * @param {Set<number> | undefined} phrase entries that have the phrases
 * @returns {Hit}
 */
function toHit(number, { scores, entries }, weights, exact, phrase) {
  const total = sum(weights);
  /** @param {number[]} scores */
  const rank = (scores) => (sum(scores) * sum(scores.map((score, i) => (score ? weights[i] : 0)))) / total;
  const isFirst = (/** @type {number} */ entry) => (entry === exact?.entry ? 2 : 0) + (phrase?.has(entry) ? 1 : 0);
  for (const entry of [...(exact ? [exact.entry] : []), ...(phrase ?? [])]) {
    entries.set(entry, entries.get(entry) ?? scores.map(() => 0));
  }
  const all = [...entries].map(([entry, scores]) => ({ entry, score: rank(scores) }));
  const best = Math.max(0, ...all.map(({ score }) => score));
  const ranked = all
    .filter(({ entry, score }) => isFirst(entry) || (!phrase && score >= best * worthShowing))
    .sort((a, b) => isFirst(b.entry) - isFirst(a.entry) || b.score - a.score || a.entry - b.entry);
  const title = all.find(({ entry }) => entry === 0)?.score ?? 0; // and the summary
  return { number, score: rank(scores) + best + title, entries: ranked.map(({ entry }) => entry) };
}

/**
 * Returns which words of a text a query has found. A single character that was found as a part of a longer word says
 * nothing by itself: of "prince 2" the 2.
 * @param {Readings} readings
 */
function foundWords({ terms, readings }) {
  const joined = new Set(readings.flatMap(({ positions }) => (positions.length > 1 ? positions : [])));
  const isPart = (/** @type {number} */ at) => joined.has(at) && terms[at].word.length === 1;
  const matches = readings.filter(({ positions }) => positions.length > 1 || !isPart(positions[0]))
    .flatMap(({ parts }) => parts.flat());
  const forms = new Set(matches.filter(({ similarity }) => similarity === 1).flatMap(({ stem }) => stem.forms));
  const isBeginning = terms.filter(({ matches }, at) =>
    !isPart(at) && matches.some(({ similarity }) => similarity < 1));
  return { forms, beginnings: isBeginning.map(({ word }) => word) };
}
