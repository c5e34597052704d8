import { command } from '../../src/core/command.ts'
import type { Settings } from '../../src/core/community.ts'
import { channel, choice, time } from '../../src/core/options.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, yes } from './desk.ts'
import { directMessage } from './directMessage.ts'
import { saved } from './saved.ts'

const mostQuiet = 50

/** /settings quiet: channels in which the bot never posts, and hours in which it posts nowhere. */
export const quiet = (desk: Pick<Desk, 'knowledge' | 'communities' | 'reminders'>) =>
  command({
    name: 'quiet',
    about: 'Channels and hours without posts; answers there stay private',
    options: {
      channel: channel({ about: 'A channel in which the bot never posts' }),
      remove: choice(yes('Yes: posts may be made in that channel again')),
      from: time({ about: 'Quiet hours begin: local time on a 24-hour clock', example: '22:00' }),
      to: time({ about: 'Quiet hours end; they may go over midnight', example: '07:00' }),
      off: choice(yes('Yes: there are no quiet hours any more')),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { channel: chosen } = ask.options
      const silenced =
        chosen && !ask.options.remove
          ? (await desk.reminders.list(ask.place.community)).filter(due => due.reminder.channel === chosen)
          : []
      return saved(desk, ask, ask.place.community, {
        edit: current => quieted(current, ask.options),
        title: 'Quiet channels and hours',
        about: ['quietChannels', 'quietHours'],
        text: now => [
          paragraph(
            'In a quiet channel the bot never posts, and answers only privately. Help stays available.',
          ),
          paragraph(
            now.timeZone
              ? `Quiet hours are in the time zone ${now.timeZone}. What falls into them is skipped and noted.`
              : 'Quiet hours are in each reminder’s own time zone, until you set one: /settings timezone:America/New_York',
          ),
          ...(silenced.length > 0
            ? [
                paragraph(
                  `Reminders that post in that channel: ${silenced.length}. They are skipped from now on.`,
                ),
              ]
            : []),
        ],
      })
    },
  })

type Given = { [name in 'channel' | 'remove' | 'from' | 'to' | 'off']?: string | undefined }

/** The settings with what was asked for, or why not. */
function quieted(current: Settings, given: Given): Settings | string {
  const channels = channelsAfter(current.quietChannels ?? [], given)
  if (typeof channels === 'string') return channels
  const hours = hoursAfter(current.quietHours, given)
  if (typeof hours === 'string') return hours
  const { quietChannels: _, quietHours: __, ...rest } = current
  return {
    ...rest,
    ...(channels.length > 0 && { quietChannels: channels }),
    ...(hours && { quietHours: hours }),
  }
}

function channelsAfter(now: string[], { channel, remove }: Given): string[] | string {
  if (!channel) return remove ? 'Name the channel that is no longer quiet.' : now
  const others = now.filter(id => id !== channel)
  if (remove) return others.length < now.length ? others : 'That channel is not quiet.'
  if (others.length >= mostQuiet) return `At most ${mostQuiet} channels can be quiet. Remove one first.`
  return now.includes(channel) ? now : [...now, channel]
}

function hoursAfter(now: Settings['quietHours'], { from, to, off }: Given): Settings['quietHours'] | string {
  if (off) return from || to ? 'Give either off:yes or the hours, not both.' : undefined
  const hours = { from: from ?? now?.from, to: to ?? now?.to }
  if (!hours.from || !hours.to)
    return from || to ? 'Give both from: and to:, such as from:22:00 to:07:00.' : now
  if (hours.from === hours.to)
    return 'Quiet hours that end when they begin are none. To stop all posts use /pause.'
  return { from: hours.from, to: hours.to }
}
