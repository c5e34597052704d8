import { isDeepStrictEqual } from 'node:util'
import type { Keyv } from 'keyv'
import { z } from 'zod'
import { type CommunityId, Settings } from '../core/community.ts'
import type { Communities } from '../core/store.ts'
import { StoreFault } from '../core/storeFault.ts'
import type { History } from './history.ts'
import { inTurn } from './inTurn.ts'

export type Beside = {
  history: History
  /** What the backend of the Keyv writes in the same transaction as a community's settings, or as their removal. */
  along: Map<string, () => void>
  /** Removes a community's reminders, their ledger and whatever else is kept about it; safe to repeat. */
  forgetRest(id: CommunityId): { reminders: number; posts: number }
  /** Called once a community is forgotten. */
  forgotten(): void
  all(): CommunityId[]
  now?(): Temporal.Instant
}

/**
 * What moderators have chosen, kept by keyv under the community's id. The Keyv must have no `error` listener: with
 * one, keyv answers a failed read with "nothing there", and settings would look as if nobody had ever made them.
 */
export function keyvCommunities(
  keyv: Keyv,
  { history, along, forgetRest, forgotten, all, now = Temporal.Now.instant }: Beside,
): Communities {
  const turn = inTurn()

  /** keyv's write, and ours with it: both or neither, whatever stops the bot in between. */
  const together = async <T>(id: CommunityId, ours: () => void, write: () => Promise<T>): Promise<T> => {
    along.set(id, ours)
    try {
      return await write()
    } finally {
      along.delete(id)
    }
  }

  const settings = async (id: CommunityId): Promise<Settings> => {
    const checked = Settings.safeParse((await keyv.get(id).catch(unreadable)) ?? {})
    if (checked.success) return checked.data
    throw new StoreFault('It could not be read', damaged, checked.error)
  }

  return {
    settings,
    change: (id, edit, by) =>
      turn(id, async () => {
        const before = await settings(id)
        const edited = Settings.safeParse(edit(before))
        if (!edited.success) throw new Error(`No settings: ${z.prettifyError(edited.error)}`)
        const after = edited.data
        const note = () => {
          // Nothing changed, nothing to go back to.
          if (by && !isDeepStrictEqual(before, after)) history.note(id, { at: now(), by, before, after })
        }
        if ((await together(id, note, () => keyv.set(id, after))) !== true)
          throw new StoreFault('It was not saved', 'the store said no')
        return after
      }),
    history: async id => history.of(id),
    all: async () => all(),
    forget: id =>
      turn(id, async () => {
        let receipt = { changes: 0, reminders: 0, posts: 0 }
        const rest = () => {
          receipt = { changes: history.forget(id), ...forgetRest(id) }
        }
        const settings = await together(id, rest, () => keyv.delete(id))
        forgotten()
        return { settings, ...receipt }
      }),
  }
}

const damaged = 'its record is damaged'

/** A record that is no JSON is keyv's SyntaxError; what the file itself says is put into words further out. */
const unreadable = (error: unknown): never => {
  throw error instanceof SyntaxError ? new StoreFault('It could not be read', damaged, error) : error
}
