import { command } from '../../src/core/command.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'

/** /reminders delete: it and its ledger. */
export const remove = (desk: Desk) =>
  command({
    name: 'delete',
    about: 'Delete a reminder',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder }) => {
        await desk.store.remove(reminder.community, reminder.id)
        return {
          tone: 'notice',
          title: 'Reminder deleted',
          text: [paragraph('It will not be posted again. What it posted before stays where it is.')],
          actions: [{ label: 'All reminders', ask: '/reminders list' }],
        }
      }),
  })
