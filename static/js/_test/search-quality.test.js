// Measures the search of this guide: 200 queries, and where each finds what its reader looks for. The queries are in
// search-queries.json: titles of pages and sections, terms of the glossary, typing slips and questions, each with the
// addresses that answer it. They were written from the content, before the search was tuned; a new page needs no new
// query. SEARCH_RANKS=1 node --test static/js/_test/search-quality.test.js lists the rank of each query.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { SearchPage, build, linksOf, remove } from "./built-search.js";

const dir = build();
after(() => remove(dir));
const page = new SearchPage(dir);
const queries = JSON.parse(readFileSync(new URL("search-queries.json", import.meta.url), "utf8"));
const known = new Set((await page.rows()).flatMap(({ address, entries }) =>
  entries.flatMap((entry) => linksOf({ address, entry, matches: [] }))));
const floors = { titles: 0.9, terms: 0.9, slips: 0.7, questions: 0.7 }; // of the mean reciprocal rank
const mostBytes = 20_000; // that a query loads, with gzip

/** Every passage but the meaning of a term holds a word that was found. */
function checkPassages(found, { address, entry, matches }) {
  for (const { kind, title, passage } of [entry, ...matches]) {
    const holds = [...page.splitWords(passage, found)].some(({ isFound }) => isFound);
    assert.ok(kind === "g" || !passage || holds, `${address}, ${title}: ${passage}`);
  }
}

for (const [kind, list] of Object.entries(queries)) {
  test("search: " + kind, async (t) => {
    let sum = 0, most = 0, worst = "";
    for (const { query, expect } of list) {
      for (const address of expect) {
        assert.ok(known.has(address), `${query}: the guide has no ${address}`);
      }
      const { found, results } = await page.search(query);
      results.forEach((result) => checkPassages(found, result));
      const rank = results.findIndex((result) => linksOf(result).some((link) => expect.includes(link))) + 1;
      sum += rank && 1 / rank;
      if (page.bytes > most) {
        [most, worst] = [page.bytes, query];
      }
      if (process.env.SEARCH_RANKS && rank !== 1) {
        t.diagnostic(`${rank || "none"}: ${query}; first is ${results[0] && linksOf(results[0])}`);
      }
    }
    const mean = sum / list.length;
    t.diagnostic(`${list.length} ${kind}: mean reciprocal rank ${mean.toFixed(3)}, at most ${most} bytes (${worst})`);
    assert.ok(mean >= floors[kind], `the mean reciprocal rank is ${mean}`);
    assert.ok(most <= mostBytes, `${worst}: ${most} bytes`);
  });
}
