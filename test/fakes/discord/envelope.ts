/**
 * What surrounds every interaction: where, by whom, in which language.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
import { randomBytes } from 'node:crypto'
import type { Json } from './json.ts'
import { channelPayload, memberPayload, userPayload } from './payloads.ts'
import { ALL_PERMISSIONS, APPLICATION_ID, type Channel, INVOKER, type World } from './world.ts'

/** Where and as whom. By default the first guild, its first channel, one ordinary member; `guild: null` is a DM. */
export type Where = {
  guild?: string | null
  channel?: string
  user?: string
  /** The member's permissions in the channel, as a bit set. Discord's own check of them is not simulated. */
  permissions?: bigint | string
  /** Ids of the roles the member has, whether or not the guild lists them. */
  roles?: string[]
  locale?: string
  guildLocale?: string
  /** The app was installed by the user for themself; no server or bot of ours is there. */
  installedByUser?: boolean
}

const SEND_MESSAGES = 1n << 11n

export function placeOf(world: World, { guild, channel, user = INVOKER }: Where): Channel {
  if (guild === null) return world.dmChannel(user)
  const home = world.guilds.get(guild ?? [...world.guilds.keys()][0] ?? '')
  const found = channel === undefined ? home?.channels.values().next().value : world.channels.get(channel)
  if (!found)
    throw new Error(`The fake Discord has no channel ${channel ?? ''} in guild ${guild ?? '(first)'}`)
  return found
}

export function envelope(world: World, type: number, data: Json, channel: Channel, where: Where): Json {
  const { user = INVOKER, permissions = SEND_MESSAGES, roles = [] } = where
  const { locale = 'en-US', guildLocale = 'en-US' } = where
  const guild = channel.guildId
  const inGuild = {
    guild_id: guild,
    guild: { id: guild, features: [], locale: guildLocale },
    guild_locale: guildLocale,
    member: { ...memberPayload(user, roles), permissions: String(permissions) },
    context: 0,
  }
  return {
    id: world.snowflake(),
    application_id: APPLICATION_ID,
    type,
    data,
    channel: channelPayload(world, channel),
    channel_id: channel.id,
    token: randomBytes(32).toString('hex'),
    version: 1,
    locale,
    app_permissions: String(ALL_PERMISSIONS & ~world.deniedBits(channel)),
    entitlements: [],
    authorizing_integration_owners: where.installedByUser ? { 1: user } : { 0: guild ?? '0' },
    attachment_size_limit: 10_485_760,
    ...(guild ? inGuild : { user: userPayload(user), context: where.installedByUser ? 2 : 1 }),
  }
}
