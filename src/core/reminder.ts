import { z } from 'zod'
import { CommunityId } from './community.ts'
import { Line } from './line.ts'

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof weekdays)[number]

const at = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When a reminder is due, in people's words: a local time of day in an IANA time zone. */
export const When = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), at, timeZone: z.string() }),
  z.strictObject({ every: z.literal('week'), on: z.enum(weekdays), at, timeZone: z.string() }),
])
export type When = z.infer<typeof When>

/** A command that the clock types into a channel. `line` holds ids only; nothing here says who made it. */
export const Reminder = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{4,12}$/),
  community: CommunityId,
  channel: z.string(),
  line: Line,
  when: When,
  /** Set when it cannot post: what stands in the way, for the moderators. */
  paused: z.string().optional(),
})
export type Reminder = z.infer<typeof Reminder>

/** One time that a reminder is due. `slot` is the local date and time, so that a clock change cannot double it. */
export type Occurrence = { reminder: string; slot: string; due: Temporal.Instant }

/**
 * What became of an occurrence. `unknown`: it was sent and no answer came, so it may or may not stand there.
 * `pause`: trying again cannot mend it, so the reminder pauses and shows `why` to the moderators.
 */
export const outcomes = ['posted', 'late', 'skipped', 'failed', 'unknown'] as const
export type Outcome = { result: (typeof outcomes)[number]; why?: string; pause?: true }

/**
 * The first occurrence after an instant. Clock changes follow Temporal's `compatible` rule: a time that the spring
 * change leaves out moves forward by the gap (02:30 becomes 03:30); one that the autumn change repeats happens once,
 * the first time. (https://tc39.es/proposal-temporal/docs/ambiguity.html)
 */
export function nextOccurrence(reminder: Pick<Reminder, 'id' | 'when'>, after: Temporal.Instant): Occurrence {
  const { when } = reminder
  const time = Temporal.PlainTime.from(when.at)
  // From the day before: in Nuuk the spring change moves Saturday's 23:30 to 00:30 on Sunday.
  let day = after.toZonedDateTimeISO(when.timeZone).toPlainDate().subtract({ days: 1 })
  for (;;) {
    if (when.every === 'day' || when.on === weekdays[day.dayOfWeek - 1]) {
      const local = day.toPlainDateTime(time)
      const due = local.toZonedDateTime(when.timeZone, { disambiguation: 'compatible' }).toInstant()
      if (Temporal.Instant.compare(due, after) > 0)
        return { reminder: reminder.id, slot: local.toString({ smallestUnit: 'minute' }), due }
    }
    day = day.add({ days: 1 })
  }
}

/** "every Monday at 09:00, New York time". */
export const spoken = (when: When): string => {
  const day = when.every === 'day' ? 'day' : when.on[0]!.toUpperCase() + when.on.slice(1)
  return `every ${day} at ${when.at} (${when.timeZone})`
}
