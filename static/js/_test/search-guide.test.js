// Searches a small guide: what a query finds, and in which order.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { SearchPage, build, linksOf, remove } from "./built-search.js";

/** @param {string} title */
const front = (title, summary = "Text", rest = "") =>
  `---\ntitle: ${title}\nsummary: ${summary}\n${rest}---\n`;
const files = {
  "guide.yaml": "id: g\ntitle: A guide\nsummary: S\nlanguage: en\nsynonyms:\n  - [CV, résumé, curriculum vitae]\n",
  "glossary.yaml": "- {term: risk, means: What may happen}\n- {term: mentor, means: A person who gives advice}\n" +
    "- {term: forecast, means: A look ahead}\n- {term: risk register, means: A list, aka: [danger log]}\n" +
    "- {term: PMO, means: An office, aka: [project management office]}\n",
  "steps/1-plan/index.md": front("Plan the work", "How to plan", "checklist: [{id: draw, text: Draw a roadmap}]\n") +
    "A PRINCE2 plan.\n\n## A risk register\n\nA list of risks. Keep the register of each risk.\n\n" +
    "## Mentoring\n\nA mentor helps.\n",
  "steps/1-plan/risks.md": front("Risk") + "How the register holds each risk, and why a register.\n\n## Courses\n\n" +
    "There are e-learning courses, a cast and a self-assessment.\n",
  "steps/1-plan/write.md": front("Write") + "Every 2 years. Your curriculum vitae for the project management office.\n",
  "steps/1-plan/map.md": front("Certification") + "A road map, and premortem work. " + "Filler text. ".repeat(60) +
    "An apprenticeship, with certificates.\n",
};
const source = mkdtempSync(join(tmpdir(), "guide-search-source-"));
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(source, "content", name)), { recursive: true });
  writeFileSync(join(source, "content", name), text);
}
const dir = build(source);
after(() => {
  remove(dir);
  rmSync(source, { recursive: true });
});
const page = new SearchPage(dir);
const plan = "steps/plan/", risks = "steps/plan/risks/", write = "steps/plan/write/", map = "steps/plan/map/";

for (const [what, query, ...want] of [
  ["an exact page, then an exact term", "risk", risks, "glossary/#risk"],
  ["an exact term, then an exact section", "risk register", "glossary/#risk-register", plan + "#a-risk-register"],
  ["other forms of the words", "risk registers", "glossary/#risk-register"],
  ["another name of a term", "danger log", "glossary/#risk-register"],
  ["the same form before another", "mentoring", plan + "#mentoring", "glossary/#mentor"],
  ["the same form before another, the other way round", "mentor", "glossary/#mentor", plan + "#mentoring"],
  ["an exact action", "draw a roadmap", plan + "#draw"],
  ["a question", "What is a risk?", "glossary/#risk", risks],
  ["another question", "what does the PMO stand for", "glossary/#pmo"],
  ["a missing letter", "aprenticeship", map], ["a letter too many", "apprenticeeship", map],
  ["a wrong letter", "apprentizeship", map], ["exchanged letters", "appretniceship", map],
  ["an edit at the beginning", "papprenticeship", map], ["an edit at the end", "apprenticeshib", map],
  ["an edit in a title", "certifcation", map],
  ["a missing letter, and two words of two pages", "forcast", "glossary/#forecast"],
  ["a mistyped title of two words", "risk registre", "glossary/#risk-register"],
  ["no edit in four letters", "plqn"], ["not two edits", "aprentizeship"],
  ["a synonym", "resume", write], ["a synonym with diacritics", "résumé", write], ["another synonym", "cv", write],
  ["a phrase for a term", "pmo", "glossary/#pmo", write],
  ["a term for a phrase", "project management office", "glossary/#pmo", write],
  ["two words for one", "prince 2", plan], ["one word", "prince2", plan], ["a hyphen for one word", "prince-2", plan],
  ["one word for a hyphen", "elearning", risks + "#courses"], ["a hyphen", "e-learning", risks + "#courses"],
  ["two words for a hyphen", "e learning", risks + "#courses"],
  ["one word for a hyphen, again", "selfassessment", risks + "#courses"],
  ["a hyphen for one word, again", "pre-mortem", map], ["two words for one, again", "pre mortem", map],
  ["one word, also for two", "roadmap", plan + "#draw"], ["two words, also for one", "road map", map, plan + "#draw"],
  ["one word for two", "fillertext", map],
  ["a phrase", '"list of risks"', plan + "#a-risk-register"], ["a phrase in a title", '"risk register"',
    "glossary/#risk-register", plan + "#a-risk-register"],
  ["not the words of a phrase", '"risk list"'], ["a phrase and a word", '"each risk" why', risks],
  ["two phrases", '"curriculum vitae" "management office"', write],
  ["two phrases of two pages", '"road map" "curriculum vitae"'],
  ["a word in quotes", '"planned"'], ["a mistyped word in quotes", '"aprenticeship"'],
  ["the beginning of a word", "certif", map], ["nothing", "zebra"],
]) {
  test(`search: ${what}: ${query}`, async () => {
    const { results } = await page.search(query);
    const shown = results.slice(0, Math.max(want.length, 1)).map(linksOf);
    assert.ok(want.length <= results.length && (want.length || !results.length), `found ${JSON.stringify(shown)}`);
    want.forEach((link, i) => assert.ok(shown[i].includes(link), `${i + 1} is ${shown[i]}, want ${link}`));
  });
}

test("search: corrections are named", async () => {
  const { found } = await page.search("an aprenticeship certifcation");
  assert.deepEqual([...found.corrections], [["aprenticeship", "apprenticeship"], ["certifcation", "certification"]]);
});

test("search: a figure that is part of a name is not marked by itself", async () => {
  const { found } = await page.search("prince 2");
  assert.ok(found.forms.has("prince2") && !found.forms.has("2"), [...found.forms].join());
  assert.ok((await page.search("2 years")).found.forms.has("2"));
});

test("search: a phrase shows only what holds it", async () => {
  const { results } = await page.search('"list of risks"');
  assert.deepEqual(results.map(linksOf), [[plan, plan + "#a-risk-register"]]);
});
