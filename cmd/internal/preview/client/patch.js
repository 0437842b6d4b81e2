// Changes an open page into another version of it and touches nothing that is the same in both.
//
// Versions are compared as the server sent them, never with what is in the browser: what scripts and the
// reader did there (ticks, open parts, typed text, selection, scroll) is no difference, and stays.

/** The page as the server sent it, with the way from each of its nodes to the one in the browser. */
export class Mirror {
  /**
   * To be made before any other script runs but those in the head itself, which can have set nothing but
   * data of the root, such as the colours that the reader chose.
   */
  constructor() {
    this.root = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
    for (const name of Object.keys(this.root.dataset)) delete this.root.dataset[name];
    /** @type {WeakMap<Node, Node>} */
    this.live = new WeakMap();
    /** @type {WeakMap<Element, Element[]>} from a style sheet that still loads to those that it replaces */
    this.replaced = new WeakMap();
    this.pair(this.root, document.documentElement);
  }

  /**
   * @param {Node} mirror
   * @param {Node} live
   */
  pair(mirror, live) {
    this.live.set(mirror, live);
    for (let m = mirror.firstChild, l = live.firstChild; m && l; m = m.nextSibling, l = l.nextSibling) this.pair(m, l);
  }

  /**
   * Reports whether the page loads other scripts than the next one: it cannot be patched then.
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
    this.element(this.root, next.documentElement, changed);
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    return [...changed];
  }

  /**
   * @param {Node} a of the mirror
   * @param {Node} b of the next page
   * @param {Set<Element>} changed
   */
  element(a, b, changed) {
    if (a instanceof CharacterData && b instanceof CharacterData) return this.text(a, b, changed);
    if (!(a instanceof Element && b instanceof Element)) return;
    if (a.matches("script[data-items]") && a.getAttribute("src") !== b.getAttribute("src")) this.swapItemsScript(a, b);
    else if (isStyleSheet(a) && a.getAttribute("href") !== b.getAttribute("href")) this.swapStyleSheet(a, b);
    else this.attributes(a, b, changed);
    if (a.localName !== "noscript") this.children(a, b, changed); // its inside is text to a browser that runs scripts
  }

  /**
   * Changes only the part of a text that differs, so that a selection beside it stays.
   * @param {CharacterData} a
   * @param {CharacterData} b
   * @param {Set<Element>} changed
   */
  text(a, b, changed) {
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
  attributes(a, b, changed) {
    const live = this.live.get(a);
    for (const name of new Set([...a.getAttributeNames(), ...b.getAttributeNames()])) {
      const [from, to] = [a.getAttribute(name), b.getAttribute(name)];
      if (from === to) continue;
      set(a, name, to);
      if (!(live instanceof Element)) continue;
      changed.add(live);
      if (name === "class" && live.getAttribute(name) !== from) { // a script has changed it too
        const [old, now] = [tokens(from), tokens(to)];
        live.classList.remove(...old.filter((t) => !now.includes(t)));
        live.classList.add(...now.filter((t) => !old.includes(t)));
      } else set(live, name, to);
    }
  }

  /**
   * Runs the new table of items; the scripts of the page read it when it is there.
   * @param {Element} a
   * @param {Element} b
   */
  swapItemsScript(a, b) {
    set(a, "src", b.getAttribute("src"));
    const old = this.live.get(a);
    const script = document.createElement("script"); // a copied one would not run
    for (const name of b.getAttributeNames()) set(script, name, b.getAttribute(name));
    script.addEventListener("load", () => dispatchEvent(new Event("guideitems")));
    if (old instanceof Element) old.replaceWith(script);
    this.live.set(a, script);
  }

  /**
   * Shows the new style sheet before the old one goes, so that nothing flashes.
   * @param {Element} a
   * @param {Element} b
   */
  swapStyleSheet(a, b) {
    const old = this.live.get(a);
    for (const name of new Set([...a.getAttributeNames(), ...b.getAttributeNames()])) set(a, name, b.getAttribute(name));
    if (!(old instanceof Element)) return;
    const link = /** @type {Element} */ (a.cloneNode());
    const olds = [...(this.replaced.get(old) ?? []), old];
    const remove = () => olds.forEach((e) => e.remove());
    link.addEventListener("load", remove);
    link.addEventListener("error", remove);
    this.replaced.set(link, olds);
    old.after(link);
    this.live.set(a, link);
  }

  /**
   * @param {Element} a
   * @param {Element} b
   * @param {Set<Element>} changed
   */
  children(a, b, changed) {
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
    const behind = last && last.parentNode === parent ? last.nextSibling : null; // what scripts added at the end
    const place = new Place(this, a, parent, behind);
    const [olds, news] = [between(fromA, endA), between(fromB, endB)];
    const partner = match(olds, news);
    const kept = new Set(partner.values());
    const still = unmoved(olds, news, partner);
    for (const node of olds) if (!kept.has(node)) place.remove(node, changed);
    let next = endA;
    for (const wanted of news.reverse()) {
      const node = partner.get(wanted);
      if (node) {
        if (!still.has(node) && node.nextSibling !== next) place.move(node, next);
        this.element(node, wanted, changed);
        next = node;
      } else next = place.insert(wanted, next, changed);
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

/** One parent, in the mirror and in the browser. */
class Place {
  /**
   * @param {Mirror} mirror
   * @param {Element} parent
   * @param {Node|undefined} live
   * @param {Node|null} behind the node in the browser that follows all those of the mirror
   */
  constructor(mirror, parent, live, behind) {
    Object.assign(this, { mirror, parent, live, behind });
  }

  /**
   * Returns what a node in front of next has to be in front of in the browser, where a script may have
   * removed it or put it into something else.
   * @param {Node|null} next
   */
  reference(next) {
    for (; next; next = next.nextSibling) {
      let live = this.mirror.live.get(next);
      while (live && live.parentNode !== this.live) live = live.parentNode ?? undefined;
      if (live) return live;
    }
    return this.behind?.parentNode === this.live ? this.behind : null;
  }

  /**
   * @param {Node} node
   * @param {Set<Element>} changed
   */
  remove(node, changed) {
    node.parentNode.removeChild(node);
    const live = this.mirror.live.get(node);
    live?.parentNode?.removeChild(live);
    if (this.live instanceof Element && !(node instanceof Text && !node.data.trim())) changed.add(this.live);
  }

  /**
   * Moves a node with all that the reader did in it.
   * @param {Node} node
   * @param {Node|null} next
   */
  move(node, next) {
    this.parent.insertBefore(node, next);
    const live = this.mirror.live.get(node);
    if (!live || !this.live || live.parentNode !== this.live) return;
    if (this.live.moveBefore && live.isConnected) this.live.moveBefore(live, this.reference(next));
    else this.live.insertBefore(live, this.reference(next));
  }

  /**
   * @param {Node} wanted
   * @param {Node|null} next
   * @param {Set<Element>} changed
   * @returns {Node} the new node of the mirror
   */
  insert(wanted, next, changed) {
    const node = document.importNode(wanted, true);
    this.parent.insertBefore(node, next);
    if (this.live) {
      const live = document.importNode(wanted, true);
      this.live.insertBefore(live, this.reference(next));
      this.mirror.pair(node, live);
      if (live instanceof Element) changed.add(live);
      else if (live.parentElement && live.textContent.trim()) changed.add(live.parentElement);
    }
    return node;
  }
}

/** Above so many comparisons only nodes that have no equal among their siblings are looked for. */
const maxCompared = 100_000;

/**
 * Finds for the new children the old ones that they continue: those of the same key, equal ones in order,
 * and between these the next of the same kind.
 * @param {Node[]} before
 * @param {Node[]} after
 * @returns {Map<Node, Node>} from a new child to an old one
 */
function match(before, after) {
  const partner = new Map();
  const byKey = new Map(before.filter(keyOf).map((n) => [keyOf(n), n]));
  for (const n of after) {
    const old = byKey.get(keyOf(n));
    if (!old) continue;
    partner.set(n, old);
    byKey.delete(keyOf(n));
  }
  const taken = new Set(partner.values());
  const olds = before.filter((n) => !taken.has(n));
  const news = after.filter((n) => !partner.has(n));
  const equal = olds.length * news.length <= maxCompared ? longestCommon(olds, news) : uniqueCommon(olds, news);
  let o = 0;
  let n = 0;
  for (const [oldIndex, newIndex] of [...equal, [olds.length, news.length]]) {
    sameKind(olds.slice(o, oldIndex), news.slice(n, newIndex), partner);
    if (newIndex < news.length) partner.set(news[newIndex], olds[oldIndex]);
    [o, n] = [oldIndex + 1, newIndex + 1];
  }
  return partner;
}

/**
 * What an element is known by among its siblings; "" for nothing.
 * @param {Node} n
 */
function keyOf(n) {
  const key = n instanceof Element && (n.id || n.getAttribute("data-item"));
  return key ? `${n.nodeName} ${key}` : "";
}

/**
 * What a node without a key may become another of.
 * @param {Node} n
 */
function kindOf(n) {
  const by = n instanceof Element && { link: "rel", meta: "name", input: "type", script: "type" }[n.localName];
  return by ? `${n.nodeName} ${n.getAttribute(by)}` : n.nodeName;
}

/**
 * Pairs what is between two equal nodes, in order. A node with a key goes on as no other.
 * @param {Node[]} olds
 * @param {Node[]} news
 * @param {Map<Node, Node>} partner
 */
function sameKind(olds, news, partner) {
  const free = olds.filter((n) => !keyOf(n));
  const kinds = free.map(kindOf);
  let o = 0;
  for (const n of news) {
    const i = keyOf(n) ? -1 : kinds.indexOf(kindOf(n), o);
    if (i < 0) continue;
    partner.set(n, free[i]);
    o = i + 1;
  }
}

/**
 * Returns the most elements that are in the same order before and after: all others move around them.
 * @param {Node[]} before
 * @param {Node[]} after
 * @param {Map<Node, Node>} partner
 */
function unmoved(before, after, partner) {
  const index = new Map(before.map((n, i) => [n, i]));
  const pairs = after.filter((n) => n instanceof Element && partner.has(n)).map((n, j) => [index.get(partner.get(n)), j]);
  return new Set(rising(pairs).map(([i]) => before[i]));
}

/**
 * Returns a longest choice of pairs, whose second numbers rise, in which the first ones rise too.
 * @param {number[][]} pairs
 */
function rising(pairs) {
  const ends = []; // the pair with the smallest first number that ends a choice of each length
  const behind = new Map();
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle][0] < pair[0]) low = middle + 1;
      else high = middle;
    }
    behind.set(pair, ends[low - 1]);
    ends[low] = pair;
  }
  const chosen = [];
  for (let pair = ends.at(-1); pair; pair = behind.get(pair)) chosen.push(pair);
  return chosen.reverse();
}

/**
 * Returns the pairs of indexes of a longest common subsequence.
 * @param {Node[]} a
 * @param {Node[]} b
 */
function longestCommon(a, b) {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  const same = (i, j) => a[i].nodeName === b[j].nodeName && a[i].isEqualNode(b[j]);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = same(i, j) ? length[(i + 1) * width + j + 1] + 1 : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
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
 * Returns pairs of indexes of equal nodes, rising in both lists, of those nodes that are one of a kind.
 * @param {Node[]} a
 * @param {Node[]} b
 */
function uniqueCommon(a, b) {
  const [inA, inB] = [uniqueTexts(a), uniqueTexts(b)];
  const pairs = [];
  for (const [text, j] of inB) if (j >= 0 && (inA.get(text) ?? -1) >= 0) pairs.push([inA.get(text), j]);
  return rising(pairs);
}

/**
 * Returns the index of each text, -1 if it is there more than once.
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
const scripts = (root) => [...root.querySelectorAll("script[src]:not([data-items])")].map((s) => s.getAttribute("src")).join("\n");

/**
 * @param {Element} e
 * @param {string} name
 * @param {string|null} value
 */
function set(e, name, value) {
  if (value === null) e.removeAttribute(name);
  else e.setAttribute(name, value);
}
