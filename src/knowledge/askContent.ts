import { z } from 'zod'
import { type ContentProblem, contents, files, readYaml } from './read.ts'
import { Refusal } from './refusal.ts'
import { type Need, needs } from './schema.ts'
import type { Model } from './triage/model.ts'

const phrases = z.array(z.coerce.string()).min(1)
const Services = z.array(
  z.strictObject({ need: z.enum(Object.keys(needs) as [Need, ...Need[]]), asked: phrases }),
)

/** What /ask knows about people's own words: content/ask and content/triage. */
export type AskContent = {
  synonyms: string[][]
  services: z.infer<typeof Services>
  refusals: Refusal[]
  /** Further ways people ask for an answer, by its id: an entry's, `support/<need>` or `refuse/<rule>`. */
  phrases: Record<string, string[]>
  concepts: Record<string, string[]>
  model: Model
}

export function loadAsk(root: string, problems: ContentProblem[]): AskContent {
  const read = <S extends z.ZodType>(file: string, schema: S) =>
    readYaml(file, contents(root, file), schema, problems)
  const synonyms = read('ask/synonyms.yaml', z.array(phrases.min(2))) ?? []
  const seen = new Map<string, string>()
  for (const [first, ...others] of synonyms)
    for (const word of [first!, ...others]) {
      const group = seen.get(word)
      const why = `"${word}" stands in two groups (${group} and ${first}): keep one`
      if (group) problems.push({ file: 'ask/synonyms.yaml', line: 1, why })
      seen.set(word, first!)
    }
  return {
    synonyms,
    services: read('ask/services.yaml', Services) ?? [],
    refusals: read('ask/refuse.yaml', z.array(Refusal)) ?? [],
    phrases: Object.assign(
      {},
      ...files(root, 'ask/phrases', '.yaml').map(file => read(file, z.record(z.string(), phrases)) ?? {}),
    ),
    concepts: read('triage/concepts.yaml', z.record(z.string(), phrases)) ?? {},
    // Written by `npm run train`, never by hand, so it is taken as it is.
    model: JSON.parse(contents(root, 'triage/model.json')),
  }
}
