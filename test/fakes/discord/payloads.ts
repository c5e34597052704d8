/** JSON objects as Discord sends them, reduced to the fields a client reads. */
import type { Json } from './json.ts'
import { numbered } from './message.ts'
import {
  ALL_PERMISSIONS,
  APPLICATION_ID,
  BOT,
  type Channel,
  type FakeMessage,
  type Guild,
  type World,
} from './world.ts'

const JOINED = '2020-01-01T00:00:00.000000+00:00'

export const userPayload = (id: string): Json =>
  id === BOT.id ? BOT : { id, username: `user-${id}`, discriminator: '0', global_name: null, avatar: null }

export const memberPayload = (userId: string): Json => ({
  user: userPayload(userId),
  roles: [],
  joined_at: JOINED,
  nick: null,
  avatar: null,
  deaf: false,
  mute: false,
  flags: 0,
})

export const applicationPayload = (): Json => ({
  id: APPLICATION_ID,
  name: BOT.username,
  icon: null,
  description: '',
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
  bot: BOT,
  team: null,
})

export const channelPayload = (world: World, channel: Channel): Json =>
  channel.guildId === undefined
    ? {
        id: channel.id,
        type: 1,
        recipients: [userPayload(channel.id.slice(1))],
        last_message_id: null,
        flags: 0,
      }
    : {
        id: channel.id,
        type: 0,
        guild_id: channel.guildId,
        name: channel.name,
        topic: null,
        position: 0,
        parent_id: null,
        nsfw: false,
        last_message_id: null,
        rate_limit_per_user: 0,
        flags: 0,
        permission_overwrites: [{ id: BOT.id, type: 1, allow: '0', deny: String(world.deniedBits(channel)) }],
      }

/** The role @everyone carries the guild's id; every permission comes from it, denials from the channel. */
export const guildPayload = (world: World, guild: Guild): Json => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  splash: null,
  banner: null,
  owner_id: '1100000000000000009',
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 1,
  explicit_content_filter: 0,
  mfa_level: 0,
  nsfw_level: 0,
  premium_tier: 0,
  system_channel_flags: 0,
  preferred_locale: 'en-US',
  features: [],
  emojis: [],
  stickers: [],
  roles: [
    {
      id: guild.id,
      name: '@everyone',
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      position: 0,
      permissions: String(ALL_PERMISSIONS),
      managed: false,
      mentionable: false,
      flags: 0,
    },
  ],
  joined_at: JOINED,
  large: false,
  unavailable: false,
  member_count: 2,
  members: [memberPayload(BOT.id)],
  channels: [...guild.channels.values()].map(channel => channelPayload(world, channel)),
  threads: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
})

/** The message Discord makes of a body it has accepted. */
export function newMessage(world: World, body: Json, files: readonly string[], more: Json): FakeMessage {
  const { allowed_mentions: _, components, content, embeds, flags, attachments: __, ...rest } = body
  const id = world.snowflake()
  return {
    type: 0,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    ...rest,
    id,
    channel_id: '',
    author: BOT,
    content: (content ?? '') as string,
    embeds: (embeds ?? []) as Json[],
    flags: (flags ?? 0) as number,
    components: numbered(components),
    attachments: attachmentsOf(world, files),
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    pings: [],
    ...more,
  }
}

export const attachmentsOf = (world: World, files: readonly string[]): Json[] =>
  files.map(filename => ({
    id: world.snowflake(),
    filename,
    size: 1,
    url: `https://cdn.discordapp.com/attachments/${filename}`,
    proxy_url: `https://media.discordapp.net/attachments/${filename}`,
  }))

/** The message as it goes over the wire. */
export const onWire = ({ pings: _, visibleTo: __, ...message }: FakeMessage): Json => message
