import { z } from 'zod'
import { OperatorError } from '../core/operatorError.ts'
import { type ContentProblem, contents, readYaml, spell } from './read.ts'

/** Allowed all the same, and until when. One that allows nothing any more fails the check. */
const because = { reason: z.string().min(10), remove_when: z.string().min(5) }

const Row = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  avoid: z.array(z.string().min(2)).min(1),
  match: z.array(z.string()).optional(),
  prefer: z.array(z.string()).min(1),
  why: z.string().min(10),
  source: z.string().optional(),
  strength: z.enum(['never', 'avoid', 'context']),
})
export type Row = z.infer<typeof Row>

/** content/words.yaml; its head says what the fields mean. */
const Words = z
  .strictObject({
    sources: z.record(z.string(), z.strictObject({ publisher: z.string(), url: z.url() })),
    rows: z.array(Row),
    exceptions: z.array(z.strictObject({ words: z.string(), file: z.string().optional(), ...because })),
    numbers: z.array(z.strictObject({ number: z.string(), file: z.string(), ...because })),
  })
  .superRefine(({ rows, sources }, context) => {
    for (const [index, { source }] of rows.entries())
      if (source && !sources[source])
        context.addIssue({
          code: 'custom',
          path: ['rows', index, 'source'],
          message: 'is no key of `sources`',
        })
  })
export type Words = z.infer<typeof Words>

/** content/short-codes.yaml: the short numbers that each country is known to have. */
const ShortCodes = z.record(z.string(), z.array(z.string().regex(/^[*\d]{2,6}$/)))

/** The house's own lists, for those who write. The bot reads them only when moderators write words of their own. */
export type House = { words: Words; shortCodes: Record<string, string[]> }

export function readHouse(folder: string): House {
  const problems: ContentProblem[] = []
  const words = readYaml('words.yaml', contents(folder, 'words.yaml'), Words, problems)
  const shortCodes = readYaml('short-codes.yaml', contents(folder, 'short-codes.yaml'), ShortCodes, problems)
  if (!words || !shortCodes)
    throw new OperatorError(problems.map(problem => `content/${spell(problem)}`).join('\n'))
  return { words, shortCodes }
}
