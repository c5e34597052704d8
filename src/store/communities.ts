import { isDeepStrictEqual } from 'node:util'
import type { Keyv } from 'keyv'
import { z } from 'zod'
import { type CommunityId, Settings } from '../core/community.ts'
import type { Communities } from '../core/store.ts'
import type { History } from './history.ts'
import { inTurn } from './inTurn.ts'

export type Beside = {
  history: History
  /** Removes a community's reminders and their ledger; safe to repeat. */
  forgetReminders(id: CommunityId): { reminders: number; posts: number }
  all(): CommunityId[]
  now?(): Temporal.Instant
}

/**
 * What moderators have chosen, kept by keyv under the community's id. The Keyv must have no `error` listener: with
 * one, keyv answers a failed read with "nothing there", and settings would look as if nobody had ever made them.
 */
export function keyvCommunities(
  keyv: Keyv,
  { history, forgetReminders, all, now = Temporal.Now.instant }: Beside,
): Communities {
  const turn = inTurn()

  const settings = async (id: CommunityId): Promise<Settings> => {
    const saved = await keyv.get(id).catch(error => {
      throw failure(`The settings of ${id} could not be read`, error)
    })
    const checked = Settings.safeParse(saved ?? {})
    if (checked.success) return checked.data
    throw failure(`The saved settings of ${id} are damaged`, z.prettifyError(checked.error))
  }

  const save = async (id: CommunityId, changed: Settings) => {
    const saved = await keyv.set(id, changed).catch(error => {
      throw failure(`The settings of ${id} were not saved`, error)
    })
    if (saved !== true) throw failure(`The settings of ${id} were not saved`, 'the store said no')
  }

  return {
    settings,
    change: (id, edit, by) =>
      turn(id, async () => {
        const before = await settings(id)
        const edited = Settings.safeParse(edit(before))
        if (!edited.success)
          throw failure(`The settings of ${id} were not saved`, z.prettifyError(edited.error))
        const after = edited.data
        // Nothing changed, nothing to go back to.
        const noted =
          by && !isDeepStrictEqual(before, after) && history.note(id, { by, before, after }, now())
        try {
          await save(id, after)
        } catch (error) {
          if (noted) noted.undo()
          throw error
        }
        return after
      }),
    history: async id => history.of(id),
    all: async () => all(),
    forget: id =>
      turn(id, async () => {
        const settings = await keyv.delete(id)
        const changes = history.forget(id)
        return { settings, ...forgetReminders(id), changes }
      }),
  }
}

const failure = (what: string, why: unknown): Error =>
  new Error(`${what}: ${why instanceof Error ? why.message : why}`, { cause: why })
