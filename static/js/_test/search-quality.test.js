// Measures the search of this guide: what readers type, and where each finds what it looks for. search-queries.json has
// 200 queries: titles of pages and sections, terms of the glossary, typing slips and questions, each with the addresses
// that answer it. They were written from the content, before the search was tuned; search-held-out.json has 40 that
// were written afterwards. A new page needs no new query; where a section goes, what took its place is expected. This
// lists the rank of each query:
//
//	SEARCH_RANKS=1 node --test --test-reporter=spec static/js/_test/search-quality.test.js
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { parseQuery } from "../search-query.js";
import { SearchPage, build, linksOf, remove } from "./built-search.js";
import { newRandom, seeds } from "./random.js";

const goals = { titles: 0.9, terms: 0.9, slips: 0.7, questions: 0.7 }; // of the mean reciprocal rank
const heldOutGoal = 0.8; // of the mean over all
const mostBytes = 20_000; // that a query loads, with gzip

const dir = build();
after(() => remove(dir));
const page = new SearchPage(dir);
const rows = await page.rows();
const known = new Set(rows.flatMap(({ address, entries }) =>
  entries.flatMap((entry) => linksOf({ address, entry, matches: [] }))));
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

/**
 * Returns the sum of the reciprocal ranks of queries.
 * @param {import("node:test").TestContext} t
 * @param {{query: string, expect: string[]}[]} queries
 */
async function sumOfRanks(t, queries) {
  let sum = 0, most = 0, worst = "";
  for (const { query, expect } of queries) {
    expect.forEach((address) => assert.ok(known.has(address), `${query}: the guide has no ${address}`));
    const { found, results } = await page.search(query);
    const rank = results.findIndex((result) => linksOf(result).some((link) => expect.includes(link))) + 1;
    sum += rank && 1 / rank;
    results.forEach((result) => checkPassages(found, result));
    if (page.bytes > most) {
      [most, worst] = [page.bytes, query];
    }
    if (process.env.SEARCH_RANKS && rank !== 1) {
      t.diagnostic(`${rank || "none"}: ${query}; first is ${results[0] && linksOf(results[0])}`);
    }
  }
  assert.ok(most <= mostBytes, `${worst}: ${most} bytes`);
  t.diagnostic(`mean reciprocal rank ${(sum / queries.length).toFixed(3)}, at most ${most} bytes (${worst})`);
  return sum;
}

/** Every passage but the meaning of a term holds a word that was found. */
function checkPassages(found, { address, entry, matches }) {
  for (const { kind, title, passage } of [entry, ...matches]) {
    const holds = [...page.splitWords(passage, found)].some(({ isFound }) => isFound);
    assert.ok(kind === "g" || !passage || holds, `${address}, ${title}: ${passage}`);
  }
}

for (const [kind, queries] of Object.entries(read("search-queries.json"))) {
  test("search: " + kind, async (t) => {
    const mean = (await sumOfRanks(t, queries)) / queries.length;
    assert.ok(mean >= goals[kind], `the mean reciprocal rank is ${mean}`);
  });
}

const heldOut = Object.entries(read("search-held-out.json"));
let heldOutSum = 0;
for (const [kind, queries] of heldOut) {
  test(`search: ${kind}, held out`, async (t) => (heldOutSum += await sumOfRanks(t, queries)));
}
test("search: all held out", () => {
  const mean = heldOutSum / heldOut.flatMap(([, queries]) => queries).length;
  assert.ok(mean >= heldOutGoal, `the mean reciprocal rank is ${mean}`);
});

// In the short run, some are tried. Before a title that is a question, the term that it asks about may come; of two
// entries of a page with one title, either may.
test("search: titles and terms come first", async (t) => {
  const titles = rows.flatMap(({ address, entries }) =>
    entries.flatMap(({ id, title, names }) => [title, ...names].map((name) => [address + (id && "#" + id), name])));
  const tried = seeds.length > 1 ? titles : newRandom(7).shuffle(titles).slice(0, 100);
  let most = 0;
  for (const [link, title] of tried) {
    const { results } = await page.search(title);
    const asked = parseQuery(title, page.questions).raw.join(" ");
    const isSame = (/** @type {{title: string, names: string[]}} */ { title: other, names }) =>
      [other, ...names].some((name) => [title.toLowerCase(), asked].includes(name.toLowerCase()));
    const rank = results.findIndex((result) => linksOf(result).includes(link) ||
      (link.startsWith(result.address + "#") && result.address !== "glossary/" && result.matches.some(isSame)));
    assert.ok(rank >= 0, `${title}: no ${link}`);
    for (const { entry, matches } of results.slice(0, rank)) {
      assert.ok([entry, ...matches].some(isSame), `${title}: first is ${entry.title}`);
    }
    assert.ok(page.bytes <= mostBytes, `${title}: ${page.bytes} bytes`);
    most = Math.max(most, page.bytes);
  }
  t.diagnostic(`${tried.length} of ${titles.length} titles and terms come first, at most ${most} bytes`);
});
