import { findChoice, nearest, type Option, type Value, zones } from './options.ts'
import { LocalDate } from './when.ts'

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
    case 'file':
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
      if (isZone(typed.trim())) return { value: typed.trim() }
      const near = nearest(zones(), typed)
      const offer = near.length > 0 ? near.map(c => c.value).join(', ') : 'America/New_York, Europe/London'
      return { wrong: `must be a time zone from the IANA list. Try: ${offer}.` }
    }
    case 'date':
      return LocalDate.safeParse(typed.trim()).success
        ? { value: typed.trim() }
        : { wrong: 'must be a day that the calendar knows, such as 2026-12-01.' }
    case 'role':
    case 'person': {
      const match = /^<?[@!&]{0,2}(?:subteam\^)?([\w-]{1,80})(?:\|[^>]*)?>?$/.exec(typed.trim())
      return match ? { value: match[1]! } : { wrong: 'must be a mention, such as @moderators.' }
    }
    case 'channel': {
      const match = /^<?#?([\w-]{1,80})(?:\|[^>]*)?>?$/.exec(typed.trim())
      return match ? { value: match[1]! } : { wrong: 'must be a channel, such as #general.' }
    }
  }
}

/** Also names that the list spells another way: Asia/Kathmandu, which it calls Asia/Katmandu. */
function isZone(name: string): boolean {
  try {
    return /^[A-Za-z]+\/[\w/+-]+$/.test(name) && new Temporal.ZonedDateTime(0n, name).timeZoneId !== ''
  } catch {
    return false
  }
}
