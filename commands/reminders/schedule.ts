import { nextOccurrence, upcoming } from '../../src/core/occurrence.ts'
import { choice, date, text, time, zone } from '../../src/core/options.ts'
import { LocalDate, type MonthDay, type Weekday, When, weekdays } from '../../src/core/when.ts'

const weeks = Array.from({ length: 11 }, (_, i) => i + 2)

/** When a reminder is due, as options: the same for create, edit and preview. */
export const scheduleOptions = {
  every: choice({
    about: 'How often',
    example: 'week',
    choices: [
      { value: 'day', label: 'Every day', also: ['daily'] },
      { value: 'week', label: 'Every week', also: ['weekly'] },
      ...weeks.map(n => ({ value: `${n}-weeks`, label: `Every ${n} weeks` })),
      { value: 'month', label: 'Every month', also: ['monthly'] },
      { value: 'year', label: 'Every year', also: ['yearly'] },
      { value: 'once', label: 'Once', also: ['on these dates'] },
    ],
  }),
  on: text({
    about: 'Which day: monday · mon,thu · 15 · last · 2nd tuesday · 08-31 · 2026-12-01',
    example: 'monday',
    longest: 300,
  }),
  at: time({ about: 'Local time on a 24-hour clock' }),
  timezone: zone({ about: 'Time zone; the one in /settings if left out' }),
  from: date({ about: 'The first day' }),
  until: date({ about: 'The last day' }),
  times: text({ about: 'How many times, instead of a last day', example: '5', longest: 4 }),
} as const

export type Scheduled = { [name in keyof typeof scheduleOptions]?: string | undefined }
export type Wrong = { title: string; wrong: string }
export const isWrong = (result: object): result is Wrong => 'wrong' in result

/** The words of the options as a `When`, or what is wrong with them in sentences for the moderator. */
export function readWhen(
  given: Scheduled,
  timeZone: string | undefined,
  now: Temporal.Instant,
): When | Wrong {
  const zone = given.timezone ?? timeZone
  if (!zone)
    return {
      title: 'Which time zone?',
      wrong: 'Add timezone:America/New_York, or set it once with /settings timezone:America/New_York.',
    }
  if (!given.at)
    return { title: 'At what time?', wrong: 'Add a local time on a 24-hour clock, such as at:09:00.' }
  const today = now.toZonedDateTimeISO(zone).toPlainDate().toString()
  const day = readDay(given, today)
  if (isWrong(day)) return day
  const bounds = { ...(given.from && { from: given.from }), ...(given.until && { until: given.until }) }
  const when = When.safeParse({ ...bounds, ...day, at: given.at, timeZone: zone })
  if (!when.success) return { title: 'Which day?', wrong: howTo }
  return counted(when.data, given.times, now)
}

/** A number of times becomes the date of the last of them, so that nothing has to be counted later. */
function counted(when: When, times: string | undefined, now: Temporal.Instant): When | Wrong {
  if (!nextOccurrence({ id: 'when', when }, now))
    return { title: 'That is over already', wrong: 'No date that is left fits this. Give a later one.' }
  if (times === undefined) return when
  const count = /^\d{1,3}$/.test(times.trim()) ? Number(times) : 0
  if (count < 1 || count > 500) return { title: 'How many times?', wrong: 'Give a number from 1 to 500.' }
  if (when.until) return { title: 'Until when?', wrong: 'Give either until: or times:, not both.' }
  const last = upcoming({ id: 'when', when }, now, count).at(-1)!
  return { ...when, until: last.slot.slice(0, 10) }
}

const howTo =
  'Write on:monday or on:mon,thu for weeks; on:15, on:last or on:"2nd tuesday" for months; on:08-31 for years; on:2026-12-01 for once.'

type Day = { every: string; on?: unknown; weeks?: number; from?: string }

function readDay({ every: given, on: words, from }: Scheduled, today: string): Day | Wrong {
  const on = words?.trim().toLowerCase() ?? ''
  const every = given ?? (LocalDate.safeParse(on).success ? 'once' : on === 'day' ? 'day' : 'week')
  const wrong = (title: string, hint: string): Wrong => ({ title, wrong: hint })
  if (every === 'day')
    return on && on !== 'day'
      ? wrong('Every day, or some days?', 'Leave out on:, or use every:week.')
      : { every }
  if (every === 'week' || every.endsWith('-weeks')) {
    const days = weekdaysIn(on)
    if (!days)
      return wrong(
        'Which weekday?',
        'Write on:monday, or several: on:mon,wed,fri. on:weekdays is Monday to Friday.',
      )
    if (every === 'week') return { every, on: days }
    return { every: 'week', on: days, weeks: Number.parseInt(every, 10), from: from ?? today }
  }
  if (every === 'month') {
    const day = monthDayIn(on)
    return day
      ? { every, on: day }
      : wrong('Which day of the month?', 'Write on:15, on:last, on:"2nd tuesday" or on:"last friday".')
  }
  if (every === 'year') {
    const found = dayOfYearIn(on)
    return found
      ? { every, on: found }
      : wrong('Which day of the year?', 'Write the month and the day: on:08-31.')
  }
  const dates = on.split(/[\s,;]+/).filter(word => word)
  const good =
    dates.length > 0 && dates.length <= 40 && dates.every(word => LocalDate.safeParse(word).success)
  return good
    ? { every, on: [...new Set(dates)].sort() }
    : wrong('Which date?', 'Write on:2026-12-01, or several with commas.')
}

function weekday(word: string): Weekday | undefined {
  return word.length < 2 ? undefined : weekdays.find(day => day.startsWith(word.replace(/s$/, '')))
}

function weekdaysIn(on: string): Weekday[] | undefined {
  if (on === 'weekdays') return weekdays.slice(0, 5)
  if (on === 'weekend' || on === 'weekends') return weekdays.slice(5)
  const days = on
    .split(/[\s,;+]+|\band\b/)
    .filter(word => word)
    .map(weekday)
  if (days.length === 0 || days.includes(undefined)) return undefined
  return weekdays.filter(day => days.includes(day))
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

function monthDayIn(on: string): MonthDay | undefined {
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

function dayOfYearIn(on: string): string | undefined {
  const [, month = '', day = ''] = /^(\d{1,2})-(\d{1,2})$/.exec(on) ?? []
  const padded = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  // A leap year knows every day that any year has.
  return LocalDate.safeParse(`2000-${padded}`).success ? padded : undefined
}
