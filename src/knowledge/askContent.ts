import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Entry } from './entry.ts'
import { type Phrases, readPhrases } from './phrases.ts'
import { type ContentProblem, contents, files, readYaml } from './read.ts'
import { Refusal } from './refusal.ts'
import { needs } from './schema.ts'
import type { RankerFile } from './search/ranker.ts'
import { readTrained } from './trained.ts'
import type { Model } from './triage/model.ts'

const words = z.array(z.coerce.string()).min(1)
/** Files that `npm run train` writes, below the folder of the content. */
export const trained = { model: 'triage/model.bin', ranker: 'ask/ranker.bin' }

/** What /ask knows about people's own words: content/ask and content/triage. */
export type AskContent = {
  synonyms: string[][]
  refusals: Refusal[]
  phrases: Phrases
  concepts: Record<string, string[]>
  model: Model
  ranker: RankerFile
}

export function loadAsk(root: string, entries: readonly Entry[], problems: ContentProblem[]): AskContent {
  const read = <S extends z.ZodType>(file: string, schema: S) =>
    readYaml(file, contents(root, file), schema, problems)
  const synonyms = read('ask/synonyms.yaml', z.array(words.min(2))) ?? []
  const seen = new Map<string, string>()
  for (const [first, ...others] of synonyms)
    for (const word of [first!, ...others]) {
      const group = seen.get(word)
      const why = `"${word}" stands in two groups (${group} and ${first}): keep one`
      if (group) problems.push({ file: 'ask/synonyms.yaml', line: 1, why })
      seen.set(word, first!)
    }
  const refusals = read('ask/refuse.yaml', z.array(Refusal)) ?? []
  const known = new Set([
    ...entries.map(entry => entry.id),
    ...Object.keys(needs).map(need => `support/${need}`),
    ...refusals.map(({ id }) => `refuse/${id}`),
  ])
  const phrases: Phrases = {}
  const askedFor = new Map<string, string>()
  for (const file of files(root, 'ask/phrases', '.txt'))
    for (const [id, asked] of Object.entries(readPhrases(file, contents(root, file), problems))) {
      const tell = (why: string) => problems.push({ file, line: 1, why })
      if (!known.has(id)) tell(`there is no answer ${id}: name one that exists`)
      for (const phrase of asked) {
        const other = askedFor.get(phrase.toLowerCase())
        if (other && other !== id) tell(`"${phrase}" asks for ${other} and for ${id}: keep one`)
        askedFor.set(phrase.toLowerCase(), id)
      }
      phrases[id] = [...(phrases[id] ?? []), ...asked]
    }
  for (const file of Object.values(trained))
    if (!existsSync(join(root, file)))
      problems.push({ file, line: 1, why: 'is missing: npm run train writes it' })
  return {
    synonyms,
    refusals,
    phrases,
    concepts: read('triage/concepts.yaml', z.record(z.string(), words)) ?? {},
    // Written by `npm run train`, never by hand, so these are taken as they are; and large, so read when first needed.
    get model() {
      return readTrained<Model>(root, trained.model)
    },
    get ranker() {
      return readTrained<RankerFile>(root, trained.ranker)
    },
  }
}
