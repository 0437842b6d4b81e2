import assert from "node:assert/strict";
import { test } from "node:test";
import { message } from "../page-data.js";

const messages = { found: { one: "{n} page", other: "{n} pages" }, done: "{done} of {total}" };

/** Stands for a page in a language. */
function setPage(lang) {
  const textContent = JSON.stringify({ messages });
  globalThis.document = { documentElement: { lang }, getElementById: () => ({ textContent }) };
}

test("a message has its values and its plural form", () => {
  setPage("en");
  assert.equal(message("found", { n: 1 }), "1 page");
  assert.equal(message("found", { n: 2 }), "2 pages");
  assert.equal(message("done", { done: 3, total: 4 }), "3 of 4");
  assert.equal(message("none"), "none");
});

// The messages may be in another language than the page, which has no messages yet.
for (const lang of ["ru", ""]) {
  test(`English messages in a page in ${lang || "no language"}`, () => {
    setPage(lang);
    assert.equal(message("found", { n: 2 }), "2 pages");
  });
}
