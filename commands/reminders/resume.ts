import { command } from '../../src/core/command.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { type Reminder, unconfirmed } from '../../src/core/reminder.ts'
import { moment, paragraph } from '../../src/core/text.ts'
import { spoken } from '../../src/core/when.ts'
import { type Desk, planned, refused, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { localTime, obstacles } from './plan.ts'

/** /reminders resume: starts a new one, or one that paused. Whatever would stop it again is said first. */
export const resume = (desk: Desk) =>
  command({
    name: 'resume',
    about: 'Start a reminder that is new or paused',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder: { paused, ...reminder } }) => {
        const next = nextOccurrence(reminder, ask.now)
        if (!next) return refused('It is over', 'It has no date left. Change its times with /reminders edit.')
        const { plan } = await planned(desk, reminder, ask.now, ask.settings)
        const stops = obstacles(plan)
        if (stops.length > 0)
          return refused('It cannot start yet', `${stops.join('; ')}. Mend that, then press again.`)
        const started = reviewed(reminder, ask.now)
        await desk.store.save(started, next)
        return {
          tone: 'notice',
          title: paused === unconfirmed ? 'Reminder saved' : 'It goes on',
          text: [
            paragraph(
              `It posts ${spoken(started.when)}. The next time: `,
              moment(next.due, localTime(next, started.when.timeZone)),
              '.',
            ),
            paragraph('Everyone in that channel will see it.'),
          ],
          actions: [
            { label: 'Look at it', ask: `/reminders show ${started.id}` },
            { label: 'All reminders', ask: '/reminders list' },
          ],
        }
      }),
  })

/** Saying that it may go on moves a review date that has come by half a year. */
function reviewed(reminder: Reminder, now: Temporal.Instant): Reminder {
  const today = now.toZonedDateTimeISO(reminder.when.timeZone).toPlainDate()
  if (!reminder.review || today.toString() < reminder.review) return reminder
  return { ...reminder, review: today.add({ months: 6 }).toString() }
}
