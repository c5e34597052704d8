/** The routes authorized by the bot's token: identity, guilds, channels, messages, commands. */
import { judgeCommands } from './commands.ts'
import { checkField } from './fields.ts'
import { asNumber, asText, isObject, type Json } from './json.ts'
import { judge } from './message.ts'
import {
  applicationPayload,
  channelPayload,
  guildPayload,
  memberPayload,
  newMessage,
  onWire,
  userPayload,
} from './payloads.ts'
import { pingsOf } from './pings.ts'
import { FormBody, refuse } from './refusal.ts'
import { bodyOf, type Call, conform, type Handler, type Route } from './rest.ts'
import { APPLICATION_ID, BOT, type Channel, type Guild, INVOKER, type World } from './world.ts'

export type Dispatch = (event: string, data: Json, intent?: number) => void
type Options = { gatewayUrl: () => string; dispatch: Dispatch; nonceMs: number }

const GUILD_MESSAGES = 1 << 9

export function botRoutes(world: World, { gatewayUrl, dispatch, nonceMs }: Options): Route[] {
  const get = (path: string, read: (call: Call) => unknown): Route => ({
    method: 'GET',
    path,
    handle: call => ({ status: 200, body: read(call) }),
  })

  /** A channel the bot cannot see is "Missing Access"; one that is not there is unknown. */
  const channelOf = ({ params: [id = ''] }: Call): Channel => {
    const channel = world.channels.get(id)
    if (!channel) throw refuse.unknownChannel()
    if (world.lacks(channel, 'VIEW_CHANNEL')) throw refuse.missingAccess()
    return channel
  }

  const guildOf = (id = ''): Guild => {
    const guild = world.guilds.get(id)
    if (!guild || guild.unavailable) throw refuse.unknownGuild()
    return guild
  }

  const messageOf = (call: Call) => {
    const message = world.store.get(call.params[1] ?? '')
    if (message?.channel_id !== channelOf(call).id) throw refuse.unknownMessage()
    return message
  }

  /** Create Message, with the nonce's promise: within its window the same nonce is the same message. */
  const createMessage: Handler = call => {
    const channel = channelOf(call)
    const body = bodyOf(call)
    if (world.lacks(channel, 'SEND_MESSAGES')) throw refuse.missingPermissions()
    if (world.lacks(channel, 'EMBED_LINKS') && Array.isArray(body.embeds) && body.embeds.length > 0)
      throw refuse.missingPermissions()
    if (world.lacks(channel, 'ATTACH_FILES') && call.files.length > 0) throw refuse.missingPermissions()
    checkNonce(body.nonce)
    judge(body, 'channel', call.files, [])
    conform(call)
    if (body.enforce_nonce === true && body.nonce !== undefined && body.nonce !== null) {
      const since = Date.now() - nonceMs
      const twin = world.messages.find(
        ({ channel_id, nonce, timestamp }) =>
          channel_id === channel.id && nonce === body.nonce && Date.parse(asText(timestamp)) >= since,
      )
      if (twin) return { status: 200, body: onWire(twin) }
    }
    const message = newMessage(world, body, call.files, {
      channel_id: channel.id,
      pings: pingsOf(body, 'channel'),
    })
    world.store.set(message.id, message)
    world.messages.push(message)
    if (channel.guildId)
      dispatch('MESSAGE_CREATE', { ...onWire(message), guild_id: channel.guildId }, GUILD_MESSAGES)
    return { status: 200, body: onWire(message) }
  }

  const editMessage: Handler = call => {
    const message = messageOf(call)
    const body = bodyOf(call)
    judge(body, 'edit', call.files, [], message)
    conform(call)
    const { allowed_mentions: _, flags: __, attachments: ___, ...changes } = body
    Object.assign(message, changes, {
      flags: message.flags | asNumber(body.flags),
      edited_timestamp: new Date().toISOString(),
    })
    message.pings = pingsOf({ ...message, allowed_mentions: body.allowed_mentions }, 'channel')
    return { status: 200, body: onWire(message) }
  }

  const overwriteCommands =
    (scopeOf: (call: Call) => string): Handler =>
    call => {
      const scope = scopeOf(call)
      const commands = (Array.isArray(call.body) ? call.body : []).filter(isObject)
      if (!Array.isArray(call.body)) throw refuse.notAnObject()
      judgeCommands(commands)
      conform(call)
      const before = world.commands.get(scope) ?? []
      const stored = commands.map(command => {
        const twin = before.find(({ name, type }) => name === command.name && type === (command.type ?? 1))
        const own = {
          id: twin?.id ?? world.snowflake(),
          application_id: APPLICATION_ID,
          version: world.snowflake(),
        }
        return {
          type: 1,
          default_member_permissions: null,
          ...command,
          ...own,
          ...(scope === 'global' ? {} : { guild_id: scope }),
        }
      })
      world.commands.set(scope, stored)
      return { status: 200, body: stored }
    }

  const globalScope = ({ params: [application] }: Call) => {
    if (application !== APPLICATION_ID) throw refuse.notYourApplication()
    return 'global'
  }
  const guildScope = (call: Call) => {
    globalScope(call)
    const guild = call.params[1] ?? ''
    if (!world.guilds.has(guild)) throw refuse.missingAccess()
    return guild
  }
  const commandsPath = '/applications/:application/commands'
  const guildCommandsPath = '/applications/:application/guilds/:guild/commands'

  return [
    get('/gateway', () => ({ url: gatewayUrl() })),
    get('/gateway/bot', () => ({
      url: gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
    })),
    get('/users/@me', () => BOT),
    get('/users/:user', ({ params: [id = ''] }) => userPayload(id)),
    get('/users/@me/guilds', () => [...world.guilds.values()].map(({ id, name }) => ({ id, name }))),
    get('/applications/@me', applicationPayload),
    get('/oauth2/applications/@me', applicationPayload),
    get('/guilds/:guild', call => guildPayload(world, guildOf(call.params[0]))),
    get('/guilds/:guild/channels', call =>
      [...guildOf(call.params[0]).channels.values()].map(one => channelPayload(world, one)),
    ),
    get(
      '/guilds/:guild/members/:user',
      call => guildOf(call.params[0]) && memberPayload(call.params[1] ?? ''),
    ),
    get('/channels/:channel', call => channelPayload(world, channelOf(call))),
    get('/channels/:channel/messages/:message', call => onWire(messageOf(call))),
    get(commandsPath, call => world.commands.get(globalScope(call)) ?? []),
    get(guildCommandsPath, call => world.commands.get(guildScope(call)) ?? []),
    { method: 'PUT', path: commandsPath, handle: overwriteCommands(globalScope) },
    { method: 'PUT', path: guildCommandsPath, handle: overwriteCommands(guildScope) },
    { method: 'POST', path: '/channels/:channel/messages', handle: createMessage },
    { method: 'PATCH', path: '/channels/:channel/messages/:message', handle: editMessage },
    {
      method: 'DELETE',
      path: '/channels/:channel/messages/:message',
      handle: call => (world.store.delete(messageOf(call).id) ? { status: 204 } : { status: 404 }),
    },
    {
      method: 'POST',
      path: '/users/@me/channels',
      handle: call => ({
        status: 200,
        body: channelPayload(world, world.dmChannel(asText(bodyOf(call).recipient_id) || INVOKER)),
      }),
    },
  ]
}

/** An integer, or up to 25 characters. */
function checkNonce(nonce: unknown): void {
  const form = new FormBody()
  if (typeof nonce !== 'number') checkField({ kind: 'string', max: 25 }, nonce, ['nonce'], form)
  form.throwIfInvalid()
}
