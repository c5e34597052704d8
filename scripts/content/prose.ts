import { type Inline, inline, plainMarks } from '../../src/core/text.ts'
import type { Entry } from '../../src/knowledge/entry.ts'

/** A paragraph, list item or quote as plain words, links without their addresses. */
const words = (inlines: Inline[]): string => inline(inlines, { ...plainMarks, link: label => label })

/** The paragraphs, list items and quotes of an entry's text, one string each. */
export const passages = (entry: Entry): string[] =>
  entry.text.flatMap(block => {
    if ('paragraph' in block) return [words(block.paragraph)]
    return 'quote' in block ? [words(block.quote)] : block.list.map(words)
  })

export const quotes = (entry: Entry): string[] =>
  entry.text.flatMap(block => ('quote' in block ? [words(block.quote)] : []))

/** All that members read of an entry: the bot's own words. `asked` and `also` are members' words. */
export const spoken = (entry: Entry): string[] => [entry.title, entry.label, ...passages(entry)]

/** What stands inside quotation marks, each with where it begins. */
export const quoted = (passage: string): { words: string; at: number }[] =>
  [...passage.matchAll(/"([^"]*)"|“([^”]*)”/g)].map(match => ({
    words: match[1] ?? match[2] ?? '',
    at: match.index,
  }))
