import type { Settings } from '../core/community.ts'
import type { ChatPlatform } from '../core/platform.ts'
import { subject } from '../core/reminder.ts'
import { Reply } from '../core/reply.ts'
import { paragraph, strong } from '../core/text.ts'
import type { Handling } from './occurrence.ts'

/**
 * Tells moderators that a reminder has paused, and what to do: in their own channel if they named one, else in the
 * community's channel for reminders. Never where it failed, nor in a quiet channel. Where neither takes it,
 * /reminders shows it.
 */
export const tellModerators =
  ({ post, settings }: { post: ChatPlatform['post']; settings: Handling['settings'] }): Handling['tell'] =>
  async (reminder, { slot, due }, why) => {
    const note = Reply.parse({
      tone: 'notice',
      title: 'A reminder has paused',
      text: [
        paragraph(strong(subject(reminder)), ` in channel ${reminder.channel} was not posted: ${why}.`),
        paragraph('Moderators: mend that, then start it again.'),
      ],
      actions: [
        { label: 'Look at it', ask: `/reminders show ${reminder.id}` },
        { label: 'Start it again', ask: `/reminders resume ${reminder.id}` },
      ],
      seenBy: 'everyone',
    })
    for (const channel of channelsFor(await settings(reminder.community), reminder.channel)) {
      const place = { community: reminder.community, channel }
      const { result } = await post(place, note, { reminder: noteKey(reminder.id, 'n'), slot, due })
      if (result === 'posted' || result === 'unknown') return
    }
  }

/**
 * The key of a note about a reminder, so that it stands beside a post of the same minute. A platform may take no more
 * than 12 characters here: Discord's nonce has 25 with the time.
 */
export const noteKey = (id: string, kind: 'n' | 'r' | 'q'): string => `${id.slice(-11)}${kind}`

const channelsFor = (
  { moderatorChannel, channel, quietChannels = [] }: Settings,
  failed: string,
): Set<string> =>
  new Set(
    [moderatorChannel, channel].filter(
      found => found !== undefined && found !== failed && !quietChannels.includes(found),
    ) as string[],
  )
