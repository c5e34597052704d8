/**
 * A small linear model of which answer a question asks for, fitted by `npm run train` to the ways people ask in content
 * (after fastText: Joulin et al., "Bag of Tricks for Efficient Text Classification", 2016). Each feature and each answer
 * is a short row of numbers; an answer's sum is the product of its row with the rows of the features.
 */
export type RankerFile = {
  size: number
  answers: string[]
  features: string[]
  /** Rows of the features and of the answers: signed bytes in base64, times `scale`. */
  featureRows: string
  answerRows: string
  scale: [feature: number, answer: number]
}

/** Each answer's share of certainty, in the order of `answers`, all together 1; nothing for a question it knows nothing of. */
export type Ranker = {
  answers: string[]
  shares(features: ReadonlyMap<string, number>): Float64Array | undefined
}

const bytes = (base64: string): Int8Array => {
  const { buffer, byteOffset, length } = Buffer.from(base64, 'base64')
  return new Int8Array(buffer, byteOffset, length)
}

export function ranker(file: RankerFile): Ranker {
  const { size, answers, scale } = file
  // A closure that names `file` would keep its base64 for as long as the ranker lives: megabytes.
  const unit = scale[0] * scale[1]
  const row = new Map(file.features.map((feature, i) => [feature, i * size]))
  const featureRows = bytes(file.featureRows)
  const answerRows = Float32Array.from(bytes(file.answerRows), value => value * unit)

  function shares(features: ReadonlyMap<string, number>): Float64Array | undefined {
    const sum = new Float32Array(size)
    let length = 0
    for (const [feature, weight] of features) {
      const at = row.get(feature)
      if (at === undefined) continue
      length += weight * weight
      for (let k = 0; k < size; k++) sum[k]! += featureRows[at + k]! * weight
    }
    if (length === 0) return undefined
    const sums = new Float64Array(answers.length)
    for (let i = 0; i < answers.length; i++) {
      let total = 0
      for (let k = 0; k < size; k++) total += answerRows[i * size + k]! * sum[k]!
      sums[i] = total / Math.sqrt(length)
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
