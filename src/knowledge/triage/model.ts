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

/** The first label, in order of urgency, whose sum reaches its threshold. */
export const decide = (model: Model, sums: readonly number[]): Triage =>
  labels.find((_, i) => sums[i]! >= model.threshold[i]!) ?? 'none'
