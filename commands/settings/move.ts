import { PlatformId, type Settings } from '../../src/core/community.ts'
import type { Configuration, PortableReminder } from '../../src/core/configuration.ts'

/** Which channel becomes which, and the one for every post whose channel is not named. */
export type Mapping = { map: ReadonlyMap<string, string>; channel?: string | undefined }

export type Moved = {
  settings: Settings
  reminders: PortableReminder[]
  /** What cannot move, in words. */
  dropped: string[]
  /** Channels that something is posted in and that have no counterpart yet. */
  unmapped: string[]
}

/** Reads "old=new,old2=new2", or says what is wrong with it. */
export function readMap(words: string | undefined, document: Configuration): Map<string, string> | string {
  const map = new Map<string, string>()
  for (const pair of (words ?? '').split(/[,\s]+/).filter(part => part)) {
    const [from = '', to = '', ...more] = pair.split('=').map(id => id.replace(/^<?#?|(\|[^>]*)?>?$/g, ''))
    if (more.length > 0 || !PlatformId.safeParse(from).success || !PlatformId.safeParse(to).success)
      return `Write the map as old=new,old2=new2 with ids of channels; I could not read ${pair.slice(0, 60)}.`
    if (!channelsOf(document).includes(from))
      return `The file uses no channel ${from}. It uses: ${channelsOf(document).slice(0, 12).join(', ')}.`
    map.set(from, to)
  }
  return map
}

const channelsOf = ({ settings: s, reminders }: Configuration): string[] => {
  const named = [s.channel, s.moderatorChannel, ...(s.quietChannels ?? [])].filter(id => id !== undefined)
  return [...new Set([...named, ...[...(s.screenings ?? []), ...reminders].map(({ channel }) => channel)])]
}

/**
 * The configuration with the channels of its new community. On another platform roles, people and events are
 * others, so what names them is left behind. Only posts go to the one channel for all the rest: a private channel of
 * the moderators, or a quiet one, has no stand-in.
 */
export function moved(document: Configuration, platform: string, { map, channel }: Mapping): Moved {
  const far = document.platform !== platform
  const dropped: string[] = []
  const unmapped = new Set<string>()
  const forPosts = (id: string): string => {
    const to = map.get(id) ?? channel ?? (far ? undefined : id)
    if (!to) unmapped.add(id)
    return to ?? id
  }
  const exactly = (id: string, what: string): string[] => {
    const to = map.get(id) ?? (far ? undefined : id)
    if (!to) dropped.push(`${what} ${id}, which is not mapped`)
    return to ? [to] : []
  }
  const {
    channel: home,
    moderatorChannel,
    quietChannels,
    moderators,
    screenings,
    ...rest
  } = document.settings
  const [private_] = moderatorChannel ? exactly(moderatorChannel, 'the channel for moderators') : []
  const quiet = quietChannels?.flatMap(id => exactly(id, 'the quiet channel'))
  if (far && moderators?.length) dropped.push(`moderators: ${moderators.length} roles or people`)
  return {
    settings: {
      ...rest,
      ...(home && { channel: forPosts(home) }),
      ...(private_ && { moderatorChannel: private_ }),
      ...(quiet && quiet.length > 0 && { quietChannels: [...new Set(quiet)] }),
      ...(!far && moderators && { moderators }),
      ...(screenings && {
        screenings: screenings.map(({ event, ...screening }) => {
          if (far && event) dropped.push(`the event of the film night on ${screening.date}`)
          return { ...screening, channel: forPosts(screening.channel), ...(!far && event && { event }) }
        }),
      }),
    },
    reminders: document.reminders.map(({ mention, ...reminder }) => {
      if (far && mention) dropped.push(`the mention in the reminder ${reminder.id}`)
      return { ...reminder, channel: forPosts(reminder.channel), ...(!far && mention && { mention }) }
    }),
    dropped,
    unmapped: [...unmapped],
  }
}
