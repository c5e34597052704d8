import type { Settings } from '../core/community.ts'
import type { ChatPlatform } from '../core/platform.ts'
import { subject } from '../core/reminder.ts'
import { Reply } from '../core/reply.ts'
import { paragraph, strong } from '../core/text.ts'
import type { Handling } from './occurrence.ts'

/**
 * Tells moderators that a reminder has paused, and what to do: in their own channel if they named one, else in the
 * community's channel for reminders, unless that is where it failed. Without either, /reminders shows it.
 */
export const tellModerators =
  ({ post, settings }: { post: ChatPlatform['post']; settings: Handling['settings'] }): Handling['tell'] =>
  async (reminder, { slot, due }, why) => {
    const channel = channelFor(await settings(reminder.community), reminder.channel)
    if (!channel) return
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
    const place = { community: reminder.community, channel }
    // A note of its own, beside the post that failed in the same minute.
    await post(place, note, { reminder: `${reminder.id}n`, slot, due })
  }

const channelFor = ({ moderatorChannel, channel }: Settings, failed: string): string | undefined =>
  moderatorChannel ?? (channel === failed ? undefined : channel)
