// Every item and resource of the guide, from the script that the build generates (ids.<hash>.js).

/** @typedef {{id: string, was: string[], step: string, address: string, resource: boolean}} TrackedItem */

/** @typedef {string | [id: string, was: string[]]} IDRow */
/** @typedef {[slug: string, items: IDRow[], resources: IDRow[]]} TopicRow */
/** @typedef {[slug: string, items: IDRow[], resources: IDRow[], topics?: TopicRow[]]} StepRow */
/** @typedef {{guide: string, file?: string, steps: StepRow[]}} ItemData */

/** @returns {ItemData | undefined} */
const itemData = () => /** @type {{guideItems?: ItemData}} */ (globalThis).guideItems;

export const guideID = itemData()?.guide ?? "";

// A custom template may lack it.
const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-items]"));
/** The path of the home page; "" on file:, where a guide that was moved or copied is still the same guide. */
export const homePath =
  script && location.protocol !== "file:" ? new URL("..", script.src).pathname : "";

/** @type {TrackedItem[]} in guide order */
export const items = [];

/** @type {Map<string, TrackedItem>} by id, former ids included */
export const byID = new Map();

/** Fills items and byID from the generated script; called again when the preview has loaded a new one. */
export function readItems() {
  items.length = 0;
  byID.clear();
  for (const [step, ...lists] of itemData()?.steps ?? []) {
    add(step, "", lists);
    for (const [topic, ...topicLists] of lists[2] ?? []) {
      add(step, topic + "/", topicLists);
    }
  }
}
readItems();

/**
 * @param {string} step
 * @param {string} topic
 * @param {[items: IDRow[], resources: IDRow[], ...unknown[]]} lists
 */
function add(step, topic, lists) {
  for (const kind of [0, 1]) {
    for (const row of /** @type {IDRow[][]} */ (lists)[kind] ?? []) {
      const [id, was = []] = typeof row === "string" ? [row] : row;
      const address = `steps/${step}/${topic}${itemData()?.file ?? ""}#${id}`;
      const item = { id, was, step, address, resource: kind === 1 };
      items.push(item);
      [id, ...was].forEach((name) => byID.set(name, item));
    }
  }
}
