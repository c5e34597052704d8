/** JSON objects as Discord sends them, reduced to the fields a client reads. */
import type { Json } from './json.ts'
import {
  ALL_PERMISSIONS,
  APPLICATION_ID,
  BOT,
  type Channel,
  type Guild,
  type Role,
  type World,
} from './world.ts'

const PUBLIC_THREAD = 11
const JOINED = '2020-01-01T00:00:00.000000+00:00'

export const userPayload = (id: string): Json =>
  id === BOT.id ? BOT : { id, username: `user-${id}`, discriminator: '0', global_name: null, avatar: null }

export const memberPayload = (userId: string, roles: readonly string[] = []): Json => ({
  user: userPayload(userId),
  roles,
  joined_at: JOINED,
  nick: null,
  avatar: null,
  deaf: false,
  mute: false,
  flags: 0,
})

export const rolePayload = ({ id, name }: Role, permissions = 0n): Json => ({
  id,
  name,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  position: 0,
  permissions: String(permissions),
  managed: false,
  mentionable: false,
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
        type: channel.parentId ? PUBLIC_THREAD : 0,
        guild_id: channel.guildId,
        name: channel.name,
        topic: null,
        position: 0,
        parent_id: channel.parentId ?? null,
        nsfw: false,
        last_message_id: null,
        rate_limit_per_user: 0,
        flags: 0,
        permission_overwrites: [{ id: BOT.id, type: 1, allow: '0', deny: String(world.deniedBits(channel)) }],
      }

/** Guilds start out unavailable and become available one GUILD_CREATE each. */
export const readyPayload = (
  world: World,
  session: { id: string; shard: unknown },
  resumeUrl: string,
): Json => ({
  v: 10,
  user: BOT,
  guilds: [...world.guilds.keys()].map(id => ({ id, unavailable: true })),
  session_id: session.id,
  resume_gateway_url: resumeUrl,
  ...(session.shard ? { shard: session.shard } : {}),
  application: { id: APPLICATION_ID, flags: 0 },
})

/** The role @everyone carries the guild's id; every permission comes from it, denials from the channel. */
export const guildPayload = (world: World, guild: Guild): Json =>
  guild.unavailable
    ? { id: guild.id, unavailable: true }
    : {
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
          rolePayload({ id: guild.id, name: '@everyone' }, ALL_PERMISSIONS & ~world.deniedBits(guild)),
          ...guild.roles.map(role => rolePayload(role)),
        ],
        joined_at: JOINED,
        large: false,
        unavailable: false,
        member_count: 2,
        members: [memberPayload(BOT.id)],
        channels: [...guild.channels.values()]
          .filter(channel => !channel.parentId)
          .map(channel => channelPayload(world, channel)),
        threads: [],
        presences: [],
        voice_states: [],
        stage_instances: [],
        guild_scheduled_events: [],
        soundboard_sounds: [],
      }
