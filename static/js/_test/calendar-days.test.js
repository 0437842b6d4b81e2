import assert from "node:assert/strict";
import { test } from "node:test";
import { dayHeading, dayText, firstDayOfWeek, startOfWeek } from "../calendar-days.js";

const now = new Date(2026, 10, 26, 9, 30); // a Thursday
const daysAgo = (n, hour = 23) => new Date(2026, 10, 26 - n, hour, 59);

for (const [n, want] of [
  [0, "today"], [1, "yesterday"], [2, "Tuesday"], [6, "Friday"], [7, "19 November"], [330, "31 December 2025"],
  [-2, "28 November"],
]) {
  test(`${n} days ago is ${want}`, () => {
    assert.equal(dayText(daysAgo(n), now, "en-GB"), want);
    assert.equal(dayText(daysAgo(n, 0), now, "en-GB"), want);
  });
}

test("a day in another language", () => assert.equal(dayText(daysAgo(0), now, "de"), "heute"));

test("a day at the start of a line has a capital", () => {
  assert.equal(dayHeading(daysAgo(1), now, "en-GB"), "Yesterday");
  assert.equal(dayHeading(daysAgo(7), now, "en-GB"), "19 November");
});

test("a week starts on its first day, at midnight", () => {
  for (let n = 0; n < 7; n++) {
    const start = startOfWeek(new Date(2026, 10, 23 + n, 12), 1); // 23 November is a Monday
    assert.deepEqual(start, new Date(2026, 10, 23));
  }
  assert.deepEqual(startOfWeek(now, 7), new Date(2026, 10, 22));
  assert.deepEqual(startOfWeek(now, 6), new Date(2026, 10, 21));
  assert.deepEqual(startOfWeek(now, 4), new Date(2026, 10, 26));
});

test("the first day of a week depends on the place", () => {
  assert.equal(firstDayOfWeek("en-GB"), 1);
  assert.equal(firstDayOfWeek("en-US"), 7);
  for (const none of ["C", "", "c.UTF-8"]) {
    assert.equal(firstDayOfWeek(none), 1);
  }
});
