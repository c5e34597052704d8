import type { Client } from 'discord.js'
import type { Draw } from '../../core/chart.ts'
import type { Place } from '../../core/community.ts'
import type { Occurrence } from '../../core/occurrence.ts'
import type { OperatorError } from '../../core/operatorError.ts'
import type { ChatPlatform, ScheduledEvents } from '../../core/platform.ts'
import type { Reply } from '../../core/reply.ts'
import { createClient } from './client.ts'
import { connection } from './connection.ts'
import { scheduledEvents } from './events.ts'
import { listen } from './listen.ts'
import { illustrator, inWords } from './picture.ts'
import { post } from './post.ts'
import { pace } from './rest.ts'
import type { Shards } from './shards.ts'
import { dropCounter, staleness } from './stale.ts'

export type DiscordOptions = {
  token: string
  apiUrl?: string
  shards?: Shards
  now(): Temporal.Instant
  /** Makes pictures of charts. Without it they are told in words. */
  draw?: Draw
  /** Told what went wrong at the edge: a route and an error, never a payload. */
  report(where: string, error: unknown): void
  /** Told what the operator should know; `refused` where Discord will hardly change its mind. */
  tell?(fault: OperatorError, refused: boolean): void
}

/** Discord over its gateway: interactions only, and the events that moderators ask for. */
export function createDiscord({
  token,
  apiUrl,
  shards,
  now,
  draw,
  report,
  tell = fault => report('discord', fault),
}: DiscordOptions): ChatPlatform & { events: ScheduledEvents } {
  const isStale = staleness()
  const stale = dropCounter(report)
  const turn = pace()
  let hears = (_client: Client) => {}
  const connected = connection({
    token,
    fresh: () => {
      const client = createClient(apiUrl, shards)
      hears(client)
      return client
    },
    sharded: shards !== undefined,
    report,
    tell,
  })
  const illustrate = illustrator(draw, report)
  const postTo: ChatPlatform['post'] = async (place, reply, occurrence, manner = {}) => {
    const { client } = connected
    const illustrated = await (mayAttach(client, place.channel) ? illustrate(reply) : inWords(reply))
    const posting = { ...illustrated, title: reply.title, nonce: nonceOf(occurrence), report }
    await turn(1 + Number(manner.previous !== undefined) + Number(manner.thread === true))
    return post(client, place, posting, manner)
  }
  const afresh = (place: Place, reply: Reply, press: string) =>
    postTo(place, reply, { reminder: 'share', slot: press, due: now() })
  return {
    name: 'discord',
    events: scheduledEvents(token, apiUrl),
    start: bot => {
      const drop = (id: string) => {
        const old = isStale(id)
        if (old) stale.add()
        return old
      }
      hears = client => listen(client, { bot, illustrate, apiUrl, now, report, post: afresh, drop })
      return connected.start()
    },
    post: postTo,
    check: async ({ community, channel }) => {
      const guild = connected.client.guilds.cache.get(community.slice('discord:'.length))
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
    stop: connected.stop,
  }
}

/** A post with a file where none is allowed would be refused whole; words go anywhere. */
function mayAttach(client: Client, channel: string): boolean {
  const found = client.channels.cache.get(channel)
  const me = found && !found.isDMBased() && found.guild.members.me
  return me ? found.permissionsFor(me).has('AttachFiles') : false
}

const spaced = (permission: string): string => permission.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')

/** At most 25 characters: eight and twelve for a reminder, five and nineteen for a press that shares an answer. */
const nonceOf = ({ reminder, slot }: Occurrence): string =>
  `${reminder}-${slot.replace(/\D/g, '')}`.slice(0, 25)
