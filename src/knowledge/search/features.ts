import { fold } from '../../core/options.ts'

/** How much each kind of feature counts: terms and their pairs (synonyms made one), words as typed, groups of letters. */
const counts = { term: 1, pair: 0.7, word: 0.5, letters: 0.35 }

/** What the ranker looks at in a question, with its weight. */
export function questionFeatures(text: string, terms: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  const add = (feature: string, weight: number) => found.set(feature, (found.get(feature) ?? 0) + weight)
  for (const [i, term] of terms.entries()) {
    add(`t ${term}`, counts.term)
    if (i + 1 < terms.length) add(`p ${term} ${terms[i + 1]}`, counts.pair)
  }
  const words = fold(text.replace(/['’]/g, '').slice(0, 2000)).split(' ').slice(0, 120)
  for (const [i, word] of words.entries()) {
    add(`w ${word}`, counts.word)
    if (i + 1 < words.length) add(`n ${word} ${words[i + 1]}`, counts.word)
    if (word.length < 4 || word.length > 20) continue
    const edged = `<${word}>`
    for (let at = 0; at + 4 <= edged.length; at++) add(`c ${edged.slice(at, at + 4)}`, counts.letters)
  }
  return found
}
