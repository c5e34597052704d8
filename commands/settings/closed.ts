import type { CommunityId } from '../../src/core/community.ts'
import { portable } from '../../src/core/configuration.ts'
import type { Due } from '../../src/core/store.ts'
import type { Desk } from './desk.ts'
import { same } from './differences.ts'
import type { Moved } from './move.ts'

export type Open = Moved & {
  /** Channels in which the bot may not post, with what is missing. */
  closed: string[]
}

/**
 * Leaves out channels in which the bot may not post, and lets reminders for them wait as drafts. A file can name a
 * channel of somebody else's community: nothing may ever be posted there, and the platform knows whose it is.
 */
export async function closedOut(
  { check }: Pick<Desk, 'check'>,
  community: CommunityId,
  moved: Moved,
  here: readonly Due[],
): Promise<Open> {
  const { channel, moderatorChannel, screenings, ...rest } = moved.settings
  const used = [
    channel,
    moderatorChannel,
    ...[...(screenings ?? []), ...moved.reminders].map(one => one.channel),
  ]
  const ids = [...new Set(used.filter(id => id !== undefined))]
  const missing = new Map<string, string>()
  await Promise.all(
    ids.map(async id => {
      const lacks = await check({ community, channel: id }).catch(() => ['an answer from the platform'])
      if (lacks.length > 0) missing.set(id, lacks.join(', '))
    }),
  )
  const isOpen = (id: string) => !missing.has(id)
  const shut = (what: string) => `${what}: the bot may not post there`
  const ours = here.map(due => portable(due.reminder))
  return {
    ...moved,
    settings: {
      ...rest,
      ...(channel && isOpen(channel) && { channel }),
      ...(moderatorChannel && isOpen(moderatorChannel) && { moderatorChannel }),
      ...(screenings && { screenings: screenings.filter(one => isOpen(one.channel)) }),
    },
    reminders: moved.reminders.map(one =>
      isOpen(one.channel) || ours.some(mine => same(mine, one)) ? one : { ...one, paused: true },
    ),
    dropped: [
      ...moved.dropped,
      ...(channel && !isOpen(channel) ? [shut(`the channel for reminders ${channel}`)] : []),
      ...(moderatorChannel && !isOpen(moderatorChannel)
        ? [shut(`the channel for moderators ${moderatorChannel}`)]
        : []),
      ...(screenings ?? [])
        .filter(one => !isOpen(one.channel))
        .map(one => shut(`the film night on ${one.date} in ${one.channel}`)),
    ],
    closed: [...missing].map(([id, lacks]) => `${id} (missing: ${lacks})`),
  }
}
