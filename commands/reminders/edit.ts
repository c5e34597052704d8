import { command } from '../../src/core/command.ts'
import { Reminder, unconfirmed } from '../../src/core/reminder.ts'
import type { When } from '../../src/core/when.ts'
import { contentOptions, type Given, readContent } from './content.ts'
import { saveAsDraft } from './create.ts'
import { type Desk, refused, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { isWrong, readWhen, type Scheduled, scheduleOptions, type Wrong } from './schedule.ts'

/** /reminders edit: what is named changes, the rest stays. It waits for "Save and start" again. */
export const edit = (desk: Desk) =>
  command({
    name: 'edit',
    about: 'Change a reminder: what you name changes, the rest stays',
    options: {
      id: idOption,
      ...scheduleOptions,
      ...contentOptions,
    },
    example: '/reminders edit a1b2c3 at:10:00',
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder }) => {
        const when = newWhen(reminder.when, ask.options, ask.now)
        if (isWrong(when)) return refused(when.title, when.wrong)
        const { run, say } = ask.options
        const content =
          run || say
            ? readContent(ask.options, desk.schedulable, desk.knowledge, ask.settings.region)
            : reminder
        if (isWrong(content)) return refused(content.title, content.wrong)
        const edited = {
          ...reminder,
          ...howOf(reminder, ask.options),
          run: content.run,
          words: content.words,
          when,
          paused: unconfirmed,
        }
        return saveAsDraft(desk, Reminder.parse(edited), ask)
      }),
  })

/** The old times unless some were named; a new way of repeating forgets the old days. */
function newWhen(old: When, given: Scheduled, now: Temporal.Instant): When | Wrong {
  const { every, on, at, timezone, from, until, times } = given
  if ([every, on, at, timezone, from, until, times].every(value => value === undefined)) return old
  if (every === undefined && on === undefined) {
    const kept = { ...old, ...(at && { at }), ...(timezone && { timeZone: timezone }), ...(from && { from }) }
    return times === undefined
      ? { ...kept, ...(until && { until }) }
      : {
          title: 'How many times?',
          wrong: 'Name every: and on: too, so that the times can be counted from now.',
        }
  }
  const bounds = { from: from ?? old.from, until: times === undefined ? (until ?? old.until) : until }
  const when = readWhen({ ...given, ...bounds, at: at ?? old.at }, timezone ?? old.timeZone, now)
  // Another weekday is no other rhythm: every two weeks stays that.
  const rhythm = old.every === 'week' && every === undefined ? old.weeks : undefined
  return rhythm && !isWrong(when) && when.every === 'week' ? { ...when, weeks: rhythm } : when
}

const howOf = (
  old: Reminder,
  { channel, mention, previous, thread, review, grace }: Given,
): Partial<Reminder> => ({
  channel: channel ?? old.channel,
  mention: mention ?? old.mention,
  previous: previous === undefined ? old.previous : previous === 'keep' ? undefined : (previous as 'delete'),
  thread: thread === undefined ? old.thread : thread === 'yes' || undefined,
  review: review ?? old.review,
  graceMinutes: grace === undefined ? old.graceMinutes : Number(grace),
})
