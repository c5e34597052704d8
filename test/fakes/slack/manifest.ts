import { checkManifestSchema } from './conformance.ts'
import { isObject } from './shape.ts'
import type { Json } from './workspace.ts'

/**
 * Commands Slack answers itself; an app that asks for one has its whole manifest refused. Slack publishes no list
 * of what that check refuses. These are the built-in commands of its help centre
 * (https://slack.com/help/articles/201259356-Use-built-in-slash-commands) as public projects that met the refusal
 * copied them, and older built-in ones: the list errs on the side of refusing.
 */
export const reservedSlackCommands: readonly string[] = [
  ...['active', 'apps', 'archive', 'away', 'call', 'collapse', 'dm', 'dnd', 'expand', 'feed', 'feedback'],
  ...[
    'huddle',
    'invite',
    'invite_people',
    'join',
    'keys',
    'kick',
    'leave',
    'me',
    'msg',
    'mute',
    'open',
    'prefs',
  ],
  ...['pro', 'remind', 'remove', 'rename', 'search', 'shortcuts', 'shrug', 'star', 'status', 'topic'],
  ...['unarchive', 'who'],
].map(name => `/${name}`)

/** https://docs.slack.dev/reference/app-manifest#features and the schema's features.slash_commands. */
const commandLimits = { commands: 50, command: 32, description: 2000, usage_hint: 1000 }
const commandName = /^\/[a-z0-9_-]+$/

/** https://docs.slack.dev/reference/scopes */
const scopeName = /^(?:commands|incoming-webhook|[a-z_.]+:[a-z_.]+)$/

/** Every reason Slack would refuse this app manifest; empty when it would take it. */
export function checkManifest(manifest: unknown): string[] {
  if (!isObject(manifest)) return ['a manifest is an object']
  const features = isObject(manifest.features) ? manifest.features : {}
  const commands = Array.isArray(features.slash_commands) ? features.slash_commands : []
  return [
    ...(checkManifestSchema(manifest) ?? []),
    ...checkCommands(commands.filter(isObject)),
    ...checkScopes(manifest, commands.length > 0),
  ]
}

function checkCommands(commands: Json[]): string[] {
  const problems: string[] = []
  if (commands.length > commandLimits.commands)
    problems.push(`more than ${commandLimits.commands} slash commands`)
  const seen = new Set<string>()
  for (const entry of commands) {
    const name = String(entry.command)
    const complain = (what: string): void => void problems.push(`${name}: ${what}`)
    if (!commandName.test(name)) complain('a slash, then lower-case letters, digits, - and _')
    if (name.length > commandLimits.command) complain(`more than ${commandLimits.command} characters`)
    if (reservedSlackCommands.includes(name)) complain('a built-in command of Slack')
    if (seen.has(name)) complain('twice')
    seen.add(name)
    for (const field of ['description', 'usage_hint'] as const) {
      const value = entry[field]
      if (value === undefined && field === 'usage_hint') continue
      if (typeof value !== 'string' || value.trim() === '') complain(`no ${field}`)
      else if (value.length > commandLimits[field])
        complain(`${field} over ${commandLimits[field]} characters`)
    }
  }
  return problems
}

function checkScopes(manifest: Json, hasCommands: boolean): string[] {
  const config = isObject(manifest.oauth_config) ? manifest.oauth_config : {}
  const scopes =
    isObject(config.scopes) && Array.isArray(config.scopes.bot) ? config.scopes.bot.map(String) : []
  const problems = scopes.filter(scope => !scopeName.test(scope)).map(scope => `no such scope: ${scope}`)
  const repeated = scopes.filter((scope, at) => scopes.indexOf(scope) !== at)
  problems.push(...repeated.map(scope => `scope twice: ${scope}`))
  if (hasCommands && !scopes.includes('commands')) problems.push('slash commands need the scope commands')
  const settings = isObject(manifest.settings) ? manifest.settings : {}
  const events = isObject(settings.event_subscriptions) ? settings.event_subscriptions : undefined
  if (events && !settings.socket_mode_enabled && !events.request_url)
    problems.push('event subscriptions need a request_url or Socket Mode')
  return problems
}
