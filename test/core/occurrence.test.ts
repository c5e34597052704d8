import { describe, expect, it } from 'vitest'
import { clockNote, datesUntil, nextOccurrence, upcoming } from '../../src/core/occurrence.ts'
import type { When } from '../../src/core/when.ts'
import { calendar } from './calendar.table.ts'
import { clockChanges } from './occurrence.table.ts'

const id = 'r0001'
const daily = (at: string, timeZone: string): When => ({ every: 'day', at, timeZone })
const instant = (utc: string) => Temporal.Instant.from(utc)

describe('the next occurrences', () => {
  it.each([...clockChanges, ...calendar])('$why', ({ when, after, due, ends }) => {
    const found = upcoming({ id, when }, instant(after), due.length + (ends ? 1 : 0))
    expect(found.map(one => `${one.slot} → ${one.due.toString({ smallestUnit: 'minute' })}`)).toEqual(
      due.map(line => line.replace(' →', `T${when.at} →`)),
    )
    expect(found.every(one => one.reminder === id)).toBe(true)
  })

  it('are never the moment they are asked after', () => {
    const nine = instant('2026-11-24T14:00Z')
    const when = daily('09:00', 'America/New_York')
    expect(nextOccurrence({ id, when }, nine)?.slot).toBe('2026-11-25T09:00')
    expect(nextOccurrence({ id, when }, nine.subtract({ nanoseconds: 1 }))?.slot).toBe('2026-11-24T09:00')
  })

  it('are none where no date can come any more', () => {
    const over: When = { every: 'once', on: ['2026-03-08'], at: '09:00', timeZone: 'UTC' }
    expect(nextOccurrence({ id, when: over }, instant('2026-03-08T09:00Z'))).toBeUndefined()
    const empty: When = { ...daily('09:00', 'UTC'), from: '2026-06-02', until: '2026-06-01' }
    expect(nextOccurrence({ id, when: empty }, instant('2026-01-01T00:00Z'))).toBeUndefined()
  })

  it('are as many as were asked for, and no more than there are', () => {
    const when: When = { every: 'once', on: ['2026-03-08', '2026-03-09'], at: '09:00', timeZone: 'UTC' }
    const after = instant('2026-01-01T00:00Z')
    expect([0, 1, 2, 3].map(count => upcoming({ id, when }, after, count).length)).toEqual([0, 1, 2, 2])
  })

  it('need a time zone that the machine knows', () => {
    const when = daily('09:00', 'Mars/Olympus')
    expect(() => nextOccurrence({ id, when }, instant('2026-01-01T00:00Z'))).toThrow(RangeError)
  })
})

/** What is said about the occurrence of one local date. */
function note(timeZone: string, at: string, date: string): string | undefined {
  const when: When = { every: 'once', on: [date], at, timeZone }
  return clockNote(upcoming({ id, when }, instant('2000-01-01T00:00Z'), 1)[0]!, timeZone)
}

describe('the note on a clock change', () => {
  it.each([
    ['America/New_York', '02:30', '2026-03-08', '03:30'],
    ['Europe/London', '01:00', '2026-03-29', '02:00'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '02:45'],
    ['Antarctica/Troll', '01:30', '2026-03-29', '03:30'],
    ['America/Havana', '00:30', '2026-03-08', '01:30'],
    ['America/Nuuk', '23:30', '2026-03-28', '00:30 the day after'],
  ])('says that %s has no %s on %s, and that it comes at %s', (zone, at, date, moved) => {
    expect(note(zone, at, date)).toBe(
      `${at} does not exist that day: the clocks go forward, so it comes at ${moved}`,
    )
  })

  it.each([
    ['America/New_York', '01:30', '2026-11-01'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05'],
    ['America/Nuuk', '23:30', '2026-10-24'],
    ['Africa/Cairo', '23:30', '2026-10-29'],
  ])('says that %s has two %s on %s, and that it is posted once', (zone, at, date) => {
    expect(note(zone, at, date)).toBe(
      `${at} comes twice that day: the clocks go back, and it is posted once, the first time`,
    )
  })

  it.each([
    ['America/New_York', '09:00', '2026-03-08'],
    ['America/New_York', '01:59', '2026-03-08'],
    ['America/New_York', '03:00', '2026-03-08'],
    ['America/New_York', '02:00', '2026-11-01'],
    ['Australia/Lord_Howe', '02:30', '2026-10-04'],
    ['America/Havana', '09:00', '2026-03-08'],
    ['Africa/Cairo', '09:00', '2026-04-24'],
    ['America/Nuuk', '09:00', '2026-03-28'],
    ['America/Sao_Paulo', '09:00', '2018-11-04'],
  ])('says that the clocks of %s change on the day of %s on %s', (zone, at, date) => {
    expect(note(zone, at, date)).toBe(`the clocks change that day; ${at} stays ${at}`)
  })

  it.each([
    ['America/New_York', '02:30', '2026-03-07'],
    ['America/New_York', '02:30', '2026-03-09'],
    ['America/New_York', '01:30', '2026-10-31'],
    ['America/New_York', '01:30', '2026-11-02'],
    // Clocks that change at midnight change on the day that is shorter or longer for it, not on its neighbour.
    ['America/Havana', '09:00', '2026-03-07'],
    ['Africa/Cairo', '09:00', '2026-04-23'],
    ['Africa/Cairo', '09:00', '2026-10-30'],
    ['America/Nuuk', '09:00', '2026-03-29'],
    ['America/Phoenix', '02:30', '2026-03-08'],
    ['Atlantic/Reykjavik', '01:30', '2026-03-29'],
    ['America/Sao_Paulo', '00:00', '2026-11-01'],
    ['Pacific/Apia', '09:00', '2011-12-31'],
  ])('says nothing in %s at %s on %s', (zone, at, date) => {
    expect(note(zone, at, date)).toBeUndefined()
  })
})

describe('the number of dates until a date', () => {
  const utc = { at: '09:00', timeZone: 'UTC' }
  it.each<[string, When, string, number]>([
    ['that date is left out', { every: 'day', from: '2026-06-01', ...utc }, '2026-06-04', 3],
    ['the first date has none before it', { every: 'day', from: '2026-06-01', ...utc }, '2026-06-01', 0],
    ['without a first date they count from 2026', { every: 'day', ...utc }, '2026-02-01', 31],
    ['weeks: 5, 12, 19, 26 January', { every: 'week', on: ['monday'], ...utc }, '2026-02-02', 4],
    ['31sts: January, March, May', { every: 'month', on: 31, ...utc }, '2026-07-31', 3],
    [
      'none after the last',
      { every: 'day', from: '2026-06-01', until: '2026-06-03', ...utc },
      '2027-01-01',
      3,
    ],
    ['once', { every: 'once', on: ['2026-06-08', '2026-06-01'], ...utc }, '2026-06-08', 1],
  ])('%s', (_, when, date, count) => {
    expect(datesUntil(when, date)).toBe(count)
  })
})
