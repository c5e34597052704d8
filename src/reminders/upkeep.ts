import type { CommunityId } from '../core/community.ts'
import type { ChatPlatform } from '../core/platform.ts'
import { heldBack } from '../core/quiet.ts'
import type { Reminder } from '../core/reminder.ts'
import { subject } from '../core/reminder.ts'
import { type Draft, Reply } from '../core/reply.ts'
import type { Communities, Reminders } from '../core/store.ts'
import { paragraph, strong } from '../core/text.ts'
import { longDate } from '../core/when.ts'
import { askingAbout } from './asking.ts'
import type { Problem } from './occurrence.ts'
import { noteKey } from './tell.ts'

export type Upkeep = {
  communities: Communities
  reminders: Reminders
  post: ChatPlatform['post']
  now(): Temporal.Instant
  /** Whether a community has not been asked anything on a day yet; it has been from then on, over restarts as well. */
  firstOn(community: CommunityId, day: string): boolean
  /** Whatever else is due once a day: what is too old is removed, a backup is made. */
  daily(now: Temporal.Instant): void | Promise<void>
  report(problem: Problem): void
}

/** So many days before its review date, and on it, moderators are asked whether a reminder should go on. */
const reviewNotice = [7, 0]
/** The local hour from which on they are asked. */
const askFrom = 9

/**
 * What is done once a day: moderators are asked, by day and in a channel of theirs, what only they can know, and what
 * is too old is removed. The clock may call it as often as it likes; it looks at communities once an hour.
 */
export function dailyUpkeep(ports: Upkeep): () => Promise<void> {
  let day = ''
  let hour = ''
  return async () => {
    const now = ports.now()
    const [today, thisHour] = [now.toString().slice(0, 10), now.toString().slice(0, 13)]
    if (day !== today) {
      day = today
      await carefully(ports, 'the daily upkeep failed', async () => ports.daily(now))
    }
    if (hour === thisHour) return
    hour = thisHour
    await carefully(ports, 'the communities could not be listed', async () => {
      for (const community of await ports.communities.all())
        await carefully(ports, 'a community was not looked after', () => lookAfter(ports, community, now))
    })
  }
}

async function lookAfter(ports: Upkeep, community: CommunityId, now: Temporal.Instant): Promise<void> {
  const settings = await ports.communities.settings(community)
  const { moderatorChannel: channel, timeZone = 'UTC' } = settings
  if (!channel) return
  const local = now.toZonedDateTimeISO(timeZone)
  const today = local.toPlainDate()
  const posting = { channel, when: { every: 'day', at: '09:00', timeZone } as const }
  if (local.hour < askFrom || heldBack(posting, settings, now)) return
  const question = askingAbout(settings, today)
  const toReview = (await ports.reminders.list(community)).filter(({ reminder }) =>
    isToReview(reminder, today),
  )
  if (!question && toReview.length === 0) return
  if (!ports.firstOn(community, today.toString())) return
  const send = (key: string, draft: Draft) =>
    carefully(ports, 'moderators could not be asked', async () => {
      const occurrence = { reminder: key, slot: `${today}T00:00`, due: now }
      const reply = Reply.parse({ ...draft, seenBy: 'everyone' })
      const posted = await ports.post({ community, channel }, reply, occurrence)
      if (posted.result !== 'posted') ports.report({ what: 'moderators could not be asked', why: posted.why })
    })
  // Not the same key for every community: it may have to be unique among all posts of the bot.
  if (question) await send(noteKey(community, 'q'), question)
  for (const { reminder } of toReview) await send(noteKey(reminder.id, 'r'), reviewing(reminder))
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
