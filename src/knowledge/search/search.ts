import MiniSearch from 'minisearch'
import type { Claim } from '../claim.ts'
import type { Entry } from '../entry.ts'
import { questionFeatures } from './features.ts'
import { type RankerFile, ranker } from './ranker.ts'
import { type Synonyms, termReader } from './terms.ts'

/** Something that a question may be asking for: an entry, or services for a need. */
export type Target = { id: string; phrases: string[] }
/** `share` is the ranker's certainty, `score` that and the words in common. */
export type Hit = { id: string; score: number; share: number; because: string[] }

type Document = { key: number; target: number; words: string }

/** Phrases of an answer in the index; the ranker has learnt them all, and more of them here only cost time. */
const mostPhrases = 10
/** The best phrases of an answer vote for it, each for less than the one before: a chance likeness stays alone. */
const votes = [1, 0.6, 0.36]
/** What the words in common add to the ranker's share of certainty. */
const wordsCount = 0.3
/** With fewer words in common and less certainty than this, nothing fits. */
const least = { words: 2.2, share: 0.25 }

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
  }))

/** Builds the index. A search is pure: the same question gives the same hits, best first, and nothing is kept. */
export function searchOver(
  targets: readonly Target[],
  synonyms: Synonyms,
  trained: RankerFile,
): (question: string) => Hit[] {
  const terms = termReader(synonyms)
  const { answers, shares } = ranker(trained)
  // Of what it is made from, the search keeps numbers and ids only.
  const ids = targets.map(({ id }) => id)
  const inRanker = ids.map(id => answers.indexOf(id))
  const documents: Document[] = []
  for (const [target, { phrases }] of targets.entries())
    for (const words of phrases.slice(0, mostPhrases))
      documents.push({ key: documents.length, target, words })
  const index = indexOf(documents, terms)
  const targetOf = Uint16Array.from(documents, ({ target }) => target)

  /** Words in common with each answer, by its best phrases. */
  const inCommon = (asked: readonly string[]): Map<number, { words: number; because: string[] }> => {
    const query = { combineWith: 'OR' as const, queries: [...new Set(asked)] }
    const found = new Map<number, { words: number; because: string[]; voted: number }>()
    for (const hit of index.search(query)) {
      const target = targetOf[hit.id as number]!
      const so = found.get(target) ?? { words: 0, because: hit.queryTerms, voted: 0 }
      if (so.voted >= votes.length) continue
      // A phrase whose words are all asked for fits better than one of which a word happens to be.
      const covered = hit.queryTerms.length / query.queries.length
      so.words += hit.score * (0.5 + 0.5 * covered) * votes[so.voted++]!
      found.set(target, so)
    }
    return found
  }

  return question => {
    const asked = terms(question)
    if (asked.length === 0) return []
    const found = inCommon(asked)
    const most = Math.max(1, ...[...found.values()].map(({ words }) => words))
    const sure = shares(questionFeatures(question, asked))
    return ids
      .flatMap((id, target): Hit[] => {
        const { words, because } = found.get(target) ?? { words: 0, because: [] }
        const share = sure?.[inRanker[target]!] ?? 0
        if (words < least.words && share < least.share) return []
        return [{ id, score: share + (wordsCount * words) / most, share, because }]
      })
      .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id))
      .slice(0, 6)
  }
}

/** A word that stands in the index is taken as it is; only one that does not may be a typing error or a beginning. */
function indexOf(all: Document[], terms: (text: string) => string[]): MiniSearch<Document> {
  const known = new Set(all.flatMap(({ words }) => terms(words)))
  const index = new MiniSearch<Document>({
    idField: 'key',
    fields: ['words'],
    tokenize: terms,
    processTerm: term => term,
    searchOptions: {
      tokenize: term => [term],
      prefix: term => term.length > 4 && !known.has(term),
      fuzzy: term => (known.has(term) || term.length < 5 ? false : term.length > 8 ? 2 : 1),
      weights: { fuzzy: 0.35, prefix: 0.4 },
    },
  })
  index.addAll(all)
  return index
}
