// The words of a text as search knows them: in lower case, without diacritics and apostrophes, an English
// plural as its singular; Han and Kana in pairs. The program does the same to the pages (page/search.go).

const word = /[\p{L}\p{N}_]+(?:'[\p{L}\p{N}_]+)*/gu;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/u;
const runs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu;
const maxBytes = 60;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  const out = [];
  for (const [found] of fold(text).matchAll(word)) {
    const plain = found.replace(/'s$/, "").replaceAll("'", "");
    if (unspaced.test(plain)) {
      pairs(plain, out);
    } else if (/^\d$/.test(plain) || (length(plain) > 1 && length(plain) <= maxBytes)) {
      out.push(singular(plain));
    }
  }
  return out;
}

/** @param {string} text */
const length = (text) => new TextEncoder().encode(text).length;

/** @param {string} text */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase().replaceAll("ς", "σ");

/**
 * @param {string} text
 * @param {string[]} out
 */
function pairs(text, out) {
  for (const [run] of text.matchAll(runs)) {
    const characters = [...run];
    if (!unspaced.test(run)) {
      characters.length > 1 && out.push(singular(run));
    } else if (characters.length === 1) {
      out.push(run);
    } else {
      characters.slice(1).forEach((c, i) => out.push(characters[i] + c));
    }
  }
}

/** @param {string} word */
function singular(word) {
  if (length(word) < 4 || !word.endsWith("s") || /(us|ss)$/.test(word)) {
    return word;
  }
  if (/ies$/.test(word) && !/[ea]ies$/.test(word)) {
    return word.slice(0, -3) + "y";
  }
  if (/(sses|shes|ches|xes|zes)$/.test(word)) {
    return word.slice(0, -2);
  }
  return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
}
