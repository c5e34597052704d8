import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockNote, nextOccurrence, type Occurrence, upcoming } from '../../src/core/occurrence.ts'
import { type MonthDay, When, weekdays } from '../../src/core/when.ts'

/**
 * Rules that hold in any zone and any year, against a second opinion that shares nothing with the code: dates are
 * reckoned with Date in UTC, and what a clock shows is asked of Intl.
 */
const id = 'r0001'
const dayMs = 86_400_000
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const two = (n: number) => `${n}`.padStart(2, '0')

const zone = fc.oneof(
  fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone')),
  // Clocks that change at midnight, before it, by half an hour, by two, and by a whole day.
  fc.constantFrom(
    'America/Havana',
    'America/Nuuk',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'Pacific/Apia',
  ),
)
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
/** Also years before many zones' present law. */
const year = fc.integer({ min: 2005, max: 2036 })
const dateIn = (y: number) => fc.integer({ min: -30, max: 400 }).map(n => iso(Date.UTC(y, 0, 1) + n * dayMs))

const weekday = fc.constantFrom(...weekdays)
const nths = [1, 2, 3, 4, 5, 'last'] as const
const monthDay: fc.Arbitrary<MonthDay> = fc.oneof(
  fc.integer({ min: 1, max: 31 }),
  fc.constant('last' as const),
  fc.record({ nth: fc.constantFrom(...nths), weekday }),
)
const dayOfYear = fc.integer({ min: 0, max: 365 }).map(n => iso(Date.UTC(2000, 0, 1) + n * dayMs).slice(5))

/** Any schedule, with bounds or without, and the year that it is looked at. */
const schedule = year.chain(y => {
  const common = { at: time, timeZone: zone }
  const bounds = { from: dateIn(y), until: dateIn(y) }
  const some = fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 })
  const dates = fc.uniqueArray(dateIn(y), { minLength: 1, maxLength: 40 })
  const of = (kind: object) =>
    fc.record(
      { ...common, ...bounds, ...kind },
      { requiredKeys: ['at', 'timeZone', ...Object.keys(kind)] as never },
    )
  const when = fc.oneof(
    of({ every: fc.constant('day') }),
    of({ every: fc.constant('week'), on: some }),
    of({ every: fc.constant('week'), on: some, weeks: fc.integer({ min: 2, max: 12 }) }),
    of({ every: fc.constant('month'), on: monthDay }),
    of({ every: fc.constant('year'), on: dayOfYear }),
    of({ every: fc.constant('once'), on: dates }),
  )
  return fc.record({ year: fc.constant(y), when: when.map(value => When.parse(value)) })
})

/** Whether a date is one of a schedule's, in the words of its docstring. */
function isDue(when: When, date: string): boolean {
  const at = new Date(`${date}T00:00Z`)
  const [day, name] = [at.getUTCDate(), weekdays[(at.getUTCDay() + 6) % 7]!]
  if ((when.from && date < when.from) || (when.until && date > when.until)) return false
  if (when.every === 'day') return true
  if (when.every === 'once') return when.on.includes(date)
  if (when.every === 'year') return when.on === date.slice(5)
  if (when.every === 'week') {
    // 5 January 1970 was a Monday, four days after the epoch.
    const week = (text: string) => Math.floor((Date.parse(`${text}T00:00Z`) - 4 * dayMs) / (7 * dayMs))
    return when.on.includes(name) && (week(date) - week(when.from ?? '1970-01-05')) % (when.weeks ?? 1) === 0
  }
  const isLastOf = (days: number) => new Date(at.getTime() + days * dayMs).getUTCMonth() !== at.getUTCMonth()
  if (when.on === 'last') return isLastOf(1)
  if (typeof when.on === 'number') return when.on === day
  return (
    name === when.on.weekday && (when.on.nth === 'last' ? isLastOf(7) : Math.ceil(day / 7) === when.on.nth)
  )
}

/** Samoa and Tokelau went over the date line, and lost a day. */
const isMissing = (timeZone: string, date: string) =>
  date === '2011-12-30' && ['Pacific/Apia', 'Pacific/Fakaofo'].includes(timeZone)

const datesOf = (when: When, y: number): string[] =>
  Array.from({ length: 366 }, (_, n) => iso(Date.UTC(y, 0, 1) + n * dayMs)).filter(
    date => date.startsWith(`${y}`) && isDue(when, date) && !isMissing(when.timeZone, date),
  )

/** All whose local date is in a year. */
function occurrencesIn(when: When, y: number): Occurrence[] {
  const found = upcoming({ id, when }, Temporal.Instant.from(`${y - 1}-12-30T00:00Z`), 375)
  return found.filter(({ slot }) => slot.startsWith(`${y}`))
}

const clocks = new Map<string, Intl.DateTimeFormat>()
/** What a clock there shows at a moment, as milliseconds of the same time in UTC. */
function shownAt(timeZone: string, ms: number): number {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  const [, day, month, y, rest] = /^(\d+)\/(\d+)\/(\d+), (.+)$/.exec(clock.format(ms))!
  return Date.parse(`${y}-${month}-${day}T${rest}Z`)
}

/** The moment that a local time means: the first that shows it, or, in a gap, what it would be without the change. */
function momentOf(timeZone: string, local: number): number {
  const offsets = [-dayMs, dayMs].map(near => shownAt(timeZone, local + near) - (local + near))
  const showing = offsets.map(offset => local - offset).filter(ms => shownAt(timeZone, ms) === local)
  return showing.length > 0 ? Math.min(...showing) : local - offsets[0]!
}

describe('over a whole year, in any zone', () => {
  it('every date that is due has one occurrence, and no other date has any', () => {
    const rule = fc.property(schedule, ({ year, when }) => {
      const slots = occurrencesIn(when, year).map(({ slot }) => slot)
      expect(slots).toEqual(datesOf(when, year).map(date => `${date}T${when.at}`))
    })
    const samoa: When = { every: 'day', at: '09:00', timeZone: 'Pacific/Apia' }
    fc.assert(rule, { numRuns: 300, examples: [[{ year: 2011, when: samoa }]] })
  }, 60_000)

  it('each comes later than the one before', () => {
    const rule = fc.property(schedule, ({ year, when }) => {
      const moments = occurrencesIn(when, year).map(({ due }) => due.epochMilliseconds)
      expect(moments.every((ms, n) => n === 0 || ms > moments[n - 1]!)).toBe(true)
    })
    fc.assert(rule, { numRuns: 150 })
  }, 60_000)

  it('each comes when the clock there first shows its time, or after a gap', () => {
    const rule = fc.property(zone, time, year, (timeZone, at, y) => {
      for (const { slot, due } of occurrencesIn({ every: 'day', at, timeZone }, y)) {
        const moment = momentOf(timeZone, Date.parse(`${slot}Z`))
        expect(`${slot} ${due}`).toBe(`${slot} ${Temporal.Instant.fromEpochMilliseconds(moment)}`)
      }
    })
    fc.assert(rule, { numRuns: 60 })
  }, 60_000)

  it('the list of the next ones is the next one, again and again', () => {
    const rule = fc.property(schedule, fc.integer({ min: 1, max: 20 }), ({ year, when }, count) => {
      const start = Temporal.Instant.from(`${year}-01-01T00:00Z`)
      let next = nextOccurrence({ id, when }, start)
      for (const found of upcoming({ id, when }, start, count)) {
        expect(found).toEqual(next)
        next = nextOccurrence({ id, when }, found.due)
      }
    })
    fc.assert(rule, { numRuns: 200 })
  }, 60_000)

  it('it does not matter when one asks, as long as nothing lies between', () => {
    const rule = fc.property(schedule, fc.double({ min: 0, max: 1, noNaN: true }), ({ year, when }, part) => {
      const start = Temporal.Instant.from(`${year}-01-01T00:00Z`)
      const next = nextOccurrence({ id, when }, start)
      if (!next) return
      const wait = Math.floor((next.due.epochMilliseconds - start.epochMilliseconds) * part * 0.999_999)
      expect(nextOccurrence({ id, when }, start.add({ milliseconds: wait }))).toEqual(next)
    })
    fc.assert(rule, { numRuns: 200 })
  }, 60_000)

  it('once ends after its last date', () => {
    const rule = fc.property(year, schedule, (year, { when: { at, timeZone } }) => {
      const all = Array.from({ length: 40 }, (_, n) => iso(Date.UTC(year, 0, 1) + n * 9 * dayMs))
      fc.pre(!all.some(date => isMissing(timeZone, date)))
      const when: When = { every: 'once', on: all.toReversed(), at, timeZone }
      const found = upcoming({ id, when }, Temporal.Instant.from(`${year - 1}-12-01T00:00Z`), 100)
      expect(found.map(({ slot }) => slot.slice(0, 10))).toEqual(all)
      expect(nextOccurrence({ id, when }, found.at(-1)!.due)).toBeUndefined()
    })
    fc.assert(rule, { numRuns: 60 })
  }, 60_000)

  it('there is a note on just the days that are not 24 hours long', () => {
    const rule = fc.property(zone, time, year, (timeZone, at, y) => {
      const noted = occurrencesIn({ every: 'day', at, timeZone }, y).filter(one => clockNote(one, timeZone))
      const changed = datesOf({ every: 'day', at, timeZone }, y).filter(date => {
        const [start, end] = [0, dayMs].map(n => momentOf(timeZone, Date.parse(`${date}T00:00Z`) + n))
        return end! - start! !== dayMs
      })
      expect(noted.map(({ slot }) => slot.slice(0, 10))).toEqual(changed)
    })
    fc.assert(rule, { numRuns: 60 })
  }, 60_000)
})
