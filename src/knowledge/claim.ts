import { z } from 'zod'
import { Source } from '../core/reply.ts'
import type { Entry } from './entry.ts'
import type { ContentProblem } from './read.ts'
import { dates, inOrder, order } from './schema.ts'

/** What people may have read about the film, the place or the crisis, and what is right: content/claims.yaml. */
const Claim = z.strictObject({
  id: z.string().regex(/^[A-C]\d{2}$/, 'must be a letter A to C and two digits, such as B07'),
  topic: z.enum(['film', 'people', 'place', 'crisis', 'naloxone', 'reception']),
  /** What one can read, in our own words. */
  read: z.string().min(5).max(160),
  verdict: z.enum(['right', 'imprecise', 'wrong', 'opinion', 'unconfirmed']),
  /** What the evidence says. */
  right: z.string().min(5).max(280),
  sure: z.enum(['high', 'medium', 'low']),
  /** The entry that says it at length. */
  entry: z.string(),
  source: Source.optional(),
})

/** The whole file; its dates hold for each claim in it. */
export const Claims = z
  .strictObject({ ...dates, claims: z.array(Claim) })
  .refine(inOrder, order)
  .transform(({ claims, ...when }) => claims.map(claim => ({ ...claim, ...when })))
export type Claim = z.output<typeof Claims>[number]

/** Claims that stand twice or lead nowhere, and entries that name a claim nobody wrote. */
export function checkClaims(claims: readonly Claim[], entries: readonly Entry[]): ContentProblem[] {
  const problems: ContentProblem[] = []
  const ids = new Set<string>()
  const known = new Set(entries.map(entry => entry.id))
  const file = 'claims.yaml'
  for (const { id, entry } of claims) {
    if (ids.has(id)) problems.push({ file, line: 1, field: id, why: 'stands here twice: delete one' })
    ids.add(id)
    if (!known.has(entry))
      problems.push({ file, line: 1, field: id, why: `there is no entry ${entry}: name one that exists` })
  }
  for (const entry of entries)
    for (const id of entry.claims.filter(id => !ids.has(id)))
      problems.push({
        file: `en/${entry.id}.md`,
        line: 1,
        field: 'claims',
        why: `there is no claim ${id} in claims.yaml: name one that exists`,
      })
  return problems
}
