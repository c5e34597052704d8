import fc from 'fast-check'
import { Reply } from '../../src/core/reply.ts'
import { anyReply } from '../core/anyReply.ts'

type Run = { seed: number; numRuns: number }

/** Ten thousand replies for each platform, in tests of their own so that one says which seed it was. */
export const runs: [string, Run][] = [1, 2, 3, 4, 5].map(seed => {
  const run = { seed, numRuns: 2000 }
  return [`${run.numRuns} replies of seed ${seed}`, run]
})

/**
 * Looks at as many replies as were asked for and throws the smallest that has something wrong with it. What the schema
 * refuses counts for nothing. Returns how many there were.
 */
export function generated({ seed, numRuns }: Run, wrong: (reply: Reply) => string[]): number {
  let looked = 0
  const property = fc.property(anyReply, draft => {
    const { data } = Reply.safeParse(draft)
    if (!data) fc.pre(false)
    const found = wrong(data!)
    if (found.length > 0) throw new Error(found.slice(0, 5).join('\n'))
    looked++
  })
  fc.assert(property, { seed, numRuns })
  return looked
}
