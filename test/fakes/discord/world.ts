/** Everything the fake Discord knows: who is who, which guilds and channels exist, what was said in them. */
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js'
import type { Interaction } from './interaction.ts'
import type { Json } from './json.ts'
import type { RefusalRecord } from './refusal.ts'
import type { Attached } from './resolved.ts'

export type FakeMessage = Json & {
  id: string
  channel_id: string
  content: string
  flags: number
  components: Json[]
  embeds: Json[]
  attachments: Json[]
  /** Mentions that would have notified someone, as written. Never on the wire. */
  pings: string[]
  /** `allowed_mentions` as it was last sent. Never on the wire. */
  allowed?: unknown
  /** The one user who sees an ephemeral message. Never on the wire. */
  visibleTo?: string
}

/** A channel with a `parentId` is a thread. */
export type Channel = {
  id: string
  name: string
  guildId?: string
  parentId?: string
  missing: Set<string>
}
export type Role = { id: string; name: string }
export type Guild = {
  id: string
  name: string
  channels: Map<string, Channel>
  roles: Role[]
  unavailable: boolean
  missing: Set<string>
}

/** `permissions` of a channel: 'all', or the names of those the bot lacks there ('SEND_MESSAGES'). */
export type ChannelSetup = { id: string; name: string; permissions?: 'all' | string[] }
/** `permissions` of a guild: 'all', or the names of those the bot lacks in it ('CREATE_EVENTS'). */
export type GuildSetup = {
  id: string
  name?: string
  channels?: ChannelSetup[]
  roles?: Role[]
  permissions?: 'all' | string[]
}

export const APPLICATION_ID = '1100000000000000001'
export const BOT = {
  id: APPLICATION_ID,
  username: 'fake-bot',
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot: true,
}
export const INVOKER = '1100000000000000002'
export const PRIVILEGED_INTENTS =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent

const EPOCH = 1420070400000n

/** SEND_MESSAGES and SendMessages are one permission: Discord writes the first, discord.js the second. */
const plain = (name: string) => name.replaceAll('_', '').toLowerCase()
const BITS = new Map(Object.entries(PermissionFlagsBits).map(([name, bit]) => [plain(name), bit]))

export class World {
  readonly guilds = new Map<string, Guild>()
  readonly channels = new Map<string, Channel>()
  /** Every message by id: of channels, and of interactions. */
  readonly store = new Map<string, FakeMessage>()
  /** Messages POSTed to a channel. */
  readonly messages: FakeMessage[] = []
  /** Registered commands by scope: 'global' or a guild's id. */
  readonly commands = new Map<string, Json[]>()
  readonly interactions = new Map<string, Interaction>()
  readonly refusals: RefusalRecord[] = []
  /** Files by the id of their attachment. */
  readonly bytes = new Map<string, Uint8Array>()
  /** Events by id: …/resources/guild-scheduled-event */
  readonly events = new Map<string, Json & { id: string; guild_id: string }>()
  /** Files that users attached to commands, by the id of their attachment. */
  readonly files = new Map<string, { data: Uint8Array; chunked: boolean }>()
  /** Where the fake listens, as the client's `rest.api` has it. */
  address = ''
  private sequence = 0n

  /** Ids grow with time, as Discord's do: https://docs.discord.com/developers/reference#snowflakes */
  snowflake(): string {
    return String(((BigInt(Date.now()) - EPOCH) << 22n) | (this.sequence++ & 0x3fffffn))
  }

  addGuild({ id, name = `Guild ${id}`, channels = [], roles = [], permissions = 'all' }: GuildSetup): Guild {
    const guild: Guild = { id, name, channels: new Map(), roles, unavailable: false, missing: new Set() }
    this.deny(guild, permissions === 'all' ? [] : permissions)
    this.guilds.set(id, guild)
    for (const channel of channels) this.addChannel(channel, guild)
    return guild
  }

  addChannel({ id, name, permissions = 'all' }: ChannelSetup, guild?: Guild): Channel {
    const channel: Channel = { id, name, missing: new Set(), ...(guild ? { guildId: guild.id } : {}) }
    this.channels.set(id, channel)
    guild?.channels.set(id, channel)
    this.deny(channel, permissions === 'all' ? [] : permissions)
    return channel
  }

  attach({ data, chunked = false }: Attached): string {
    const id = this.snowflake()
    this.files.set(id, { data: typeof data === 'string' ? Buffer.from(data) : data, chunked })
    return id
  }

  /** The direct-message channel of a user, made at first use. */
  dmChannel(userId: string): Channel {
    return this.channels.get(`9${userId}`) ?? this.addChannel({ id: `9${userId}`, name: '' })
  }

  removeGuild(id: string): void {
    for (const channel of this.guilds.get(id)?.channels.keys() ?? []) this.channels.delete(channel)
    this.guilds.delete(id)
  }

  deny(place: Channel | Guild, names: readonly string[]): void {
    for (const name of names)
      if (!BITS.has(plain(name))) throw new Error(`Discord knows no permission ${name}`)
    place.missing = new Set(names.map(plain))
  }

  lacks(place: Channel | Guild, name: string): boolean {
    return place.missing.has(plain(name))
  }

  deniedBits(place: Channel | Guild): bigint {
    return [...place.missing].reduce((bits, name) => bits | (BITS.get(name) ?? 0n), 0n)
  }
}

/** All permissions but ADMINISTRATOR, which would override every denial. */
export const ALL_PERMISSIONS =
  [...BITS.values()].reduce((all, bit) => all | bit, 0n) & ~PermissionFlagsBits.Administrator
