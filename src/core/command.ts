import type { Ask } from './ask.ts'
import type { Place } from './community.ts'
import type { Choice, Options } from './options.ts'
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
  /** Behind a button only: it is registered, and help does not list it. */
  hidden?: true
  /** A line that works, where the options do not tell one by themselves. */
  example?: string
  /** Asked the same, it says the same all day (UTC), to anybody and anywhere: remembered, see steady.ts. */
  steady?: true
  /** Words that fit no option are passed on as `ask.rest` instead of refused: nobody in a panic types well. */
  forgiving?: true
  /** What fits into an option that names something of the community, such as a reminder's id. */
  suggest?(option: string, typed: string, place: Place): Promise<Choice[]>
  /** Where it stands beside a message, or among an app's shortcuts, and what it is called there. */
  shortcuts?: { message?: string; global?: string }
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

type Spelled = readonly { words: string; command: Command }[]
const spellings = new WeakMap<Commands, Spelled>()

/** Every command with the words that call it: `film`, `reminders create`. A list of commands never changes. */
export function spelled(commands: Commands): Spelled {
  const before = spellings.get(commands)
  if (before) return before
  const all = commands.flatMap(entry =>
    isFolder(entry)
      ? entry.subcommands.map(command => ({ words: `${entry.name} ${command.name}`, command }))
      : [{ words: entry.name, command: entry }],
  )
  spellings.set(commands, all)
  return all
}

/** Those that the clock may type; of a folder, the subcommands that it may. */
export const schedulableIn = (commands: Commands): Commands =>
  commands.flatMap((entry): Commands => {
    if (!isFolder(entry)) return entry.schedulable ? [entry] : []
    const subcommands = entry.subcommands.filter(command => command.schedulable)
    return subcommands.length > 0 ? [{ ...entry, subcommands }] : []
  })

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
