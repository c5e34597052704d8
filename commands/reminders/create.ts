import { type Commands, command, spelled } from '../../src/core/command.ts'
import type { Place } from '../../src/core/community.ts'
import { Line } from '../../src/core/line.ts'
import { channel, choice, text, time, zone } from '../../src/core/options.ts'
import {
  nextOccurrence,
  type Reminder,
  spoken,
  type Weekday,
  type When,
  weekdays,
} from '../../src/core/reminder.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Reminders } from '../../src/core/store.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import { isMistake, understand } from '../../src/core/typed.ts'
import { directMessage } from '../settings.ts'

/** What would stop a post there: the names of missing permissions. Empty where nothing would. */
export type Check = (place: Place) => Promise<string[]>

const dayChoices = [
  { value: 'day', label: 'Every day', also: ['daily', 'every day'] },
  ...weekdays.map(value => ({
    value,
    label: value[0]!.toUpperCase() + value.slice(1),
    also: [value.slice(0, 3)],
  })),
]

/** /reminders create: a command to run, a channel, a weekday and time, a time zone. */
export const create = (store: Reminders, commands: Commands, check: Check) => {
  const schedulable = spelled(commands).filter(({ command }) => command.schedulable)
  return command({
    name: 'create',
    about: 'Post the answer of a command in a channel, every week or every day',
    options: {
      run: text({
        about: 'The command to post, as you would type it',
        example: '"/support region:US-WV"',
        required: true,
        longest: 90,
      }),
      on: choice({ about: 'Which day', example: 'monday', required: true, choices: dayChoices }),
      at: time({ about: 'Local time on a 24-hour clock', required: true }),
      timezone: zone({ about: 'Time zone; the one in /settings if left out' }),
      channel: channel({ about: 'Where; the channel in /settings, or this one, if left out' }),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const line = Line.safeParse(`/${ask.options.run.trim().replace(/^\//, '')}`)
      const understood = line.success
        ? understand(
            schedulable.map(s => s.command),
            line.data,
          )
        : undefined
      if (!line.success || !understood || isMistake(understood)) {
        const names = schedulable.map(({ words }) => `/${words}`).join(', ')
        const why =
          understood && isMistake(understood) && understood.command
            ? understood.wrong
            : `These commands can be posted: ${names}.`
        return refused(
          'That cannot be posted by itself',
          `${why} Example: /reminders create run:"/support region:US-WV" on:monday at:09:00 timezone:America/New_York`,
        )
      }
      const timeZone = ask.options.timezone ?? ask.settings.timeZone
      if (!timeZone)
        return refused(
          'Which time zone?',
          'Add timezone:America/New_York, or set it once with /settings timezone:America/New_York.',
        )
      const { on, at } = ask.options
      const when: When =
        on === 'day' ? { every: 'day', at, timeZone } : { every: 'week', on: on as Weekday, at, timeZone }
      const place = {
        community: ask.place.community,
        channel: ask.options.channel ?? ask.settings.channel ?? ask.place.channel,
      }
      const missing = await check(place)
      if (missing.length > 0)
        return refused(
          'I cannot post there',
          `Missing in that channel: ${missing.join(', ')}. Grant it, then try again; nothing was saved.`,
        )
      const reminder: Reminder = { id: crypto.randomUUID().slice(0, 8), ...place, line: line.data, when }
      const next = nextOccurrence(reminder, ask.now)
      await store.save(reminder, next)
      return saved(reminder, next.slot)
    },
  })
}

const refused = (title: string, words: string): Draft => ({
  tone: 'problem',
  title,
  text: [paragraph(words)],
})

const saved = (reminder: Reminder, slot: string): Draft => ({
  tone: 'notice',
  title: 'Reminder saved',
  text: [
    paragraph(
      'I will post ',
      strong(reminder.line),
      ` ${spoken(reminder.when)}. The first time: ${slot.replace('T', ' at ')}.`,
    ),
    paragraph('Everyone in that channel will see it. Until then only you see this.'),
  ],
  actions: [
    { label: 'See what it says', ask: reminder.line },
    { label: 'All reminders', ask: '/reminders list' },
    { label: 'Delete this one', ask: `/reminders delete ${reminder.id}` },
  ],
})
