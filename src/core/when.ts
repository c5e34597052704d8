import { z } from 'zod'

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export const Weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof Weekday>

/** A local date, `2026-11-24`, that the calendar knows. */
export const LocalDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-24')
  .refine(isDate, 'must be a day that the calendar knows')

/** A local time on a 24-hour clock, `09:00`. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')

/** The day of a month: its number, its last day, or the nth (or last) of a weekday. */
export const MonthDay = z.union([
  z.number().int().min(1).max(31),
  z.literal('last'),
  z.strictObject({ nth: z.union([z.literal([1, 2, 3, 4, 5]), z.literal('last')]), weekday: Weekday }),
])
export type MonthDay = z.infer<typeof MonthDay>

/** A month and a day, `08-31`, that some year has: a leap year knows every one. */
export const DayOfYear = z
  .string()
  .refine(day => isDate(`2000-${day}`), 'must be a month and a day such as 08-31')

const common = {
  at: LocalTime,
  timeZone: z.string(),
  /** The first date and the last one on which it may be due. */
  from: LocalDate.optional(),
  until: LocalDate.optional(),
}

/**
 * When a reminder is due, in people's words: local dates and a local time of day in an IANA time zone. A date that a
 * month or a year does not have (31 April, 29 February) is left out, as in RFC 5545, section 3.3.10.
 */
export const When = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), ...common }),
  z.strictObject({
    every: z.literal('week'),
    on: z.array(Weekday).min(1).max(7),
    /** Every so many weeks, counted from the Monday of the week of `from`. */
    weeks: z.number().int().min(2).max(12).optional(),
    ...common,
  }),
  z.strictObject({ every: z.literal('month'), on: MonthDay, ...common }),
  z.strictObject({ every: z.literal('year'), on: DayOfYear, ...common }),
  /** On these dates and no others, in order. */
  z.strictObject({ every: z.literal('once'), on: z.array(LocalDate).min(1).max(40), ...common }),
])
export type When = z.infer<typeof When>

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

const named = (weekday: Weekday) => weekday[0]!.toUpperCase() + weekday.slice(1)
const listed = (words: readonly string[]) =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('')
const ordinal = (n: number) =>
  `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`

/** "every Monday at 09:00 (America/New_York)". */
export const spoken = (when: When): string => {
  const from = when.from && when.every !== 'once' ? `, from ${when.from}` : ''
  const until = when.until && when.every !== 'once' ? `, until ${when.until}` : ''
  return `${days(when)} at ${when.at} (${when.timeZone})${from}${until}`
}

function days(when: When): string {
  switch (when.every) {
    case 'day':
      return 'every day'
    case 'week':
      return `every ${when.weeks ? `${when.weeks} weeks on ` : ''}${listed(when.on.map(named))}`
    case 'month':
      if (when.on === 'last') return 'on the last day of every month'
      if (typeof when.on === 'number')
        return `on the ${ordinal(when.on)} of every month${when.on > 28 ? ' that has one' : ''}`
      if (when.on.nth === 'last') return `on the last ${named(when.on.weekday)} of every month`
      return `on the ${ordinal(when.on.nth)} ${named(when.on.weekday)} of every month${when.on.nth === 5 ? ' that has one' : ''}`
    case 'year':
      // A leap year, so that 29 February has a name.
      return `every ${when.on === '02-29' ? 'leap ' : ''}year on ${longDate(`2000-${when.on}`).replace(' 2000', '')}`
    case 'once': {
      const { from = '', until = '9999-12-31' } = when
      const dates = when.on.filter(date => from <= date && date <= until).sort()
      if (dates.length > 3)
        return `on ${dates.slice(0, 3).map(longDate).join(', ')} and ${dates.length - 3} more`
      return `on ${listed(dates.map(longDate))}`
    }
  }
}

/** "8 March 2026", the same on every machine. */
export const longDate = (date: string): string =>
  Temporal.PlainDate.from(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
