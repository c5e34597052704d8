import { labels, type Model } from '../../src/knowledge/triage/model.ts'

export type Example = { features: string[]; label: string }

/** How small weights are held, how often the examples are read, and how far a step goes. Chosen by cross-validation. */
const settings = { l2: 1e-4, rounds: 15, rate: 0.15, minimum: 2 }
/** A weight below this many thousandths changes no decision and is left out. */
const smallest = 120

/**
 * Fits one logistic regression a label by AdaGrad over the examples in a fixed, well-mixed order: the same examples
 * give the same model, on any machine. A sum is divided by the root of the number of known features, so that a long
 * message does not shout.
 */
export function trainModel(examples: readonly Example[]): Model {
  const counts = new Map<string, number>()
  for (const { features } of examples) for (const f of features) counts.set(f, (counts.get(f) ?? 0) + 1)
  const known = [...counts].filter(([, count]) => count >= settings.minimum).map(([feature]) => feature)
  const index = new Map(known.map((feature, i) => [feature, i]))
  const rows = examples.map(({ features }) => Int32Array.from(features.flatMap(f => index.get(f) ?? [])))
  const order = mixed(examples.length)
  const columns = labels.map(label =>
    one(
      rows,
      order,
      examples.map(e => e.label === label),
      known.length,
    ),
  )
  const weights: Model['weights'] = {}
  for (const [i, feature] of known.entries()) {
    const adds = columns.map(({ w }) => Math.round(w[i]! * 1000))
    if (adds.some(add => Math.abs(add) >= smallest)) weights[feature] = adds
  }
  return { bias: columns.map(({ bias }) => Math.round(bias * 1000)), threshold: labels.map(() => 0), weights }
}

function one(rows: Int32Array[], order: number[], wanted: boolean[], size: number) {
  const w = new Float64Array(size)
  const grown = new Float64Array(size).fill(1e-6)
  let bias = 0
  let grownBias = 1e-6
  for (let round = 0; round < settings.rounds; round++)
    for (const at of order) {
      const row = rows[at]!
      const share = 1 / Math.sqrt(row.length || 1)
      let sum = bias
      for (const i of row) sum += w[i]! * share
      const error = 1 / (1 + Math.exp(-sum)) - (wanted[at] ? 1 : 0)
      for (const i of row) {
        const gradient = error * share + settings.l2 * w[i]!
        grown[i]! += gradient * gradient
        w[i]! -= (settings.rate * gradient) / Math.sqrt(grown[i]!)
      }
      grownBias += error * error
      bias -= (settings.rate * error) / Math.sqrt(grownBias)
    }
  return { w, bias }
}

/** A fixed shuffle (a linear congruential generator, so that no run differs from another). */
export function mixed(count: number, start = 0): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  let seed = 20171112 + start
  for (let i = count - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    const j = seed % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
