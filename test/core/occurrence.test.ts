import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { spoken, type When, weekdays } from '../../src/core/when.ts'

const id = 'r0001'
const daily = (at: string, timeZone: string): When => ({ every: 'day', at, timeZone })

/** The next occurrences after a local time, as `slot → the local time it really happens`. */
function days(when: When, after: string, count: number): string[] {
  let from = Temporal.ZonedDateTime.from(`${after}[${when.timeZone}]`).toInstant()
  return Array.from({ length: count }, () => {
    const { slot, due } = nextOccurrence({ id, when }, from)!
    from = due
    const local = due.toZonedDateTimeISO(when.timeZone)
    return `${slot.slice(5)} → ${local.toPlainDateTime().toString({ smallestUnit: 'minute' }).slice(5)} ${local.offset}`
  })
}

describe('the next occurrence', () => {
  it.each<[string, When, string, string[]]>([
    [
      'New York moves 02:30 past the spring gap to 03:30',
      daily('02:30', 'America/New_York'),
      '2026-03-07T00:00',
      [
        '03-07T02:30 → 03-07T02:30 -05:00',
        '03-08T02:30 → 03-08T03:30 -04:00',
        '03-09T02:30 → 03-09T02:30 -04:00',
      ],
    ],
    [
      'New York posts once at the first of the two 01:30 in autumn',
      daily('01:30', 'America/New_York'),
      '2026-10-31T12:00',
      ['11-01T01:30 → 11-01T01:30 -04:00', '11-02T01:30 → 11-02T01:30 -05:00'],
    ],
    [
      'London moves 01:30 to 02:30 in spring',
      daily('01:30', 'Europe/London'),
      '2026-03-28T12:00',
      ['03-29T01:30 → 03-29T02:30 +01:00', '03-30T01:30 → 03-30T01:30 +01:00'],
    ],
    [
      'London posts once in autumn',
      daily('01:30', 'Europe/London'),
      '2026-10-24T12:00',
      ['10-25T01:30 → 10-25T01:30 +01:00', '10-26T01:30 → 10-26T01:30 +00:00'],
    ],
    [
      'Sydney moves 02:30 to 03:30 in October',
      daily('02:30', 'Australia/Sydney'),
      '2026-10-03T12:00',
      ['10-04T02:30 → 10-04T03:30 +11:00', '10-05T02:30 → 10-05T02:30 +11:00'],
    ],
    [
      'Sydney posts once in April',
      daily('02:30', 'Australia/Sydney'),
      '2026-04-04T12:00',
      ['04-05T02:30 → 04-05T02:30 +11:00', '04-06T02:30 → 04-06T02:30 +10:00'],
    ],
    [
      'São Paulo has had no clock change since 2019',
      daily('00:00', 'America/Sao_Paulo'),
      '2026-10-31T12:00',
      ['11-01T00:00 → 11-01T00:00 -03:00', '11-02T00:00 → 11-02T00:00 -03:00'],
    ],
    [
      'São Paulo moved midnight to 01:00 when it still had one',
      daily('00:00', 'America/Sao_Paulo'),
      '2018-11-03T12:00',
      ['11-04T00:00 → 11-04T01:00 -02:00', '11-05T00:00 → 11-05T00:00 -02:00'],
    ],
    [
      'Kathmandu is five hours and three quarters ahead all year',
      daily('09:00', 'Asia/Kathmandu'),
      '2026-12-31T09:00',
      ['01-01T09:00 → 01-01T09:00 +05:45', '01-02T09:00 → 01-02T09:00 +05:45'],
    ],
    [
      'Lord Howe moves 02:15 by half an hour',
      daily('02:15', 'Australia/Lord_Howe'),
      '2026-10-03T12:00',
      ['10-04T02:15 → 10-04T02:45 +11:00', '10-05T02:15 → 10-05T02:15 +11:00'],
    ],
    [
      'Lord Howe posts once in April',
      daily('01:45', 'Australia/Lord_Howe'),
      '2026-04-04T12:00',
      ['04-05T01:45 → 04-05T01:45 +11:00', '04-06T01:45 → 04-06T01:45 +10:30'],
    ],
    [
      'a leap day is a day like any other',
      daily('12:00', 'UTC'),
      '2028-02-28T12:00',
      ['02-29T12:00 → 02-29T12:00 +00:00', '03-01T12:00 → 03-01T12:00 +00:00'],
    ],
    [
      'every Sunday means Sunday where people live, also in the week of a change',
      { every: 'week', on: 'sunday', at: '02:30', timeZone: 'America/New_York' },
      '2026-03-01T02:30',
      ['03-08T02:30 → 03-08T03:30 -04:00', '03-15T02:30 → 03-15T02:30 -04:00'],
    ],
  ])('%s', (_, when, after, expected) => {
    expect(days(when, after, expected.length)).toEqual(expected)
  })

  it('is found on the other side of midnight, where Nuuk moves Saturday 23:30 to Sunday 00:30', () => {
    const when = daily('23:30', 'America/Nuuk')
    const after = Temporal.ZonedDateTime.from('2026-03-29T00:10[America/Nuuk]').toInstant()
    expect(nextOccurrence({ id, when }, after)).toMatchObject({ slot: '2026-03-28T23:30' })
    expect(nextOccurrence({ id, when }, after).due.toString()).toBe('2026-03-29T01:30:00Z')
  })

  it('posts once where Samoa left out a whole day', () => {
    const expected = [
      '12-29T09:00 → 12-29T09:00 -10:00',
      '12-30T09:00 → 12-31T09:00 +14:00',
      '01-01T09:00 → 01-01T09:00 +14:00',
    ]
    expect(days(daily('09:00', 'Pacific/Apia'), '2011-12-29T00:00', 3)).toEqual(expected)
  })

  it('is never the moment it is asked after', () => {
    const at = Temporal.Instant.from('2026-11-24T14:00Z')
    const when = daily('09:00', 'America/New_York')
    expect(nextOccurrence({ id, when }, at).slot).toBe('2026-11-25T09:00')
    expect(nextOccurrence({ id, when }, at.subtract({ nanoseconds: 1 })).slot).toBe('2026-11-24T09:00')
  })

  it('refuses a time zone that nobody knows', () => {
    const when = daily('09:00', 'Mars/Olympus')
    expect(() => nextOccurrence({ id, when }, Temporal.Instant.fromEpochMilliseconds(0))).toThrow(RangeError)
  })

  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const at = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => Temporal.PlainTime.from({ hour, minute }).toString({ smallestUnit: 'minute' }))
  const start = fc
    .integer({ min: 0, max: 5 * 365 * 24 * 60 })
    .map(minutes => Temporal.Instant.from('2025-01-01T00:00Z').add({ minutes }))

  it('comes exactly once for each local day of a year, in any time zone', () => {
    fc.assert(
      fc.property(zone, at, start, (timeZone, time, from) => {
        const when = daily(time, timeZone)
        let { slot, due } = nextOccurrence({ id, when }, from)!
        for (let n = 0; n < 366; n++) {
          const next = nextOccurrence({ id, when }, due)
          const expected = Temporal.PlainDateTime.from(slot).add({ days: 1 })
          if (next.slot !== expected.toString({ smallestUnit: 'minute' }))
            throw new Error(`${slot} → ${next.slot}`)
          if (Temporal.Instant.compare(next.due, due) <= 0) throw new Error(`${next.slot} is not later`)
          ;({ slot, due } = next)
        }
      }),
      { numRuns: 60 },
    )
  }, 20_000)

  it('comes once a week on its day', () => {
    fc.assert(
      fc.property(zone, at, start, fc.constantFrom(...weekdays), (timeZone, time, from, on) => {
        const when: When = { every: 'week', on, at: time, timeZone }
        const one = nextOccurrence({ id, when }, from)!
        const two = nextOccurrence({ id, when }, one.due)
        const [first, second] = [one, two].map(o => Temporal.PlainDateTime.from(o.slot))
        expect(weekdays[first!.dayOfWeek - 1]).toBe(on)
        expect(second!.since(first!).days).toBe(7)
      }),
      { numRuns: 100 },
    )
  })

  it('does not depend on when it is asked, as long as nothing lies between', () => {
    fc.assert(
      fc.property(
        zone,
        at,
        start,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (timeZone, time, from, part) => {
          const when = daily(time, timeZone)
          const next = nextOccurrence({ id, when }, from)!
          const between = Math.floor((next.due.epochMilliseconds - from.epochMilliseconds) * part * 0.999)
          expect(nextOccurrence({ id, when }, from.add({ milliseconds: between })).slot).toBe(next.slot)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('a time in words', () => {
  it('says the day, the time and where', () => {
    expect(spoken(daily('09:00', 'Europe/London'))).toContain('every day at 09:00')
    const weekly: When = { every: 'week', on: 'friday', at: '18:30', timeZone: 'UTC' }
    expect(spoken(weekly)).toContain('Friday at 18:30')
  })
})
