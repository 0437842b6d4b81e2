// Runs the script of search against a built site, as a browser would.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const maxMatches = 3; // as search.js shows

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
    this.dir = dir;
    const html = readFileSync(join(dir, "search", "index.html"), "utf8");
    this.index = JSON.parse(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? "").index;
    this.opened = 0;
  }

  /** Opens the page in a browser that has stored no shard. */
  async open() {
    this.bytes = 0; // of the shards that were loaded, with gzip
    const append = (/** @type {any} */ script) => {
      const [, name] = /assets\/search\/(\w+\.js)/.exec(script.src) ?? [];
      const text = readFileSync(join(this.dir, "assets", "search", name));
      this.bytes += gzipSync(text).length;
      Object.assign(globalThis.document, { currentScript: script });
      (0, eval)(String(text));
      script.onload();
    };
    Object.assign(globalThis, { document: { createElement: () => ({}), head: { append } } });
    this.script = await import("../search-index.js?" + ++this.opened); // each has its own shards
  }

  /**
   * Returns the results that a reader sees first, each with the addresses that it links to.
   * @param {string} query
   * @returns {Promise<string[][]>}
   */
  async search(query) {
    await this.open();
    const { hits } = await this.script.search(this.index, query);
    return Promise.all(hits.slice(0, 10).map(async (/** @type {any} */ hit) => {
      const { address, entries } = await this.script.loadPage(this.index, hit.number);
      const matches = hit.entries.filter((/** @type {number} */ n) => n > 0).slice(0, maxMatches);
      return [0, ...matches].map((n) => address + (entries[n].id && "#" + entries[n].id));
    }));
  }

  /** Returns the addresses of everything that can be found. */
  async addresses() {
    await this.open();
    const out = new Set();
    for (let number = 0; number < this.index.pages + this.index.terms; number++) {
      const { address, entries } = await this.script.loadPage(this.index, number);
      entries.forEach((/** @type {{id: string}} */ { id }) => out.add(address + (id && "#" + id)));
    }
    return out;
  }
}
