import type { Whereabouts } from '../core/ask.ts'
import type { Draft } from '../core/reply.ts'
import { paragraph, strong, type Text } from '../core/text.ts'
import type { Entry } from './entry.ts'
import { country } from './regions.ts'
import type { Resource } from './schema.ts'

/**
 * Countries where 112 reaches an ambulance: the European Union's members
 * (https://digital-strategy.ec.europa.eu/en/policies/112). Countries with an entry of their own use that.
 */
const union = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
)

/** For somebody whose country we do not know: who dials what, most asked for first. */
const labelled: [regions: string[], label: string][] = [
  [['US'], 'US and Canada'],
  [['GB'], 'UK and Ireland'],
  [['EU'], 'Europe'],
  [['AU'], 'Australia'],
  [['NZ'], 'New Zealand'],
]

/** The entry that holds the card's words. */
export const cardId = 'overdose/now'

export type Emergency = {
  /** "911", or what people dial there. Undefined where we do not know the place. */
  number(region: string | undefined): string | undefined
  /** "Happening now? Call 911." */
  line(whereabouts: Whereabouts | undefined): string
  /**
   * What to do right now, with the number of the region, or a short labelled list; asks for nothing. `here` is the
   * community's own line, where naloxone is: it stands after the second step, the one that needs it.
   */
  card(whereabouts: Whereabouts | undefined, here?: string): Draft
  /**
   * For somebody who may have taken too much themselves: the number and nothing else. What else they should do has no
   * source yet.
   */
  callNow(whereabouts: Whereabouts | undefined): Draft
  /** Puts the number where a text says `{emergency}`. */
  fill(text: Text, whereabouts: Whereabouts | undefined): Text
}

/** Emergency numbers never expire: nothing here looks at a date. */
export function emergencyFrom(
  resources: readonly Resource[],
  card: Entry,
  buttons: Draft['actions'],
): Emergency {
  const numbers = new Map(
    resources.flatMap(r => (r.kind === 'emergency' && r.call && !r.hidden ? [[r.region, r] as const] : [])),
  )
  const find = (region: string) => {
    const own = country(region)
    return numbers.get(own) ?? (union.has(own) ? numbers.get('EU') : undefined)
  }
  const number = (region: string | undefined) => (region ? find(region)?.call?.display : undefined)
  const either = (region: string) => {
    const { call, also_call } = numbers.get(region) ?? { also_call: [] }
    return (
      call &&
      [call.display, ...also_call.map(p => p.display)].filter(display => /^\d+$/.test(display)).join(' or ')
    )
  }
  const everywhere = labelled.flatMap(([[region], label]) => {
    const shown = either(region!)
    return shown ? [`${shown} ${label}`] : []
  })
  const generic = 'your emergency number'
  const known = (where: Whereabouts | undefined) => number(where?.region) ?? generic
  const elsewhere = (where: Whereabouts | undefined): Text => {
    if (where?.sure && number(where.region)) return []
    const lead = number(where?.region) ? 'Somewhere else? ' : ''
    return [paragraph(`${lead}${everywhere.join(' · ')}`)]
  }
  const put = (words: string, where: Whereabouts | undefined) => words.replaceAll('{emergency}', known(where))
  const fill = (text: Text, where: Whereabouts | undefined): Text =>
    JSON.parse(JSON.stringify(text), (_, value) => (typeof value === 'string' ? put(value, where) : value))

  return {
    number,
    fill,
    line: where => {
      const dial = number(where?.region)
      if (dial && where?.sure) return `Happening now? Call ${dial}.`
      return `Happening now? Call ${dial ?? generic}. ${dial ? 'Elsewhere: ' : ''}${everywhere.join(' · ')}.`
    },
    callNow: where => ({
      tone: 'emergency',
      title: put('Call {emergency} now.', where),
      text: elsewhere(where),
      sources: card.sources.slice(0, 1),
      checked: card.checked,
      actions: [{ label: 'It is someone else', ask: '/overdose' }],
    }),
    card: (where, here) => ({
      tone: 'emergency',
      title: put(card.title, where),
      text: [...elsewhere(where), ...withLine(fill(card.text, where), here)],
      sources: card.sources,
      checked: card.checked,
      actions: buttons,
    }),
  }
}

/** The steps go on with their numbers below the line. */
const withLine = (text: Text, line: string | undefined): Text =>
  text.flatMap(part => {
    if (!line || !('list' in part) || part.list.length < 3) return [part]
    const [first, rest] = [part.list.slice(0, 2), part.list.slice(2)]
    return [{ ...part, list: first }, paragraph(strong(line)), { ...part, list: rest, from: 3 }]
  })
