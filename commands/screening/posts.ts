import type { CommunityId, Settings } from '../../src/core/community.ts'
import { clockNote, nextOccurrence } from '../../src/core/occurrence.ts'
import { heldBack } from '../../src/core/quiet.ts'
import { Reminder } from '../../src/core/reminder.ts'
import {
  afterMinutes,
  type Screening,
  type ScreeningPost,
  screeningLine,
  screeningPosts,
  startOf,
} from '../../src/core/screening.ts'
import type { Due, Reminders } from '../../src/core/store.ts'
import { list, strong, type Text } from '../../src/core/text.ts'
import type { When } from '../../src/core/when.ts'
import { localTime } from '../reminders/plan.ts'

/** Between a moderator's pressing the button and the announcement: time to cancel a slip. */
const soonMinutes = 2
/** "It begins now" is wrong a quarter of an hour later. */
const startGrace = 15
const suffixes: Record<ScreeningPost, string> = { announcement: 'a', start: 'b', afterwards: 'c' }

/** When each post is due, if the announcement goes out now. */
export function timesOf(
  screening: Screening,
  now: Temporal.Instant,
): Record<ScreeningPost, Temporal.Instant> {
  const start = startOf(screening)
  return {
    announcement: now.round({ smallestUnit: 'minute', roundingMode: 'floor' }).add({ minutes: soonMinutes }),
    start,
    afterwards: start.add({ minutes: afterMinutes }),
  }
}

/** Whether there is still time to announce it before it begins. */
export const isAhead = (screening: Screening, now: Temporal.Instant): boolean => {
  const { announcement, start } = timesOf(screening, now)
  return Temporal.Instant.compare(announcement, start) < 0
}

/** Once, at an instant. Where clocks show that time twice and mean the first, only UTC can say it. */
function onceAt(instant: Temporal.Instant, timeZone: string): When {
  const said = (zone: string): When => {
    const local = instant.toZonedDateTimeISO(zone)
    const at = local.toPlainTime().toString({ smallestUnit: 'minute' })
    return { every: 'once', on: [local.toPlainDate().toString()], at, timeZone: zone }
  }
  const here = said(timeZone)
  const due = nextOccurrence({ id: 'when', when: here }, instant.subtract({ minutes: 1 }))?.due
  return due?.equals(instant) ? here : said('UTC')
}

/** The three posts as reminders; those that are there already keep their ids. */
export function remindersOf(
  screening: Screening,
  community: CommunityId,
  now: Temporal.Instant,
  here: readonly Due[],
): Reminder[] {
  const times = timesOf(screening, now)
  const untilStart = Math.floor(now.until(times.start).total('minutes'))
  const grace = {
    announcement: Math.min(Math.max(untilStart, 5), 24 * 60),
    start: startGrace,
    afterwards: 60,
  }
  return screeningPosts.map(post => {
    const line = screeningLine(screening.id, post)
    const known = here.find(({ reminder }) => reminder.run.includes(line))
    return Reminder.parse({
      id: known?.reminder.id ?? `${screening.id}${suffixes[post]}`,
      community,
      channel: screening.channel,
      run: [line],
      when: onceAt(times[post], screening.timeZone),
      graceMinutes: grace[post],
    })
  })
}

/** The reminders of a film night. An import may have given them other ids, so their lines tell. */
export async function postsOf(reminders: Reminders, community: CommunityId, id: string): Promise<Due[]> {
  const lines = screeningPosts.map(post => screeningLine(id, post))
  return (await reminders.list(community)).filter(({ reminder }) =>
    reminder.run.some(line => lines.includes(line)),
  )
}

/** What is posted when, in the film night's own time, with what a clock change or the settings do to it. */
export function schedule(screening: Screening, now: Temporal.Instant, settings: Settings): Text {
  const times = timesOf(screening, now)
  const { timeZone, date, at, channel } = screening
  const told = (post: ScreeningPost, when: string, what: string) => {
    const due = times[post]
    const note = post === 'start' && clockNote({ reminder: '', slot: `${date}T${at}`, due }, timeZone)
    const held = heldBack({ channel, when: { every: 'once', on: [date], at, timeZone } }, settings, due)
    const notes = [note, held && `not posted: ${held.why}`].filter(words => words)
    return [strong(when), `: ${what}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`]
  }
  const at_ = (post: ScreeningPost) =>
    `${localTime({ reminder: '', slot: '', due: times[post] }, timeZone)} (${timeZone})`
  return [
    list(
      told('announcement', 'Within minutes', 'the announcement'),
      told('start', at_('start'), 'it begins, with the content notes and where help is'),
      told('afterwards', at_('afterwards'), 'questions to talk about, and where help is'),
    ),
  ]
}
