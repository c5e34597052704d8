/**
 * One description of what a command takes. From it come Discord's typed options, the line parser of Slack and the
 * terminal, autocomplete and the help text.
 */
export type Choice = { value: string; label: string; also?: string[] }

type Common = {
  about: string
  example: string
  required?: boolean
  /** What fits is found as somebody types: see Command.suggest. */
  suggested?: boolean
}
export type Option =
  | (Common & { kind: 'choice'; choices: readonly Choice[] })
  | (Common & { kind: 'text'; longest: number })
  | (Common & { kind: 'time' })
  | (Common & { kind: 'zone' })
  | (Common & { kind: 'date' })
  | (Common & { kind: 'channel' })
  | (Common & { kind: 'role' })
  | (Common & { kind: 'person' })
  | (Common & { kind: 'file'; longest: number })
export type Options = Record<string, Option>

/** What an option holds once read: always an id or plain words, never display text. */
export type Value = string
export type Values<O extends Options> = {
  [name in keyof O]: O[name] extends { required: true } ? Value : Value | undefined
}

export const choice = <const R extends boolean = false>(option: {
  about: string
  example: string
  choices: readonly Choice[]
  required?: R
}) => ({ kind: 'choice' as const, required: false as R, ...option })

/** What a choice of yes or no offers. */
export const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] satisfies Choice[]

export const text = <const R extends boolean = false>(option: {
  about: string
  example: string
  longest?: number
  required?: R
  suggested?: boolean
}) => ({ kind: 'text' as const, longest: 1000, required: false as R, ...option })

type Plain<R extends boolean> = { about: string; example?: string; required?: R }
/** An option of a kind that needs no more than words about it. */
const plain =
  <const K extends Option['kind']>(kind: K, example: string) =>
  <const R extends boolean = false>(option: Plain<R>) => ({ kind, required: false as R, example, ...option })

/** A time of day on a 24-hour clock, `HH:MM`. */
export const time = plain('time', '09:00')
/** A day, `YYYY-MM-DD`. */
export const date = plain('date', '2026-12-01')
/** An IANA time zone, such as `America/New_York`. */
export const zone = plain('zone', 'America/New_York')
/** A channel's id as the platform writes it. */
export const channel = plain('channel', '#general')
/** The id of a role, on Slack of a user group. */
export const role = plain('role', '@movie-night')
/** The id of a role or of one person. */
export const person = plain('person', '@moderators')
/** The text of a file: on Discord an attachment, elsewhere pasted. `longest` counts characters. */
export const file = <const R extends boolean = false>(option: Plain<R> & { longest: number }) => ({
  kind: 'file' as const,
  required: false as R,
  example: '{ … }',
  ...option,
})

/** Folds case, accents and punctuation, so that "Québec", "quebec" and "QUEBEC" are the same word. */
export const fold = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const names = (choice: Choice): string[] => [choice.value, choice.label, ...(choice.also ?? [])].map(fold)

/** The choice somebody means by these words: its id, its label or another name for it. */
export function findChoice(choices: readonly Choice[], typed: string): Choice | undefined {
  const wanted = fold(typed)
  return choices.find(c => c.value === typed) ?? choices.find(c => names(c).includes(wanted))
}

/** Choices that fit what has been typed so far, best first; all of them for nothing. */
export function suggest(option: Option, typed: string): Choice[] {
  const wanted = fold(typed)
  const offered: readonly Choice[] =
    option.kind === 'choice' ? option.choices : option.kind === 'zone' ? zones() : []
  const starts = offered.filter(c => names(c).some(name => name.startsWith(wanted)))
  const holds = offered.filter(c => !starts.includes(c) && names(c).some(name => name.includes(wanted)))
  return [...starts, ...holds]
}

const pairs = (name: string): string[] => {
  const letters = [...fold(name)]
  return letters.slice(1).map((letter, index) => letters[index]! + letter)
}

/** Share of letter pairs that two names have in common, 0 to 1 (Dice's coefficient). */
function likeness(a: string, b: string): number {
  const [ours, theirs] = [pairs(a), pairs(b)]
  const shared = ours.filter(pair => theirs.includes(pair)).length
  return (2 * shared) / (ours.length + theirs.length || 1)
}

/** Choices that somebody who mistyped may have meant, likeliest first; none where nothing comes near. */
export function nearest(choices: readonly Choice[], typed: string): Choice[] {
  return choices
    .map(c => ({
      c,
      score: Math.max(...[c.value, c.label, ...(c.also ?? [])].map(name => likeness(name, typed))),
    }))
    .filter(({ score }) => score >= 0.35)
    .sort((a, b) => b.score - a.score)
    .slice(0, 4)
    .map(({ c }) => c)
}

let allZones: Choice[] | undefined
export const zones = (): Choice[] => {
  allZones ??= ['UTC', ...Intl.supportedValuesOf('timeZone')].map(value => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
  return allZones
}
