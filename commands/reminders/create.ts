import type { Ask } from '../../src/core/ask.ts'
import { command } from '../../src/core/command.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { Reminder, unconfirmed } from '../../src/core/reminder.ts'
import type { Draft } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { directMessage } from '../settings/directMessage.ts'
import { contentOptions, type Given, readContent } from './content.ts'
import { type Desk, planned, refused } from './desk.ts'
import { isWrong, readWhen, type Scheduled, scheduleOptions } from './schedule.ts'

/** Of one community. */
export const mostReminders = 100
const reviewAfter = { months: 6 }

/**
 * /reminders create: saves it without starting it and shows what it would do. Pressing "Save and start" is the
 * deliberate act that makes it public; until then nothing is posted.
 */
export const create = (desk: Desk) =>
  command({
    name: 'create',
    about: 'Post a command’s answer or your own words, at the times you say',
    options: { ...scheduleOptions, ...contentOptions },
    example:
      '/reminders create run:"/support region:US-WV" every:week on:monday at:09:00 timezone:America/New_York',
    who: 'moderators',
    answer: ask => (ask.place ? createDraft(desk, ask, ask.place) : directMessage),
  })

/** A new reminder that waits to be started, unless there are too many. */
export async function createDraft(
  desk: Desk,
  ask: Parameters<typeof reminderFrom>[1],
  place: NonNullable<Ask['place']>,
): Promise<Draft> {
  const reminder = reminderFrom(desk, ask, place)
  if (isWrong(reminder)) return refused(reminder.title, reminder.wrong)
  const all = await desk.store.list(place.community)
  if (all.length >= mostReminders)
    return refused(
      'That is one too many',
      `A community can have ${mostReminders} reminders. Delete one first.`,
    )
  return saveAsDraft(desk, { ...reminder, paused: unconfirmed }, ask)
}

/** Shows the plan with what to press; a channel where nothing can be posted is refused, and nothing is saved. */
export async function saveAsDraft(
  desk: Desk,
  reminder: Reminder,
  { now, settings }: Pick<Ask, 'now' | 'settings'>,
): Promise<Draft> {
  const next = nextOccurrence(reminder, now)
  if (!next)
    return refused(
      'That is over already',
      'No date that is left fits this. Give later ones; nothing was saved.',
    )
  const { plan, draft } = await planned(desk, reminder, now, settings)
  if (plan.missing.length > 0)
    return refused(
      'I cannot post there',
      `Missing in that channel: ${plan.missing.join(', ')}. Grant it, then try again; nothing was saved.`,
    )
  await desk.store.save(reminder, next)
  return {
    ...draft,
    tone: 'notice',
    title: 'Nothing is posted yet: is this right?',
    text: [paragraph('Only you see this. Everyone in that channel will see the post.'), ...draft.text],
    actions: [
      { label: 'Save and start', ask: `/reminders resume ${reminder.id}` },
      { label: 'See the whole post', ask: `/reminders test ${reminder.id}` },
      { label: 'Delete it', ask: `/reminders delete ${reminder.id}` },
    ],
  }
}

/** What somebody described, as a reminder of this community that has not been saved. */
export function reminderFrom(
  { schedulable, knowledge }: Desk,
  {
    options,
    settings,
    now,
  }: { options: Scheduled & Given; settings: Ask['settings']; now: Temporal.Instant },
  place: NonNullable<Ask['place']>,
) {
  const when = readWhen(options, settings.timeZone, now)
  if (isWrong(when)) return when
  const content = readContent(options, schedulable, knowledge, settings.region)
  if (isWrong(content)) return content
  const { channel, mention, previous, thread, grace } = options
  const review =
    options.review ?? now.toZonedDateTimeISO(when.timeZone).add(reviewAfter).toPlainDate().toString()
  return Reminder.parse({
    id: crypto.randomUUID().slice(0, 8),
    community: place.community,
    channel: channel ?? settings.channel ?? place.channel,
    ...content,
    when,
    ...(when.every !== 'once' && { review }),
    ...(mention && { mention }),
    ...((previous === 'delete' || previous === 'replace') && { previous }),
    ...(thread === 'yes' && { thread: true }),
    ...(grace && { graceMinutes: Number(grace) }),
  })
}
