import { describe, expect, it } from 'vitest'
import { longDate, spoken, When } from '../../src/core/when.ts'

const at = { at: '09:00', timeZone: 'Europe/London' }

describe('a schedule in words', () => {
  it.each<[When, string]>([
    [{ every: 'day', ...at }, 'every day'],
    [{ every: 'week', on: ['monday'], ...at }, 'every Monday'],
    [{ every: 'week', on: ['monday', 'thursday'], ...at }, 'every Monday and Thursday'],
    [{ every: 'week', on: ['monday', 'wednesday', 'friday'], ...at }, 'every Monday, Wednesday and Friday'],
    [{ every: 'week', weeks: 2, on: ['tuesday'], ...at }, 'every 2 weeks on Tuesday'],
    [{ every: 'month', on: 1, ...at }, 'on the 1st of every month'],
    [{ every: 'month', on: 2, ...at }, 'on the 2nd of every month'],
    [{ every: 'month', on: 3, ...at }, 'on the 3rd of every month'],
    [{ every: 'month', on: 11, ...at }, 'on the 11th of every month'],
    [{ every: 'month', on: 12, ...at }, 'on the 12th of every month'],
    [{ every: 'month', on: 13, ...at }, 'on the 13th of every month'],
    [{ every: 'month', on: 22, ...at }, 'on the 22nd of every month'],
    [{ every: 'month', on: 28, ...at }, 'on the 28th of every month'],
    [{ every: 'month', on: 29, ...at }, 'on the 29th of every month that has one'],
    [{ every: 'month', on: 31, ...at }, 'on the 31st of every month that has one'],
    [{ every: 'month', on: 'last', ...at }, 'on the last day of every month'],
    [{ every: 'month', on: { nth: 2, weekday: 'tuesday' }, ...at }, 'on the 2nd Tuesday of every month'],
    [
      { every: 'month', on: { nth: 5, weekday: 'friday' }, ...at },
      'on the 5th Friday of every month that has one',
    ],
    [{ every: 'month', on: { nth: 'last', weekday: 'friday' }, ...at }, 'on the last Friday of every month'],
    [{ every: 'year', on: '08-31', ...at }, 'every year on 31 August'],
    [{ every: 'year', on: '02-29', ...at }, 'every leap year on 29 February'],
    [{ every: 'once', on: ['2026-12-01'], ...at }, 'on 1 December 2026'],
    [{ every: 'once', on: ['2026-12-08', '2026-12-01'], ...at }, 'on 1 December 2026 and 8 December 2026'],
  ])('%j', (when, words) => {
    expect(spoken(when)).toBe(`${words} at 09:00 (Europe/London)`)
  })

  it('names the first day and the last', () => {
    const when: When = { every: 'day', from: '2026-06-01', until: '2026-06-30', ...at }
    expect(spoken(when)).toBe('every day at 09:00 (Europe/London), from 2026-06-01, until 2026-06-30')
  })

  it('counts dates after the third', () => {
    const on = ['2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29']
    expect(spoken({ every: 'once', on, ...at })).toMatch(
      /^on 1 December 2026, 8 December 2026, 15 December 2026 and 2 more at/,
    )
  })

  it('never names a date that its bounds leave out', () => {
    const on = ['2026-12-01', '2026-12-08', '2026-12-15']
    expect(spoken({ every: 'once', on, from: '2026-12-02', until: '2026-12-14', ...at })).toBe(
      'on 8 December 2026 at 09:00 (Europe/London)',
    )
  })
})

describe('a date in words', () => {
  it.each([
    ['2026-03-08', '8 March 2026'],
    ['2028-02-29', '29 February 2028'],
  ])('%s', (date, words) => {
    expect(longDate(date)).toBe(words)
  })
})

describe('a schedule from elsewhere', () => {
  const day = { every: 'day', ...at }
  it.each<[string, object]>([
    ['a time without a leading zero', { ...day, at: '9:00' }],
    ['24:00', { ...day, at: '24:00' }],
    ['a minute that no hour has', { ...day, at: '09:60' }],
    ['29 February of a year that has none', { ...day, from: '2027-02-29' }],
    ['31 June', { ...day, until: '2026-06-31' }],
    ['a date with a time', { ...day, until: '2026-06-30T09:00' }],
    ['no weekday', { every: 'week', on: [], ...at }],
    ['a weekday in another case', { every: 'week', on: ['Monday'], ...at }],
    ['every week, written as every one week', { every: 'week', weeks: 1, on: ['monday'], ...at }],
    ['thirteen weeks', { every: 'week', weeks: 13, on: ['monday'], ...at }],
    ['the 32nd', { every: 'month', on: 32, ...at }],
    ['the 0th', { every: 'month', on: 0, ...at }],
    ['the 6th Friday', { every: 'month', on: { nth: 6, weekday: 'friday' }, ...at }],
    // Read loosely, 13-01 would come in December every year.
    ['a month that no year has', { every: 'year', on: '13-01', ...at }],
    ['the month 00', { every: 'year', on: '00-10', ...at }],
    ['30 February', { every: 'year', on: '02-30', ...at }],
    ['no date', { every: 'once', on: [], ...at }],
    ['41 dates', { every: 'once', on: Array(41).fill('2026-12-01'), ...at }],
    ['a word that it does not know', { ...day, weekday: 'monday' }],
  ])('is refused with %s', (_, given) => {
    expect(When.safeParse(given).success).toBe(false)
  })

  it('is read with 29 February, which some years have', () => {
    expect(When.safeParse({ every: 'year', on: '02-29', ...at }).success).toBe(true)
    expect(When.safeParse({ ...day, from: '2028-02-29' }).success).toBe(true)
  })
})
