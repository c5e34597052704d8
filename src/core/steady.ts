import type { Ask } from './ask.ts'
import type { Command } from './command.ts'
import type { Reply } from './reply.ts'

/** Of each command; what is asked again and again is far less. The oldest goes first. */
const most = 100
const remembered = new WeakMap<Command, Map<string, Promise<Reply>>>()

/**
 * The answer of a steady command is made once a day and then remembered, so that checking and rendering it is not done
 * again for everybody who asks. Only what was chosen from lists is remembered: never a word that somebody typed.
 */
export function steadily(command: Command, ask: Ask, make: () => Promise<Reply>): Promise<Reply> {
  if (!command.steady || ask.rest) return make()
  const { options, settings, whereabouts, locale, now, region, hint } = ask
  const day = Math.floor(now.epochMilliseconds / 86_400_000)
  const key = JSON.stringify([day, locale, region, hint, whereabouts, options, settings])
  const known = remembered.get(command) ?? new Map<string, Promise<Reply>>()
  remembered.set(command, known)
  const before = known.get(key)
  if (before) return before
  const answer = make().then(frozen)
  known.set(key, answer)
  answer.catch(() => known.delete(key))
  if (known.size > most) known.delete(known.keys().next().value!)
  return answer
}

/** Shared by everybody who gets it, so nobody may change it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
