import { command } from '../../src/core/command.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'

/** /reminders pause: one reminder, until somebody starts it again. /pause stops all of them. */
export const pause = (desk: Desk) =>
  command({
    name: 'pause',
    about: 'Pause one reminder; /pause stops all posts of the community',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder, occurrence }) => {
        await desk.store.save({ ...reminder, paused: reminder.paused ?? 'a moderator paused it' }, occurrence)
        return {
          tone: 'notice',
          title: 'Paused',
          text: [paragraph('Nothing is posted until somebody starts it again.')],
          actions: [
            { label: 'Start it again', ask: `/reminders resume ${reminder.id}` },
            { label: 'All reminders', ask: '/reminders list' },
          ],
        }
      }),
  })
