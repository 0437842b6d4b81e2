// Searches a large guide of random words: what a query loads does not grow with the guide. It has 600 topics, in the
// long run 10,000.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { SearchPage, build, linksOf, remove } from "./built-search.js";
import { newRandom, seeds } from "./random.js";

const topics = seeds.length > 1 ? 10_000 : 600;
const mostBytes = 20_000;
const { below, pick } = newRandom(7);

const syllables = [..."bcdfghjklmnprstvw"].flatMap((first) => [..."aeiou"].map((vowel) => first + vowel));
const words = Array.from({ length: 60_000 }, () =>
  Array.from({ length: 2 + below(3) }, () => pick(syllables)).join(""));
/** A word; few are common and many rare, as in a language. */
const word = () => words[Math.floor(words.length ** (below(1e6) / 1e6)) - 1];
const text = (/** @type {number} */ length) => Array.from({ length }, word).join(" ");

const source = mkdtempSync(join(tmpdir(), "guide-search-source-"));
const titles = Array.from({ length: topics }, () => text(3));
mkdirSync(join(source, "content", "steps", "1-step"), { recursive: true });
const write = (/** @type {string} */ name, /** @type {string} */ text) =>
  writeFileSync(join(source, "content", name), text);
write("guide.yaml", "id: g\ntitle: Large\nsummary: S\nlanguage: en\n");
write("steps/1-step/index.md", "---\ntitle: Step\nsummary: S\n---\nText.\n");
titles.forEach((title, i) => {
  const sections = Array.from({ length: 5 }, () => `## ${text(4)}\n\n${text(60)}.\n`).join("\n");
  write(`steps/1-step/t-${i}.md`, `---\ntitle: "${title}"\nsummary: "${text(8)}"\n---\n${text(20)}.\n\n${sections}`);
});
const dir = build(source);
after(() => {
  remove(dir);
  rmSync(source, { recursive: true });
});
const page = new SearchPage(dir);

let most = 0, worst = "";

/**
 * Returns the results of a query, and notes what it loads.
 * @param {string} query
 */
async function search(query) {
  const { results } = await page.search(query);
  if (page.bytes > most) {
    [most, worst] = [page.bytes, query];
  }
  return results;
}

test(`search in ${topics} topics: titles come first`, async () => {
  for (let i = 0; i < 100; i++) {
    const n = below(topics);
    const [first] = await search(titles[n]);
    assert.equal(first?.entry.title, titles[n], titles[n]);
    assert.ok(titles.filter((title) => title === titles[n]).length > 1 ||
      linksOf(first)[0] === `steps/step/t-${n}/`, titles[n]);
  }
});

test(`search in ${topics} topics: the bytes of any query`, async (t) => {
  for (let i = 0; i < 200; i++) {
    const n = below(topics);
    await search(Array.from({ length: 1 + below(6) }, () => pick(titles[below(topics)].split(" "))).join(" "));
    const [first, second] = titles[n].split(" ");
    await search(first + "x " + second);
    await search(`"${first} ${second}"`);
    await search(first.slice(0, 4));
  }
  t.diagnostic(`at most ${most} bytes (${worst})`);
  assert.ok(most <= mostBytes, `${worst}: ${most} bytes`);
});
