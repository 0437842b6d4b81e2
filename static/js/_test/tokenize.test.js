import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tokenize } from "../tokenize.js";

// The program cuts the same texts into the same words: cmd/internal/search/search_test.go.
const table = new URL("../../../cmd/internal/search/testdata/tokens.json", import.meta.url);
for (const { text, words } of JSON.parse(readFileSync(table, "utf8"))) {
  test(JSON.stringify(text), () => assert.deepEqual(tokenize(text), words));
}
