import type { Ask } from '../core/ask.ts'
import { type Action, type Draft, limits } from '../core/reply.ts'
import { paragraph, strong, type Text } from '../core/text.ts'
import { chartOf } from './chart.ts'
import { cardId } from './emergency.ts'
import type { Entry } from './entry.ts'
import type { Knowledge } from './knowledge.ts'
import { naloxoneHere } from './local.ts'
import { topics } from './schema.ts'
import { dateOf } from './support.ts'

/** The command that shows an entry, as a button carries it. */
export const lineOf = ({ topic, slug }: Pick<Entry, 'topic' | 'slug'>): string => `/${topics[topic]} ${slug}`

/** Topics whose every answer carries the emergency line: the reader may be standing over somebody. */
const urgent = new Set<Entry['topic']>(['overdose', 'naloxone'])

/**
 * An entry as the bot says it: its words, where they come from, and what to ask next. The community's settings add its
 * own line about naloxone.
 */
export function entryReply(
  knowledge: Knowledge,
  entry: Entry,
  { now, whereabouts, settings = {} }: Pick<Ask, 'now' | 'whereabouts'> & Partial<Pick<Ask, 'settings'>>,
): Draft {
  const { emergency } = knowledge
  const here = naloxoneHere({ settings, whereabouts, today: dateOf(now) })
  // However somebody comes to it, the card is the card.
  if (entry.id === cardId) return emergency.card(whereabouts, here)
  const first: Text = urgent.has(entry.topic) ? [paragraph(strong(emergency.line(whereabouts)))] : []
  if (entry.topic === 'naloxone' && here) first.push(paragraph(strong(here)))
  const series = knowledge.series.find(({ id }) => id === entry.chart)
  const due = [entry, ...(series ? [series] : [])].some(({ check_again }) => check_again <= dateOf(now))
  const stale: Text = due
    ? [paragraph(`Last checked ${entry.checked}; a new check is due, so this may have changed.`)]
    : []
  const reviewed: Text = entry.reviewedBy ? [paragraph(`Reviewed by ${entry.reviewedBy}.`)] : []
  return {
    tone: urgent.has(entry.topic) ? 'support' : 'info',
    title: entry.title,
    text: [...first, ...emergency.fill(entry.text, whereabouts), ...reviewed, ...stale],
    parts: series ? [{ chart: chartOf(series) }] : [],
    sources: entry.sources,
    checked: entry.checked,
    actions: [...entry.links, ...buttonsTo(entry.more.flatMap(id => knowledge.entry(id) ?? []))],
    menu: siblings(knowledge, entry),
  }
}

/** What else stands in the same folder, but for what has a button already. */
function siblings(knowledge: Knowledge, entry: Entry): Draft['menu'] {
  const others = knowledge.entries.filter(
    other => other.topic === entry.topic && other.id !== entry.id && !entry.more.includes(other.id),
  )
  const choices = others.slice(0, limits.choices).map(other => ({ label: other.label, ask: lineOf(other) }))
  return choices.length > 0 ? { label: 'More on this', choices } : undefined
}

export const buttonsTo = (entries: readonly Entry[]): Action[] =>
  entries.map(entry => ({ label: entry.label, ask: lineOf(entry) }))
