// Runs the script of search against a built site, as a browser would.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { search } from "../search-index.js";
import { loadResults, splitWords } from "../search-results.js";
import { loadRow, withRetry } from "../search-shards.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Builds the guide in a source folder. The caller removes the folder that is returned.
 * @param {string} source
 */
export function build(source = root) {
  const dir = mkdtempSync(join(tmpdir(), "guide-search-"));
  const args = ["run", "./cmd/guide", "build", "--source", source, "--output", dir];
  execFileSync("go", args, { cwd: root, stdio: "pipe" });
  return dir;
}

/** @param {string} dir */
export const remove = (dir) => rmSync(dir, { recursive: true });

/** The search page of the site in a folder. */
export class SearchPage {
  /** @param {string} dir */
  constructor(dir) {
    const html = readFileSync(join(dir, "search", "index.html"), "utf8");
    const data = JSON.parse(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? "");
    this.index = data.index;
    this.questions = data.messages.searchQuestions;
    this.bytes = 0; // of the shards that were loaded, with gzip
    const sizes = new Map();
    const append = (/** @type {any} */ script) => {
      const [, name] = /assets\/search\/(\w+\.js)/.exec(script.src) ?? [];
      const text = readFileSync(join(dir, "assets", "search", name));
      sizes.has(name) || sizes.set(name, gzipSync(text).length);
      this.bytes += sizes.get(name);
      Object.assign(globalThis.document, { currentScript: script });
      (0, eval)(String(text));
      script.onload();
    };
    Object.assign(globalThis, { document: { createElement: () => ({}), head: { append } } });
  }

  splitWords = splitWords;

  /** Makes the page forget the shards that it has loaded. */
  async forget() {
    await withRetry(this.index, async (isRetry) => {
      if (!isRetry) {
        this.bytes = 0;
        throw new Error("forget all shards");
      }
    });
  }

  /**
   * Returns what a query finds when no shard is loaded.
   * @param {string} query
   */
  async search(query) {
    await this.forget();
    const found = await search(this.index, query, this.questions);
    return { found, results: await loadResults(this.index, found.hits.slice(0, 10), found) };
  }

  /** Returns all pages and terms that can be found. */
  rows() {
    const { pages, terms } = this.index;
    return Promise.all(Array.from({ length: pages + terms }, (_, number) => loadRow(this.index, number)));
  }
}

/**
 * Returns the addresses that a result links to.
 * @param {{address: string, entry: {id: string}, matches: {id: string}[]}} result
 */
export const linksOf = ({ address, entry, matches }) => [entry, ...matches].map(({ id }) => address + (id && "#" + id));
