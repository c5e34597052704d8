/** What happens to guilds and channels while the bot looks on; each event is sent to clients with the GUILDS intent. */
import { GatewayIntentBits } from 'discord.js'
import type { Dispatch } from './channel-routes.ts'
import type { Json } from './json.ts'
import { channelPayload, guildPayload } from './payloads.ts'
import type { ChannelSetup, GuildSetup, World } from './world.ts'

export function guildsOf(world: World, dispatch: Dispatch) {
  const tell = (event: string, data: Json) => dispatch(event, data, GatewayIntentBits.Guilds)
  const guildOf = (id: string) => found(world.guilds.get(id), `guild ${id}`)
  const channelOf = (id: string) => found(world.channels.get(id), `channel ${id}`)
  const guildChanged = (event: string, id: string) => tell(event, guildPayload(world, guildOf(id)))
  const channelChanged = (event: string, id: string) => tell(event, channelPayload(world, channelOf(id)))

  return {
    /** The bot comes into a guild; or, `strange`, people are in one that the bot is no part of. */
    addGuild(guild: GuildSetup, { strange = false } = {}): void {
      world.addGuild(guild)
      if (!strange) guildChanged('GUILD_CREATE', guild.id)
    },
    /** The bot is removed; or, `unavailable`, the guild has an outage, which is not a removal. */
    removeGuild(id: string, { unavailable = false } = {}): void {
      guildOf(id).unavailable = unavailable
      if (!unavailable) world.removeGuild(id)
      tell('GUILD_DELETE', unavailable ? { id, unavailable } : { id })
    },
    /** The end of an outage. */
    restoreGuild(id: string): void {
      guildOf(id).unavailable = false
      guildChanged('GUILD_CREATE', id)
    },
    renameGuild(id: string, name: string): void {
      guildOf(id).name = name
      guildChanged('GUILD_UPDATE', id)
    },
    addChannel(guild: string, channel: ChannelSetup): void {
      world.addChannel(channel, guildOf(guild))
      channelChanged('CHANNEL_CREATE', channel.id)
    },
    renameChannel(id: string, name: string): void {
      channelOf(id).name = name
      channelChanged('CHANNEL_UPDATE', id)
    },
    removeChannel(id: string): void {
      const channel = channelOf(id)
      channelChanged('CHANNEL_DELETE', id)
      world.channels.delete(id)
      world.guilds.get(channel.guildId ?? '')?.channels.delete(id)
    },
    /** Takes permissions from the bot in a channel ('SEND_MESSAGES', …); an empty list gives all back. */
    deny(id: string, missing: readonly string[]): void {
      world.deny(channelOf(id), missing)
      channelChanged('CHANNEL_UPDATE', id)
    },
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The fake Discord has no ${what}`)
  return value
}
