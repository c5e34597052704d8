import { keyOf } from '../../src/knowledge/featureRows.ts'
import { labels, type Model } from '../../src/knowledge/triage/model.ts'

export type Example = { features: string[]; label: string }

/** How small weights are held, how often the examples are read, and how far a step goes. Chosen by cross-validation. */
const settings = { l2: 1e-4, rounds: 15, rate: 0.15, minimum: 2 }
/** A weight below this many thousandths changes hardly a decision and is left out. */
const smallest = 200

/**
 * Fits one logistic regression a label by AdaGrad over the examples in a fixed, well-mixed order: the same examples
 * give the same model, on any machine. A sum is divided by the root of the number of known features, so that a long
 * message does not shout.
 */
export function trainModel(examples: readonly Example[]): Model {
  const { known, index } = knownKeys(
    examples.map(({ features }) => features),
    settings.minimum,
  )
  const rows = examples.map(({ features }) =>
    Int32Array.from(features.flatMap(f => index.get(keyOf(f)) ?? [])),
  )
  const order = mixed(examples.length)
  const columns = labels.map(label =>
    one(
      rows,
      order,
      examples.map(e => e.label === label),
      known.length,
    ),
  )
  const adds = Array.from(known, (_, i) => columns.map(({ w }) => Math.round(w[i]! * 1000)))
  const kept = [...known.keys()].filter(i => adds[i]!.some(add => Math.abs(add) >= smallest))
  return {
    bias: columns.map(({ bias }) => Math.round(bias * 1000)),
    threshold: labels.map(() => 0),
    features: {
      keys: Uint32Array.from(kept, i => known[i]!),
      rows: Int16Array.from(kept.flatMap(i => adds[i]!)),
    },
  }
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

/** The keys of features that stand in at least so many texts, in a fixed order, and each one's place among them. */
export function knownKeys(texts: readonly Iterable<string>[], minimum: number) {
  const counts = new Map<number, number>()
  for (const features of texts)
    for (const key of new Set(Array.from(features, keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const known = Uint32Array.from(
    [...counts].filter(([, count]) => count >= minimum).map(([key]) => key),
  ).sort()
  return { known, index: new Map(Array.from(known, (key, i) => [key, i])) }
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
