import { type FeatureRows, keyOf, rowFinder } from '../featureRows.ts'
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
  /** A row is what the feature adds to each label. */
  features: FeatureRows<Int16Array>
  /** A second model over the same features, which knows what likens one to another; its answers are the labels. */
  second?: RankerFile
}

export type Scores = {
  sums: number[]
  /** What the sums are made of, for whoever asks why. */
  because(): { feature: string; adds: number[] }[]
}

/** The sum for each label: what its features add, divided by the root of their number. */
function linear({ bias, features: { keys, rows } }: Model): (features: Iterable<string>) => Scores {
  const rowOf = rowFinder(keys)
  return features => {
    const known: [feature: string, at: number][] = []
    const totals = labels.map(() => 0)
    for (const feature of features) {
      const row = rowOf(keyOf(feature))
      if (row === -1) continue
      const at = row * labels.length
      known.push([feature, at])
      for (let i = 0; i < totals.length; i++) totals[i]! += rows[at + i]!
    }
    const share = 1 / Math.sqrt(known.length || 1)
    return {
      sums: totals.map((total, i) => Math.round(bias[i]! + total * share)),
      because: () =>
        known.map(([feature, at]) => ({ feature, adds: [...rows.subarray(at, at + labels.length)] })),
    }
  }
}

/** How much of a sum is the second model's: measured by cross-validation, 3 points more recall than either alone. */
const secondCounts = 0.25
/** What a feature counts in the second model; by its kind, the first letter of its name. */
const kinds: Record<string, number> = { c: 0.35, k: 1, p: 1, s: 1 }
const other = 0.7

/** Features with the weight they have in the second model. */
export const weighted = (features: Iterable<string>): [feature: string, weight: number][] =>
  Array.from(features, feature => [feature, kinds[feature[0]!] ?? other])

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

/** By so much, in thousandths as the sums, a label may lie below one that is less urgent, and still go first. */
const urgency = [300, 150, 0]

/**
 * The likeliest of the labels that reach their thresholds, the more urgent first where they are nearly as likely. By
 * cross-validation that finds more emergencies than the label furthest over its threshold would: a relapse needs little
 * to be one.
 */
export function decide({ threshold }: Pick<Model, 'threshold'>, sums: readonly number[]): Triage {
  const likely = sums.map((sum, i) => (sum < threshold[i]! ? -Infinity : sum + urgency[i]!))
  const most = Math.max(...likely)
  return most === -Infinity ? 'none' : labels[likely.indexOf(most)]!
}
