import { trained } from '../../src/knowledge/askContent.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'
import type { Content } from '../../src/knowledge/load.ts'
import { writeTrained } from '../../src/knowledge/trained.ts'
import { conceptReader } from '../../src/knowledge/triage/concepts.ts'
import { featuresOf } from '../../src/knowledge/triage/features.ts'
import { type Label, labels, type Model, scorer, weighted } from '../../src/knowledge/triage/model.ts'
import { wordsOf } from '../../src/knowledge/triage/normalise.ts'
import { trainRanker } from '../search/trainRanker.ts'
import { harmless, tuning } from './data.ts'
import { type Example, mixed, trainModel } from './trainModel.ts'

/**
 * How many of the harmless messages may show a card for nothing, counted as if half of them had been written to look
 * like danger. On everyday questions it comes up far less.
 */
const allowed: Record<Label, number> = { emergency: 0.085, self_harm: 0.07, relapse: 0.1 }
const folds = 5

type HeldOut = { label: string; hard: boolean; sums: number[] }

/**
 * Fits the triage's model to eval/triage. The thresholds come from cross-validation by scenario: as low as the allowed
 * share lets them be. What stands apart (written against an earlier model, everyday questions) trains all the same.
 */
export function fitTriage({ entries, ask }: Content): void {
  const read = conceptReader(ask.concepts)
  const all = [...tuning(), ...harmless(entries, ask.phrases)]
  const examples: Example[] = all.map(({ text, label }) => {
    const words = wordsOf(text)
    return { features: [...featuresOf(words, read(words))], label }
  })
  const scenarios = [...new Set(all.map(message => message.scenario))]
  const foldOf = new Map(mixed(scenarios.length).map((at, i) => [scenarios[at]!, i % folds]))
  const heldOut: HeldOut[] = []
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (i: number) => foldOf.get(all[i]!.scenario) === fold
    const score = scorer(bothModels(examples.filter((_, i) => !inFold(i))))
    for (const [i, { label, features }] of examples.entries())
      if (inFold(i) && !all[i]!.apart)
        heldOut.push({ label, hard: all[i]!.hard, sums: score(new Set(features)).sums })
    process.stderr.write(`measured on part ${fold + 1} of ${folds}\n`)
  }
  const threshold = labels.map((label, i) => {
    const found = thresholdFor(heldOut, label, i)
    const wanted = heldOut.filter(held => held.label === label)
    const share = wanted.filter(held => held.sums[i]! >= found).length / wanted.length
    process.stdout.write(
      `${label}: finds ${percent(share)} held out, at ${percent(allowed[label])} of none\n`,
    )
    return found
  })
  const model = { ...bothModels(examples), threshold }
  writeTrained(contentFolder, trained.model, model)
  process.stdout.write(`${all.length} messages, ${model.features.keys.length} features written\n`)
}

const percent = (n: number) => `${(100 * n).toFixed(1)} %`

/** The model that can be explained, and the second one beside it. */
function bothModels(from: readonly Example[]): Model {
  const second = trainRanker(
    from.map(({ features, label }) => ({ features: weighted(features), answer: label })),
    // Chosen by the same cross-validation; other sizes, rates and numbers of models were as good.
    { size: 8, models: 6, rate: 0.1, minimum: 5 },
  )
  return { ...trainModel(from), second }
}

/** The lowest sum at which no more than the allowed share of harmless messages shows a card. */
function thresholdFor(heldOut: readonly HeldOut[], label: Label, i: number): number {
  const none = heldOut.filter(held => held.label === 'none').sort((a, b) => b.sums[i]! - a.sums[i]!)
  const hard = none.filter(held => held.hard).length
  let share = 0
  for (const held of none) {
    share += held.hard ? 0.5 / hard : 0.5 / (none.length - hard)
    if (share > allowed[label]) return held.sums[i]! + 1
  }
  return 0
}
