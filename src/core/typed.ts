import { type Command, type Commands, example, isFolder, spelled, usage } from './command.ts'
import { words } from './line.ts'
import { findChoice, fold, type Options, type Value } from './options.ts'
import { read } from './read.ts'

/** A command as it reaches us: a line (Slack, terminal, buttons, reminders) or options by name (Discord). */
export type Typed = string | { command: string; values: Record<string, Value> }

export type Understood = { command: Command; words: string; options: Record<string, Value>; rest: string }
/** What is wrong with it and what would be right, in sentences for the person who typed it. */
export type Mistake = { wrong: string; example: string; command?: Command }

export const isMistake = <T extends object>(result: T | Mistake): result is Mistake => 'wrong' in result

/** Finds the command and reads its options. */
export function understand(commands: Commands, typed: Typed): Understood | Mistake {
  const found = find(commands, typed)
  if (isMistake(found)) return found
  return typeof typed === 'string' ? readLine(found, found.rest) : check(found, typed.values, '')
}

/** The command alone, and what of a line stands after it. */
export function find(commands: Commands, typed: Typed): (Found & { rest: string }) | Mistake {
  if (typeof typed !== 'string') {
    const found = spelled(commands).find(s => s.words === typed.command)
    return found ? { ...found, rest: '' } : unknown(typed.command)
  }
  const line = typed.trim().replace(/^\//, '')
  const [firstWord, secondWord] = words(line, 2)
  const first = firstWord?.word.toLowerCase() ?? ''
  const entry = commands.find(c => c.name === first)
  if (!entry) return unknown(first)
  const afterFirst = line.slice(firstWord!.end)
  if (!isFolder(entry)) return { words: entry.name, command: entry, rest: afterFirst }
  const second = secondWord?.word.toLowerCase() ?? ''
  const command = entry.subcommands.find(c => c.name === second)
  if (command) return { words: `${entry.name} ${second}`, command, rest: line.slice(secondWord!.end) }
  // `/settings region:US-WV` is `/settings change region:US-WV`, and `/reminders` alone is `/reminders list`.
  const implied = entry.subcommands.find(c => c.name === (second ? entry.otherwise : entry.alone))
  if (implied && (!second || second.includes(':')))
    return { words: `${entry.name} ${implied.name}`, command: implied, rest: afterFirst }
  return {
    wrong: `/${entry.name} needs one more word: ${entry.subcommands.map(c => c.name).join(', ')}.`,
    example: example(`${entry.name} ${entry.subcommands[0]!.name}`, entry.subcommands[0]!),
  }
}

const unknown = (name: string): Mistake => ({
  wrong: name ? 'I do not know that command.' : 'That line is empty.',
  example: '/help',
})

type Found = { words: string; command: Command }

/** `name:value` anywhere, then what is left by position; a last free-text option takes the rest as typed. */
function readLine(found: Found, line: string): Understood | Mistake {
  const { options } = found.command
  const values: Record<string, Value> = {}
  let free = ''
  let from = 0
  for (const { word, end } of words(line)) {
    const [, name, value] = /^([a-z]+):(.+)$/is.exec(word) ?? []
    if (
      name &&
      value !== undefined &&
      Object.hasOwn(options, name.toLowerCase()) &&
      values[name.toLowerCase()] === undefined
    )
      values[name.toLowerCase()] = value
    else free += line.slice(from, end)
    from = end
  }
  return byPosition(found, values, free.trim())
}

function byPosition(found: Found, values: Record<string, Value>, free: string): Understood | Mistake {
  let rest = free
  for (const [name, option] of Object.entries(found.command.options)) {
    if (!rest) break
    if (values[name] !== undefined) continue
    if (option.kind === 'text' || option.kind === 'file') {
      const whole = words(rest)
      // Quotes belong to what a file says.
      values[name] = option.kind === 'text' && whole.length === 1 ? whole[0]!.word : rest
      rest = ''
      break
    }
    const taken = option.kind === 'choice' ? longestChoice(option.choices, rest) : firstWord(rest)
    // An optional choice that the words do not fit leaves them for the options after it.
    if (!taken) {
      if (option.required && !found.command.forgiving) values[name] = rest
      if (option.required && !found.command.forgiving) rest = ''
      continue
    }
    values[name] = taken.value
    rest = rest.slice(taken.end).trim()
  }
  return check(found, values, rest)
}

const firstWord = (typed: string) => {
  const [first] = words(typed)
  return first && { value: first.word, end: first.end }
}

/** Choices of several words need no quotes: the longest run of words that names one is taken. */
function longestChoice(choices: Parameters<typeof findChoice>[0], typed: string) {
  const all = words(typed)
  for (let count = Math.min(all.length, 6); count > 0; count--) {
    const last = all[count - 1]!
    const run = count === 1 ? last.word : typed.slice(0, last.end)
    // "my" and "in" are words before they are anybody's code: a bare code of two letters must be named.
    const offered =
      fold(run).length > 2 ? choices : choices.filter(choice => choice.value !== run.toUpperCase())
    const found = findChoice(offered, run)
    if (found) return { value: found.value, end: last.end }
  }
  return undefined
}

function check(found: Found, values: Record<string, Value>, rest: string): Understood | Mistake {
  const { command } = found
  const mistake = (wrong: string): Mistake => ({ wrong, example: example(found.words, command), command })
  const options: Record<string, Value> = {}
  let unread = rest
  for (const [name, option] of Object.entries(command.options as Options)) {
    const typed = values[name]
    if (typed === undefined || typed === '') {
      if (option.required) return mistake(`${name} is missing: ${option.about}.`)
      continue
    }
    const result = read(option, typed)
    if ('value' in result) options[name] = result.value
    else if (command.forgiving) unread = `${unread} ${typed}`.trim()
    else return mistake(`${name} ${result.wrong}`)
  }
  if (unread && !command.forgiving) {
    const [first] = Object.entries(command.options as Options)
    if (!first) return mistake(`/${found.words} takes nothing after it.`)
    const result = read(first[1], unread)
    return mistake(
      'wrong' in result
        ? `${first[0]} ${result.wrong}`
        : `I could not read all of it: ${usage(found.words, command)}.`,
    )
  }
  return { command, words: found.words, options, rest: unread }
}
