import { keyOf } from '../../src/knowledge/featureRows.ts'
import type { RankerFile } from '../../src/knowledge/search/ranker.ts'
import { knownKeys, mixed } from '../triage/trainModel.ts'

export type Asked = { features: (readonly [feature: string, weight: number])[]; answer: string }

export type Shape = {
  /** Numbers in a row. */
  size: number
  /** Models of that size, each begun elsewhere: their mean is surer than one of twice the size. */
  models: number
  /** How far a step goes at first. */
  rate: number
  /** A feature that stands in fewer texts is left out. */
  minimum: number
}
const rounds = 20

/** Fits the ranker by AdaGrad in a fixed order: the same phrases give the same file, on any machine. */
export function trainRanker(asked: readonly Asked[], { size, models, rate, minimum }: Shape): RankerFile {
  const { known, index } = knownKeys(
    asked.map(({ features }) => features.map(([feature]) => feature)),
    minimum,
  )
  const answers = [...new Set(asked.map(({ answer }) => answer))].sort()
  const rows = asked.map(({ features }) =>
    normal(
      features.flatMap(([feature, weight]) => {
        const at = index.get(keyOf(feature))
        return at === undefined ? [] : [[at, weight] as const]
      }),
    ),
  )
  const wanted = asked.map(({ answer }) => answers.indexOf(answer))
  const fitted = Array.from({ length: models }, (_, n) =>
    fitOne(rows, wanted, { features: known.length, answers: answers.length, size, rate }, n),
  )
  const [wide, featureScale] = quantised(
    joined(
      fitted.map(({ u }) => u),
      size,
    ),
    7,
    0.99,
  )
  // Each model has its share in the mean.
  const [answerRows, answerScale] = quantised(
    joined(
      fitted.map(({ v }) => v.map(value => value / models)),
      size,
    ),
    127,
    0.9995,
  )
  return {
    size: size * models,
    answers,
    features: { keys: known, rows: paired(wide) },
    answerRows,
    scale: featureScale * answerScale,
  }
}

type Sizes = { features: number; answers: number; size: number; rate: number }

function fitOne(
  rows: readonly Row[],
  wanted: readonly number[],
  { features, answers, size, rate }: Sizes,
  n: number,
) {
  const next = random(7 + n)
  const u = Float32Array.from({ length: features * size }, () => (next() - 0.5) * 0.6)
  const v = Float32Array.from({ length: answers * size }, () => (next() - 0.5) * 0.2)
  const grownU = new Float32Array(features).fill(1e-4)
  const grownV = new Float32Array(answers * size).fill(1e-4)
  for (let round = 0; round < rounds; round++)
    for (const at of mixed(rows.length, 1000 * n + round + 1))
      step(rows[at]!, wanted[at]!, { u, v, grownU, grownV, answers, size, rate })
  return { u, v }
}

/** The rows of all models side by side. */
function joined(all: readonly Float32Array[], size: number): Float32Array {
  const rows = all[0]!.length / size
  const width = size * all.length
  const out = new Float32Array(rows * width)
  for (const [n, values] of all.entries())
    for (let row = 0; row < rows; row++)
      out.set(values.subarray(row * size, (row + 1) * size), row * width + n * size)
  return out
}

type Row = (readonly [number, number])[]
const normal = (row: Row): Row => {
  const length = Math.sqrt(row.reduce((sum, [, w]) => sum + w * w, 0)) || 1
  return row.map(([i, w]) => [i, w / length] as const)
}

type State = Omit<Sizes, 'features'> & {
  u: Float32Array
  v: Float32Array
  grownU: Float32Array
  grownV: Float32Array
}

function step(row: Row, wanted: number, { u, v, grownU, grownV, answers, size, rate }: State): void {
  const hidden = new Float32Array(size)
  for (const [i, w] of row) for (let k = 0; k < size; k++) hidden[k]! += u[i * size + k]! * w
  const error = shares(hidden, v, { answers, size })
  error[wanted]! -= 1
  const back = new Float32Array(size)
  for (let c = 0; c < answers; c++) {
    if (Math.abs(error[c]!) < 1e-4) continue
    for (let k = 0; k < size; k++) {
      const at = c * size + k
      back[k]! += error[c]! * v[at]!
      const gradient = error[c]! * hidden[k]!
      grownV[at]! += gradient * gradient
      v[at]! -= (rate * gradient) / Math.sqrt(grownV[at]!)
    }
  }
  const strength = back.reduce((sum, g) => sum + g * g, 0) / size
  for (const [i, w] of row) {
    grownU[i]! += strength * w * w
    const far = (rate * w) / Math.sqrt(grownU[i]!)
    for (let k = 0; k < size; k++) u[i * size + k]! -= far * back[k]!
  }
}

function shares(
  hidden: Float32Array,
  v: Float32Array,
  { answers, size }: Pick<Sizes, 'answers' | 'size'>,
): Float32Array {
  const sums = new Float32Array(answers)
  for (let c = 0; c < answers; c++) for (let k = 0; k < size; k++) sums[c]! += v[c * size + k]! * hidden[k]!
  const most = Math.max(...sums)
  let all = 0
  for (let c = 0; c < answers; c++) {
    sums[c] = Math.exp(sums[c]! - most)
    all += sums[c]!
  }
  return sums.map(value => value / all)
}

/**
 * Whole numbers from -most to most, and what one of them is worth. All beyond the share that is `kept` are clipped, so
 * that the rest keep their detail.
 */
function quantised(values: Float32Array, most: number, kept: number): [Int8Array<ArrayBuffer>, number] {
  const sizes = Float32Array.from(values, Math.abs).sort()
  const scale = sizes[Math.floor(sizes.length * kept)]! / most
  const small = Int8Array.from(values, value => Math.max(-most, Math.min(most, Math.round(value / scale))))
  return [small, scale]
}

/** Two numbers of four bits a byte, as `RankerFile` holds them. */
const paired = (wide: Int8Array): Int8Array =>
  Int8Array.from({ length: wide.length / 2 }, (_, at) => (wide[2 * at]! & 15) | (wide[2 * at + 1]! << 4))

function random(start: number): () => number {
  let seed = start
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 4294967296
  }
}
