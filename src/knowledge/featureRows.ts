/**
 * What a trained model knows of each feature: a row of numbers, found by the feature's key. Names are not kept; they
 * would take ten times the memory of the rows. Keys and rows stand in the same order.
 */
export type FeatureRows<Rows = Int8Array | Int16Array> = { keys: Uint32Array; rows: Rows }

/**
 * A feature's name as 32 bits (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, a code unit at a time). Training uses
 * the same keys, so two names that share one, a few in a hundred thousand, share a row as well.
 */
export function keyOf(feature: string): number {
  let key = 0x811c9dc5
  for (let i = 0; i < feature.length; i++) key = Math.imul(key ^ feature.charCodeAt(i), 0x01000193)
  return key >>> 0
}

/** Finds the number of a feature's row; -1 where the model does not know it. A table with open addressing. */
export function rowFinder(keys: Uint32Array): (key: number) => number {
  const bits = Math.max(4, Math.ceil(Math.log2(keys.length * 1.5 + 1)))
  const slots = new Int32Array(2 ** bits).fill(-1)
  const last = slots.length - 1
  // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): the upper bits of a product are well mixed.
  const first = (key: number) => Math.imul(key, 0x9e3779b1) >>> (32 - bits)
  for (const [row, key] of keys.entries()) {
    let slot = first(key)
    while (slots[slot] !== -1) slot = (slot + 1) & last
    slots[slot] = row
  }
  return key => {
    for (let slot = first(key); ; slot = (slot + 1) & last) {
      const row = slots[slot]!
      if (row === -1 || keys[row] === key) return row
    }
  }
}
