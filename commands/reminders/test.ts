import { command } from '../../src/core/command.ts'
import { type Desk, planned, refused, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { obstacles } from './plan.ts'

/** /reminders test: the very post, shown to whoever asks and to nobody else, once everything that could stop it was tried. */
export const test = (desk: Desk) =>
  command({
    name: 'test',
    about: 'Try a reminder: you alone see the post, exactly as it will be',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder }) => {
        const { plan } = await planned(desk, reminder, ask.now, ask.settings)
        const stops = obstacles(plan)
        if (stops.length > 0) return refused('It would not be posted', `${stops.join('; ')}.`)
        return { ...plan.post, seenBy: 'asker' }
      }),
  })
