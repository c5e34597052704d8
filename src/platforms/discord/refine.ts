import { type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord-api-types/v10'
import type { Reply } from '../../core/reply.ts'
import type { Typed } from '../../core/typed.ts'
import type { Asking } from './ask.ts'

/**
 * A press on a private answer that asks the same command again (a further page, another choice, the next step) refines
 * it in place instead of piling up answers. Which command an answer is from stands on its container, as the number
 * that every component may carry (https://docs.discord.com/developers/components/reference#anatomy-of-a-component):
 * nothing has to be remembered, and nobody reads it. The emergency card carries none, so that it is never edited away.
 */
export function marked(
  components: APIMessageTopLevelComponent[],
  { tone }: Reply,
  typed: Typed,
): APIMessageTopLevelComponent[] {
  if (tone === 'emergency') return components
  const id = numberOf(firstWord(typed))
  return components.map(one => (one.type === ComponentType.Container ? { ...one, id } : one))
}

/** Whether what is asked refines the private answer that the press stands on. A public message is never edited. */
export function refines(interaction: Asking, typed: Typed): boolean {
  if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return false
  const { message } = interaction
  if (!message?.flags.has(MessageFlags.Ephemeral)) return false
  return message.components.some(({ id }) => id === numberOf(firstWord(typed)))
}

/** The command that is asked, of however many words. */
export const firstWord = (typed: Typed): string =>
  (typeof typed === 'string' ? typed.replace(/^\//, '') : typed.command).split(' ')[0]!

/** FNV-1a, in 30 bits above the numbers that Discord gives out by itself; an id has 32. */
function numberOf(word: string): number {
  let hash = 0x811c9dc5
  for (const letter of word) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return (hash & 0x3fffffff) | 0x40000000
}
