import assert from "node:assert/strict";
import { test } from "node:test";
import { passage, splitWords } from "../search-results.js";
import { tokenize } from "../tokenize.js";
import { newRandom, seeds } from "./random.js";

test("the pieces of random texts", () => {
  for (const seed of seeds) {
    const { below, pick } = newRandom(seed);
    const pieces = ["risk", "risks", "risky", "e-learning", "self-assessment", "a", "-", " ", ". ", "’", "項", "x"];
    const found = { forms: new Set(["risk", "elearning", "assessment", "項項"]), beginnings: ["risk"] };
    for (let i = 0; i < 400; i++) {
      const text = Array.from({ length: below(60) }, () => pick(pieces)).join("");
      const split = [...splitWords(text, found)];
      assert.equal(split.map(({ piece }) => piece).join(""), text);
      split.forEach(({ piece, at }) => assert.equal(text.slice(at, at + piece.length), piece));
      const shown = passage(text, found);
      const holds = (/** @type {string} */ part) => [...splitWords(part, found)].some(({ isFound }) => isFound);
      assert.equal(holds(shown), holds(text), JSON.stringify([text, shown]));
      assert.ok(shown.length < 400, shown);
    }
  }
});

test("passages", () => {
  const filler = "Some words that say nothing at all. ".repeat(8);
  const mark = (/** @type {string} */ text, /** @type {string} */ words) => {
    const found = { forms: new Set(tokenize(words)), beginnings: [] };
    const pieces = [...splitWords(passage(text, found), found)];
    return pieces.map(({ piece, isFound }) => (isFound ? `[${piece}]` : piece)).join("");
  };
  assert.equal(mark("No such word.", "risk"), "");
  assert.equal(mark("A risk.", "risk"), "A [risk].");
  assert.equal(mark(filler + "Then a risk comes.", "risk"),
    "… Some words that say nothing at all. Then a [risk] comes.");
  assert.match(mark("A risk. " + filler + "A risk with an owner. " + filler, "risk owner"),
    /^… Some .* all\. A \[risk\] with an \[owner\]\. Some words .* …$/);
  assert.equal(mark("The self-assessment is e-learning", "selfassessment learning"),
    "The [self-assessment] is e-[learning]");
  assert.ok(mark("x".repeat(1000) + " risk " + "y".repeat(1000), "risk").includes("[risk]"));
  assert.ok(mark("z".repeat(1000), "z".repeat(1000)).length < 400);
});
