import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { CommunityId } from '../core/community.ts'
import { type Occurrence, Reminder } from '../core/reminder.ts'
import type { Claim, Due, Reminders } from '../core/store.ts'
import { inTransaction } from './transaction.ts'

type Row = { id: string; body: string; slot: string; next_due: number; paused: string | null }
type Line = { result: string | null }

/** Ledger lines older than this can no longer stop a doubled post and are swept away, a reminder at a time. */
const ledgerDays = 90

/** So many rows are read before members get a turn: a hundred thousand at once would take seconds. */
const piece = 500

/**
 * Reminders with an index by when each is due next, and the ledger of what became of them.
 *
 * @param damaged told of a reminder whose row cannot be read; it is paused and the others go on
 */
export function sqliteReminders(
  database: DatabaseSync,
  damaged: (id: string, why: unknown) => void,
): Reminders & { forget(id: CommunityId): void } {
  const pause = database.prepare('UPDATE reminders SET paused = ? WHERE id = ?')
  const readable = (row: Row): Due[] => {
    try {
      return [read(row)]
    } catch (error) {
      pause.run('its record is damaged', row.id)
      damaged(row.id, error)
      return []
    }
  }

  const ofCommunity = database.prepare('SELECT * FROM reminders WHERE community = ? ORDER BY next_due, id')
  const dueBy = database.prepare(
    'SELECT * FROM reminders WHERE paused IS NULL AND next_due <= ? ORDER BY next_due, id',
  )
  // The same id in another community would be a mix-up; it changes no row and is refused.
  const upsert = database.prepare(
    `INSERT INTO reminders (id, community, body, slot, next_due, paused) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE
       SET body = excluded.body, slot = excluded.slot, next_due = excluded.next_due, paused = excluded.paused
       WHERE community = excluded.community`,
  )
  const remove = database.prepare('DELETE FROM reminders WHERE id = ? AND community = ?')
  const removeAll = database.prepare('DELETE FROM reminders WHERE community = ?')

  return {
    list: async community => (ofCommunity.all(community) as Row[]).flatMap(readable).map(d => d.reminder),
    async save({ paused, ...body }, next) {
      const { changes } = upsert.run(
        body.id,
        body.community,
        JSON.stringify(body),
        next.slot,
        next.due.epochMilliseconds,
        paused ?? null,
      )
      if (changes === 0) throw new Error(`The reminder ${body.id} belongs to another community.`)
    },
    remove: async (community, id) => remove.run(id, community).changes > 0,
    async due(now) {
      const rows = dueBy.all(now.epochMilliseconds) as Row[]
      const found: Due[] = []
      for (let at = 0; at < rows.length; at += piece) {
        if (at) await setImmediate()
        found.push(...rows.slice(at, at + piece).flatMap(readable))
      }
      return found
    },
    forget: id => void removeAll.run(id),
    ...ledger(database),
  }
}

function ledger(database: DatabaseSync): Pick<Reminders, 'claim' | 'settle'> {
  const waitsFor = database.prepare('SELECT 1 FROM reminders WHERE id = ? AND slot = ? AND paused IS NULL')
  const line = database.prepare('SELECT result FROM ledger WHERE reminder = ? AND slot = ?')
  const write = database.prepare('INSERT INTO ledger (reminder, slot, claimed_at) VALUES (?, ?, ?)')
  const record = database.prepare(
    'UPDATE ledger SET result = ?, why = ? WHERE reminder = ? AND slot = ? AND result IS NULL',
  )
  const move = database.prepare(
    `UPDATE reminders SET slot = ?, next_due = ?, paused = coalesce(paused, ?) WHERE id = ? AND slot = ?`,
  )
  const sweep = database.prepare('DELETE FROM ledger WHERE reminder = ? AND slot < ? AND result IS NOT NULL')

  const claim = ({ reminder, slot }: Occurrence): Claim => {
    if (!waitsFor.get(reminder, slot)) return 'done'
    const found = line.get(reminder, slot) as Line | undefined
    if (found) return found.result === null ? 'in-flight' : 'done'
    write.run(reminder, slot, Date.now())
    return 'new'
  }

  return {
    claim: async occurrence => inTransaction(database, () => claim(occurrence)),
    settle: async ({ reminder: { id }, occurrence: { slot, due } }, { result, why, pause }, next) =>
      inTransaction(database, () => {
        record.run(result, why ?? null, id, slot)
        const paused = pause ? (why ?? 'it could not be posted') : null
        move.run(next.slot, next.due.epochMilliseconds, paused, id, slot)
        // Slots are local times and this is UTC: a day more or less does not matter here.
        sweep.run(id, due.subtract({ hours: ledgerDays * 24 }).toString())
      }),
  }
}

function read({ id, body, slot, next_due, paused }: Row): Due {
  const reminder = Reminder.parse({ ...JSON.parse(body), ...(paused === null ? {} : { paused }) })
  return {
    reminder,
    occurrence: { reminder: id, slot, due: Temporal.Instant.fromEpochMilliseconds(next_due) },
  }
}
