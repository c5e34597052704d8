import { writeFileSync } from 'node:fs'
import { contentFolder } from '../src/knowledge/knowledge.ts'
import { loadContent } from '../src/knowledge/load.ts'
import { conceptReader } from '../src/knowledge/triage/concepts.ts'
import { featuresOf } from '../src/knowledge/triage/features.ts'
import { type Label, labels, score } from '../src/knowledge/triage/model.ts'
import { wordsOf } from '../src/knowledge/triage/normalise.ts'
import { harmless, messages, tuning } from './triage/data.ts'
import { type Example, mixed, trainModel } from './triage/trainModel.ts'

/**
 * `npm run train`: fits the triage's model to eval/triage (never to `measure`) and writes content/triage/model.json.
 * The thresholds come from four-fold cross-validation by scenario over eval/triage/tune.yaml, the one file that is
 * mixed as questions are: as low as the share of harmless messages allows on which a card may come up for nothing.
 * Half of those were written to look like danger, so on everyday questions it comes up far less.
 */
const allowed: Record<Label, number> = { emergency: 0.045, self_harm: 0.05, relapse: 0.07 }
const folds = 4

const { entries, ask } = loadContent(contentFolder)
const read = conceptReader(ask.concepts)
const all = [...tuning(), ...harmless(entries)]
const examples: Example[] = all.map(({ text, label }) => {
  const words = wordsOf(text)
  return { features: [...featuresOf(words, read(words))], label }
})

const scenarios = [...new Set(messages('tune').map(message => message.scenario))]
const order = mixed(scenarios.length)
const foldOf = new Map(order.map((at, i) => [scenarios[at]!, i % folds]))
const heldOut: { label: string; sums: number[] }[] = []
for (let fold = 0; fold < folds; fold++) {
  const inFold = (i: number) => foldOf.get(all[i]!.scenario) === fold
  const model = trainModel(examples.filter((_, i) => !inFold(i)))
  for (const [i, { label, features }] of examples.entries())
    if (inFold(i)) heldOut.push({ label, sums: score(model, features).sums })
}

const thresholds = labels.map((label, i) => {
  const none = heldOut
    .filter(held => held.label === 'none')
    .map(held => held.sums[i]!)
    .sort((a, b) => b - a)
  const threshold = none[Math.floor(none.length * allowed[label])]! + 1
  const wanted = heldOut.filter(held => held.label === label)
  const found = wanted.filter(held => held.sums[i]! >= threshold).length
  process.stdout.write(
    `${label}: finds ${((100 * found) / wanted.length).toFixed(1)} % held out, at ${(100 * allowed[label]).toFixed(1)} % of none\n`,
  )
  return threshold
})

const model = { ...trainModel(examples), threshold: thresholds }
writeFileSync(`${contentFolder}/triage/model.json`, `${JSON.stringify(model)}\n`)
process.stdout.write(`${all.length} messages, ${Object.keys(model.weights).length} features written\n`)
