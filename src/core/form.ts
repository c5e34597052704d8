import { type Command, type Commands, spelled } from './command.ts'
import { words } from './line.ts'
import type { Option, Value } from './options.ts'
import type { Filling } from './press.ts'

/** Discord shows at most five fields (https://docs.discord.com/developers/components/reference#label). */
export const mostFields = 5

/** Some options of a command to fill in. Sending it is typing the command; `given` is what the button named already. */
export type Form = {
  title: string
  /** The words that call the command: `reminders create`. */
  words: string
  fields: { name: string; option: Option }[]
  given: Record<string, Value>
}

/** The form that a button opens; nothing where its command is gone or has no such options. */
export function formOf(commands: Commands, { line, fields }: Filling): Form | undefined {
  const found = understandPart(commands, line)
  if (!found) return undefined
  const { command, words, values } = found
  const known = fields.flatMap(name => {
    const option = command.options[name]
    return option ? [{ name, option }] : []
  })
  if (known.length === 0) return undefined
  return { title: command.about, words, fields: known.slice(0, mostFields), given: values }
}

/** A line that is not finished: its command and what it names already, unread. */
function understandPart(
  commands: Commands,
  line: string,
): { command: Command; words: string; values: Record<string, Value> } | undefined {
  const all = words(line.trim().replace(/^\//, '')).map(({ word }) => word)
  const found = spelled(commands).find(s => s.words === all.slice(0, s.words.split(' ').length).join(' '))
  if (!found) return undefined
  const values: Record<string, Value> = {}
  for (const word of all.slice(found.words.split(' ').length)) {
    const [, name, value] = /^([a-z]+):(.+)$/.exec(word) ?? []
    const [first] = Object.keys(found.command.options)
    if (name && value && Object.hasOwn(found.command.options, name)) values[name] = value
    else if (first) values[first] ??= word
  }
  return { ...found, values }
}
