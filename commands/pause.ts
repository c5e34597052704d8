import { command } from '../src/core/command.ts'
import { choice, date } from '../src/core/options.ts'
import type { Communities } from '../src/core/store.ts'
import { paragraph, strong, type Text } from '../src/core/text.ts'
import { longDate } from '../src/core/when.ts'
import { refused, yes } from './settings/desk.ts'
import { directMessage } from './settings/directMessage.ts'
import { signed } from './settings/signed.ts'

/** /pause: stops all posts of a community for a while, for example after a local loss. Help is never paused. */
export const pause = (communities: Communities) =>
  command({
    name: 'pause',
    about: 'Stop all posts of the bot until a day; help stays available',
    options: {
      until: date({ about: 'The day on which posts go on' }),
      off: choice(yes('Yes: posts go on now')),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const { until, off } = ask.options
      if (until && off) return refused('Pause or go on?', 'Give either until: or off:yes, not both.')
      const now = await communities.settings(community)
      const today = ask.now
        .toZonedDateTimeISO(now.timeZone ?? 'UTC')
        .toPlainDate()
        .toString()
      if (until && until <= today)
        return refused(
          'That day is not ahead',
          `Posts go on that day, so it must be after ${longDate(today)}.`,
        )
      if (until || off)
        await communities.change(
          community,
          ({ pausedUntil: _, ...rest }) => ({ ...rest, ...(until && { pausedUntil: until }) }),
          signed(ask),
        )
      const day = until ?? (off ? undefined : now.pausedUntil)
      const paused = day !== undefined && day > today
      return {
        tone: 'notice',
        title: paused ? 'All posts are paused' : 'Posts go on',
        text: paused ? pausedUntil(day, now.timeZone) : going,
        actions: [
          paused
            ? { label: 'Go on now', ask: '/pause off:yes' }
            : { label: 'All settings', ask: '/settings show' },
          { label: 'Reminders', ask: '/reminders list' },
          ...(until || off ? [{ label: 'Undo', ask: '/settings undo' }] : []),
        ],
      }
    },
  })

const help = 'Help stays available: /overdose, /support and /naloxone answer as always.'

const pausedUntil = (day: string, timeZone: string | undefined): Text => [
  paragraph(
    'Nothing is posted before ',
    strong(longDate(day)),
    `; posts go on that day (${timeZone ?? 'in each reminder’s own time zone'}). What is due until then is skipped and noted.`,
  ),
  paragraph(help),
]

const going: Text = [
  paragraph('Reminders are posted at their times. To stop all of them for a while: /pause until:2026-12-01'),
  paragraph(help),
]
