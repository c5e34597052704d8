import { z } from 'zod'
import { Line } from '../core/line.ts'
import { Source } from '../core/reply.ts'
import { DayOfYear, LocalDate } from '../core/when.ts'
import type { Entry } from './entry.ts'
import { dates as checks, inOrder, needs, order, type Region, topics } from './schema.ts'

/**
 * A day on which many communities speak of the same thing: content/campaigns.yaml. `on` is a day that never moves (a
 * month begins with it); one that moves has the `dates` that somebody has read at a source, and no others.
 */
const Campaign = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be lower-case-with-hyphens: moderators type it'),
    name: z.string().min(5).max(60),
    about: z.string().min(20).max(200),
    /** A code of regions.yaml, or INTL. */
    region: z.string(),
    on: DayOfYear.optional(),
    dates: z.array(LocalDate).min(1).max(12).optional(),
    /** What the bot posts on the day: a command that may stand in a channel unasked. */
    line: Line,
    sources: z.array(Source).min(1).max(4),
    ...checks,
  })
  .refine(inOrder, order)
  .refine(({ on, dates }) => (on === undefined) !== (dates === undefined), {
    message: 'must be there, or else `dates`, and never both: a day either moves or does not',
    path: ['on'],
  })
  .refine(({ dates = [] }) => dates.every((date, index) => index === 0 || dates[index - 1]! < date), {
    message: 'must be in order, each once',
    path: ['dates'],
  })
export type Campaign = z.output<typeof Campaign>

type Known = { entries: readonly Entry[]; regions: readonly Region[] }

/** The whole file, with what it names in other files. */
export const campaignsWith = (known: Known) =>
  z.array(Campaign).superRefine((campaigns, context) => {
    const fault = (index: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [index, field], message })
    for (const [index, { id, region, line }] of campaigns.entries()) {
      if (campaigns.findIndex(other => other.id === id) < index)
        fault(index, 'id', `${id} stands here twice: choose another`)
      if (region !== 'INTL' && !known.regions.some(({ code }) => code === region))
        fault(index, 'region', `${region} is not in regions.yaml: add it there, or write INTL`)
      const why = wrongLine(line, known.entries)
      if (why) fault(index, 'line', why)
    }
  })

/** Why a line shows nothing that is checked. */
function wrongLine(line: string, entries: readonly Entry[]): string | undefined {
  const [, command = '', rest = ''] = /^\/(\S+) ?(.*)$/.exec(line) ?? []
  if (command === 'support') {
    const need = rest.replace(/^need:/, '')
    return !rest || Object.hasOwn(needs, need)
      ? undefined
      : `there is no need ${need}: name one of /support's`
  }
  const shown = entries.filter(({ topic }) => topics[topic] === command)
  if (shown.length === 0)
    return `/${command} shows no entry: write /naloxone, /facts, /film, /overdose or /support`
  return !rest || shown.some(({ slug }) => slug === rest)
    ? undefined
    : `/${command} has no entry ${rest}: name one that exists`
}

/** The dates of a campaign that are ahead, or today, and before another day; in order. */
export function datesOf(
  { on, dates }: Pick<Campaign, 'on' | 'dates'>,
  today: string,
  before: string,
): string[] {
  const first = Number(today.slice(0, 4))
  const last = Number(before.slice(0, 4))
  const yearly = Array.from({ length: last - first + 1 }, (_, index) => `${first + index}-${on}`)
  return (on ? yearly : (dates ?? []))
    .filter(date => today <= date && date < before)
    .filter(date => LocalDate.safeParse(date).success)
}
