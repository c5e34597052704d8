import { DayOfYear, LocalDate, type MonthDay, type Weekday, weekdays } from '../../src/core/when.ts'

/** What moderators may type for a day, each read or refused as a whole: half of it understood would post wrongly. */

export const isEveryDay = (on: string): boolean => ['day', 'daily', 'every day'].includes(on)

/** At least two letters, which are enough to tell all seven apart. */
const weekday = (word: string): Weekday | undefined => {
  const start = word.replace(/s$/, '')
  return start.length < 2 ? undefined : weekdays.find(day => day.startsWith(start))
}

export function weekdaysIn(on: string): Weekday[] | undefined {
  if (on === 'weekday' || on === 'weekdays') return weekdays.slice(0, 5)
  if (on === 'weekend' || on === 'weekends') return weekdays.slice(5)
  const days = on
    .split(/[\s,;+]+|\band\b/)
    .filter(word => word)
    .map(weekday)
  if (days.length === 0 || days.includes(undefined)) return undefined
  return weekdays.filter(day => days.includes(day))
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

export function monthDayIn(on: string): MonthDay | undefined {
  if (on === 'last' || on === 'last day') return 'last'
  const number = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(on)
  if (number) return Number(number[1]) >= 1 && Number(number[1]) <= 31 ? Number(number[1]) : undefined
  const [, which = '', day = ''] = /^(\d(?:st|nd|rd|th)?|[a-z]+)[ -]([a-z]+)$/.exec(on) ?? []
  const found = weekday(day)
  const nth =
    which === 'last'
      ? 'last'
      : ordinals.includes(which)
        ? ordinals.indexOf(which) + 1
        : Number.parseInt(which, 10)
  if (!found || (nth !== 'last' && !(nth >= 1 && nth <= 5))) return undefined
  return { nth: nth as 1, weekday: found }
}

export function dayOfYearIn(on: string): string | undefined {
  const [, month = '', day = ''] = /^(\d{1,2})-(\d{1,2})$/.exec(on) ?? []
  const padded = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return DayOfYear.safeParse(padded).success ? padded : undefined
}

export function datesIn(on: string): string[] | undefined {
  const dates = on.split(/[\s,;]+/).filter(word => word)
  const good =
    dates.length > 0 && dates.length <= 40 && dates.every(word => LocalDate.safeParse(word).success)
  return good ? [...new Set(dates)].sort() : undefined
}
