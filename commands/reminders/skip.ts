import { command } from '../../src/core/command.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { moment, paragraph } from '../../src/core/text.ts'
import { type Desk, refused, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { localTime } from './plan.ts'

/** /reminders skip: leaves out the next time and says so in the ledger. */
export const skip = (desk: Desk) =>
  command({
    name: 'skip',
    about: 'Leave out the next post of a reminder',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async due => {
        const { reminder, occurrence } = due
        if (reminder.paused)
          return refused('It is paused', 'A reminder that is paused posts nothing: there is no time to skip.')
        const next = nextOccurrence(reminder, occurrence.due)
        if (!next) return refused('That is its last time', 'Pause or delete it instead.')
        if ((await desk.store.ledger.claim(occurrence)) !== 'new')
          return refused('Too late', 'It is being posted at this moment.')
        await desk.store.ledger.settle(due, { result: 'skipped', why: 'a moderator skipped it' }, next)
        return {
          tone: 'notice',
          title: 'Skipped',
          text: [
            paragraph(
              moment(occurrence.due, localTime(occurrence, reminder.when.timeZone)),
              ` is left out. The next time: ${localTime(next, reminder.when.timeZone)}.`,
            ),
          ],
          actions: [{ label: 'Look at it', ask: `/reminders show ${reminder.id}` }],
        }
      }),
  })
