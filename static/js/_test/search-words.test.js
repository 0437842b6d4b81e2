import assert from "node:assert/strict";
import { test } from "node:test";
import { isOneEdit } from "../search-words.js";
import { newRandom, seeds } from "./random.js";

/** The number of letters to insert, delete, replace or exchange with the next, as its textbook says. */
function distance(a, b) {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j && j));
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      d[i][j] = i && j
        ? Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
        : i + j;
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.length][b.length];
}

test("one edit, for random words", () => {
  for (const seed of seeds) {
    const { below, pick } = newRandom(seed);
    const word = () => Array.from({ length: below(7) }, () => pick(["a", "b", "é"]));
    for (let i = 0; i < 2000; i++) {
      const a = word(), b = word();
      assert.equal(isOneEdit(a, b), distance(a, b) === 1, `${a.join("")} and ${b.join("")}`);
    }
  }
});
