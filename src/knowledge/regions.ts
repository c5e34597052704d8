import { type Choice, fold } from '../core/options.ts'
import type { Region } from './schema.ts'

/** The country of a region: `US-WV` → `US`. */
export const country = (region: string): string => region.split('-')[0]!

/** The regions whose services serve somebody there, nearest first: `US-WV` → `US-WV`, `US`, `INTL`. */
export const around = (region: string): string[] => [...new Set([region, country(region), 'INTL'])]

export const regionChoices = (regions: readonly Region[]): Choice[] =>
  regions.map(({ code, name, also }) => ({ value: code, label: name, also }))

export const regionName = (regions: readonly Region[], code: string): string =>
  regions.find(region => region.code === code)?.name ?? code

/** "us" and "u.s." are pronouns to a careless reader: only capitals name the country. */
const capitals = /\b(US|U\.S\.A?\.?|USA|UK|U\.K\.)(?![\w-])/

/**
 * Finds the place that a sentence names: `where do I get narcan in ohio` → `US-OH`. The longest name wins, and a
 * state before its country. Codes count only as they are written (`US-OH`), so that "in" and "me" name nobody's state.
 */
export function placeIn(regions: readonly Region[]): (words: string) => string | undefined {
  const names = regions
    .flatMap(({ code, name, also }) => [name, ...also].map(called => ({ code, name: fold(called) })))
    .filter(({ name }) => name.length > 2 || name === 'wv' || name === 'uk')
    .sort((a, b) => b.name.length - a.name.length || b.code.length - a.code.length)
  const codes = new Set(regions.map(region => region.code))
  return words => {
    const written = words.match(/\b[A-Z]{2}-[A-Z]{2,3}\b/g)?.find(code => codes.has(code))
    if (written) return written
    const folded = ` ${fold(words)} `
    const named = names.filter(({ name }) => folded.includes(` ${name} `))
    const best = named.find(({ code }) => code.includes('-')) ?? named[0]
    if (best) return best.code
    const [abbreviation] = capitals.exec(words) ?? []
    return abbreviation && (abbreviation.startsWith('UK') || abbreviation.startsWith('U.K') ? 'GB' : 'US')
  }
}
