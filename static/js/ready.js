import { guideID } from "./items.js";

/**
 * Marks the document as scripted, so that what needs scripts becomes visible; called last, when all of them work.
 * Without the items script nothing can be ticked, and notice.js says so.
 */
export const ready = () => (document.documentElement.dataset.script = guideID ? "ready" : "no-items");
