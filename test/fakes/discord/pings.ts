import { asList, asObject, isObject, type Json, textOf } from './json.ts'

const MENTIONS = [
  { type: 'users', list: 'users', pattern: /<@!?(\d+)>/g },
  { type: 'roles', list: 'roles', pattern: /<@&(\d+)>/g },
  { type: 'everyone', list: undefined, pattern: /@(?:everyone|here)/g },
] as const

/**
 * The mentions of a message that would notify someone, as written: '<@1>', '<@&2>', '@here'. Without
 * `allowed_mentions` a channel message pings everything, an interaction or webhook message users only
 * (https://docs.discord.com/developers/resources/message#allowed-mentions-object).
 * Stricter than Discord: code spans, the bot's own permissions and a role's `mentionable` are not considered.
 */
export function pingsOf(body: Json, byDefault: 'channel' | 'interaction'): string[] {
  const allowed = isObject(body.allowed_mentions)
    ? asObject(body.allowed_mentions)
    : { parse: byDefault === 'channel' ? ['users', 'roles', 'everyone'] : ['users'] }
  const text = textOf(body)
  const found = MENTIONS.flatMap(({ type, list, pattern }) =>
    [...text.matchAll(pattern)]
      .filter(
        ([, id]) => asList(allowed.parse).includes(type) || (list && asList(allowed[list]).includes(id)),
      )
      .map(([mention]) => mention),
  )
  return [...new Set(found)]
}
