import { trained } from '../../src/knowledge/askContent.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'
import type { Content } from '../../src/knowledge/load.ts'
import { answersOf } from '../../src/knowledge/question.ts'
import { questionFeatures } from '../../src/knowledge/search/features.ts'
import { termReader } from '../../src/knowledge/search/terms.ts'
import { writeTrained } from '../../src/knowledge/trained.ts'
import { everyday } from '../eval/everyday.ts'
import { questions } from '../eval/questions.ts'
import { trainRanker } from './trainRanker.ts'

/** Fits the search's ranker to content/ask/phrases and, unless they are to measure it, to the tuned questions. */
export function fitSearch({ entries, claims, ask }: Content, { hold }: { hold: boolean }): void {
  const terms = termReader(ask.synonyms)
  const asked = [
    ...answersOf({ entries, claims, ...ask }).flatMap(({ id, phrases }) =>
      phrases.map(text => ({ text, answer: id })),
    ),
    // A tuned question trains the answer that is named first.
    ...(hold ? [] : questions('tune')).flatMap(({ text, want }) =>
      want[0] === 'refuse' ? [] : [{ text, answer: want[0]! }],
    ),
    // Half of them: with more, whatever is put unusually would be none of our business.
    ...everyday()
      .filter((_, at) => at % 2 === 0)
      .map(text => ({ text, answer: 'refuse/elsewhere' })),
  ]
  const ranker = trainRanker(
    asked.map(({ text, answer }) => ({ features: [...questionFeatures(text, terms(text))], answer })),
    // Chosen on phrases held out.
    { size: 48, models: 3, rate: 0.05, minimum: 2 },
  )
  writeTrained(contentFolder, trained.ranker, ranker)
  process.stdout.write(
    `${asked.length} ways of asking for ${ranker.answers.length} answers, ${ranker.features.keys.length} features written\n`,
  )
}
