import type { Row } from './house.ts'

export type Span = { words: string; from: number; to: number }
export type Hit = Span & { row: Row }

/** The same length, with blanks in place of what is quoted: there words are mentioned, not used. */
const unquoted = (passage: string): string =>
  passage.replace(/"[^"]*"|“[^”]*”/g, found => ' '.repeat(found.length))

/** Whole words, singular or plural, with a space or a hyphen between them. */
function pattern({ avoid, match }: Row): RegExp {
  const plain = (form: string) => {
    const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]+')
    return `${escaped}(?:e?s)?`
  }
  const forms = match ?? avoid.map(plain)
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

const patterns = new WeakMap<Row, RegExp>()
function patternOf(row: Row): RegExp {
  const known = patterns.get(row) ?? pattern(row)
  patterns.set(row, known)
  return known
}

export const spans = (text: string, what: RegExp): Span[] =>
  [...text.matchAll(what)].map(({ 0: words, index }) => ({ words, from: index, to: index + words.length }))

export const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

/** What a passage says that the table avoids. Where two rows meet ("recovering addict"), the longer one counts. */
export function avoidedIn(passage: string, rows: readonly Row[]): Hit[] {
  const own = unquoted(passage)
  const hits = rows
    .filter(row => row.strength !== 'context')
    .flatMap(row => spans(own, patternOf(row)).map(span => ({ ...span, row })))
    .sort((a, b) => b.words.length - a.words.length)
  return hits.filter((hit, index) => !hits.slice(0, index).some(longer => overlap(longer, hit)))
}
