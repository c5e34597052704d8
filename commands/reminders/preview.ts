import { command } from '../../src/core/command.ts'
import { spoken } from '../../src/core/when.ts'
import { directMessage } from '../settings/directMessage.ts'
import { contentOptions } from './content.ts'
import { reminderFrom } from './create.ts'
import { type Desk, planned, refused, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { nextTimes } from './plan.ts'
import { isWrong, readWhen, scheduleOptions } from './schedule.ts'

/** /reminders preview: what would happen; nothing is saved. With an id, of a reminder that is there. */
export const preview = (desk: Desk) =>
  command({
    name: 'preview',
    about: 'The next five times, the post and what would stop it; saves nothing',
    options: {
      ...scheduleOptions,
      ...contentOptions,
      id: { ...idOption, about: 'A reminder that is there already', required: false },
    },
    example: '/reminders preview every:day at:09:00 timezone:America/New_York',
    who: 'moderators',
    answer: async ask => {
      if (ask.options.id)
        return withReminder(desk, ask, async ({ reminder }) => ({
          ...(await planned(desk, reminder, ask.now, ask.settings)).draft,
          tone: 'notice',
          title: 'What this reminder does',
        }))
      const { run, say } = ask.options
      if (!run && !say) {
        const when = readWhen(ask.options, ask.settings.timeZone, ask.now)
        if (isWrong(when)) return refused(when.title, when.wrong)
        return {
          tone: 'notice',
          title: 'The next times',
          text: nextTimes(when, ask.now, ask.settings),
          parts: [{ fields: [{ name: 'When', value: [spoken(when)] }] }],
        }
      }
      if (!ask.place) return directMessage
      const reminder = reminderFrom(desk, ask, ask.place)
      if (isWrong(reminder)) return refused(reminder.title, reminder.wrong)
      const { draft } = await planned(desk, reminder, ask.now, ask.settings)
      return { ...draft, tone: 'notice', title: 'Preview: nothing was saved' }
    },
  })
