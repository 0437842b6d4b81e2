import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyProgress, parseProgress, stringify } from "../progress-format.js";
import { countChanges, merge, mergeEntry } from "../progress-merge.js";
import { newRandom, seeds } from "./random.js";

/** Returns random progress: few ids and times, so that many are equal. */
function randomProgress({ below, pick }) {
  const time = () => new Date(1.7e12 + below(40) * 1000).toISOString();
  const items = {};
  for (let n = below(6); n >= 0; n--) {
    const entry = (items["item-" + below(12)] = {});
    if (below(4)) {
      Object.assign(entry, { state: pick(["open", "done", "doing", "skip"]), at: time() });
    }
    if (below(2)) {
      Object.assign(entry, { note: pick(["", "a", "b", "é\n\"", "c".repeat(50)]), noteAt: time() });
    }
    if (!below(4)) {
      entry.later = pick([1, "x", [1, { b: 1, a: [2] }], { z: null, a: 1 }]);
    }
  }
  const p = { format: "guide-progress", version: 1, guide: "g", items };
  if (!below(3)) {
    p.visited = time();
  }
  if (!below(3)) {
    p.plan = { start: pick(["2026-01-01", "2027-01-01"]), at: time() };
  }
  if (!below(3)) {
    p["more-" + below(3)] = pick([true, { deep: [below(3)] }, "text"]);
  }
  return parseProgress(JSON.stringify(p), "g");
}

/** Merges a list in a random grouping. */
function mergeGrouped(list, random) {
  if (list.length === 1) {
    return list[0];
  }
  const cut = 1 + random.below(list.length - 1);
  return merge(mergeGrouped(list.slice(0, cut), random), mergeGrouped(list.slice(cut), random));
}

const assertSame = (a, b) => assert.equal(stringify(a), stringify(b));

for (const seed of seeds) {
  const random = newRandom(seed);
  const all = Array.from({ length: 1000 }, () => randomProgress(random));
  const merged = all.reduce(merge, emptyProgress("g"));

  test(`merge is commutative, associative and idempotent (seed ${seed})`, () => {
    for (let n = 0; n < 300; n++) {
      const [a, b, c] = [random.pick(all), random.pick(all), random.pick(all)];
      assertSame(merge(a, b), merge(b, a));
      assertSame(merge(merge(a, b), c), merge(a, merge(b, c)));
      assertSame(merge(merge(a, b), b), merge(a, b));
    }
  });

  test(`1,000 files in any order and grouping, each once or twice, give one result (seed ${seed})`, () => {
    for (let n = 0; n < 20; n++) {
      const files = random.shuffle(n % 2 ? [...all, ...all.slice(0, 100)] : all);
      assertSame(merge(emptyProgress("g"), mergeGrouped(files, random)), merged);
    }
  });

  test(`merge loses nothing that is newest (seed ${seed})`, () => {
    const isLater = (time, value, otherTime, otherValue) =>
      time > otherTime || (time === otherTime && value >= otherValue);
    for (const { items } of all) {
      for (const [id, e] of Object.entries(items)) {
        const m = merged.items[id];
        assert(!e.at || isLater(m.at, m.state, e.at, e.state), id + ": a state was lost");
        assert(!e.noteAt || isLater(m.noteAt, m.note, e.noteAt, e.note), id + ": a note was lost");
      }
    }
  });
}

test("mergeEntry takes the newer state and the newer note", () => {
  const [early, late] = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"];
  const a = { state: "done", at: early, note: "new", noteAt: late };
  const b = { state: "open", at: late, note: "old", noteAt: early };
  assert.deepEqual(mergeEntry(a, b), { state: "open", at: late, note: "new", noteAt: late });
  const cleared = { state: "open", at: late, note: "", noteAt: late };
  assert.deepEqual(mergeEntry({ ...a, noteAt: early }, cleared), cleared);
});

test("countChanges tells what a merge adds and changes", () => {
  const at = "2026-01-01T00:00:00.000Z";
  const progress = (items) => ({ ...emptyProgress("g"), items });
  const before = progress({ same: { state: "done", at }, changed: { state: "open", at } });
  const after = progress({ ...before.items, changed: { state: "done", at }, added: { state: "done", at }, gone: {} });
  assert.deepEqual(countChanges(before, after, (id) => id !== "gone"), { adds: 1, changes: 1, unknown: 1 });
});
