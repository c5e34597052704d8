import type { Keyv } from 'keyv'
import type { Pending } from '../core/store.ts'
import { inTurn } from './inTurn.ts'

const hour = 3_600_000

type Kept = { id: string; value: string }

/** One a community, under its id: whatever a moderator uploads again and again takes no more room than once. */
export function keyvPending(keyv: Keyv): Pending {
  const turn = inTurn()
  return {
    keep: (community, value) =>
      turn(community, async () => {
        const id = crypto.randomUUID().slice(0, 8)
        const kept: Kept = { id, value }
        if ((await keyv.set(community, kept, hour)) !== true)
          throw new Error(`What ${community} wants to import was not kept: the store said no`)
        return id
      }),
    take: (community, id) =>
      turn(community, async () => {
        const kept = await keyv.get<Kept>(community)
        if (kept?.id !== id) return undefined
        await keyv.delete(community)
        return kept.value
      }),
  }
}
