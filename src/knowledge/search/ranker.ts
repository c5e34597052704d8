import { type FeatureRows, keyOf, rowFinder } from '../featureRows.ts'

/**
 * A small linear model of which answer a question asks for, fitted by `npm run train` to the ways people ask in content
 * (after fastText: Joulin et al., "Bag of Tricks for Efficient Text Classification", 2016). Each feature and each answer
 * is a short row of numbers; an answer's sum is the product of its row with the rows of the features.
 */
export type RankerFile = {
  /** Numbers in a row; even. */
  size: number
  answers: string[]
  /** Two numbers of four bits a byte, the first in its lower half: of eight bits, they told no better. */
  features: FeatureRows<Int8Array>
  answerRows: Int8Array
  /** What a number of a feature's row, times one of an answer's row, is worth. */
  scale: number
}

/** Each answer's share of certainty, in the order of `answers`, all together 1; nothing for a question it knows nothing of. */
export type Ranker = {
  answers: string[]
  shares(features: Iterable<readonly [feature: string, weight: number]>): Float64Array | undefined
}

export function ranker({ size, answers, features: { keys, rows }, answerRows, scale }: RankerFile): Ranker {
  const rowOf = rowFinder(keys)

  function shares(features: Iterable<readonly [string, number]>): Float64Array | undefined {
    const sum = new Float32Array(size)
    let length = 0
    for (const [feature, weight] of features) {
      const row = rowOf(keyOf(feature))
      if (row === -1) continue
      length += weight * weight
      for (let k = 0, at = (row * size) / 2; k < size; k += 2, at++) {
        const two = rows[at]!
        sum[k]! += ((two << 28) >> 28) * weight
        sum[k + 1]! += (two >> 4) * weight
      }
    }
    if (length === 0) return undefined
    const unit = scale / Math.sqrt(length)
    const sums = new Float64Array(answers.length)
    for (let i = 0; i < answers.length; i++) {
      let total = 0
      for (let k = 0, at = i * size; k < size; k++) total += answerRows[at + k]! * sum[k]!
      sums[i] = total * unit
    }
    const most = Math.max(...sums)
    let all = 0
    for (let i = 0; i < sums.length; i++) {
      sums[i] = Math.exp(sums[i]! - most)
      all += sums[i]!
    }
    return sums.map(power => power / all)
  }
  return { answers, shares }
}
