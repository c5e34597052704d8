import { nextOccurrence, upcoming } from '../../src/core/occurrence.ts'
import { choice, date, text, time, zone } from '../../src/core/options.ts'
import { When } from '../../src/core/when.ts'
import { datesIn, dayOfYearIn, isEveryDay, monthDayIn, weekdaysIn } from './whichDay.ts'

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
  if (given.from && given.until && given.until < given.from)
    return { title: 'Until when?', wrong: 'The last day, until:, is before the first one, from:.' }
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
  'Write on:monday or on:mon,thu for weeks; on:15, on:last or on:"2nd tuesday" for months; on:08-31 for years; on:2026-12-01 for once; or every:day.'

type Day = { every: string; on?: unknown; weeks?: number; from?: string }

/** How often the words alone mean, where nobody said it: no two kinds of day are spelled alike. */
function impliedBy(on: string): string | undefined {
  if (isEveryDay(on)) return 'day'
  if (datesIn(on)) return 'once'
  if (dayOfYearIn(on)) return 'year'
  if (monthDayIn(on)) return 'month'
  return weekdaysIn(on) && 'week'
}

function readDay({ every: given, on: words, from }: Scheduled, today: string): Day | Wrong {
  const on = words?.trim().toLowerCase() ?? ''
  const every = given ?? impliedBy(on)
  const found = <T>(day: T | undefined, title: string, hint: string): { every: string; on: T } | Wrong =>
    day === undefined ? { title, wrong: hint } : { every: every!, on: day }
  switch (every) {
    case undefined:
      return { title: 'Which day?', wrong: howTo }
    case 'day':
      if (!on || isEveryDay(on)) return { every }
      return { title: 'Every day, or some days?', wrong: 'Leave out on:, or use every:week.' }
    case 'month':
      return found(
        monthDayIn(on),
        'Which day of the month?',
        'Write on:15, on:last, on:"2nd tuesday" or on:"last friday".',
      )
    case 'year':
      return found(dayOfYearIn(on), 'Which day of the year?', 'Write the month and the day: on:08-31.')
    case 'once':
      return found(datesIn(on), 'Which date?', 'Write on:2026-12-01, or several with commas, at most 40.')
  }
  const days = found(
    weekdaysIn(on),
    'Which weekday?',
    'Write on:monday, or several: on:mon,wed,fri. on:weekdays is Monday to Friday.',
  )
  if (isWrong(days) || every === 'week') return days
  return { ...days, every: 'week', weeks: Number.parseInt(every, 10), from: from ?? today }
}
