import type { Settings } from './community.ts'
import type { Reminder } from './reminder.ts'
import { longDate } from './when.ts'

/** Whether a local time is within hours that may go over midnight; `to` itself is outside. */
export const isWithin = (time: string, { from, to }: { from: string; to: string }): boolean =>
  from <= to ? from <= time && time < to : time >= from || time < to

/**
 * Why a post must not be made at an instant, in words for the moderators; nothing where it may. Hours and days are
 * local to the community's time zone, or else to the reminder's own.
 */
export function heldBack(
  { channel, when, review }: Pick<Reminder, 'channel' | 'when' | 'review'>,
  settings: Settings,
  at: Temporal.Instant,
): { why: string; pause?: true } | undefined {
  const local = localIn(at, settings.timeZone ?? when.timeZone)
  const today = local.toPlainDate().toString()
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  if (settings.pausedUntil && today < settings.pausedUntil)
    return { why: `all posts are paused until ${longDate(settings.pausedUntil)}` }
  if (settings.quietChannels?.includes(channel))
    return { why: 'that channel is quiet: nothing is posted there' }
  if (settings.quietHours && isWithin(time, settings.quietHours))
    return { why: `it fell into the quiet hours, ${settings.quietHours.from} to ${settings.quietHours.to}` }
  if (review && today >= review)
    return { why: `its review date, ${longDate(review)}, has come: say that it may go on`, pause: true }
  return undefined
}

/** A zone that this machine does not know stops the reminder by itself; until then its day is the one in UTC. */
function localIn(at: Temporal.Instant, timeZone: string): Temporal.ZonedDateTime {
  try {
    return at.toZonedDateTimeISO(timeZone)
  } catch {
    return at.toZonedDateTimeISO('UTC')
  }
}
