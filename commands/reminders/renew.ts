import { command } from '../../src/core/command.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import { type Desk, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'

/** /reminders renew: it may go on; it is asked again in half a year. */
export const renew = (desk: Desk) =>
  command({
    name: 'renew',
    about: 'Say that a reminder may go on for another half year',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder, occurrence }) => {
        const today = ask.now.toZonedDateTimeISO(reminder.when.timeZone).toPlainDate()
        const review = today.add({ months: 6 }).toString()
        await desk.store.save({ ...reminder, review }, occurrence)
        return {
          tone: 'notice',
          title: 'It may go on',
          text: [paragraph('I ask again on ', strong(longDate(review)), '.')],
          actions: [
            ...(reminder.paused
              ? [{ label: 'Start it again', ask: `/reminders resume ${reminder.id}` }]
              : []),
            { label: 'Look at it', ask: `/reminders show ${reminder.id}` },
          ],
        }
      }),
  })
