import { type Commands, isFolder } from '../../core/command.ts'
import type { Reply } from '../../core/reply.ts'
import { again } from './again.ts'

/** What stands before names that Slack keeps for itself or that clash with other apps: `/heroine-about`. */
const standard = 'heroine'
const taken = new Set(['help', 'about', 'settings'])

/** In front of every command where even the other names clash. A command has at most 32 characters on Slack. */
export const prefixFault = (prefix: string, commands: Commands): string | undefined => {
  if (!/^[a-z][a-z0-9_-]{0,15}$/.test(prefix))
    return 'must be up to 16 lower-case letters, digits, - and _, and begin with a letter'
  return commands.some(({ name }) => name === prefix)
    ? 'must not be the name of a command of ours'
    : undefined
}

/** A command's name as it is typed on Slack. Help is the bare prefix: the one name people guess. */
export function slackName(name: string, prefix?: string): string {
  if (!prefix && !taken.has(name)) return name
  return name === 'help' ? (prefix ?? standard) : `${prefix ?? standard}-${name}`
}

/** Our own name of a command that was typed on Slack; a name without its prefix is understood too. */
export function ourName(typed: string, prefix?: string): string {
  for (const before of [prefix, standard]) {
    if (before && typed === before) return 'help'
    if (before && typed.startsWith(`${before}-`)) return typed.slice(before.length + 1)
  }
  return typed
}

/** Keys whose strings are ids, addresses or numbers, and no words. */
const notWords = new Set(['ask', 'url', 'link', 'chat', 'dial', 'instant', 'does', 'file', 'chart'])

/** Of a button or a choice (https://docs.slack.dev/reference/block-kit/composition-objects/option-object). */
const longestLabel = 75

export type Names = { inReply(reply: Reply): Reply }

/**
 * Commands that a reply names, as they are typed on Slack: what tells somebody to type `/overdose` must work there.
 * Buttons keep our names, since only we read them.
 */
export function namesOf(commands: Commands, prefix?: string): Names {
  const known = commands.map(({ name }) => name).filter(name => slackName(name, prefix) !== name)
  if (known.length === 0) return { inReply: reply => reply }
  const named = new RegExp(`(?<![\\w/.])/(${known.join('|')})(?![\\w/-])`, 'g')
  const inWords = (words: string) => words.replace(named, (_, name: string) => `/${slackName(name, prefix)}`)
  const fitting = (label: unknown) => {
    const renamed = inside(label)
    return typeof renamed === 'string' && renamed.length > longestLabel ? label : renamed
  }
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return value.includes('/') ? inWords(value) : value
    if (Array.isArray(value)) return value.map(inside)
    if (!value || typeof value !== 'object') return value
    const entries = Object.entries(value)
    return Object.fromEntries(
      entries.map(([key, part]) => [
        key,
        notWords.has(key) ? part : key === 'label' ? fitting(part) : inside(part),
      ]),
    )
  }
  return { inReply: again(reply => inside(reply) as Reply) }
}

/** Commands that are typed; one behind a button only is not registered. */
export const typedCommands = (commands: Commands): Commands =>
  commands.filter(entry => isFolder(entry) || !entry.hidden)
