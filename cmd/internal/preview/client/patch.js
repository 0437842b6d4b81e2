// Changes an open page into another version of it and touches nothing that is the same in both.
//
// Versions are compared as the server sent them, never with what is in the browser: what scripts and the
// reader did there (ticks, open parts, typed text, selection, scroll) is no difference, and stays.

/** The page as the server sent it, with the way from each of its nodes to the one in the browser. */
export class Mirror {
  /** To be made before any other script runs. */
  constructor() {
    this.root = /** @type {Element} */ (document.documentElement.cloneNode(true));
    /** @type {WeakMap<Node, Node>} */
    this.live = new WeakMap();
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
    if (isStyleSheet(a) && a.getAttribute("href") !== b.getAttribute("href")) this.swapStyleSheet(a, b);
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
      if (name === "class" && live.getAttribute(name) !== from) { // scripts have classes of their own there
        live.classList.remove(...tokens(from));
        live.classList.add(...tokens(to));
      } else set(live, name, to);
    }
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
    const remove = () => old.remove();
    link.addEventListener("load", remove);
    link.addEventListener("error", remove);
    old.after(link);
    this.live.set(a, link);
  }

  /**
   * @param {Element} a
   * @param {Element} b
   * @param {Set<Element>} changed
   */
  children(a, b, changed) {
    const [from, to] = [[...a.childNodes], [...b.childNodes]];
    let start = 0;
    while (start < from.length && start < to.length && from[start].isEqualNode(to[start])) start++;
    let end = 0;
    while (end < from.length - start && end < to.length - start && from[from.length - 1 - end].isEqualNode(to[to.length - 1 - end])) end++;
    if (start + end === from.length && start + end === to.length) return;

    const parent = this.live.get(a);
    const last = from.length > 0 && this.live.get(from[from.length - 1]);
    const behind = last && last.parentNode === parent ? last.nextSibling : null; // what scripts added at the end
    const place = new Place(this, a, parent, behind);
    const before = from.slice(start, from.length - end);
    const after = to.slice(start, to.length - end);
    const partner = match(before, after);
    const kept = new Set(partner.values());
    for (const node of before) if (!kept.has(node)) place.remove(node, changed);
    let next = from[from.length - end] ?? null;
    for (const wanted of after.reverse()) {
      const node = partner.get(wanted);
      if (node) {
        if (node.nextSibling !== next) place.move(node, next);
        this.element(node, wanted, changed);
        next = node;
      } else next = place.insert(wanted, next, changed);
    }
  }
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

  /** @param {Node|null} next */
  reference(next) {
    const live = next ? this.mirror.live.get(next) : this.behind;
    return live && live.parentNode === this.live ? live : null;
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

/** Above so many comparisons equal nodes are looked up by their text. */
const maxCompared = 100_000;

/**
 * Finds for the new children the old ones that they continue: those of the same id, equal ones in order,
 * and between these the next of the same kind.
 * @param {Node[]} before
 * @param {Node[]} after
 * @returns {Map<Node, Node>} from a new child to an old one
 */
function match(before, after) {
  const partner = new Map();
  const byID = new Map(before.filter(hasID).map((n) => [n.nodeName + n.id, n]));
  for (const n of after) {
    const old = hasID(n) && byID.get(n.nodeName + n.id);
    if (!old) continue;
    partner.set(n, old);
    byID.delete(n.nodeName + n.id);
  }
  const taken = new Set(partner.values());
  const olds = before.filter((n) => !taken.has(n));
  const news = after.filter((n) => !partner.has(n));
  const equal = olds.length * news.length <= maxCompared ? longestCommon(olds, news) : commonByText(olds, news);
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
 * @param {Node} n
 * @returns {n is Element}
 */
const hasID = (n) => n instanceof Element && n.id !== "";

/**
 * Pairs what is between two equal nodes, in order. A node with an id goes on as no other.
 * @param {Node[]} olds
 * @param {Node[]} news
 * @param {Map<Node, Node>} partner
 */
function sameKind(olds, news, partner) {
  let o = 0;
  for (const n of news) {
    const i = olds.findIndex((old, i) => i >= o && old.nodeName === n.nodeName && !hasID(old) && !hasID(n));
    if (i < 0) continue;
    partner.set(n, olds[i]);
    o = i + 1;
  }
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
 * Returns pairs of indexes of equal nodes, rising in both lists; not always the most.
 * @param {Node[]} a
 * @param {Node[]} b
 */
function commonByText(a, b) {
  const places = new Map();
  a.forEach((n, i) => places.set(textOf(n), [...(places.get(textOf(n)) ?? []), i]));
  const pairs = [];
  let from = 0;
  b.forEach((n, j) => {
    const i = (places.get(textOf(n)) ?? []).find((i) => i >= from);
    if (i === undefined || i - from > a.length / 2) return; // too far: what is between would be lost
    pairs.push([i, j]);
    from = i + 1;
  });
  return pairs;
}

/** @param {Node} n */
const textOf = (n) => (n instanceof Element ? n.outerHTML : `${n.nodeType}${n.nodeValue}`);

/** @param {string|null} list */
const tokens = (list) => (list ?? "").split(/\s+/).filter(Boolean);

/** @param {Element} e */
const isStyleSheet = (e) => e.localName === "link" && e.getAttribute("rel") === "stylesheet";

/** @param {Element} root */
const scripts = (root) => [...root.querySelectorAll("script[src]")].map((s) => s.getAttribute("src")).join("\n");

/**
 * @param {Element} e
 * @param {string} name
 * @param {string|null} value
 */
function set(e, name, value) {
  if (value === null) e.removeAttribute(name);
  else e.setAttribute(name, value);
}
