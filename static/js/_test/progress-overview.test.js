import assert from "node:assert/strict";
import { test } from "node:test";
import { findNoted, findNotes, nextActions, overview } from "../progress-overview.js";

/** Returns a time of a day. */
const on = (day) => new Date(Date.UTC(2026, 10, day)).toISOString();

/** Two steps: a has the actions 1 (essential), 2, 3 (essential), b has 4 and 5 (essential), and a resource. */
const items = [
  ["one", "a", true], ["two", "a", false], ["three", "a", true], ["four", "b", false], ["five", "b", true],
  ["book", "b", false, true],
].map(([id, step, essential, resource = false]) =>
  ({ id, step, essential, resource, was: id === "five" ? ["fife"] : [] }));
const known = new Set([...items.map(({ id }) => id), "fife"]);
const overviewOf = (entries) => overview({ items: entries }, items, (id) => known.has(id));
const ids = (rows) => rows.map(({ id }) => id).join();

test("without progress everything is open", () => {
  const o = overviewOf({});
  assert.deepEqual(o.guide, { open: 5, doing: 0, done: 0, skip: 0 });
  assert.deepEqual(o.steps.get("b"), { open: 2, doing: 0, done: 0, skip: 0 });
  assert.equal(o.essentialsLeft, 3);
  assert.equal([o.doing, o.done, o.notes, o.gone].map(ids).join(""), "");
});

test("actions are counted by step, and lists have the newest first", () => {
  const o = overviewOf({
    one: { state: "done", at: on(1), note: "first", noteAt: on(9) },
    two: { state: "skip", at: on(2) },
    three: { state: "doing", at: on(3) },
    fife: { state: "done", at: on(4), note: "under its former id", noteAt: on(5) },
    book: { state: "doing", at: on(5) },
    four: { state: "open", at: on(6), note: "", noteAt: on(6) },
  });
  assert.deepEqual(o.guide, { open: 1, doing: 1, done: 2, skip: 1 });
  assert.deepEqual(o.steps.get("a"), { open: 0, doing: 1, done: 1, skip: 1 });
  assert.equal(o.essentialsLeft, 1);
  assert.equal(ids(o.doing), "book,three");
  assert.equal(ids(o.done), "five,one");
  assert.equal(ids(o.notes), "one,five");
  assert.equal(ids(o.gone), "");
  assert.equal(ids(findNoted(o, [])), "");
});

test("ticks and notes of what the guide does not have are kept apart, and what says nothing is left out", () => {
  const o = overviewOf({
    "gone-a": { state: "done", at: on(1) },
    "gone-b": { state: "open", at: on(9), note: "a note", noteAt: on(2) },
    "gone-c": { state: "open", at: on(9), note: "", noteAt: on(9) },
    "gone-d": {},
  });
  assert.equal(ids(o.gone), "gone-b,gone-a");
  assert.deepEqual(o.guide, { open: 5, doing: 0, done: 0, skip: 0 });
});

for (const [name, entries, limit, want] of [
  ["nothing is begun", {}, 3, "one,three,two"],
  ["all are asked for", {}, 9, "one,three,two,five,four"],
  ["the last change was in another step", { four: { state: "done", at: on(2) }, one: { state: "done", at: on(1) } }, 3,
    "five,three,two"],
  ["an action is being done", { one: { state: "doing", at: on(1) } }, 3, "three,two,five"],
  ["the last change was a former id", { fife: { state: "open", at: on(1) } }, 2, "five,four"],
  ["a resource was ticked last", { book: { state: "done", at: on(3) }, one: { state: "done", at: on(1) } }, 2,
    "three,two"],
  ["the step is finished", { five: { state: "done", at: on(2) }, four: { state: "skip", at: on(3) } }, 2, "one,three"],
  ["nothing is left", Object.fromEntries(items.map(({ id }) => [id, { state: "done", at: on(1) }])), 3, ""],
]) {
  test(`the next actions if ${name}`, () => assert.equal(ids(nextActions({ items: entries }, items, limit)), want));
}

test("without actions there is nothing next", () => assert.deepEqual(nextActions({ items: {} }, [], 3), []));

test("notes are found by all words, in any case and without accents, in note, title and id", () => {
  const rows = [
    { id: "ask-ann", entry: { note: "Coffee with Änn\non Monday" } },
    { id: "read-it", entry: { note: "borrowed" } },
  ];
  const titleOf = (id) => (id === "read-it" ? "Read the standard" : id);
  for (const [query, want] of [
    ["ann monday", "ask-ann"], ["COFFEE ÄNN", "ask-ann"], ["standard", "read-it"], ["ann standard", ""],
    ["  ", "ask-ann,read-it"], ["borrow", "read-it"], ["ask-", "ask-ann"],
  ]) {
    assert.equal(ids(findNotes(rows, query, titleOf)), want, query);
  }
});
