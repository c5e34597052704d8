/**
 * A fake Discord on 127.0.0.1, real enough for discord.js to log in to and strict enough to refuse what Discord
 * refuses. `new Client({ rest: { api: discord.url }, … }).login(token)` is all it takes.
 */
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { channelRoutes, type Dispatch } from './channel-routes.ts'
import { schemaViolations } from './conformance.ts'
import { type Fault, Faults } from './faults.ts'
import { Gateway } from './gateway.ts'
import { guildsOf } from './guilds.ts'
import type { Json } from './json.ts'
import { judge } from './message.ts'
import { intentNames } from './opcodes.ts'
import { guildPayload, readyPayload, userPayload } from './payloads.ts'
import type { RefusalRecord } from './refusal.ts'
import { restServer } from './rest.ts'
import { commandRoutes, fileRoutes, identityRoutes } from './routes.ts'
import { scheduledEventRoutes } from './scheduled-events.ts'
import { storeMessage } from './stored.ts'
import { userOf } from './user.ts'
import { interactionRoutes } from './webhooks.ts'
import { BOT, type Channel, type FakeMessage, type GuildSetup, PRIVILEGED_INTENTS, World } from './world.ts'

export type { Where } from './envelope.ts'
export type { Fault } from './faults.ts'
export type { Response } from './interaction.ts'
export { componentsOf, textOf } from './json.ts'
export type { RefusalRecord } from './refusal.ts'
export type { Attached } from './resolved.ts'
export { FLAGS } from './rules.ts'
export type { CommandUse, ComponentUse, SelectUse, Typing } from './user.ts'
export { APPLICATION_ID, BOT, type FakeMessage, type GuildSetup, INVOKER } from './world.ts'

export type Setup = {
  token: string
  /** By default one guild '100' with one channel '200'. */
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
  /** What /gateway/bot recommends. */
  shards?: number
  /** Where to listen; by default a free port. */
  port?: number
}
export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>

const ONE_GUILD: GuildSetup[] = [
  { id: '100', name: 'Huntington', channels: [{ id: '200', name: 'general' }] },
]

export async function startFakeDiscord(setup: Setup) {
  const {
    token,
    deadlineMs = 3000,
    tokenMs = 15 * 60_000,
    nonceMs = 5 * 60_000,
    privilegedIntents = 0,
  } = setup
  // Compiled now, so that no interaction of a test pays for it with its deadline.
  schemaViolations('POST', '/interactions/0/0/callback', { type: 1 })
  const world = new World()
  for (const guild of setup.guilds ?? ONE_GUILD) world.addGuild(guild)
  const faults = new Faults()
  let port = 0
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`
  const dispatch: Dispatch = (...event) => gateway.dispatch(...event)
  const server = restServer({
    token,
    faults,
    refusals: world.refusals,
    routes: [
      ...interactionRoutes(world, { deadlineMs, tokenMs }),
      ...channelRoutes(world, dispatch, nonceMs),
      ...commandRoutes(world),
      ...scheduledEventRoutes(world),
      ...fileRoutes(world),
      ...identityRoutes(world, gatewayUrl, setup.shards),
    ],
  })
  const gateway = new Gateway(server, {
    token,
    disallowedIntents: PRIVILEGED_INTENTS & ~privilegedIntents,
    heartbeatMs: setup.heartbeatMs ?? 41_250,
    ready: session => readyPayload(world, session, gatewayUrl()),
    guilds: () => [...world.guilds.values()].map(guild => guildPayload(world, guild)),
  })
  let sockets = 0
  let mostSockets = 0
  server.on('connection', socket => {
    mostSockets = Math.max(mostSockets, ++sockets)
    socket.on('close', () => sockets--)
  })
  await new Promise<void>(resolve => server.listen(setup.port ?? 0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  world.address = `http://127.0.0.1:${port}/api`

  /** With no bot to hear it, an interaction is lost, and fails at its deadline. */
  const interact = async (payload: Json) => {
    await Promise.race([gateway.ready('session'), wait(deadlineMs, undefined, { ref: false })])
    dispatch('INTERACTION_CREATE', payload)
  }

  return {
    ...userOf({ world, deadlineMs, dispatch: interact }),
    ...guildsOf(world, dispatch),
    /** For the client's `rest.api`. */
    url: world.address,
    gatewayUrl: gatewayUrl(),
    /** Resolves once a client has identified (or resumed) and its READY and guilds are on their way. */
    ready: () => gateway.ready(),
    /** The connection itself: counts of identifies and resumes, and whether it stands. */
    gateway: gateway as Pick<
      Gateway,
      | 'connected'
      | 'open'
      | 'identifies'
      | 'resumes'
      | 'withheld'
      | 'refuseUnsharded'
      | 'cut'
      | 'silence'
      | 'replay'
    >,
    /** The most connections that were open at once. */
    get mostSockets(): number {
      return mostSockets
    },
    /** Names of the intents the last identify asked for. */
    get intents(): string[] {
      return intentNames(gateway.identifies.at(-1)?.intents)
    },
    /** Global commands as registered. */
    get commands(): readonly Json[] {
      return world.commands.get('global') ?? []
    },
    guildCommands: (guild: string): readonly Json[] => world.commands.get(guild) ?? [],
    /** A message an earlier run of the bot, or somebody else, left in a channel. */
    plant(channel: string, body: Json, author: string = BOT.id): FakeMessage {
      judge(body, 'channel', [], [])
      return storeMessage(world, 'channel', body, [], { channel_id: channel, author: userPayload(author) })
    },
    /** Messages POSTed to channels, oldest first. */
    messages: world.messages as readonly FakeMessage[],
    /** Messages that stand in a channel, oldest first. */
    standing: (channel: string): readonly FakeMessage[] =>
      [...world.store.values()].filter(message => message.channel_id === channel && !message.visibleTo),
    threadUnder: (message: string): Channel | undefined => world.channels.get(message),
    get scheduledEvents(): readonly Json[] {
      return [...world.events.values()]
    },
    /** What was uploaded as an attachment of a message. */
    bytes: (message: FakeMessage | undefined, filename: string): Uint8Array | undefined =>
      world.bytes.get(String(message?.attachments.find(file => file.filename === filename)?.id)),
    /** Every request refused, oldest first. Faults ordered with `fail` are not refusals. */
    refusals: world.refusals as readonly RefusalRecord[],
    /** Orders faults for the next requests whose 'METHOD /path' contains, or matches, the route. */
    fail: (route: string | RegExp, fault: Fault | readonly Fault[]): void => faults.order(route, fault),
    /** Calls off what was ordered and has not struck. */
    forgive: (): void => faults.clear(),
    get pendingFaults(): number {
      return faults.pending
    },
    /** Cuts the connection, or closes it with a code; the client resumes, and gets what it missed. */
    drop: (code?: number, shard?: number): void => gateway.drop(code, shard),
    reconnect: (): void => gateway.reconnect(),
    invalidSession: (resumable = false): void => gateway.invalidSession(resumable),
    /** Waits until something holds: the records above are live. */
    async until(holds: () => boolean, ms = 2000): Promise<void> {
      const end = performance.now() + ms
      while (!holds() && performance.now() < end) await wait(5)
      if (!holds()) throw new Error(`Not within ${ms} ms: ${holds}`)
    },
    async stop(): Promise<void> {
      await gateway.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
