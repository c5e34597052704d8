import { type Chart, chartInWords, figures, notFinal, yearsShown } from '../../src/core/chart.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Seen } from './readOnDiscord.ts'

/** Keys of a reply whose strings are no words for a reader. */
const silent = new Set([
  'tone',
  'seenBy',
  'ask',
  'does',
  'url',
  'link',
  'chat',
  'dial',
  'instant',
  'chart',
  'file',
  'list',
])

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (!value || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) =>
    silent.has(key) && !(key === 'list' && Array.isArray(inner)) ? [] : wordsIn(inner),
  )
}

function addressesIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['url', 'link', 'chat'].includes(key) ? [value] : []
  if (!value || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([inner, found]) =>
    addressesIn(found, Array.isArray(value) ? key : inner),
  )
}

/** Spaces and line breaks are the platform's business; nothing else is. */
const even = (text: string): string => text.replaceAll('\u200B', '').replace(/\s+/g, ' ').trim()

const chartOf = ({ parts }: Reply): Chart | undefined =>
  parts.flatMap(part => ('chart' in part ? [part.chart] : []))[0]

/** A chart as a picture says what it shows; in words or as a table, everything that was chosen of it. */
const chartWords = {
  picture: (chart: Chart): string[] => [chart.alt],
  words: chartInWords,
  table: (chart: Chart): string[] => {
    const figure = figures(chart)
    const years = yearsShown(chart)
    const cells = chart.lines.flatMap(({ name, points }) => [
      name,
      ...points
        .filter(({ year }) => years.includes(year))
        .map(({ value, open }) => `${figure(value)}${open ? notFinal : ''}`),
    ])
    return [chart.title, chart.unit, ...years.map(String), ...cells, chart.note ?? '']
  },
}

/** Platforms write these of an address as percent codes. */
const sameAddress = (url: string): string =>
  url.replace(/%(?:28|29|20|3C|3E|7C)/gi, code => String.fromCharCode(Number.parseInt(code.slice(1), 16)))

/**
 * What of a reply a reader does not get: words, found whole and not only one by one; numbers of steps; addresses; and
 * words that the platform took for markup.
 */
export function missing(reply: Reply, seen: Seen, chart: keyof typeof chartWords): string[] {
  const text = even(seen.text)
  const found = chartOf(reply)
  const { file: _, ...read } = reply
  const pieces = [...wordsIn(read), ...(found ? chartWords[chart](found) : []), ...numbered(reply)].map(even)
  const links = new Set(seen.links.map(sameAddress))
  return [
    ...pieces.filter(piece => !text.includes(piece)).map(piece => `words: ${piece}`),
    ...wordByWord(reply, text, found).map(word => `word: ${word}`),
    ...addressesIn(read)
      .filter(url => !links.has(sameAddress(url)) && !text.includes(url))
      .map(url => `link: ${url}`),
    ...seen.unmeant.map(mark => `read as markup: ${mark}`),
  ]
}

/** `3. Call`: the number that a step or an item of a numbered list has, before its words. */
function numbered({ text, parts }: Reply): string[] {
  const all = [...text, ...parts.flatMap(part => ('text' in part ? part.text : []))]
  const lists = all.flatMap(block =>
    'list' in block && block.numbered ? [{ items: block.list, from: block.from ?? 1 }] : [],
  )
  const steps = parts.flatMap(part => ('steps' in part ? [{ items: part.steps, from: 1 }] : []))
  return [...lists, ...steps].flatMap(({ items, from }) =>
    items.map((item, at) => `${from + at}. ${even(wordsIn(item).slice(0, 1).join(''))}`),
  )
}

/** A link's address has its own check, and a platform may write it beside the label. */
function unlinked<T>(value: T): T {
  if (!value || typeof value !== 'object') return value
  if ('link' in value && 'label' in value) return ` ${value.label} ` as T
  const inner = Object.entries(value).map(([key, one]) => [key, unlinked(one)])
  return (Array.isArray(value) ? inner.map(([, one]) => one) : Object.fromEntries(inner)) as T
}

/** Connects what stands in notifications, and no platform's body has it. */
const connecting = /^(?:[-·>–]+|\(?https?:\S*|Checked|Web|Chat|Call|Text|Source:|\d+)$/

/** Each word of the reply as plain words is somewhere: nothing that core tells is forgotten by a platform. */
function wordByWord(reply: Reply, text: string, chart: Chart | undefined): string[] {
  const parts = chart ? reply.parts.filter(part => !('chart' in part)) : reply.parts
  const words = even(plainReply(unlinked({ ...reply, parts }))).split(' ')
  return words
    .map(word => word.replace(/\(https?:\S+$/, ''))
    .filter(word => word && !connecting.test(word))
    .filter(word => !text.includes(word) && !text.includes(word.replace(/[.:·]$/, '')))
}
