/** Who the bot is, where it is, and the commands it registers: routes authorized by its token. */
import { judgeCommands } from './commands.ts'
import { isObject, type Json } from './json.ts'
import { withoutLocalizations } from './offered.ts'
import { applicationPayload, channelPayload, guildPayload, memberPayload, userPayload } from './payloads.ts'
import { refuse } from './refusal.ts'
import { type Call, conform, type Handler, type Route } from './rest.ts'
import { APPLICATION_ID, BOT, type Guild, type World } from './world.ts'

const get = (path: string, read: (call: Call) => unknown): Route => ({
  method: 'GET',
  path,
  handle: call => ({ status: 200, body: read(call) }),
})

export function identityRoutes(world: World, gatewayUrl: () => string, shards = 1): Route[] {
  const guildOf = ({ params: [id = ''] }: Call): Guild => {
    const guild = world.guilds.get(id)
    if (!guild || guild.unavailable) throw refuse.unknownGuild()
    return guild
  }
  const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 16 }
  return [
    get('/gateway', () => ({ url: gatewayUrl() })),
    get('/gateway/bot', () => ({ url: gatewayUrl(), shards, session_start_limit: limit })),
    get('/users/@me', () => BOT),
    get('/users/@me/guilds', () => [...world.guilds.values()].map(({ id, name }) => ({ id, name }))),
    get('/users/:user', ({ params: [id = ''] }) => userPayload(id)),
    get('/applications/@me', applicationPayload),
    get('/oauth2/applications/@me', applicationPayload),
    get('/guilds/:guild', call => guildPayload(world, guildOf(call))),
    get('/guilds/:guild/channels', call =>
      [...guildOf(call).channels.values()].map(channel => channelPayload(world, channel)),
    ),
    get('/guilds/:guild/members/:user', call => guildOf(call) && memberPayload(call.params[1] ?? '')),
  ]
}

/** Files of attachments, open to whoever has the address: https://docs.discord.com/developers/reference#cdn-data */
export const fileRoutes = (world: World): Route[] => [
  {
    method: 'GET',
    path: '/attachments/:id/:name',
    open: true,
    handle: ({ params: [id = ''] }) => {
      const file = world.files.get(id)
      return file ? { status: 200, raw: file.data, chunked: file.chunked } : { status: 404 }
    },
  },
]

/** Source: https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands */
export function commandRoutes(world: World): Route[] {
  const global = ({ params: [application] }: Call): string => {
    if (application !== APPLICATION_ID) throw refuse.notYourApplication()
    return 'global'
  }
  const ofGuild = (call: Call): string => {
    global(call)
    const guild = call.params[1] ?? ''
    if (!world.guilds.has(guild)) throw refuse.missingAccess()
    return guild
  }
  const overwrite =
    (scopeOf: (call: Call) => string): Handler =>
    call => {
      const scope = scopeOf(call)
      if (!Array.isArray(call.body) || !call.body.every(isObject)) throw refuse.notAnObject()
      judgeCommands(call.body)
      conform(call)
      const stored = call.body.map(command => registered(world, scope, command))
      world.commands.set(scope, stored)
      return { status: 200, body: stored }
    }
  const scopes = [
    { path: '/applications/:application/commands', scope: global },
    { path: '/applications/:application/guilds/:guild/commands', scope: ofGuild },
  ]
  return scopes.flatMap(({ path, scope }) => [
    get(path, call => {
      const stored = world.commands.get(scope(call)) ?? []
      return call.query.get('with_localizations') === 'true' ? stored : stored.map(withoutLocalizations)
    }),
    { method: 'PUT', path, handle: overwrite(scope) },
  ])
}

/** A command keeps its id as long as its name and type stay. */
function registered(world: World, scope: string, command: Json): Json {
  const before = world.commands.get(scope) ?? []
  const twin = before.find(({ name, type }) => name === command.name && type === (command.type ?? 1))
  return {
    type: 1,
    default_member_permissions: null,
    name_localizations: null,
    description_localizations: null,
    nsfw: false,
    ...(scope === 'global' ? { dm_permission: true, contexts: null, integration_types: [0] } : {}),
    ...command,
    id: twin?.id ?? world.snowflake(),
    application_id: APPLICATION_ID,
    version: world.snowflake(),
    ...(scope === 'global' ? {} : { guild_id: scope }),
  }
}
