import assert from "node:assert/strict";
import { test } from "node:test";
import { count, entryOf, nextItems, overallState } from "../progress-count.js";

const states = ["", "open", "doing", "done", "skip"]; // "": never touched
const isLeft = (state) => state === "open" || state === "doing";

/** Returns every combination of states of so many items. */
function* combinations(size) {
  for (let code = 0; code < states.length ** size; code++) {
    yield Array.from({ length: size }, (_, i) => states[Math.floor(code / states.length ** i) % states.length]);
  }
}

/** Returns items in two steps and progress in which they have these states; the first was changed last. */
function newProgress(chosen) {
  const items = chosen.map((_, i) => ({ id: "i" + i, was: [], step: i < 2 ? "a" : "b" }));
  const at = (i) => `2026-01-01T00:00:0${chosen.length - i}.000Z`;
  const entries = chosen.flatMap((state, i) => (state ? [["i" + i, { state, at: at(i) }]] : []));
  return { items, progress: { items: Object.fromEntries(entries) } };
}

for (let size = 0; size <= 5; size++) {
  test(`every combination of states of ${size} items`, () => {
    for (const touched of combinations(size)) {
      const { items, progress } = newProgress(touched);
      const chosen = touched.map((state) => state || "open");
      const has = (state) => chosen.filter((c) => c === state).length;
      const n = count(progress, items);
      const where = touched.join();
      assert.deepEqual(n, { open: has("open"), doing: has("doing"), done: has("done"), skip: has("skip"),
        total: size - has("skip") }, where);
      const begun = has("doing") + has("done") + has("skip") > 0;
      const want = !size ? "" : !n.total ? "skip" : n.done === n.total ? "done" : begun ? "doing" : "open";
      assert.equal(overallState(n), want, where);
      const next = nextItems(progress, items);
      assert.equal(next[0], wantedNext(items, touched, chosen), where);
      const left = has("doing") + has("open");
      assert.equal(new Set(next).size, touched.some(Boolean) ? left : 0, where);
    }
  });
}

/** What the reader is doing; else what is left after the item changed last: in its step, then in the guide. */
function wantedNext(items, touched, chosen) {
  const last = touched.findIndex(Boolean);
  if (last < 0 || chosen.includes("doing")) {
    return items[chosen.indexOf("doing")];
  }
  const around = [...items.keys()].map((i) => (last + i) % items.length);
  const left = around.filter((i) => isLeft(chosen[i]));
  return items[left.find((i) => items[i].step === items[last].step) ?? left[0]];
}

test("the items to continue with are in the order of the guide", () => {
  const items = ["a1", "a2", "a3", "b1", "b2"].map((id) => ({ id, was: [], step: id[0] }));
  const at = (second) => `2026-01-01T00:00:0${second}.000Z`;
  const ids = (entries) => nextItems({ items: entries }, items).map((item) => item.id).join();
  assert.equal(ids({ a2: { state: "done", at: at(1) } }), "a3,a1,b1,b2");
  assert.equal(ids({ b1: { state: "done", at: at(2) }, a1: { state: "done", at: at(1) } }), "b2,a2,a3");
  assert.equal(ids({ b1: { state: "doing", at: at(1) }, a1: { state: "doing", at: at(2) } }), "a1,b1,a2,a3,b2");
});

test("an item has what was noted under its former ids", () => {
  const progress = { items: { old: { state: "done", at: "2026-01-01T00:00:00.000Z" }, now: {} } };
  assert.equal(entryOf(progress, { id: "now", was: ["older", "old"] }).state, "done");
});
