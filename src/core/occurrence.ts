import { type When, weekdays } from './when.ts'

/** One time that a reminder is due. `slot` is the local date and time, so that a clock change cannot double it. */
export type Occurrence = { reminder: string; slot: string; due: Temporal.Instant }

/** Local dates on which it is due, from a date on, in order. Endless unless it ends; years without any are stepped over. */
function* datesOf(when: When, start: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const from = when.from ? Temporal.PlainDate.from(when.from) : undefined
  const first = from && Temporal.PlainDate.compare(from, start) > 0 ? from : start
  for (const date of candidates(when, first, from)) {
    if (when.until && Temporal.PlainDate.compare(date, Temporal.PlainDate.from(when.until)) > 0) return
    if (Temporal.PlainDate.compare(date, first) >= 0) yield date
  }
}

/** The calendar ends somewhere, and so does a search for a date in it. */
const lastYear = 9999

function* candidates(
  when: When,
  first: Temporal.PlainDate,
  from: Temporal.PlainDate | undefined,
): Generator<Temporal.PlainDate> {
  if (when.every === 'once') {
    for (const date of [...when.on].sort()) yield Temporal.PlainDate.from(date)
    return
  }
  if (when.every === 'day' || when.every === 'week') {
    for (let day = first; day.year < lastYear; day = day.add({ days: 1 }))
      if (when.every === 'day' || (onWeekday(when.on, day) && inTurn(when.weeks, from, day))) yield day
    return
  }
  const step = when.every === 'month' ? { months: 1 } : { years: 1 }
  let month = (when.every === 'month' ? first : first.with({ month: Number(when.on.slice(0, 2)) })).with({
    day: 1,
  })
  for (; month.year < lastYear; month = month.add(step)) {
    const day = when.every === 'month' ? dayIn(month, when.on) : Number(when.on.slice(3))
    if (day !== undefined && day >= 1 && day <= month.daysInMonth) yield month.with({ day })
  }
}

const onWeekday = (on: readonly string[], day: Temporal.PlainDate): boolean =>
  on.includes(weekdays[day.dayOfWeek - 1]!)

const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })

/** Whether a day's week is one of "every n weeks". Without a first date they count from Monday, 5 January 1970. */
function inTurn(
  weeks: number | undefined,
  from: Temporal.PlainDate | undefined,
  day: Temporal.PlainDate,
): boolean {
  if (!weeks) return true
  const anchor = mondayOf(from ?? Temporal.PlainDate.from('1970-01-05'))
  return (mondayOf(day).since(anchor, { largestUnit: 'days' }).days / 7) % weeks === 0
}

/** The day of the month, which may be more than the month has. */
function dayIn(month: Temporal.PlainDate, on: (When & { every: 'month' })['on']): number | undefined {
  if (on === 'last') return month.daysInMonth
  if (typeof on === 'number') return on
  const first = ((weekdays.indexOf(on.weekday) + 1 - month.dayOfWeek + 7) % 7) + 1
  if (on.nth === 'last') return first + 7 * Math.floor((month.daysInMonth - first) / 7)
  return first + 7 * (on.nth - 1)
}

/**
 * The first occurrence after an instant; nothing when there will be none. Clock changes follow Temporal's `compatible`
 * rule: a time that the spring change leaves out moves forward by the gap (02:30 becomes 03:30); one that the autumn
 * change repeats happens once, the first time. (https://tc39.es/proposal-temporal/docs/ambiguity.html) A date that a
 * place left out whole, as Samoa did with 30 December 2011, has no occurrence.
 *
 * @throws RangeError for a time zone that this machine does not know
 */
export function nextOccurrence(
  { id, when }: { id: string; when: When },
  after: Temporal.Instant,
): Occurrence | undefined {
  const time = Temporal.PlainTime.from(when.at)
  // From the day before: in Nuuk the spring change moves Saturday's 23:30 to 00:30 on Sunday.
  const start = after.toZonedDateTimeISO(when.timeZone).toPlainDate().subtract({ days: 1 })
  for (const date of datesOf(when, start)) {
    if (!date.toZonedDateTime(when.timeZone).toPlainDate().equals(date)) continue
    const local = date.toPlainDateTime(time)
    const due = local.toZonedDateTime(when.timeZone, { disambiguation: 'compatible' }).toInstant()
    if (Temporal.Instant.compare(due, after) > 0)
      return { reminder: id, slot: local.toString({ smallestUnit: 'minute' }), due }
  }
  return undefined
}

/** The next occurrences, at most so many. */
export function upcoming(
  reminder: { id: string; when: When },
  after: Temporal.Instant,
  count: number,
): Occurrence[] {
  const found: Occurrence[] = []
  for (let from = after; found.length < count; from = found.at(-1)!.due) {
    const next = nextOccurrence(reminder, from)
    if (!next) break
    found.push(next)
  }
  return found
}

/** What a clock change does to an occurrence, in a sentence; nothing on most days. */
export function clockNote({ slot, due }: Occurrence, timeZone: string): string | undefined {
  const local = Temporal.PlainDateTime.from(slot)
  const shown = due.toZonedDateTimeISO(timeZone)
  const time = (at: { toPlainTime(): Temporal.PlainTime }) =>
    at.toPlainTime().toString({ smallestUnit: 'minute' })
  if (!shown.toPlainDateTime().equals(local))
    return `${time(local)} does not exist that day: the clocks go forward, so it comes at ${time(shown)}${
      shown.toPlainDate().equals(local.toPlainDate()) ? '' : ' the day after'
    }`
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' })
  if (!later.toInstant().equals(due))
    return `${time(local)} comes twice that day: the clocks go back, and it is posted once, the first time`
  // Where clocks change at midnight, only the length of the day tells which day it belongs to.
  if (shown.hoursInDay !== 24) return `the clocks change that day; ${time(shown)} stays ${time(shown)}`
  return undefined
}

/** On how many dates it was due from its first one until a date, that date left out. Without a first date: from 2026 on. */
export function datesUntil(when: When, date: string): number {
  let count = 0
  for (const day of datesOf(when, Temporal.PlainDate.from(when.from ?? '2026-01-01'))) {
    if (day.toString() >= date) break
    count++
  }
  return count
}
