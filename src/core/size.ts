import { chartInWords } from './chart.ts'
import type { Draft } from './reply.ts'

/** What marks and line breaks around each of these may take, on the platform that takes more. */
const around: Record<string, number> = {
  strong: 4,
  emphasis: 2,
  spoiler: 4,
  label: 5,
  paragraph: 3,
  quote: 4,
  name: 8,
  call: 10,
  display: 10,
  chat: 12,
  link: 4,
  hours: 4,
  note: 4,
  publisher: 10,
}
/** A number, a point, a space and a line break. */
const aroundItem = 9
/** A run of plain words is an element on Slack, which takes 1,000 in a section. */
const aroundRun = 3

/** In UTF-16 units, which is what Slack may count and no less than the code points that Discord counts
 * (discord-api-docs#1315). A character that Markdown gives a meaning counts twice, for the backslash before it. */
function sizeIn(value: unknown): number {
  if (typeof value === 'string') return value.length + (value.match(/[\\*_~`|<>()[\]#:@.+\n-]/g)?.length ?? 0)
  if (Array.isArray(value))
    return value.reduce(
      (sum: number, one) => sum + sizeIn(one) + (typeof one === 'string' ? aroundRun : 0),
      0,
    )
  if (!value || typeof value !== 'object') return 0
  return Object.entries(value).reduce((sum, [key, inner]) => {
    const items = (key === 'list' || key === 'steps') && Array.isArray(inner) ? inner.length * aroundItem : 0
    return sum + (around[key] ?? 0) + items + sizeIn(inner)
  }, 0)
}

/**
 * Characters of text a reply brings to a message, with the marks that platforms put around them. A chart counts as its
 * words, which are more than a table or a picture brings; its alt text is no part of the text and has a bound of its
 * own.
 */
export function sizeOf({
  title,
  text,
  parts,
  sources,
}: Pick<Draft, 'title' | 'text' | 'parts' | 'sources'>): number {
  const told = parts?.map(part => ('chart' in part ? chartInWords(part.chart) : part))
  return sizeIn([title, text, told, sources])
}
