import type { Context } from '../../src/core/ask.ts'
import { type Command, spelled } from '../../src/core/command.ts'
import type { Bot } from '../../src/core/platform.ts'
import { readButton } from '../../src/core/press.ts'
import type { Reply } from '../../src/core/reply.ts'

export type Answered = { line: string; reply: Reply }

/** A line for each choice of each option, alone, and the command without any. */
const linesOf = (words: string, { options }: Command): string[] => [
  `/${words}`,
  ...Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'choice' ? option.choices.map(({ value }) => `/${words} ${name}:${value}`) : [],
  ),
]

/** What the read-only commands start from: every command with every choice of every option. */
export const readOnlyLines = ({ commands }: Pick<Bot, 'commands'>): string[] =>
  spelled(commands)
    .filter(({ command }) => command.who === 'everyone')
    .flatMap(({ words, command }) => linesOf(words, command))

/** The lines that a reply offers, behind its buttons and in its menu. A form's line is not finished. */
export const offeredBy = ({ actions, menu }: Reply): string[] =>
  [...actions, ...(menu?.choices ?? [])].flatMap(action =>
    !('ask' in action) || ('does' in action && typeof action.does === 'object')
      ? []
      : [readButton(action.ask).line],
  )

/** Answers some lines, and then whatever the answers offer, until nothing is new or `most` are answered. */
export async function everyReply(
  bot: Bot,
  lines: readonly string[],
  context: Context,
  { most = Number.POSITIVE_INFINITY, follow = (_line: string): boolean => true } = {},
): Promise<Answered[]> {
  const waiting = [...new Set(lines)]
  const known = new Set(waiting)
  const answered: Answered[] = []
  for (let line = waiting.shift(); line !== undefined && answered.length < most; line = waiting.shift()) {
    const reply = await bot.answer(line, context)
    answered.push({ line, reply })
    for (const next of offeredBy(reply)) {
      if (known.has(next) || !follow(next)) continue
      known.add(next)
      waiting.push(next)
    }
  }
  return answered
}
