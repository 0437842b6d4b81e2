// The page /progress/: what is stored on this device, and what could not be read and was set aside.
import { getItem, guidePaths, isValid, notify, removeItem, storageKey, storedKeys } from "./progress-store.js";
import { message } from "./page-data.js";
import { guideID, homePath } from "./items.js";

/**
 * Shows what is stored.
 * @param {HTMLElement} page
 */
export function renderStored(page) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector));
  const all = [...storedKeys(), "guide-theme"].filter((name) => getItem(name) !== null);
  const size = all.reduce((sum, name) => sum + name.length + (getItem(name) ?? "").length, 0);
  const stored = { keys: all.length, size: Math.ceil(size / 1000) };
  find("[data-stored]").textContent = all.length ? message("stored", stored) : message("storedNothing");
  const otherPaths = guidePaths().filter((path) => path !== homePath);
  const sharedNote = find("[data-other-guides]") ?? document.createElement("p"); // a custom template may lack it
  sharedNote.hidden = !otherPaths.length;
  const addresses = otherPaths.map((path) => location.host + path).join(", ");
  sharedNote.textContent = message("storedShared", { addresses });
  const quarantineList = find("[data-quarantine]");
  const text = getItem(storageKey); // data too large for quarantine is still under its key
  const names = [...storedKeys(":aside"), ...(text === null || isValid(text) ? [] : [storageKey])];
  quarantineList.hidden = !names.length;
  quarantineList.querySelector("ul")?.replaceChildren(...names.map(quarantineLinks));
  if (names.length || otherPaths.length) {
    openDisclosure(quarantineList); // the reader should know
  }
}

/**
 * Opens the disclosure that an element is in.
 * @param {Element | null | undefined} element
 */
export function openDisclosure(element) {
  const disclosure = element?.closest("details");
  if (disclosure) {
    disclosure.open = true;
  }
}

/** @param {string} name */
function quarantineLinks(name) {
  const item = document.createElement("li");
  const values = { name: name.slice(storageKey.length + 1) || guideID };
  const addButton = (/** @type {string} */ text, /** @type {() => void} */ handler) => {
    const button = document.createElement("button");
    button.textContent = text;
    button.addEventListener("click", handler);
    item.append(button, " ");
  };
  const saveCopy = () => download(name.replaceAll(":", "-") + ".txt", getItem(name) ?? "");
  addButton(message("quarantineDownload", values), saveCopy);
  addButton(message("quarantineDelete", values), () => {
    removeItem(name);
    notify("");
  });
  return item;
}

/**
 * @param {string} name
 * @param {string} text
 */
export function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
