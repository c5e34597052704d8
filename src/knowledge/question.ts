import type { Claim } from './claim.ts'
import type { Entry } from './entry.ts'
import { type Refusal, refusalsOver } from './refusal.ts'
import { needs } from './schema.ts'
import type { RankerFile } from './search/ranker.ts'
import { type Hit, searchOver, type Target, targetsOf } from './search/search.ts'
import type { Synonyms } from './search/terms.ts'
import { type Concepts, conceptReader } from './triage/concepts.ts'
import { featuresOf } from './triage/features.ts'
import { decide, labels, type Model, scorer, type Triage } from './triage/model.ts'
import { wordsOf } from './triage/normalise.ts'

/** What /ask is made from, all of it content: see content/ask and content/triage. */
export type Asking = {
  entries: readonly Entry[]
  claims: readonly Claim[]
  synonyms: Synonyms
  refusals: readonly Refusal[]
  phrases: Record<string, string[]>
  concepts: Concepts
  model: Model
  ranker: RankerFile
}

/** How a question was understood. `hits` are ids of entries, or `support/<need>`; best first. */
export type Understanding = {
  triage: Triage
  /** The writer seems to be the one who has taken something, alone. */
  self: boolean
  refusal: Refusal | undefined
  hits: Hit[]
  why: Why
}
/** Why, for whoever finds a miss: the sums by label, what added most, and which words found the best entry. */
export type Why = { sums: Record<string, number>; because: Record<string, string[]> }

export const servicePrefix = 'support/'
const refusalPrefix = 'refuse/'

/** A question that names a place most likely asks who can help there: services count for this much more. */
const placeCounts = 1.6

/** Everything a question may be asking for, with the ways people ask: entries, services for a need, refusals. */
export function answersOf({
  entries,
  claims,
  refusals,
  phrases,
}: Pick<Asking, 'entries' | 'claims' | 'refusals' | 'phrases'>): Target[] {
  const bare = (id: string): Target => ({ id, phrases: phrases[id] ?? [] })
  return [
    ...targetsOf(entries, claims, phrases),
    ...Object.keys(needs).map(need => bare(`${servicePrefix}${need}`)),
    ...refusals.map(({ id }) => bare(`${refusalPrefix}${id}`)),
  ]
}

/** Builds the reader of questions. It is pure and keeps nothing. */
export function questionReader(
  { concepts, model, ranker, synonyms, ...content }: Asking,
  placeIn: (words: string) => string | undefined,
) {
  const search = searchOver(answersOf(content), synonyms, ranker)
  // What is captured below is kept for good; `content` would be all that people ask, which the search does not keep.
  const { refusals } = content
  const refuse = refusalsOver(refusals)
  const { threshold } = model
  const read = conceptReader(concepts)
  const score = scorer(model)
  return (question: string): Understanding => {
    const words = wordsOf(question)
    const named = read(words)
    const { sums, because } = score(featuresOf(words, named))
    const found = placed(search(question), placeIn(question) !== undefined)
    const no = refusalIn(found)
    return {
      triage: decide({ threshold }, sums),
      self: isSelf(words, new Set(named)),
      refusal: refuse(question) ?? refusals.find(({ id }) => refusalPrefix + id === no),
      hits: found.filter(hit => !isRefusal(hit)),
      get why() {
        return explained(sums, because())
      },
    }
  }
}

const isRefusal = ({ id }: Hit) => id.startsWith(refusalPrefix)

/** A kind no is said from this likelihood of all refusals together: said for nothing, it costs less than an answer would. */
const refuseFrom = 0.3

/** The refusal to give, if any. */
export function refusalIn(found: readonly Hit[]): string | undefined {
  const noes = found.filter(isRefusal)
  const share = noes.reduce((sum, hit) => sum + hit.share, 0)
  return share > refuseFrom ? noes[0]?.id : undefined
}

/** What only somebody who looks at another person says; then the whole card is right. */
const ofAnother = ['person', 'gave', 'naloxone', 'not_wake', 'not_breathe', 'color', 'body', 'wait']

/**
 * "I took too much": a first person who has taken something, and no sign of anybody else. In doubt it is somebody else,
 * because that reader needs the steps.
 */
function isSelf(words: readonly string[], concepts: ReadonlySet<string>): boolean {
  if (ofAnother.some(concept => concepts.has(concept))) return false
  if (concepts.has('overdose') && /\b(im|i am|estoy)\b/.test(words.join(' '))) return true
  return concepts.has('me') && ['took', 'too_much', 'drowsy'].some(concept => concepts.has(concept))
}

const placed = (hits: Hit[], named: boolean): Hit[] =>
  named
    ? hits
        .map(hit => (hit.id.startsWith(servicePrefix) ? { ...hit, score: hit.score * placeCounts } : hit))
        .sort((a, b) => b.score - a.score)
    : hits

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
