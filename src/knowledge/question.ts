import type { Claim } from './claim.ts'
import type { Entry } from './entry.ts'
import { type Refusal, refusalsOver } from './refusal.ts'
import type { Need } from './schema.ts'
import { type Hit, searchOver, targetsOf } from './search/search.ts'
import type { Synonyms } from './search/terms.ts'
import { type Concepts, conceptReader } from './triage/concepts.ts'
import { featuresOf } from './triage/features.ts'
import { decide, labels, type Model, score, type Triage } from './triage/model.ts'
import { wordsOf } from './triage/normalise.ts'

/** What /ask is made from, all of it content: see content/ask and content/triage. */
export type Asking = {
  entries: readonly Entry[]
  claims: readonly Claim[]
  synonyms: Synonyms
  refusals: readonly Refusal[]
  services: readonly { need: Need; asked: string[] }[]
  concepts: Concepts
  model: Model
}

/** How a question was understood. `hits` are ids of entries, or `support/<need>`; best first. */
export type Understanding = { triage: Triage; refusal: Refusal | undefined; hits: Hit[]; why: Why }
/** Why, for whoever finds a miss: the sums by label, what added most, and which words found the best entry. */
export type Why = { sums: Record<string, number>; because: Record<string, string[]> }

export const servicePrefix = 'support/'

/** Builds the reader of questions. It is pure and keeps nothing. */
export function questionReader({ entries, claims, synonyms, refusals, services, concepts, model }: Asking) {
  const targets = [
    ...targetsOf(entries, claims),
    ...services.map(({ need, asked }) => ({ id: `${servicePrefix}${need}`, phrases: asked, body: '' })),
  ]
  const search = searchOver(targets, synonyms)
  const refuse = refusalsOver(refusals)
  const read = conceptReader(concepts)
  return (question: string): Understanding => {
    const words = wordsOf(question)
    const { sums, because } = score(model, featuresOf(words, read(words)))
    return {
      triage: decide(model, sums),
      refusal: refuse(question),
      hits: search(question),
      get why() {
        return explained(sums, because)
      },
    }
  }
}

const explained = (sums: number[], because: { feature: string; adds: number[] }[]): Why => ({
  sums: Object.fromEntries(labels.map((label, i) => [label, sums[i]!])),
  because: Object.fromEntries(
    labels.map((label, i) => [
      label,
      because
        .toSorted((a, b) => Math.abs(b.adds[i]!) - Math.abs(a.adds[i]!))
        .slice(0, 8)
        .map(({ feature, adds }) => `${feature} ${adds[i]! > 0 ? '+' : ''}${adds[i]}`),
    ]),
  ),
})
