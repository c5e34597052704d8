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

export type Ranker = (features: ReadonlyMap<string, number>) => { id: string; share: number }[]

const bytes = (base64: string): Int8Array => {
  const { buffer, byteOffset, length } = Buffer.from(base64, 'base64')
  return new Int8Array(buffer, byteOffset, length)
}

/** Reads the model. A call gives each answer's share of certainty, all together 1, surest first; none for nothing known. */
export function ranker(file: RankerFile): Ranker {
  const { size, answers } = file
  const row = new Map(file.features.map((feature, i) => [feature, i * size]))
  const featureRows = bytes(file.featureRows)
  const answerRows = Float32Array.from(bytes(file.answerRows), value => value * file.scale[0] * file.scale[1])
  return features => {
    const sum = new Float32Array(size)
    let length = 0
    for (const [feature, weight] of features) {
      const at = row.get(feature)
      if (at === undefined) continue
      length += weight * weight
      for (let k = 0; k < size; k++) sum[k]! += featureRows[at + k]! * weight
    }
    if (length === 0) return []
    const share = 1 / Math.sqrt(length)
    const sums = answers.map((_, i) => {
      let total = 0
      for (let k = 0; k < size; k++) total += answerRows[i * size + k]! * sum[k]!
      return total * share
    })
    const most = Math.max(...sums)
    const powers = sums.map(value => Math.exp(value - most))
    const all = powers.reduce((a, b) => a + b, 0)
    return answers
      .map((id, i) => ({ id, share: powers[i]! / all }))
      .sort((a, b) => b.share - a.share || a.id.localeCompare(b.id))
  }
}
