// Changes an open page into another version of it and touches nothing that is the same in both.
//
// Versions are compared as the server sent them, never with the DOM of the page: what scripts and the reader did
// there (ticks, open parts, typed text, selection, scroll) is not a difference and stays.

/** The page as the server sent it, with the live node in the browser for each of its nodes. */
export class ServerTree {
  /**
   * Copies the document. Call it before any script runs but those in the head, which may only have set data
   * attributes of the root, such as the theme.
   */
  constructor() {
    this.root = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
    for (const name of Object.keys(this.root.dataset)) delete this.root.dataset[name];
    /** @type {WeakMap<Node, Node>} */
    this.live = new WeakMap();
    /** @type {WeakMap<Element, Element[]>} by style sheet that is loading, those that it replaces */
    this.replaced = new WeakMap();
    this.pair(this.root, document.documentElement);
  }

  /**
   * Records the live nodes of a tree.
   * @param {Node} node
   * @param {Node} live
   */
  pair(node, live) {
    this.live.set(node, live);
    for (let m = node.firstChild, l = live.firstChild; m && l; m = m.nextSibling, l = l.nextSibling) this.pair(m, l);
  }

  /**
   * Reports whether the next page loads other scripts, in which case this one cannot be patched.
   * @param {Document} next
   */
  hasOtherScripts(next) {
    return scripts(this.root) !== scripts(next.documentElement);
  }

  /**
   * Changes the page into the next one and returns the elements that changed.
   * @param {Document} next
   * @returns {Element[]}
   */
  patch(next) {
    const focused = document.activeElement;
    const changed = new Set();
    this.patchElement(this.root, next.documentElement, changed);
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) {
      focused.focus({ preventScroll: true });
    }
    return [...changed];
  }

  /**
   * @param {Node} a of this tree
   * @param {Node} b of the next page
   * @param {Set<Element>} changed
   */
  patchElement(a, b, changed) {
    if (a instanceof CharacterData && b instanceof CharacterData) return this.patchText(a, b, changed);
    if (!(a instanceof Element && b instanceof Element)) return;
    const differs = (/** @type {string} */ name) => a.getAttribute(name) !== b.getAttribute(name);
    if (a.matches("script[data-items]") && differs("src")) this.replaceItemsScript(a, b);
    else if (isStyleSheet(a) && differs("href")) this.replaceStyleSheet(a, b);
    else this.patchAttributes(a, b, changed);
    // The content of noscript is text in a browser that runs scripts.
    if (a.localName !== "noscript") this.patchChildren(a, b, changed);
  }

  /**
   * Changes only the part of a text that differs, so that a selection in the rest stays.
   * @param {CharacterData} a
   * @param {CharacterData} b
   * @param {Set<Element>} changed
   */
  patchText(a, b, changed) {
    if (a.data === b.data) return;
    const shorter = Math.min(a.length, b.length);
    let start = 0;
    while (start < shorter && a.data[start] === b.data[start]) start++;
    let end = 0;
    while (end < shorter - start && a.data[a.length - 1 - end] === b.data[b.length - 1 - end]) end++;
    const live = this.live.get(a);
    if (live instanceof CharacterData) {
      if (live.data === a.data) live.replaceData(start, a.length - start - end, b.data.slice(start, b.length - end));
      else live.data = b.data;
      if (live.parentElement) changed.add(live.parentElement);
    }
    a.data = b.data;
  }

  /**
   * @param {Element} a
   * @param {Element} b
   * @param {Set<Element>} changed
   */
  patchAttributes(a, b, changed) {
    const live = this.live.get(a);
    for (const name of new Set([...a.getAttributeNames(), ...b.getAttributeNames()])) {
      const [from, to] = [a.getAttribute(name), b.getAttribute(name)];
      if (from === to) continue;
      set(a, name, to);
      if (!(live instanceof Element)) continue;
      changed.add(live);
      if (name === "class" && live.getAttribute(name) !== from) { // a script has changed it as well
        const [old, now] = [tokens(from), tokens(to)];
        live.classList.remove(...old.filter((t) => !now.includes(t)));
        live.classList.add(...now.filter((t) => !old.includes(t)));
      } else set(live, name, to);
    }
  }

  /**
   * Runs the new items script; the scripts of the page read its data when it has loaded.
   * @param {Element} a
   * @param {Element} b
   */
  replaceItemsScript(a, b) {
    set(a, "src", b.getAttribute("src"));
    const old = this.live.get(a);
    const script = document.createElement("script"); // a cloned script would not run
    for (const name of b.getAttributeNames()) set(script, name, b.getAttribute(name));
    script.addEventListener("load", () => dispatchEvent(new Event("guideitems")));
    if (old instanceof Element) old.replaceWith(script);
    this.live.set(a, script);
  }

  /**
   * Loads the new style sheet before the old one is removed, so that nothing flashes.
   * @param {Element} a
   * @param {Element} b
   */
  replaceStyleSheet(a, b) {
    const old = this.live.get(a);
    const names = new Set([...a.getAttributeNames(), ...b.getAttributeNames()]);
    for (const name of names) set(a, name, b.getAttribute(name));
    if (!(old instanceof Element)) return;
    const link = /** @type {Element} */ (a.cloneNode());
    const oldNodes = [...(this.replaced.get(old) ?? []), old];
    const remove = () => oldNodes.forEach((e) => e.remove());
    link.addEventListener("load", remove);
    link.addEventListener("error", remove);
    this.replaced.set(link, oldNodes);
    old.after(link);
    this.live.set(a, link);
  }

  /**
   * @param {Element} a
   * @param {Element} b
   * @param {Set<Element>} changed
   */
  patchChildren(a, b, changed) {
    let [fromA, fromB] = [a.firstChild, b.firstChild];
    while (fromA && fromB && fromA.isEqualNode(fromB)) [fromA, fromB] = [fromA.nextSibling, fromB.nextSibling];
    let [endA, endB] = /** @type {(Node|null)[]} */ ([null, null]);
    while (fromA !== endA && fromB !== endB) {
      const [lastA, lastB] = [before(endA, a), before(endB, b)];
      if ((lastA === fromA && lastB === fromB) || !lastA.isEqualNode(lastB)) break;
      [endA, endB] = [lastA, lastB];
    }
    if (fromA === endA && fromB === endB) return;

    const parent = this.live.get(a);
    const last = a.lastChild && this.live.get(a.lastChild);
    const tail = last && last.parentNode === parent ? last.nextSibling : null; // what scripts appended
    const parents = new ParentPair(this, a, parent, tail);
    const [oldNodes, newNodes] = [between(fromA, endA), between(fromB, endB)];
    const matches = match(oldNodes, newNodes);
    const kept = new Set(matches.values());
    const stationary = longestStable(oldNodes, newNodes, matches);
    for (const node of oldNodes) if (!kept.has(node)) parents.remove(node, changed);
    let next = endA;
    for (const target of newNodes.reverse()) {
      const node = matches.get(target);
      if (node) {
        if (!stationary.has(node) && node.nextSibling !== next) parents.move(node, next);
        this.patchElement(node, target, changed);
        next = node;
      } else next = parents.insert(target, next, changed);
    }
  }
}

/**
 * @param {Node|null} node null for the end
 * @param {Node} parent
 */
const before = (node, parent) => /** @type {Node} */ (node ? node.previousSibling : parent.lastChild);

/**
 * Returns the siblings from one up to another.
 * @param {Node|null} from
 * @param {Node|null} end
 */
function between(from, end) {
  const out = [];
  for (let n = from; n && n !== end; n = n.nextSibling) out.push(n);
  return out;
}

/** A parent in the server tree and its live node. */
class ParentPair {
  /**
   * @param {ServerTree} tree
   * @param {Element} parent
   * @param {Node|undefined} live
   * @param {Node|null} tail the live node after all those of the server tree
   */
  constructor(tree, parent, live, tail) {
    this.tree = tree;
    this.parent = parent;
    this.live = live;
    this.tail = tail;
  }

  /**
   * Returns the live node before which to insert a node that precedes next; a script may have removed or moved the
   * live node of next.
   * @param {Node|null} next
   */
  reference(next) {
    for (; next; next = next.nextSibling) {
      let live = this.tree.live.get(next);
      while (live && live.parentNode !== this.live) live = live.parentNode ?? undefined;
      if (live) return live;
    }
    return this.tail?.parentNode === this.live ? this.tail : null;
  }

  /**
   * @param {Node} node
   * @param {Set<Element>} changed
   */
  remove(node, changed) {
    node.parentNode?.removeChild(node);
    const live = this.tree.live.get(node);
    live?.parentNode?.removeChild(live);
    if (this.live instanceof Element && !(node instanceof Text && !node.data.trim())) changed.add(this.live);
  }

  /**
   * Moves a node together with its live node and the state of that.
   * @param {Node} node
   * @param {Node|null} next
   */
  move(node, next) {
    this.parent.insertBefore(node, next);
    const live = this.tree.live.get(node);
    if (!live || !this.live || live.parentNode !== this.live) return;
    const to = /** @type {Node & {moveBefore?: Node["insertBefore"]}} */ (this.live); // not yet in every browser
    if (to.moveBefore && live.isConnected) to.moveBefore(live, this.reference(next));
    else to.insertBefore(live, this.reference(next));
  }

  /**
   * @param {Node} target
   * @param {Node|null} next
   * @param {Set<Element>} changed
   * @returns {Node} the new node of the server tree
   */
  insert(target, next, changed) {
    const node = document.importNode(target, true);
    this.parent.insertBefore(node, next);
    if (this.live) {
      const live = document.importNode(target, true);
      this.live.insertBefore(live, this.reference(next));
      this.tree.pair(node, live);
      if (live instanceof Element) changed.add(live);
      else if (live.parentElement && live.textContent?.trim()) changed.add(live.parentElement);
    }
    return node;
  }
}

/** Above this number of comparisons only nodes that are unique among their siblings are matched. */
const maxCompared = 100_000;

/**
 * Matches new children to old ones: first by key, then equal ones in order, and between these by kind.
 * @param {Node[]} before
 * @param {Node[]} after
 * @returns {Map<Node, Node>} old children by new ones
 */
function match(before, after) {
  const matches = new Map();
  const byKey = new Map(before.filter(keyOf).map((n) => [keyOf(n), n]));
  for (const n of after) {
    const old = byKey.get(keyOf(n));
    if (!old) continue;
    matches.set(n, old);
    byKey.delete(keyOf(n));
  }
  const taken = new Set(matches.values());
  const oldNodes = before.filter((n) => !taken.has(n));
  const newNodes = after.filter((n) => !matches.has(n));
  const isSmall = oldNodes.length * newNodes.length <= maxCompared;
  const equal = isSmall ? longestCommonSubsequence(oldNodes, newNodes) : uniqueCommon(oldNodes, newNodes);
  let o = 0;
  let n = 0;
  for (const [oldIndex, newIndex] of [...equal, [oldNodes.length, newNodes.length]]) {
    matchSameKind(oldNodes.slice(o, oldIndex), newNodes.slice(n, newIndex), matches);
    if (newIndex < newNodes.length) matches.set(newNodes[newIndex], oldNodes[oldIndex]);
    [o, n] = [oldIndex + 1, newIndex + 1];
  }
  return matches;
}

/**
 * Returns the key of an element among its siblings, or "".
 * @param {Node} n
 */
function keyOf(n) {
  const key = n instanceof Element && (n.id || n.getAttribute("data-item"));
  return key ? `${n.nodeName} ${key}` : "";
}

/**
 * Returns the kind of a node without a key: a node is matched to one of the same kind only.
 * @param {Node} n
 */
function kindOf(n) {
  const by = n instanceof Element && { link: "rel", meta: "name", input: "type", script: "type" }[n.localName];
  return by ? `${n.nodeName} ${n.getAttribute(by)}` : n.nodeName;
}

/**
 * Matches nodes without a key by kind, in order.
 * @param {Node[]} oldNodes
 * @param {Node[]} newNodes
 * @param {Map<Node, Node>} matches
 */
function matchSameKind(oldNodes, newNodes, matches) {
  const free = oldNodes.filter((n) => !keyOf(n));
  const kinds = free.map(kindOf);
  let o = 0;
  for (const n of newNodes) {
    const i = keyOf(n) ? -1 : kinds.indexOf(kindOf(n), o);
    if (i < 0) continue;
    matches.set(n, free[i]);
    o = i + 1;
  }
}

/**
 * Returns the largest set of elements that keep their order, so that all others move around them.
 * @param {Node[]} before
 * @param {Node[]} after
 * @param {Map<Node, Node>} matches
 */
function longestStable(before, after, matches) {
  const index = new Map(before.map((n, i) => [n, i]));
  const matched = after.filter((n) => n instanceof Element && matches.has(n));
  const pairs = matched.map((n, j) => [index.get(/** @type {Node} */ (matches.get(n))) ?? 0, j]);
  return new Set(longestIncreasingSubsequence(pairs).map(([i]) => before[i]));
}

/**
 * Returns a longest subsequence of pairs, sorted by second number, in which the first numbers increase too.
 * @param {number[][]} pairs
 */
function longestIncreasingSubsequence(pairs) {
  /** @type {number[][]} */
  const tails = []; // by length, the subsequence end with the smallest first number
  const previous = new Map();
  for (const pair of pairs) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle][0] < pair[0]) low = middle + 1;
      else high = middle;
    }
    previous.set(pair, tails[low - 1]);
    tails[low] = pair;
  }
  const sequence = [];
  for (let pair = tails.at(-1); pair; pair = previous.get(pair)) sequence.push(pair);
  return sequence.reverse();
}

/**
 * Returns the pairs of indexes of a longest common subsequence.
 * @param {Node[]} a
 * @param {Node[]} b
 */
function longestCommonSubsequence(a, b) {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  const same = (/** @type {number} */ i, /** @type {number} */ j) =>
    a[i].nodeName === b[j].nodeName && a[i].isEqualNode(b[j]);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = same(i, j)
        ? length[(i + 1) * width + j + 1] + 1
        : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (same(i, j)) pairs.push([i++, j++]);
    else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}

/**
 * Returns the pairs of indexes, increasing in both lists, of equal nodes that are unique in their list.
 * @param {Node[]} a
 * @param {Node[]} b
 */
function uniqueCommon(a, b) {
  const [inA, inB] = [uniqueTexts(a), uniqueTexts(b)];
  const pairs = [];
  for (const [text, j] of inB) if (j >= 0 && (inA.get(text) ?? -1) >= 0) pairs.push([inA.get(text), j]);
  return longestIncreasingSubsequence(pairs);
}

/**
 * Returns the index of each text, -1 for duplicates.
 * @param {Node[]} nodes
 */
function uniqueTexts(nodes) {
  const out = new Map();
  for (const [i, text] of nodes.map(textOf).entries()) out.set(text, out.has(text) ? -1 : i);
  return out;
}

/** @param {Node} n */
const textOf = (n) => (n instanceof Element ? n.outerHTML : `${n.nodeType}${n.nodeValue}`);

/** @param {string|null} list */
const tokens = (list) => (list ?? "").split(/\s+/).filter(Boolean);

/** @param {Element} e */
const isStyleSheet = (e) => e.localName === "link" && e.getAttribute("rel") === "stylesheet";

/** @param {Element} root */
const scripts = (root) =>
  [...root.querySelectorAll("script[src]:not([data-items])")].map((s) => s.getAttribute("src")).join("\n");

/**
 * @param {Element} e
 * @param {string} name
 * @param {string|null} value
 */
function set(e, name, value) {
  if (value === null) e.removeAttribute(name);
  else e.setAttribute(name, value);
}
