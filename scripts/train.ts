import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { contentFolder } from '../src/knowledge/knowledge.ts'
import { conceptReader } from '../src/knowledge/triage/concepts.ts'
import { featuresOf } from '../src/knowledge/triage/features.ts'
import { labels, score } from '../src/knowledge/triage/model.ts'
import { wordsOf } from '../src/knowledge/triage/normalise.ts'
import { tuning } from './triage/data.ts'
import { type Example, fit, mixed } from './triage/fit.ts'

/**
 * `npm run train`: fits the triage's model to eval/triage (never to `measure`) and writes content/triage/model.json.
 * The thresholds come from five-fold cross-validation by scenario: the highest that still finds the share of each
 * label that is asked for.
 */
const wanted: Record<string, number> = { emergency: 0.985, self_harm: 0.965, relapse: 0.94 }
const folds = 5

const read = conceptReader(parse(readFileSync(`${contentFolder}/triage/concepts.yaml`, 'utf8')))
const all = tuning()
const examples: Example[] = all.map(({ text, label }) => {
  const words = wordsOf(text)
  return { features: [...featuresOf(words, read(words))], label }
})

const scenarios = [...new Set(all.map(message => message.scenario))]
const order = mixed(scenarios.length)
const foldOf = new Map(order.map((at, i) => [scenarios[at]!, i % folds]))
const heldOut: { label: string; sums: number[] }[] = []
for (let fold = 0; fold < folds; fold++) {
  const inFold = (i: number) => foldOf.get(all[i]!.scenario) === fold
  const model = fit(examples.filter((_, i) => !inFold(i)))
  for (const [i, { label, features }] of examples.entries())
    if (inFold(i)) heldOut.push({ label, sums: score(model, features).sums })
}

const thresholds = labels.map((label, i) => {
  const sums = heldOut
    .filter(h => h.label === label)
    .map(h => h.sums[i]!)
    .sort((a, b) => b - a)
  return sums[Math.min(sums.length - 1, Math.ceil(sums.length * wanted[label]!) - 1)]!
})
for (const [i, label] of labels.entries()) {
  const over = heldOut.filter(h => h.label === 'none' && h.sums[i]! >= thresholds[i]!).length
  const none = heldOut.filter(h => h.label === 'none').length
  process.stdout.write(
    `${label}: threshold ${thresholds[i]}, finds ${(wanted[label]! * 100).toFixed(1)} % held out, on ${((100 * over) / none).toFixed(1)} % of none\n`,
  )
}

const model = { ...fit(examples), threshold: thresholds }
writeFileSync(`${contentFolder}/triage/model.json`, `${JSON.stringify(model)}\n`)
process.stdout.write(`${all.length} messages, ${Object.keys(model.weights).length} features written\n`)
