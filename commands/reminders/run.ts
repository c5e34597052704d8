import { command } from '../../src/core/command.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, planned, refused, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { obstacles } from './plan.ts'

/**
 * /reminders run: makes it due now. The clock posts it within a minute, by the same way as every post, so that the
 * ledger has it and nothing can double it; afterwards it goes on as before.
 */
export const run = (desk: Desk) =>
  command({
    name: 'run',
    about: 'Post a reminder now, once, beside its times',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder }) => {
        if (reminder.paused) return refused('It is paused', `${reminder.paused}. Start it first.`)
        const { plan } = await planned(desk, reminder, ask.now, ask.settings)
        const stops = obstacles(plan)
        if (stops.length > 0) return refused('It cannot be posted', `${stops.join('; ')}.`)
        const due = ask.now
        const local = due.toZonedDateTimeISO(reminder.when.timeZone).toPlainDateTime()
        await desk.store.save(reminder, {
          reminder: reminder.id,
          slot: local.toString({ smallestUnit: 'second' }),
          due,
        })
        return {
          tone: 'notice',
          title: 'It is posted within a minute',
          text: [paragraph('Everyone in that channel will see it. Its other times stay as they are.')],
          actions: [{ label: 'What became of it', ask: `/reminders show ${reminder.id}` }],
        }
      }),
  })
