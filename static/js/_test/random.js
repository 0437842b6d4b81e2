// Random values that are the same in every run.

/** How many times the random tests run, each time with other values: GUIDE_SEEDS, else once. */
export const seeds = Array.from({ length: Number(process.env.GUIDE_SEEDS ?? 1) }, (_, i) => i + 7);

/**
 * Returns functions that draw numbers below n, elements of a list and permutations of it.
 * @param {number} seed
 */
export function newRandom(seed) {
  const below = (/** @type {number} */ n) => { // mulberry32, a public-domain generator by Tommy Ettinger
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
  const pick = (/** @type {any[]} */ list) => list[below(list.length)];
  const shuffle = (/** @type {any[]} */ list) => {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  };
  return { below, pick, shuffle };
}
