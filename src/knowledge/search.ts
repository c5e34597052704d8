import MiniSearch from 'minisearch'
import { plain } from '../core/text.ts'
import type { Entry } from './entry.ts'

/** Words so common in questions that they say nothing about the topic. */
const common = new Set(
  'a an and are as at be by can could did do does for from had has have how i in is it its me my of on or please she he that the their them they this to was we were what when where which who why will with would you your tell about'.split(
    ' ',
  ),
)
const term = (word: string): string | null => {
  const folded = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return common.has(folded) || folded.length > 40 ? null : folded
}

/** Plain search over the entries: best first, at most four. An empty list means that nothing fits. */
export function searchOver(entries: readonly Entry[]): (question: string) => Entry[] {
  const index = new MiniSearch<{ id: string; title: string; names: string; asked: string; body: string }>({
    fields: ['title', 'names', 'asked', 'body'],
    processTerm: term,
    searchOptions: {
      boost: { title: 3, names: 3, asked: 3 },
      prefix: word => word.length > 3,
      fuzzy: word => (word.length > 4 ? 0.2 : false),
    },
  })
  index.addAll(
    entries.map(({ id, title, label, also, asked, text }) => ({
      id,
      title,
      names: [label, ...also].join(' '),
      asked: asked.join(' \n '),
      body: plain(text),
    })),
  )
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  return question =>
    index
      .search(question.slice(0, 500))
      .slice(0, 4)
      .flatMap(({ id }) => byId.get(id) ?? [])
}
