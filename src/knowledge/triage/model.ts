/** What a question needs before it needs an answer, most urgent first. */
export const labels = ['emergency', 'self_harm', 'relapse'] as const
export type Label = (typeof labels)[number]
export type Triage = Label | 'none'

/**
 * A linear model a label, as data: what each feature adds, in thousandths, and the sum from which the label is given.
 * Written by `npm run train` from eval/triage; nothing in it is made by hand.
 */
export type Model = {
  bias: number[]
  threshold: number[]
  weights: Record<string, number[]>
}

export type Scores = { sums: number[]; because: { feature: string; adds: number[] }[] }

/** The sum for each label, and the features that it is made of; divided by the root of their number. */
export function score(model: Model, features: Iterable<string>): Scores {
  const because: Scores['because'] = []
  const totals = labels.map(() => 0)
  for (const feature of features) {
    const adds = Object.hasOwn(model.weights, feature) ? model.weights[feature] : undefined
    if (!adds) continue
    because.push({ feature, adds })
    for (let i = 0; i < totals.length; i++) totals[i]! += adds[i]!
  }
  const share = 1 / Math.sqrt(because.length || 1)
  return { sums: totals.map((total, i) => Math.round(model.bias[i]! + total * share)), because }
}

/** An emergency wins unless another label is further over its threshold by more than this, in thousandths. */
const benefitOfDoubt = 1000

/** The label that is furthest over its threshold; of two that are close, an emergency. */
export function decide(model: Model, sums: readonly number[]): Triage {
  const over = sums.map((sum, i) => sum - model.threshold[i]!)
  const most = Math.max(...over)
  if (most < 0) return 'none'
  if (over[0]! >= 0 && over[0]! >= most - benefitOfDoubt) return 'emergency'
  return labels[over.indexOf(most)]!
}
