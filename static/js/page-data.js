// What the page tells its scripts, in one <script type="application/json">: messages of templates/i18n, and the
// settings of search and of titles. The build puts into a page the messages that its scripts ask for: calls of
// message with a key in double quotes.

/** @typedef {string | Record<string, string>} Message its text, or a text for each plural form */
/** @typedef {{size: number, version: string}} TitleSettings */
/**
 * @typedef {{messages: Record<string, Message>, index: import("./search-shards.js").Index, titles: TitleSettings}}
 *   PageData
 */

/** @returns {Partial<PageData>} read every time, since the preview may change it */
export const pageData = () => JSON.parse(document.getElementById("ui-data")?.textContent || "{}");

/**
 * Returns a message with its placeholders such as {done} filled in. The value of n selects the plural form. A
 * missing message is its key.
 * @param {string} key
 * @param {Record<string, string | number | undefined>} [values]
 */
export function message(key, values = {}) {
  const forms = pageData().messages?.[key] ?? key;
  // A page in a language without messages has English ones, which may lack the plural form of the language.
  const form = () => new Intl.PluralRules(document.documentElement.lang || "en").select(Number(values.n));
  const text = typeof forms === "string" ? forms : (forms[form()] ?? forms.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
