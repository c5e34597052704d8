import type { CommunityId } from '../core/community.ts'
import type { ChatPlatform } from '../core/platform.ts'
import type { Reminder } from '../core/reminder.ts'
import { subject } from '../core/reminder.ts'
import { type Draft, Reply } from '../core/reply.ts'
import type { Communities, Reminders } from '../core/store.ts'
import { paragraph, strong } from '../core/text.ts'
import { longDate } from '../core/when.ts'
import { askingAbout } from './asking.ts'
import type { Problem } from './occurrence.ts'

export type Upkeep = {
  communities: Communities
  reminders: Reminders
  post: ChatPlatform['post']
  now(): Temporal.Instant
  /** Whatever else is due once a day: what is too old is removed, a backup is made. */
  daily(now: Temporal.Instant): void | Promise<void>
  report(problem: Problem): void
}

/** So many days before its review date, and on it, moderators are asked whether a reminder should go on. */
const reviewNotice = [7, 0]

/**
 * What is done once a day: moderators are asked, in a channel of theirs, what only they can know, and what is too old
 * is removed. The clock may call it as often as it likes; a day that was handled is not handled again by this process,
 * and the platform drops a note that it was given before.
 */
export function dailyUpkeep(ports: Upkeep): () => Promise<void> {
  let handled = ''
  return async () => {
    const now = ports.now()
    const today = now.toZonedDateTimeISO('UTC').toPlainDate()
    if (handled === today.toString()) return
    handled = today.toString()
    await carefully(ports, 'the daily upkeep failed', async () => ports.daily(now))
    await carefully(ports, 'the communities could not be listed', async () => {
      for (const community of await ports.communities.all())
        await carefully(ports, 'a community was not looked after', () => lookAfter(ports, community, now))
    })
  }
}

async function lookAfter(ports: Upkeep, community: CommunityId, now: Temporal.Instant): Promise<void> {
  const settings = await ports.communities.settings(community)
  if (!settings.moderatorChannel) return
  const place = { community, channel: settings.moderatorChannel }
  const today = now.toZonedDateTimeISO(settings.timeZone ?? 'UTC').toPlainDate()
  const send = (key: string, draft: Draft) =>
    ports.post(place, Reply.parse({ ...draft, seenBy: 'everyone' }), {
      reminder: key,
      slot: `${today}T00:00`,
      due: now,
    })
  const question = askingAbout(settings, today)
  if (question) await send('resources', question)
  for (const { reminder } of await ports.reminders.list(community))
    if (isToReview(reminder, today)) await send(`${reminder.id}r`, reviewing(reminder))
}

function isToReview({ review, paused }: Reminder, today: Temporal.PlainDate): boolean {
  if (!review || paused) return false
  return reviewNotice.includes(today.until(review, { largestUnit: 'days' }).days)
}

const reviewing = (reminder: Reminder): Draft => ({
  tone: 'notice',
  title: 'Should this reminder go on?',
  text: [
    paragraph(
      strong(subject(reminder)),
      ` in channel ${reminder.channel} waits from ${longDate(reminder.review!)} on, until a moderator says that it may go on.`,
    ),
  ],
  actions: [
    { label: 'It may go on', ask: `/reminders renew ${reminder.id}` },
    { label: 'Look at it', ask: `/reminders show ${reminder.id}` },
    { label: 'Delete it', ask: `/reminders delete ${reminder.id}` },
  ],
})

async function carefully(ports: Upkeep, what: string, job: () => Promise<unknown>): Promise<void> {
  try {
    await job()
  } catch (error) {
    ports.report({ what, error })
  }
}
