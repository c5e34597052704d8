import { labels, type Model } from '../../src/knowledge/triage/model.ts'

export type Example = { features: string[]; label: string; weight?: number }

/** How strongly weights are held small, and how many times the examples are read. */
const l2 = 1e-5
const rounds = 25
const rate = 0.25

/**
 * Fits one logistic regression a label by AdaGrad over the examples in a fixed, well-mixed order: the same examples
 * give the same model, on any machine.
 */
export function fit(examples: readonly Example[], minimum = 2): Model {
  const counts = new Map<string, number>()
  for (const { features } of examples) for (const f of features) counts.set(f, (counts.get(f) ?? 0) + 1)
  const known = [...counts].filter(([, count]) => count >= minimum).map(([feature]) => feature)
  const index = new Map(known.map((feature, i) => [feature, i]))
  const rows = examples.map(e => e.features.flatMap(f => index.get(f) ?? []))
  const order = mixed(examples.length)
  const columns = labels.map(label =>
    one(
      rows,
      order,
      examples.map(e => e.label === label),
      examples.map(e => e.weight ?? 1),
      known.length,
    ),
  )
  const weights: Model['weights'] = {}
  for (const [i, feature] of known.entries()) {
    const adds = columns.map(({ w }) => Math.round(w[i]! * 1000))
    if (adds.some(add => Math.abs(add) >= 15)) weights[feature] = adds
  }
  return { bias: columns.map(({ bias }) => Math.round(bias * 1000)), threshold: labels.map(() => 0), weights }
}

function one(rows: number[][], order: number[], wanted: boolean[], weight: number[], size: number) {
  const w = new Float64Array(size)
  const grown = new Float64Array(size).fill(1e-6)
  let bias = 0
  let grownBias = 1e-6
  for (let round = 0; round < rounds; round++)
    for (const at of order) {
      const row = rows[at]!
      // A message counts by its length's root, so that a long one does not shout the others down.
      const scale = 1 / Math.sqrt(row.length || 1)
      let sum = bias
      for (const i of row) sum += w[i]!
      const error = (1 / (1 + Math.exp(-sum)) - (wanted[at] ? 1 : 0)) * weight[at]! * scale
      for (const i of row) {
        const gradient = error + l2 * w[i]!
        grown[i]! += gradient * gradient
        w[i]! -= (rate * 0.2 * gradient) / Math.sqrt(grown[i]!)
      }
      grownBias += error * error
      bias -= (rate * 0.2 * error) / Math.sqrt(grownBias)
    }
  return { w, bias }
}

/** A fixed shuffle (a linear congruential generator, so that no run differs from another). */
export function mixed(count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  let seed = 20171112
  for (let i = count - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    const j = seed % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
