import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidProgress, maxNote, maxTime, parseProgress, stringify } from "../progress-format.js";

const at = "2026-11-22T10:00:00.000Z";
const text = `{"format":"guide-progress","version":1,"guide":"g","changed":"${at}","visited":"${at}",` +
  `"items":{"a":{"state":"done","at":"${at}","note":"é\\n\\"","noteAt":"${at}"},"b-2":{}},` +
  `"plan":{"at":"${at}","hours":3},"later":[1,{"a":1,"z":null}]}`;

test("what was written is read and written again as it was", () => {
  assert.equal(stringify(parseProgress(text, "g")), text);
});

test("stringify does not depend on the order of keys", () => {
  const reverse = (v) => v && typeof v === "object" && !Array.isArray(v)
    ? Object.fromEntries(Object.entries(v).reverse().map(([key, value]) => [key, reverse(value)])) : v;
  assert.equal(stringify(reverse(JSON.parse(text))), text);
});

test("items inherit no key", () => {
  assert.equal(parseProgress(text, "g").items.constructor, undefined);
});

const withItem = (entry) => ({ items: { a: entry } });
const refused = [
  ["json", "{"],
  ["format", null],
  ["format", { format: "other" }],
  ["format", { version: 0 }],
  ["guide", { guide: "h" }],
  ["version", { version: 2 }],
  ["shape", { items: [] }],
  ["shape", { changed: "2026-11-22" }],
  ["shape", { plan: {} }],
  ["shape", { items: { "A b": {} } }],
  ["shape", { items: { ["a".repeat(61)]: {} } }],
  ["shape", withItem({ state: "done" })],
  ["shape", withItem({ state: "other", at })],
  ["shape", withItem({ state: "done", at: "2026-02-30T00:00:00.000Z" })],
  ["shape", withItem({ state: "done", at: new Date(maxTime + 1).toISOString() })],
  ["shape", withItem({ note: "n" })],
  ["note", withItem({ note: "n".repeat(maxNote + 1), noteAt: at })],
  ["shape", { deep: JSON.parse("[".repeat(30) + "]".repeat(30)) }],
  ["shape", { deep: JSON.parse(`{"__proto__": 1}`) }],
];
for (const [reason, changes] of refused) {
  const json = changes === null || typeof changes === "string" ? String(changes)
    : JSON.stringify({ ...JSON.parse(text), ...changes });
  test(`${json.slice(-60)} is refused for its ${reason}`, () => {
    const isReason = (error) => error instanceof InvalidProgress && error.reason === reason;
    assert.throws(() => parseProgress(json, "g"), isReason);
  });
}

test("the longest note and the last time are accepted", () => {
  const changes = withItem({ note: "n".repeat(maxNote), noteAt: new Date(maxTime).toISOString() });
  assert(parseProgress(JSON.stringify({ ...JSON.parse(text), ...changes }), "g"));
});

test("a text of more than 16 MB is refused for its size", () => {
  assert.throws(() => parseProgress("é".repeat(8_000_001), "g"), { reason: "size" });
});
