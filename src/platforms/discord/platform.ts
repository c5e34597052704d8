import { type Client, Events } from 'discord.js'
import type { Draw } from '../../core/chart.ts'
import type { Occurrence } from '../../core/occurrence.ts'
import type { ChatPlatform, ScheduledEvents } from '../../core/platform.ts'
import { createClient } from './client.ts'
import { scheduledEvents } from './events.ts'
import { loginFault } from './faults.ts'
import { listen } from './listen.ts'
import { illustrator, inWords } from './picture.ts'
import { post } from './post.ts'

export type DiscordOptions = {
  token: string
  apiUrl?: string
  now(): Temporal.Instant
  /** Makes pictures of charts. Without it they are told in words. */
  draw?: Draw
  /** Told what went wrong at the edge: a route and an error, never a payload. */
  report(where: string, error: unknown): void
}

/** Discord over its gateway: interactions only, and the events that moderators ask for. */
export function createDiscord({
  token,
  apiUrl,
  now,
  draw,
  report,
}: DiscordOptions): ChatPlatform & { events: ScheduledEvents } {
  const client = createClient(apiUrl)
  const illustrate = illustrator(draw, report)
  return {
    name: 'discord',
    events: scheduledEvents(token, apiUrl),
    start: async bot => {
      listen(client, { bot, illustrate, apiUrl, now, report })
      const ready = new Promise<void>(resolve => client.once(Events.ClientReady, () => resolve()))
      try {
        await client.login(token)
        await ready
      } catch (error) {
        throw loginFault(error)
      }
    },
    post: async (place, reply, occurrence, manner = {}) => {
      const illustrated = await (mayAttach(client, place.channel) ? illustrate(reply) : inWords(reply))
      const posting = { ...illustrated, title: reply.title, nonce: nonceOf(occurrence), report }
      return post(client, place, posting, manner)
    },
    check: async ({ community, channel }) => {
      const guild = client.guilds.cache.get(community.slice('discord:'.length))
      const found = guild?.channels.cache.get(channel)
      const me = guild?.members.me
      if (!found || !me) return ['a channel of this server that the bot can see']
      const needed = found.isThread()
        ? (['ViewChannel', 'SendMessagesInThreads'] as const)
        : (['ViewChannel', 'SendMessages'] as const)
      return found.isSendable()
        ? found.permissionsFor(me).missing(needed).map(spaced)
        : ['a channel that takes messages']
    },
    stop: () => client.destroy(),
  }
}

/** A post with a file where none is allowed would be refused whole; words go anywhere. */
function mayAttach(client: Client, channel: string): boolean {
  const found = client.channels.cache.get(channel)
  const me = found && !found.isDMBased() && found.guild.members.me
  return me ? found.permissionsFor(me).has('AttachFiles') : false
}

const spaced = (permission: string): string => permission.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')

const nonceOf = ({ reminder, slot }: Occurrence): string =>
  `${reminder}-${slot.replace(/\D/g, '').slice(0, 12)}`
