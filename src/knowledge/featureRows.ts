/**
 * What a trained model knows of each feature: a row of numbers, found by the feature's key. Names are not kept; they
 * would take ten times the memory of the rows. Keys ascend, and rows stand in the same order.
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

/**
 * Finds the number of a feature's row; -1 where the model does not know it. Keys that begin with the same bits stand
 * together, about four at a place, and a table says where each place begins.
 */
export function rowFinder(keys: Uint32Array): (key: number) => number {
  const bits = Math.max(1, Math.ceil(Math.log2(keys.length / 4)))
  const beginsWith = (key: number) => key >>> (32 - bits)
  const starts = new Uint32Array(2 ** bits + 1)
  for (const key of keys) starts[beginsWith(key) + 1]!++
  for (let place = 1; place < starts.length; place++) starts[place]! += starts[place - 1]!
  return key => {
    const place = beginsWith(key)
    for (let row = starts[place]!; row < starts[place + 1]!; row++) if (keys[row] === key) return row
    return -1
  }
}
