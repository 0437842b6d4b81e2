// Every item and resource of the guide: the table that the program makes (ids.<hash>.js).

/** @typedef {{id: string, was: string[], step: string, address: string, resource: boolean}} Thing */

/** @returns {{guide: string, file?: string, steps: any[]} | undefined} */
const table = () => /** @type {any} */ (globalThis).guideTable;

export const guide = table()?.guide ?? "";

const script = document.querySelector("script[data-table]"); // a template of the guide's own may not have it
/** The path of the home page. From a disk there is none: a guide that was moved or copied there is the same. */
export const home = script instanceof HTMLScriptElement && location.protocol !== "file:" ? new URL("..", script.src).pathname : "";

/** @type {Thing[]} in the order of the guide */
export const things = [];

/** @type {Map<string, Thing>} by their ids, the old ones too */
export const byID = new Map();

/** Reads the table, again where the page has another one by now. */
export function readTable() {
  things.length = 0;
  byID.clear();
  for (const [step, ...lists] of table()?.steps ?? []) {
    add(step, "", lists);
    for (const [topic, ...own] of lists[2] ?? []) {
      add(step, topic + "/", own);
    }
  }
}
readTable();

/**
 * @param {string} step
 * @param {string} topic
 * @param {any[][]} lists items, resources
 */
function add(step, topic, lists) {
  for (const n of [0, 1]) {
    for (const entry of lists[n] ?? []) {
      const [id, , , , was = []] = [].concat(entry);
      const thing = { id, was, step, address: `steps/${step}/${topic}${table().file ?? ""}#${id}`, resource: n === 1 };
      things.push(thing);
      [id, ...was].forEach((name) => byID.set(name, thing));
    }
  }
}
