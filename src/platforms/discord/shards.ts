import type { Client, ClientOptions } from 'discord.js'
import type { CommunityId } from '../../core/community.ts'

/** How many connections the servers are spread over; `auto` is what Discord recommends. */
export type Shards = number | 'auto'

/** All in this one process: 2,500 servers a connection is Discord's bound, not this machine's. */
export const sharding = (shards: Shards | undefined): Pick<ClientOptions, 'shards' | 'shardCount'> =>
  shards === undefined ? {} : shards === 'auto' ? { shards: 'auto' } : { shardCount: shards }

/** Which connection hears of a server (https://docs.discord.com/developers/events/gateway#sharding-sharding-formula). */
const shardOf = (guild: string, count: number): number => Number((BigInt(guild) >> 22n) % BigInt(count))

/**
 * From one connection's READY to every server the bot is in: READY names the servers of its own connection alone.
 * Nothing is said until each connection had its first.
 */
export function everyServer(
  client: Client,
): (shard: number, named: readonly { id: string }[]) => CommunityId[] | undefined {
  const heard = new Set<number>()
  return (shard, named) => {
    heard.add(shard)
    const count = Math.max(1, client.ws.shards.size)
    if (heard.size < count) return undefined
    const others = [...client.guilds.cache.keys()].filter(id => shardOf(id, count) !== shard)
    return [...named.map(({ id }) => id), ...others].map(id => `discord:${id}` as const)
  }
}

/** Told when the bot runs on one connection and Discord would have it use more. */
export const shardingAdvice = (recommended: number): string =>
  `Discord recommends ${recommended} shards for this bot and DISCORD_SHARDS is not set. ` +
  'Set DISCORD_SHARDS=auto in .env and start again: from 2,500 servers on, Discord refuses the bot without it.'
