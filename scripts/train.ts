import { parseArgs } from 'node:util'
import { trained } from '../src/knowledge/askContent.ts'
import { contentFolder } from '../src/knowledge/knowledge.ts'
import { loadContent } from '../src/knowledge/load.ts'
import { answersOf } from '../src/knowledge/question.ts'
import { questionFeatures } from '../src/knowledge/search/features.ts'
import { termReader } from '../src/knowledge/search/terms.ts'
import { writeTrained } from '../src/knowledge/trained.ts'
import { conceptReader } from '../src/knowledge/triage/concepts.ts'
import { featuresOf } from '../src/knowledge/triage/features.ts'
import { type Label, labels, type Model, scorer, weighted } from '../src/knowledge/triage/model.ts'
import { wordsOf } from '../src/knowledge/triage/normalise.ts'
import { questions } from './eval/questions.ts'
import { trainRanker } from './search/trainRanker.ts'
import { harmless, tuning } from './triage/data.ts'
import { type Example, mixed, trainModel } from './triage/trainModel.ts'

/**
 * `npm run train`: fits the triage's model to eval/triage and the search's ranker to content/ask/phrases, never to a
 * `measure` file, and writes content/triage/model.bin and content/ask/ranker.bin. Takes about five minutes.
 *
 * The thresholds come from five-fold cross-validation by scenario: as low as the share of harmless messages allows on
 * which a card may come up for nothing, counted as if half of them had been written to look like danger. On everyday
 * questions it comes up far less.
 */
const allowed: Record<Label, number> = { emergency: 0.085, self_harm: 0.06, relapse: 0.1 }
const folds = 5
/** `-- --hold` keeps the tuned questions out, so that they can measure a change to the search. */
const { values } = parseArgs({ options: { hold: { type: 'boolean', default: false } } })

const { entries, claims, ask } = loadContent(contentFolder)
const read = conceptReader(ask.concepts)
const all = [...tuning(), ...harmless(entries)]
const examples: Example[] = all.map(({ text, label }) => {
  const words = wordsOf(text)
  return { features: [...featuresOf(words, read(words))], label }
})

const scenarios = [...new Set(all.map(message => message.scenario))]
const order = mixed(scenarios.length)
const foldOf = new Map(order.map((at, i) => [scenarios[at]!, i % folds]))
const heldOut: { label: string; hard: boolean; sums: number[] }[] = []
for (let fold = 0; fold < folds; fold++) {
  const inFold = (i: number) => foldOf.get(all[i]!.scenario) === fold
  const score = scorer(bothModels(examples.filter((_, i) => !inFold(i))))
  for (const [i, { label, features }] of examples.entries())
    if (inFold(i)) heldOut.push({ label, hard: all[i]!.hard, sums: score(new Set(features)).sums })
}

/** The model that can be explained, and the second one beside it. */
function bothModels(from: readonly Example[]): Model {
  const second = trainRanker(
    from.map(({ features, label }) => ({ features: weighted(features), answer: label })),
    { size: 8, models: 6 },
  )
  return { ...trainModel(from), second }
}

/** The lowest sum at which no more than the allowed share of harmless messages shows a card. */
function thresholdFor(label: Label, i: number): number {
  const none = heldOut.filter(held => held.label === 'none').sort((a, b) => b.sums[i]! - a.sums[i]!)
  const hard = none.filter(held => held.hard).length
  let share = 0
  for (const held of none) {
    share += held.hard ? 0.5 / hard : 0.5 / (none.length - hard)
    if (share > allowed[label]) return held.sums[i]! + 1
  }
  return 0
}

const thresholds = labels.map((label, i) => {
  const threshold = thresholdFor(label, i)
  const wanted = heldOut.filter(held => held.label === label)
  const found = wanted.filter(held => held.sums[i]! >= threshold).length
  const percent = (n: number) => `${(100 * n).toFixed(1)} %`
  process.stdout.write(
    `${label}: finds ${percent(found / wanted.length)} held out, at ${percent(allowed[label])} of none\n`,
  )
  return threshold
})

const model = { ...bothModels(examples), threshold: thresholds }
writeTrained(contentFolder, trained.model, model)
process.stdout.write(`${all.length} messages, ${model.features.keys.length} features written\n`)

const targets = answersOf({ entries, claims, ...ask })
const terms = termReader(ask.synonyms)
const asked = [
  ...targets.flatMap(({ id, phrases }) => phrases.map(text => ({ text, answer: id }))),
  // A tuned question trains the answer that is named first.
  ...(values.hold ? [] : questions('tune')).flatMap(({ text, want }) =>
    want[0] === 'refuse' ? [] : [{ text, answer: want[0]! }],
  ),
]
const ranker = trainRanker(
  asked.map(({ text, answer }) => ({ features: [...questionFeatures(text, terms(text))], answer })),
  { size: 48, models: 3 },
)
writeTrained(contentFolder, trained.ranker, ranker)
process.stdout.write(
  `${asked.length} ways of asking for ${ranker.answers.length} answers, ${ranker.features.keys.length} features written\n`,
)
