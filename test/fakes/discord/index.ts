/**
 * A fake Discord on 127.0.0.1, real enough for discord.js to log in to and strict enough to refuse what Discord
 * refuses. `new Client({ rest: { api: discord.url }, … }).login(token)` is all it takes.
 */
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { GatewayIntentBits } from 'discord.js'
import { interactionRoutes } from './callbacks.ts'
import { type Fault, Faults } from './faults.ts'
import { Gateway } from './gateway.ts'
import type { Json } from './json.ts'
import { channelPayload, guildPayload } from './payloads.ts'
import type { RefusalRecord } from './refusal.ts'
import { restServer } from './rest.ts'
import { botRoutes } from './routes.ts'
import { userOf } from './user.ts'
import {
  APPLICATION_ID,
  BOT,
  type ChannelSetup,
  type FakeMessage,
  type GuildSetup,
  PRIVILEGED_INTENTS,
  World,
} from './world.ts'

export type { Fault } from './faults.ts'
export type { Response } from './interaction.ts'
export { componentsOf, textOf } from './json.ts'
export type { RefusalRecord } from './refusal.ts'
export { FLAGS } from './rules.ts'
export type { CommandUse, ComponentUse, SelectUse, Typing, Where } from './user.ts'
export { APPLICATION_ID, BOT, type FakeMessage, type GuildSetup, INVOKER } from './world.ts'

export type Setup = {
  token: string
  guilds?: GuildSetup[]
  /** Time for the first answer to an interaction. Discord gives 3000 ms. */
  deadlineMs?: number
  /** Life of an interaction token. Discord gives 15 minutes. */
  tokenMs?: number
  /** How long an enforced nonce is remembered: "the past few minutes". */
  nonceMs?: number
  /** Privileged intents switched on in the developer portal; by default none is. */
  privilegedIntents?: number
  heartbeatMs?: number
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>

const DEFAULT_GUILDS: GuildSetup[] = [
  { id: '100', name: 'Huntington', channels: [{ id: '200', name: 'general' }] },
]

export async function startFakeDiscord(setup: Setup) {
  const { token, guilds = DEFAULT_GUILDS, deadlineMs = 3000, tokenMs = 900_000, nonceMs = 300_000 } = setup
  const world = new World()
  for (const guild of guilds) world.addGuild(guild)
  const faults = new Faults()
  let port = 0
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`
  const routes = [
    ...interactionRoutes(world, { deadlineMs, tokenMs }),
    ...botRoutes(world, { gatewayUrl, nonceMs, dispatch: (...event) => gateway.dispatch(...event) }),
  ]
  const server = restServer({ token, routes, faults, refusals: world.refusals })
  const gateway = new Gateway(server, {
    token,
    disallowedIntents: PRIVILEGED_INTENTS & ~(setup.privilegedIntents ?? 0),
    heartbeatMs: setup.heartbeatMs ?? 41_250,
    resumeUrl: gatewayUrl,
    ready: ({ id, shard, resumeUrl }) => ({
      v: 10,
      user: BOT,
      guilds: [...world.guilds.keys()].map(guild => ({ id: guild, unavailable: true })),
      session_id: id,
      resume_gateway_url: resumeUrl,
      ...(shard ? { shard } : {}),
      application: { id: APPLICATION_ID, flags: 0 },
    }),
    guilds: () =>
      [...world.guilds.values()].map(guild =>
        guild.unavailable ? { id: guild.id, unavailable: true } : guildPayload(world, guild),
      ),
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port

  const tell = (event: string, data: Json) => gateway.dispatch(event, data, GatewayIntentBits.Guilds)
  const guildOf = (id: string) => found(world.guilds.get(id), `guild ${id}`)
  const channelOf = (id: string) => found(world.channels.get(id), `channel ${id}`)
  const dispatch = async (payload: Json) => {
    await gateway.ready()
    gateway.dispatch('INTERACTION_CREATE', payload)
  }

  return {
    ...userOf({ world, deadlineMs, dispatch }),
    url: `http://127.0.0.1:${port}/api`,
    gatewayUrl: gatewayUrl(),
    /** Resolves once a client has identified (or resumed) and its READY and guilds are on their way. */
    ready: () => gateway.ready(),
    /** Global commands as registered, then `guildCommands` by guild. */
    get commands(): Json[] {
      return world.commands.get('global') ?? []
    },
    guildCommands: (guild: string): Json[] => world.commands.get(guild) ?? [],
    /** Messages POSTed to channels, oldest first. */
    messages: world.messages as readonly FakeMessage[],
    /** Every request refused, oldest first. Faults ordered with `fail` are not refusals. */
    refusals: world.refusals as readonly RefusalRecord[],
    /** Names of the intents the last identify asked for. */
    get intents(): string[] {
      return Object.entries(GatewayIntentBits).flatMap(([name, bit]) =>
        typeof bit === 'number' && gateway.intents & bit ? [name] : [],
      )
    },
    get connected(): boolean {
      return gateway.connected
    },
    get resumes(): number {
      return gateway.resumes
    },
    get identifies(): number {
      return gateway.identifies.length
    },
    fail: (route: string | RegExp, fault: Fault | readonly Fault[]) => faults.order(route, fault),
    get pendingFaults(): number {
      return faults.pending
    },
    drop: (code?: number) => gateway.drop(code),
    reconnect: () => gateway.reconnect(),
    invalidSession: (resumable = false) => gateway.invalidSession(resumable),
    addGuild: (guild: GuildSetup) => tell('GUILD_CREATE', guildPayload(world, world.addGuild(guild))),
    /** The bot is removed; or, `unavailable`, the guild has an outage, which is not a removal. */
    removeGuild: (id: string, { unavailable = false } = {}) => {
      guildOf(id).unavailable = unavailable
      if (!unavailable) world.removeGuild(id)
      tell('GUILD_DELETE', unavailable ? { id, unavailable } : { id })
    },
    /** The end of an outage. */
    restoreGuild: (id: string) => {
      guildOf(id).unavailable = false
      tell('GUILD_CREATE', guildPayload(world, guildOf(id)))
    },
    renameGuild: (id: string, name: string) => {
      guildOf(id).name = name
      tell('GUILD_UPDATE', guildPayload(world, guildOf(id)))
    },
    addChannel: (guild: string, channel: ChannelSetup) =>
      tell('CHANNEL_CREATE', channelPayload(world, world.addChannel(channel, guildOf(guild)))),
    renameChannel: (id: string, name: string) => {
      channelOf(id).name = name
      tell('CHANNEL_UPDATE', channelPayload(world, channelOf(id)))
    },
    removeChannel: (id: string) => {
      const channel = channelOf(id)
      world.channels.delete(id)
      world.guilds.get(channel.guildId ?? '')?.channels.delete(id)
      tell('CHANNEL_DELETE', channelPayload(world, channel))
    },
    /** Takes permissions from the bot in a channel; an empty list gives all back. */
    deny: (id: string, missing: readonly string[]) => {
      world.deny(channelOf(id), missing)
      tell('CHANNEL_UPDATE', channelPayload(world, channelOf(id)))
    },
    /** Waits until something holds: the fake's records are live. */
    until: async (holds: () => boolean, ms = 2000): Promise<void> => {
      const end = performance.now() + ms
      while (!holds()) {
        if (performance.now() > end) throw new Error(`Not within ${ms} ms: ${holds}`)
        await wait(5)
      }
    },
    stop: async (): Promise<void> => {
      await gateway.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The fake Discord has no ${what}`)
  return value
}
