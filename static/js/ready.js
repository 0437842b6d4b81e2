import { guide } from "./table.js";

/**
 * Shows what needs the script, and no longer that it is missing; called last, when all of it works. Without the
 * table nothing can be ticked, and notice.js says so.
 */
export const ready = () => (document.documentElement.dataset.script = guide ? "ready" : "no-table");
