import MiniSearch from 'minisearch'
import { plain } from '../../core/text.ts'
import type { Claim } from '../claim.ts'
import type { Entry } from '../entry.ts'
import { type Synonyms, termReader } from './terms.ts'

/** Something that a question may be asking for: an entry, or services for a need. */
export type Target = { id: string; phrases: string[]; body: string }
export type Hit = { id: string; score: number; because: string[] }

type Document = { key: number; target: number; words: string }

/** Phrases are what people ask, so one that fits counts for more than the same words somewhere in a text. */
const weight = { phrase: 1, body: 0.35 }
/** Below this a hit is an accident of one common word. */
const floor = 2.2

export const targetsOf = (
  entries: readonly Entry[],
  claims: readonly Claim[],
  phrases: Record<string, string[]>,
): Target[] =>
  entries.map(entry => ({
    id: entry.id,
    phrases: [
      entry.title,
      entry.label,
      ...entry.also,
      ...entry.asked,
      ...claims.filter(claim => claim.entry === entry.id).map(claim => claim.read),
      ...(phrases[entry.id] ?? []),
    ],
    body: plain(entry.text),
  }))

/** Builds the index. A search is pure: the same question gives the same hits, best first, and nothing is kept. */
export function searchOver(targets: readonly Target[], synonyms: Synonyms): (question: string) => Hit[] {
  const terms = termReader(synonyms)
  const documents: Document[] = []
  const bodies: Document[] = []
  for (const [target, { phrases, body }] of targets.entries()) {
    for (const words of phrases) documents.push({ key: documents.length, target, words })
    bodies.push({ key: target, target, words: `${phrases.slice(0, 2).join(' ')} ${body}` })
  }
  const make = (all: Document[]) => {
    const index = new MiniSearch<Document>({
      idField: 'key',
      fields: ['words'],
      tokenize: terms,
      processTerm: term => term,
      searchOptions: {
        prefix: term => term.length > 4,
        fuzzy: term => (term.length > 8 ? 2 : term.length > 4 ? 1 : false),
        weights: { fuzzy: 0.35, prefix: 0.4 },
      },
    })
    index.addAll(all)
    return index
  }
  const [phraseIndex, bodyIndex] = [make(documents), make(bodies)]
  return question => {
    const asked = new Set(terms(question))
    if (asked.size === 0) return []
    const query = [...asked].join(' ')
    const best = new Map<number, { score: number; because: string[] }>()
    for (const hit of phraseIndex.search(query, { tokenize: text => text.split(' ') })) {
      const target = documents[hit.id as number]!.target
      // A phrase whose words are all asked for fits better than one of which a word happens to be.
      const covered = hit.queryTerms.length / asked.size
      const score = hit.score * weight.phrase * (0.5 + 0.5 * covered)
      if (score > (best.get(target)?.score ?? 0)) best.set(target, { score, because: hit.queryTerms })
    }
    for (const hit of bodyIndex.search(query, { tokenize: text => text.split(' ') })) {
      const found = best.get(hit.id as number) ?? { score: 0, because: hit.queryTerms }
      best.set(hit.id as number, { ...found, score: found.score + hit.score * weight.body })
    }
    return [...best]
      .map(([target, { score, because }]) => ({ id: targets[target]!.id, score, because }))
      .filter(hit => hit.score >= floor)
      .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id))
      .slice(0, 6)
  }
}
