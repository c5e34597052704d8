import type { Keyv } from 'keyv'
import { z } from 'zod'
import { type CommunityId, Settings } from '../core/community.ts'
import type { Communities } from '../core/store.ts'
import { inTurn } from './inTurn.ts'

/**
 * What moderators have chosen, kept by keyv under the community's id. The Keyv must have no `error` listener: with
 * one, keyv answers a failed read with "nothing there", and settings would look as if nobody had ever made them.
 *
 * @param forgetReminders removes a community's reminders and their ledger; safe to repeat
 */
export function keyvCommunities(keyv: Keyv, forgetReminders: (id: CommunityId) => void): Communities {
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
    change: (id, edit) =>
      turn(id, async () => {
        const edited = Settings.safeParse(edit(await settings(id)))
        if (!edited.success)
          throw failure(`The settings of ${id} were not saved`, z.prettifyError(edited.error))
        await save(id, edited.data)
        return edited.data
      }),
    forget: id =>
      turn(id, async () => {
        await keyv.delete(id)
        forgetReminders(id)
      }),
  }
}

const failure = (what: string, why: unknown): Error =>
  new Error(`${what}: ${why instanceof Error ? why.message : why}`, { cause: why })
