import { z } from 'zod'
import { Line } from '../core/line.ts'
import { type Concepts, conceptReader } from './triage/concepts.ts'
import { wordsOf } from './triage/normalise.ts'

const phrases = z.array(z.coerce.string()).min(1)

/** A kind of question that the bot answers with a no and something it can offer: content/ask/refuse.yaml. */
export const Refusal = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  /** It fits when each group has a phrase in the question … */
  when: z.array(phrases).min(1),
  /** … and none of these is there. */
  unless: phrases.optional(),
  title: z.string().max(90),
  say: z.string().max(400),
  offer: z
    .array(z.strictObject({ label: z.string().max(40), ask: Line }))
    .min(1)
    .max(4),
})
export type Refusal = z.infer<typeof Refusal>

/** Finds the first refusal that fits a question. */
export function refusalsOver(refusals: readonly Refusal[]): (question: string) => Refusal | undefined {
  const concepts: Concepts = {}
  for (const { id, when, unless } of refusals) {
    for (const [i, group] of when.entries()) concepts[`${id} ${i}`] = group
    if (unless) concepts[`${id} unless`] = unless
  }
  const read = conceptReader(concepts)
  return question => {
    const found = new Set(read(wordsOf(question)))
    return refusals.find(
      ({ id, when }) => when.every((_, i) => found.has(`${id} ${i}`)) && !found.has(`${id} unless`),
    )
  }
}
