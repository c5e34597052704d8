import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { Topic } from '../../src/knowledge/schema.ts'
import { passages } from './prose.ts'
import type { Rule } from './rule.ts'

/** Read in fear, or by somebody who is unwell. */
const helping = new Set<Topic>(['overdose', 'naloxone', 'treatment', 'helping'])
const hardest = 8

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** A title, a list item and a paragraph end a sentence, whether or not they end with a stop. */
const sentencesOf = (entry: Entry): string[] =>
  [entry.title, ...passages(entry)]
    .flatMap(passage => [...segmenter.segment(passage)].map(({ segment }) => segment.trim()))
    .filter(sentence => wordsOf(sentence).length > 0)

/** {emergency} is read as a number, and a number counts as one easy word. */
const wordsOf = (sentence: string): string[] =>
  sentence.replaceAll('{emergency}', '911').match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? []

/** A hyphenated word has the syllables of its parts. */
const syllablesOf = (word: string): number =>
  word.split('-').reduce((sum, part) => sum + Math.max(1, syllable(part)), 0)

/** The school grade that sentences read at, by Flesch and Kincaid. No word is made easier than it is. */
export function gradeOf(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf)
  return fleschKincaid({
    sentence: sentences.length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + syllablesOf(word), 0),
  })
}

export const grade: Rule = {
  name: 'reading grade',
  policy: `What somebody reads in an emergency, or about treatment, is written for grade ${hardest} or below (Flesch-Kincaid).`,
  entry: entry => {
    const sentences = helping.has(entry.topic) ? sentencesOf(entry) : []
    const found = gradeOf(sentences)
    if (sentences.length === 0 || found <= hardest) return []
    const worst = sentences
      .map(sentence => ({ sentence, grade: gradeOf([sentence]) }))
      .sort((a, b) => b.grade - a.grade)
      .slice(0, 3)
      .map(one => `"${one.sentence}" (${one.grade.toFixed(0)})`)
    return [
      {
        file: `en/${entry.id}.md`,
        wrong: `reads at grade ${found.toFixed(1)}`,
        why: 'the reader may be in a hurry, afraid, unwell, or new to English',
        todo: `make the hardest sentences shorter: ${worst.join(' · ')}`,
      },
    ]
  },
}
