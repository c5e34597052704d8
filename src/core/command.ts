import type { Ask } from './ask.ts'
import type { Options } from './options.ts'
import type { Draft } from './reply.ts'

/** A function from what somebody asks to what the bot says. It knows no platform, no clock and no disk. */
export type Command<O extends Options = Options> = {
  name: string
  about: string
  options: O
  who: 'everyone' | 'moderators'
  /** The clock may type it: read-only, for everyone, and fit to stand in a channel unasked. */
  schedulable?: true
  /** A community may let everyone in the channel see its answers: the film and the facts, never help. */
  shareable?: true
  /** A line that works, where the options do not tell one by themselves. */
  example?: string
  /** Words that fit no option are passed on as `ask.rest` instead of refused: nobody in a panic types well. */
  forgiving?: true
  answer(ask: Ask<O>): Draft | Promise<Draft>
}

/** Commands that share a first word: `/reminders create`, `/reminders list`. */
export type Folder = {
  name: string
  about: string
  who: Command['who']
  subcommands: Command[]
  /** The subcommand that the first word alone means, and the one that options without a subcommand mean. */
  alone?: string
  otherwise?: string
}

export type Commands = readonly (Command | Folder)[]

/** Infers the options' types from their description, then forgets them: the list of commands is uniform. */
export const command = <const O extends Options>(definition: Command<O>): Command =>
  definition as unknown as Command

export const isFolder = (entry: Command | Folder): entry is Folder => 'subcommands' in entry

/** Every command with the words that call it: `film`, `reminders create`. */
export const spelled = (commands: Commands): { words: string; command: Command }[] =>
  commands.flatMap(entry =>
    isFolder(entry)
      ? entry.subcommands.map(command => ({ words: `${entry.name} ${command.name}`, command }))
      : [{ words: entry.name, command: entry }],
  )

/** How a command is typed, for help and for mistakes: `/support [region] [need]`. */
export const usage = (words: string, { options }: Command): string =>
  [
    `/${words}`,
    ...Object.entries(options).map(([name, o]) => (o.required ? `${name}:…` : `[${name}:…]`)),
  ].join(' ')

/** A line that works, to copy. */
export const example = (words: string, { options, example }: Command): string => {
  if (example) return example
  const shown = Object.entries(options).filter(([, o], index) => o.required || index === 0)
  return [
    `/${words}`,
    ...shown.map(([name, o]) =>
      o.kind === 'text' ? o.example : `${name}:${/\s/.test(o.example) ? `"${o.example}"` : o.example}`,
    ),
  ].join(' ')
}
