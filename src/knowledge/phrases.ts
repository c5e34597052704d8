import type { ContentProblem } from './read.ts'

/** Ways people ask for an answer, by its id: an entry's, `support/<need>` or `refuse/<rule>`. */
export type Phrases = Record<string, string[]>

/**
 * Reads a list of phrases: `[id]` on a line of its own, then a phrase a line. `#` begins a comment. A plain format,
 * because there are thousands and anyone should be able to add one.
 */
export function readPhrases(file: string, source: string, problems: ContentProblem[]): Phrases {
  const phrases: Phrases = {}
  let current: string[] | undefined
  for (const [index, line] of source.split(/\r?\n/).entries()) {
    const words = line.trim()
    if (!words || words.startsWith('#')) continue
    const [, id] = /^\[([a-z/-]+[a-z0-9/-]*)\]$/.exec(words) ?? []
    if (id) {
      current = phrases[id] ?? []
      phrases[id] = current
    } else if (current) current.push(words)
    else
      problems.push({
        file,
        line: index + 1,
        why: 'stands under no id: write [topic/slug] on a line above it',
      })
  }
  return phrases
}
