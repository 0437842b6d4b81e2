// Looks up the words of a query, and other ways to read it: mistyped, written together or apart, and by synonyms.
import { chooseTerms, maxTerms, parseQuery } from "./search-query.js";
import { load } from "./search-shards.js";
import { correct, decodePostings, findStems, isWordLoaded, loadWords, similar } from "./search-words.js";
import { tokenize, wordsOf } from "./tokenize.js";

/** @typedef {import("./search-shards.js").Index} Index */
/** @typedef {import("./search-words.js").Match} Match */
/** @typedef {{word: string, matches: Match[], isKnown: boolean}} Term */
/**
 * A way to read the terms at some positions: each part must match, and is what a term of the reading matches.
 * @typedef {{positions: number[], parts: Match[][], factor: number}} Reading
 */

const synonymFactor = 0.8; // of the score of a page that has only a synonym
const maxWords = 5; // that are looked up for one query, with synonyms
const minSplit = 3; // letters of the first of two words that were written together
const maxSplits = 1; // that are tried for one word

/** @param {string} value */
function decodeCommon(value) {
  const [endings, frequent, stop] = value.split("|").map((words) => words.split(" "));
  return { endings, common: new Set([...frequent, ...stop]), stop: new Set(stop) };
}

/** @param {Match[]} matches; returns those of whole words */
const exactly = (matches) => matches.filter(({ similarity }) => similarity === 1);

/** The readings of one query. */
export class Readings {
  /**
   * @param {Index} index
   * @param {string} text
   * @param {string} questions see parseQuery
   */
  constructor(index, text, questions) {
    this.index = index;
    this.query = parseQuery(text, questions);
    /** @type {string[]} */
    this.endings = [];
    /** @type {Set<string>} */
    this.common = new Set(); // words that say little
    /** @type {Set<string>} */
    this.stop = new Set(); // those that say nothing by themselves
    /** @type {Term[]} */
    this.terms = [];
    /** @type {Reading[]} */
    this.readings = [];
    /** @type {Map<string, string>} */
    this.corrections = new Map();
    /** @type {string[][]} */
    this.spellings = []; // ways to write the whole query, as words
  }

  /** Looks everything up. */
  async find() {
    ({ endings: this.endings, common: this.common, stop: this.stop } = await load(this.index, "c0", decodeCommon));
    const { raw, text, isQuestion } = this.query;
    const words = raw.flatMap(tokenize);
    this.spellings = [words, wordsOf(text)];
    if (isQuestion && words.some((word) => !this.stop.has(word))) { // about "the RAID log"
      this.spellings.push(words.slice(words.findIndex((word) => !this.stop.has(word))));
    }
    const most = this.index.textsPerPage ? maxTerms.small : maxTerms.large;
    this.terms = await Promise.all(chooseTerms(raw, this, most).map((word) => this.look(word)));
    this.terms.forEach(({ matches }, i) => this.add([i], [matches]));
    if (!this.query.phrases.length) { // which mean what they say
      await Promise.all(this.terms.map((term, i) => this.mend(term, i)));
      await Promise.all([this.join(), this.findSynonyms()]);
    }
  }

  /**
   * @param {string} word
   * @returns {Promise<Term>}
   */
  async look(word) {
    return { word, ...findStems(await loadWords(this.index, word), word, this.endings) };
  }

  /**
   * @param {number[]} positions
   * @param {Match[][]} parts
   * @param {number} [factor]
   */
  add(positions, parts, factor = 1) {
    if (positions.length && parts.every((matches) => matches.length)) {
      this.readings.push({ positions, parts, factor });
    }
  }

  /** Reads two words as one: "prince 2" as prince2, "e learning" as elearning. */
  async join() {
    const { raw } = this.query;
    const isUnknown = (/** @type {string} */ part) =>
      this.terms.some(({ word, matches }) => word === part && !matches.length);
    for (let i = 0; i + 1 < raw.length; i++) {
      const pair = raw.slice(i, i + 2), positions = this.positionsOf(pair), [word, ...others] = tokenize(pair.join(""));
      const isWorthLoading = pair.some(isUnknown) || (raw.length === 2 && pair.some((part) => part.length === 1));
      if (!word || others.length || !positions.length || !(isWordLoaded(this.index, word) || isWorthLoading)) {
        continue;
      }
      const { matches, isKnown } = await this.look(word);
      if (isKnown) {
        this.add(positions, [exactly(matches)]);
        this.spellings.push([...raw.slice(0, i), word, ...raw.slice(i + 2)].flatMap(tokenize));
      }
    }
  }

  /** @param {string[]} words */
  positionsOf(words) {
    return this.terms.flatMap(({ word }, i) => (words.includes(word) ? [i] : []));
  }

  /**
   * Reads a word that no page has as two that are on one page, or as one that differs by an edit.
   * @param {Term} term
   * @param {number} position
   */
  async mend({ word, matches }, position) {
    if (matches.length) {
      return;
    }
    for (const words of await this.split(word)) {
      const looked = await Promise.all(words.map((part) => this.look(part)));
      const parts = looked.map(({ matches }) => exactly(matches));
      if (looked.every(({ isKnown }) => isKnown) && this.areTogether(parts)) {
        this.add([position], parts);
        this.respell(word, words);
        return;
      }
    }
    const other = await correct(this.index, word);
    if (!other) {
      this.add([position], [similar((await loadWords(this.index, word)).stems, word)]);
    } else {
      this.terms[position] = await this.look(other);
      this.add([position], [exactly(this.terms[position].matches)]);
      this.corrections.set(word, other);
      this.respell(word, [other]);
    }
  }

  /**
   * Reports whether a page has all of these parts: not "for" and "cast" of "forcast".
   * @param {Match[][]} parts
   */
  areTogether(parts) {
    const [first, ...others] = parts.map((matches) =>
      new Set(matches.flatMap(({ stem }) => [...decodePostings(this.index, stem)].map(({ number }) => number))));
    return [...first].some((number) => others.every((pages) => pages.has(number)));
  }

  /**
   * Returns ways to divide a word into one that its shard has and a rest, the longest first word first.
   * @param {string} word
   */
  async split(word) {
    const { stems } = await loadWords(this.index, word);
    return stems
      .flatMap(({ forms }) => forms.filter((form) => form.length >= minSplit && word.startsWith(form)))
      .sort((a, b) => b.length - a.length)
      .map((start) => [start, word.slice(start.length)])
      .filter(([, rest]) => tokenize(rest).length === 1)
      .slice(0, maxSplits);
  }

  /**
   * @param {string} word
   * @param {string[]} words in its place
   */
  respell(word, words) {
    this.spellings = this.spellings.map((spelling) => spelling.flatMap((other) => (other === word ? words : [other])));
  }

  /** Reads words and phrases as their synonyms. */
  async findSynonyms() {
    let budget = maxWords - this.terms.length;
    for (const { positions, words } of await this.synonyms()) {
      if (words.length <= budget) {
        budget -= words.length;
        const parts = await Promise.all(words.map((word) => this.look(word)));
        this.add(positions, parts.map(({ matches }) => exactly(matches)), synonymFactor);
      }
    }
  }

  /** Returns the synonyms of words and phrases of the query. */
  async synonyms() {
    const [spelling] = this.spellings;
    const shards = await Promise.all(
      spelling.filter((word) => isWordLoaded(this.index, word)).map((word) => loadWords(this.index, word)),
    );
    return [...new Set(shards.flatMap(({ synonyms }) => synonyms))].flatMap(([from, ...others]) => {
      const phrase = from.split(" ");
      const isHeld = spelling.some((_, i) => phrase.every((part, k) => part === spelling[i + k]));
      const positions = isHeld ? this.positionsOf(phrase) : [];
      return positions.length ? others.map((other) => ({ positions, words: other.split(" ") })) : [];
    });
  }
}
