import { describe, expect, it } from 'vitest'
import { isWrong, readWhen, type Scheduled } from '../../commands/reminders/schedule.ts'
import { datesIn, dayOfYearIn, monthDayIn, weekdaysIn } from '../../commands/reminders/whichDay.ts'
import { upcoming } from '../../src/core/occurrence.ts'
import { weekdays } from '../../src/core/when.ts'

const timeZone = 'America/New_York'
/** Friday 6 March 2026, 07:00 in New York. */
const now = Temporal.Instant.from('2026-03-06T12:00Z')
const given = (options: Scheduled) => readWhen({ at: '09:00', ...options }, timeZone, now)
const common = { at: '09:00', timeZone }
const working = weekdays.slice(0, 5)

const weeks: [string, string[]][] = [
  ...['monday', 'Monday', 'mondays', 'mo', 'mon,monday'].map((on): [string, string[]] => [on, ['monday']]),
  ...['mon,thu', 'thu, mon', 'mon thu', 'monday and thursday'].map((on): [string, string[]] => [
    on,
    ['monday', 'thursday'],
  ]),
  ['tu+weds;thurs', ['tuesday', 'wednesday', 'thursday']],
  ['tues, we and th', ['tuesday', 'wednesday', 'thursday']],
  ['fr', ['friday']],
  ['weekdays', working],
  ['weekday', working],
  ['sa su', ['saturday', 'sunday']],
  ['weekend', ['saturday', 'sunday']],
  ['Weekends', ['saturday', 'sunday']],
]
const months: [string, unknown][] = [
  ['15', 15],
  ['1', 1],
  ['31', 31],
  ['1st', 1],
  ['22nd', 22],
  ['last', 'last'],
  ['Last day', 'last'],
  ['2nd tuesday', { nth: 2, weekday: 'tuesday' }],
  ['2 tue', { nth: 2, weekday: 'tuesday' }],
  ['second Tuesday', { nth: 2, weekday: 'tuesday' }],
  ['first-mon', { nth: 1, weekday: 'monday' }],
  ['fifth friday', { nth: 5, weekday: 'friday' }],
  ['last friday', { nth: 'last', weekday: 'friday' }],
]
const years: [string, string][] = [
  ['08-31', '08-31'],
  ['8-3', '08-03'],
  ['02-29', '02-29'],
]
const once: [string, string[]][] = [
  ['2026-12-01', ['2026-12-01']],
  ['2026-12-08,2026-12-01', ['2026-12-01', '2026-12-08']],
  ['2026-12-01 2026-12-08; 2026-12-01', ['2026-12-01', '2026-12-08']],
]

describe('which day', () => {
  it.each(weeks)('on:"%s" is a weekday', (on, days) => {
    expect(given({ every: 'week', on })).toEqual({ every: 'week', on: days, ...common })
    expect(given({ on })).toEqual({ every: 'week', on: days, ...common })
  })
  it.each(months)('on:"%s" is a day of the month', (on, day) => {
    expect(given({ every: 'month', on })).toEqual({ every: 'month', on: day, ...common })
    expect(given({ on })).toEqual({ every: 'month', on: day, ...common })
  })
  it.each(years)('on:"%s" is a day of the year', (on, day) => {
    expect(given({ every: 'year', on })).toEqual({ every: 'year', on: day, ...common })
    expect(given({ on })).toEqual({ every: 'year', on: day, ...common })
  })
  it.each(once)('on:"%s" is a date', (on, dates) => {
    expect(given({ every: 'once', on })).toEqual({ every: 'once', on: dates, ...common })
    expect(given({ on })).toEqual({ every: 'once', on: dates, ...common })
  })
  it.each<Scheduled>([{ every: 'day' }, { every: 'day', on: 'day' }, { on: 'daily' }, { on: 'Every day' }])(
    '%j is every day',
    options => {
      expect(given(options)).toEqual({ every: 'day', ...common })
    },
  )

  it('means one thing only, so that every: may be left out', () => {
    for (const [on] of [...weeks, ...months, ...years, ...once]) {
      const word = on.toLowerCase()
      const readers = [weekdaysIn, monthDayIn, dayOfYearIn, datesIn].filter(read => read(word) !== undefined)
      expect([word, readers.length]).toEqual([word, 1])
    }
  })

  it('counts weeks from today where no first day was given', () => {
    expect(given({ every: '2-weeks', on: 'mon' })).toEqual({
      ...{ every: 'week', weeks: 2, on: ['monday'], from: '2026-03-06' },
      ...common,
    })
    const later = given({ every: '12-weeks', on: 'mon', from: '2026-04-01' })
    expect(later).toMatchObject({ weeks: 12, from: '2026-04-01' })
  })

  it('counts them from today where the reminder is: it is Saturday in Auckland already', () => {
    const evening = Temporal.Instant.from('2026-03-06T20:00Z')
    const when = readWhen({ every: '2-weeks', on: 'mon', at: '09:00' }, 'Pacific/Auckland', evening)
    expect(when).toMatchObject({ from: '2026-03-07' })
  })
})

describe('what is refused', () => {
  const howTo =
    'Write on:monday or on:mon,thu for weeks; on:15, on:last or on:"2nd tuesday" for months; on:08-31 for years; on:2026-12-01 for once; or every:day.'
  const weekday = 'Write on:monday, or several: on:mon,wed,fri. on:weekdays is Monday to Friday.'
  const month = 'Write on:15, on:last, on:"2nd tuesday" or on:"last friday".'
  const some = 'Leave out on:, or use every:week.'
  const yearly = 'Write the month and the day: on:08-31.'
  const dated = 'Write on:2026-12-01, or several with commas, at most 40.'
  const over = 'No date that is left fits this. Give a later one.'

  it.each<[Scheduled, string]>([
    [{}, howTo],
    ...[
      'someday',
      'm',
      't',
      's',
      'ts',
      'ss',
      'mon,xyz',
      'second',
      'mon-fri',
      'mar',
      '0',
      '32',
      '2026-02-30',
    ].map((on): [Scheduled, string] => [{ on }, howTo]),
    ...[undefined, 'x', 'th,15', 'second tuesday', 'last', '15', '2026-12-01', 'and'].map(
      (on): [Scheduled, string] => [{ every: 'week', on }, weekday],
    ),
    [{ every: '2-weeks' }, weekday],
    ...[
      undefined,
      '0',
      '32',
      'monday',
      '6th friday',
      '0 friday',
      'sixth friday',
      'last x',
      '08-31',
      '15,16',
    ].map((on): [Scheduled, string] => [{ every: 'month', on }, month]),
    ...[undefined, '31-08', '02-30', '00-10', '13-01', '15', '2026-08-31'].map((on): [Scheduled, string] => [
      { every: 'year', on },
      yearly,
    ]),
    ...[undefined, '2026-02-30', '2027-02-29', '08-31', 'tomorrow', '2026-12-01,monday'].map(
      (on): [Scheduled, string] => [{ every: 'once', on }, dated],
    ),
    [{ every: 'once', on: Array.from({ length: 41 }, (_, n) => `${2030 + n}-01-01`).join() }, dated],
    [{ every: 'day', on: 'monday' }, some],
    [{ on: '2026-03-05' }, over],
    [{ every: 'day', until: '2026-03-05' }, over],
    [{ on: '02-29', until: '2028-02-28' }, over],
    [
      { every: 'day', from: '2026-06-02', until: '2026-06-01' },
      'The last day, until:, is before the first one, from:.',
    ],
    ...['0', '501', '-1', '1.5', 'five', '1e2', ''].map((times): [Scheduled, string] => [
      { every: 'day', times },
      'Give a number from 1 to 500.',
    ]),
    [{ every: 'day', times: '2', until: '2026-06-01' }, 'Give either until: or times:, not both.'],
  ])('%j', (options, sentence) => {
    expect(given(options)).toMatchObject({ title: expect.stringMatching(/\w/), wrong: sentence })
  })

  it('nothing without a time zone or a time', () => {
    const zoneless = readWhen({ every: 'day', at: '09:00' }, undefined, now)
    expect(zoneless).toMatchObject({ title: 'Which time zone?', wrong: expect.stringContaining('/settings') })
    const timeless = readWhen({ every: 'day' }, timeZone, now)
    expect(timeless).toMatchObject({ title: 'At what time?', wrong: expect.stringContaining('at:09:00') })
  })

  it('today, once its time is over, and not a minute before', () => {
    expect(given({ on: '2026-03-06', at: '06:59' })).toMatchObject({ wrong: over })
    expect(given({ on: '2026-03-06', at: '07:01' })).toMatchObject({ on: ['2026-03-06'] })
  })
})

describe('where and how long', () => {
  it('the zone named comes before the community’s own', () => {
    expect(given({ every: 'day', timezone: 'Asia/Kathmandu' })).toMatchObject({ timeZone: 'Asia/Kathmandu' })
  })

  it('keeps the first day and the last', () => {
    const bounds = { from: '2026-06-01', until: '2026-06-30' }
    expect(given({ every: 'day', ...bounds })).toEqual({ every: 'day', ...bounds, ...common })
  })

  it.each<[Scheduled, string, number]>([
    [{ every: 'day', times: '1' }, '2026-03-06', 1],
    [{ every: 'day', at: '06:00', times: '1' }, '2026-03-07', 1],
    [{ every: 'day', times: ' 5 ' }, '2026-03-10', 5],
    [{ every: 'day', from: '2026-06-01', times: '5' }, '2026-06-05', 5],
    [{ on: 'mon,thu', times: '3' }, '2026-03-16', 3],
    [{ every: '2-weeks', on: 'fri', times: '3' }, '2026-04-03', 3],
    [{ on: '31', times: '3' }, '2026-07-31', 3],
    [{ on: '02-29', times: '2' }, '2032-02-29', 2],
    [{ every: 'day', times: '500' }, '2027-07-18', 500],
    [{ on: '2026-12-01,2026-12-08,2026-12-15', times: '2' }, '2026-12-08', 2],
    [{ on: '2026-12-01,2026-12-08', times: '9' }, '2026-12-08', 2],
  ])('%j ends on %s', (options, until, count) => {
    const when = given(options)
    if (isWrong(when)) throw new Error(when.wrong)
    expect(when.until).toBe(until)
    expect(upcoming({ id: 'r0001', when }, now, count + 1)).toHaveLength(count)
  })
})
