import type { CommunityId, Settings } from '../core/community.ts'
import type { Communities } from '../core/store.ts'
import { within } from '../core/within.ts'

export type LastGood = {
  /** The same communities; what goes through them is remembered at once. */
  communities: Communities
  /** Settings to answer with: never rejects, and waits no longer than the deadline. */
  settings(id: CommunityId | undefined): Promise<Settings>
}

/** A read that hangs is given up after this long, so that a store that is back is asked again. */
const giveUpMs = 5000
/** A copy that was read a moment ago is not read again: a busy channel asks many times a second. */
const freshMs = 1000

/**
 * Keeps the last good copy of each community's settings, so that no member's answer waits for the store. A store
 * that fails or hangs leaves the old copy; without one, settings are empty, as before anybody set the bot up.
 */
export function lastGoodSettings(communities: Communities, { deadlineMs = 150 } = {}): LastGood {
  const copies = new Map<CommunityId, { settings: Settings; readAt: number }>()
  const reads = new Map<CommunityId, Promise<void>>()

  /** Forgets a read that began before a change: its answer is older than what we know. */
  const remember = (id: CommunityId, settings: Settings | undefined) => {
    reads.delete(id)
    if (settings) copies.set(id, { settings, readAt: performance.now() })
    else copies.delete(id)
  }

  const refresh = (id: CommunityId): Promise<void> => {
    const running = reads.get(id)
    if (running) return running
    const read: Promise<void> = within(giveUpMs, communities.settings.bind(communities, id)).then(
      settings => {
        if (reads.get(id) === read) remember(id, settings)
      },
      () => {
        if (reads.get(id) === read) reads.delete(id)
      },
    )
    reads.set(id, read)
    return read
  }

  return {
    communities: {
      settings: id => communities.settings(id),
      history: id => communities.history(id),
      all: () => communities.all(),
      change: async (id, edit, by) => {
        const changed = await communities.change(id, edit, by)
        remember(id, changed)
        return changed
      },
      forget: async id => {
        remember(id, undefined)
        const receipt = await communities.forget(id)
        remember(id, undefined)
        return receipt
      },
    },
    async settings(id) {
      if (!id) return {}
      const copy = copies.get(id)
      if (copy) {
        // After the answer, not before it.
        if (performance.now() - copy.readAt > freshMs) setImmediate(refresh, id)
        return copy.settings
      }
      await within(deadlineMs, () => refresh(id)).catch(() => {})
      return copies.get(id)?.settings ?? {}
    },
  }
}
