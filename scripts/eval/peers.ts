import MiniSearch from 'minisearch'
import { plain } from '../../src/core/text.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { Triage } from '../../src/knowledge/triage/model.ts'

/** Plain BM25 over the entries, as the library comes: what our synonyms and phrases are measured against. */
export function plainSearch(entries: readonly Entry[]): (question: string) => string[] {
  const index = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] })
  index.addAll(entries.map(({ id, title, text }) => ({ id, text: `${title} ${plain(text)}` })))
  return question =>
    index
      .search(question)
      .slice(0, 3)
      .map(hit => String(hit.id))
}

/** A triage by keywords, as one would write it in twenty lines. */
const keywords: [Exclude<Triage, 'none'>, RegExp][] = [
  ['emergency', /overdos|\bod'?(ed|ing|s)?\b|sobredosis/i],
  ['emergency', /not breathing|isn'?t breathing|stopped breathing|can'?t breathe|no respira/i],
  [
    'emergency',
    /won'?t wake|can'?t wake|not waking|unconscious|unresponsive|passed out|no despierta|inconsciente/i,
  ],
  ['emergency', /blue lips|lips are blue|turning blue|labios azules|morad[oa]/i],
  ['emergency', /took too (many|much)|poison|tom[oó] demasiad/i],
  [
    'self_harm',
    /suicid|kill (myself|himself|herself)|end my life|want to die|self.?harm|quiero morir|matarme/i,
  ],
  ['relapse', /relaps|craving|used again|using again|slipped|reca[ií]|ganas de consumir/i],
]
export const keywordTriage = (text: string): Triage =>
  keywords.find(([, words]) => words.test(text))?.[0] ?? 'none'
