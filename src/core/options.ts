/**
 * One description of what a command takes. From it come Discord's typed options, the line parser of Slack and the
 * terminal, autocomplete and the help text.
 */
export type Choice = { value: string; label: string; also?: string[] }

type Common = { about: string; example: string; required?: boolean }
export type Option =
  | (Common & { kind: 'choice'; choices: readonly Choice[] })
  | (Common & { kind: 'text'; longest: number })
  | (Common & { kind: 'time' })
  | (Common & { kind: 'zone' })
  | (Common & { kind: 'channel' })
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

export const text = <const R extends boolean = false>(option: {
  about: string
  example: string
  longest?: number
  required?: R
}) => ({ kind: 'text' as const, longest: 1000, required: false as R, ...option })

type Plain<R extends boolean> = { about: string; example?: string; required?: R }
/** A time of day on a 24-hour clock, `HH:MM`. */
export const time = <const R extends boolean = false>(option: Plain<R>) => ({
  kind: 'time' as const,
  required: false as R,
  example: '09:00',
  ...option,
})
/** An IANA time zone, such as `America/New_York`. */
export const zone = <const R extends boolean = false>(option: Plain<R>) => ({
  kind: 'zone' as const,
  required: false as R,
  example: 'America/New_York',
  ...option,
})
/** A channel's id as the platform writes it. */
export const channel = <const R extends boolean = false>(option: Plain<R>) => ({
  kind: 'channel' as const,
  required: false as R,
  example: '#general',
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
const zones = (): Choice[] => {
  allZones ??= ['UTC', ...Intl.supportedValuesOf('timeZone')].map(value => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
  return allZones
}

export type Read = { value: Value } | { wrong: string }

/** Reads one option from what was typed. `wrong` is a sentence for the person who typed it. */
export function read(option: Option, typed: string): Read {
  switch (option.kind) {
    case 'choice': {
      const found = findChoice(option.choices, typed)
      if (found) return { value: found.value }
      const near = nearest(option.choices, typed)
      const offer = (near.length > 0 ? near : option.choices.slice(0, 12)).map(c => c.value).join(', ')
      return { wrong: `is not one of the choices. Try: ${offer}.` }
    }
    case 'text':
      return [...typed].length <= option.longest
        ? { value: typed }
        : { wrong: `can be at most ${option.longest} characters long.` }
    case 'time': {
      const match = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim())
      if (match && Number(match[1]) < 24 && Number(match[2]) < 60)
        return { value: `${match[1]!.padStart(2, '0')}:${match[2]}` }
      return { wrong: 'must be a time on a 24-hour clock, such as 09:00 or 17:30.' }
    }
    case 'zone': {
      const found = findChoice(zones(), typed)
      if (found) return { value: found.value }
      const near = nearest(zones(), typed)
      const offer = near.length > 0 ? near.map(c => c.value).join(', ') : 'America/New_York, Europe/London'
      return { wrong: `must be a time zone from the IANA list. Try: ${offer}.` }
    }
    case 'channel': {
      const match = /^<?#?([\w-]{1,80})(?:\|[^>]*)?>?$/.exec(typed.trim())
      return match ? { value: match[1]! } : { wrong: 'must be a channel, such as #general.' }
    }
  }
}
