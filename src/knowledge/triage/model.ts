import { type RankerFile, ranker } from '../search/ranker.ts'

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
  /** A second model over the same features, which knows what likens one to another; its answers are the labels. */
  second?: RankerFile
}

export type Scores = { sums: number[]; because: { feature: string; adds: number[] }[] }

/** The sum for each label, and the features that it is made of; divided by the root of their number. */
export const score = (model: Model, features: Iterable<string>): Scores => linear(model)(features)

/** The same, for a model that scores more than once. Its rows of numbers take a third of the object's memory. */
function linear({ bias, weights }: Model): (features: Iterable<string>) => Scores {
  const row = new Map(Object.keys(weights).map((feature, i) => [feature, i * labels.length]))
  const rows = Int32Array.from(Object.values(weights).flat())
  return features => {
    const because: Scores['because'] = []
    const totals = labels.map(() => 0)
    for (const feature of features) {
      const at = row.get(feature)
      if (at === undefined) continue
      const adds = labels.map((_, i) => rows[at + i]!)
      because.push({ feature, adds })
      for (let i = 0; i < totals.length; i++) totals[i]! += adds[i]!
    }
    const share = 1 / Math.sqrt(because.length || 1)
    return { sums: totals.map((total, i) => Math.round(bias[i]! + total * share)), because }
  }
}

/** How much of a sum is the second model's: measured by cross-validation, 3 points more recall than either alone. */
const secondCounts = 0.25
/** What a feature counts in the second model; by its kind, the first letter of its name. */
const kinds: Record<string, number> = { c: 0.35, k: 1, p: 1, s: 1 }
const other = 0.7

/** Features with the weight they have in the second model. */
export const weighted = (features: Iterable<string>): Map<string, number> =>
  new Map(Array.from(features, feature => [feature, kinds[feature[0]!] ?? other]))

/** Scores by both models: the linear one, which can be explained, and what the second adds or takes away. */
export function scorer(model: Model): (features: ReadonlySet<string>) => Scores {
  const explained = linear(model)
  const second = model.second && ranker(model.second)
  if (!second) return explained
  const columns = labels.map(label => second.answers.indexOf(label))
  return features => {
    const first = explained(features)
    const shares = second.shares(weighted(features))
    const sums = first.sums.map((sum, i) =>
      Math.round((1 - secondCounts) * sum + secondCounts * 1000 * logit(shares?.[columns[i]!] ?? 0)),
    )
    return { ...first, sums }
  }
}

/** Certainty as a sum; within bounds, so that neither model can silence the other. */
const logit = (share: number): number => Math.log(Math.max(share, 1e-6) / Math.max(1 - share, 1e-6))

/** An emergency wins unless another label is further over its threshold by more than this, in thousandths. */
const benefitOfDoubt = 1000

/** The label that is furthest over its threshold; of two that are close, an emergency. */
export function decide({ threshold }: Pick<Model, 'threshold'>, sums: readonly number[]): Triage {
  const over = sums.map((sum, i) => sum - threshold[i]!)
  const most = Math.max(...over)
  if (most < 0) return 'none'
  if (over[0]! >= 0 && over[0]! >= most - benefitOfDoubt) return 'emergency'
  return labels[over.indexOf(most)]!
}
