// The actions of the guide, from the script that the build generates (ids.<hash>.js), and its resources: those of the
// page from its rows, and all of them where the page has that script, too (resources.<hash>.js).

/**
 * @typedef {{id: string, was: string[], step: string, address: string, resource: boolean, essential: boolean}}
 *   TrackedItem
 */

/** @typedef {string | [id: string, was: string[]]} IDRow */
/** @typedef {[slug: string, ids: IDRow[]]} TopicRow */
/** @typedef {[slug: string, ids: IDRow[], topics?: TopicRow[]]} StepRow */
/** @typedef {{guide: string, file?: string, steps: StepRow[]}} ItemData */

const globals = /** @type {{guideItems?: ItemData, guideResources?: StepRow[]}} */ (globalThis);

export const guideID = globals.guideItems?.guide ?? "";

// A custom template may lack it.
const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-items]"));
/** The path of the home page; "" on file:, where a guide that was moved or copied is still the same guide. */
export const homePath =
  script && location.protocol !== "file:" ? new URL("..", script.src).pathname : "";

/** @type {TrackedItem[]} in guide order */
export const items = [];

/** @type {Map<string, TrackedItem>} by id, former ids included */
export const byID = new Map();

/** Fills items and byID from the generated scripts; called again when the preview has loaded a new one. */
export function readItems() {
  items.length = 0;
  byID.clear();
  if (!globals.guideItems) {
    return; // nothing can be kept, not even the ticks of resources
  }
  addSteps(globals.guideItems.steps, false);
  addSteps(globals.guideResources, true);
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".resources > [data-item]"))) {
    if (!byID.has(row.id)) {
      const was = row.dataset.was?.split(" ") ?? [];
      add({ id: row.id, was, step: "", address: location.pathname + "#" + row.id, resource: true, essential: false });
    }
  }
}
readItems();

/**
 * @param {StepRow[] | undefined} steps
 * @param {boolean} resource
 */
function addSteps(steps = [], resource) {
  for (const [step, ids, topics = []] of steps) {
    for (const [folder, rows] of [[step, ids], ...topics.map(([topic, rows]) => [step + "/" + topic, rows])]) {
      for (const row of /** @type {IDRow[]} */ (rows)) {
        const [name, was = []] = typeof row === "string" ? [row] : row;
        const essential = name.startsWith("*"), id = name.slice(Number(essential));
        const address = `steps/${folder}/${globals.guideItems?.file ?? ""}#${id}`;
        add({ id, was, step, address, resource, essential });
      }
    }
  }
}

/** @param {TrackedItem} item */
function add(item) {
  items.push(item);
  [item.id, ...item.was].forEach((name) => byID.set(name, item));
}
