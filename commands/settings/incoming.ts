import type { Ask } from '../../src/core/ask.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import { type PortableReminder, portable } from '../../src/core/configuration.ts'
import { nextOccurrence, type Occurrence } from '../../src/core/occurrence.ts'
import { Reminder, unconfirmed } from '../../src/core/reminder.ts'
import type { Due, Reminders } from '../../src/core/store.ts'
import { mostReminders } from '../reminders/create.ts'
import type { Desk } from './desk.ts'
import { type Difference, differences, same } from './differences.ts'
import { signed } from './signed.ts'

/** What an import brings, with the channels of this community. What it does not name stays as it is. */
export type Incoming = { settings: Settings; reminders: PortableReminder[] }

type Fate = 'added' | 'replaced' | 'same' | 'over'
export type Fitted = { reminder: PortableReminder; fate: Fate }

/** What becomes of each reminder: one with the same id is replaced; one that says the same is there already. */
export function fitted(
  reminders: readonly PortableReminder[],
  here: readonly Due[],
  now: Temporal.Instant,
): Fitted[] {
  const ours = here.map(due => portable(due.reminder))
  const isThere = ({ id: _, ...said }: PortableReminder) =>
    ours.some(({ id: __, ...known }) => same(known, said))
  return reminders.map(reminder => {
    const mine = ours.find(({ id }) => id === reminder.id)
    if (mine ? same(mine, reminder) : isThere(reminder)) return { reminder, fate: 'same' }
    if (!nextOccurrence(reminder, now)) return { reminder, fate: 'over' }
    return { reminder, fate: mine ? 'replaced' : 'added' }
  })
}

export const count = (all: readonly Fitted[], fate: Fate): number =>
  all.filter(one => one.fate === fate).length

/** Too many reminders, in words. */
export const tooMany = (all: readonly Fitted[], here: readonly Due[]): string | undefined =>
  here.length + count(all, 'added') > mostReminders
    ? `A community can have ${mostReminders} reminders; this would make ${here.length + count(all, 'added')}. Nothing was changed. Delete some first.`
    : undefined

export type Applied = { changed: Difference[]; all: Fitted[]; saved: number; failed: boolean }

/** Takes it over: the settings in one change, then the reminders. A store that fails midway is told how far it came. */
export async function apply(
  { communities, reminders, knowledge }: Desk,
  { by, now }: Pick<Ask, 'by' | 'now'>,
  community: CommunityId,
  { settings, reminders: brought }: Incoming,
  here: readonly Due[],
): Promise<Applied> {
  const all = fitted(brought, here, now)
  let before: Settings = {}
  const after = await communities.change(
    community,
    current => {
      before = current
      return { ...current, ...settings }
    },
    signed({ by }),
  )
  const changed = differences(knowledge, before, after)
  const toSave = all.filter(({ fate }) => fate === 'added' || fate === 'replaced')
  let saved = 0
  try {
    for (const { reminder, fate } of toSave) {
      const { paused, ...said } = reminder
      const whole = Reminder.parse({ ...said, community, ...(paused && { paused: unconfirmed }) })
      await save(reminders, whole, nextOccurrence(whole, now)!, fate)
      saved++
    }
  } catch {
    return { changed, all, saved, failed: true }
  }
  return { changed, all, saved, failed: false }
}

/** Ids are unique in the whole store: one that another community has is refused there, and a fresh one is taken. */
async function save(reminders: Reminders, reminder: Reminder, next: Occurrence, fate: Fate): Promise<void> {
  try {
    await reminders.save(reminder, next)
  } catch (error) {
    if (fate !== 'added') throw error
    const id = crypto.randomUUID().slice(0, 8)
    await reminders.save({ ...reminder, id }, { ...next, reminder: id })
  }
}
