// The reader's own notes among the results of search. They are read from this browser, and no query leaves it.
import { dayHeading } from "./calendar-days.js";
import { loadTitles, titleOf } from "./item-titles.js";
import { byID, items } from "./items.js";
import { findNotes, newestFirst, overview } from "./progress-overview.js";
import { progress } from "./progress-store.js";
import { passage } from "./search-results.js";
import { rawWords, tokenize } from "./tokenize.js";

/** @typedef {{forms: Set<string>, beginnings: string[]}} Marks which words are marked */
/** @typedef {{address: string, title: string, day: string, passage: string, marks: Marks}} FoundNote */

const language = document.documentElement.lang || "en";
const maxPassage = 170; // characters of a note in which no whole word was found

/**
 * Returns the notes that have all words of a query, the newest first: those on what has left the guide, too.
 * @param {string} query
 * @returns {Promise<FoundNote[]>}
 */
export async function loadNotes(query) {
  const words = rawWords(query).join(" ");
  if (!words) {
    return [];
  }
  const { notes, gone } = overview(progress, items, (id) => byID.has(id));
  const all = [...notes, ...gone.filter(({ entry }) => entry.note)].sort(newestFirst("noteAt"));
  const rows = findNotes(all, words, () => "");
  await loadTitles(rows.map(({ id }) => id));
  const marks = { forms: new Set(), beginnings: tokenize(words) };
  return rows.map(({ id, item, entry: { note = "", noteAt = "" } }) => ({
    address: item?.address ?? "progress/#ui-gone",
    title: titleOf(id),
    day: dayHeading(new Date(noteAt || 0), new Date(), language),
    passage: passage(note, marks) || note.slice(0, maxPassage),
    marks,
  }));
}
