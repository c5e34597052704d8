import type { DatabaseSync } from 'node:sqlite'
import type { Occurrence } from '../core/occurrence.ts'
import type { Outcome } from '../core/reminder.ts'
import type { Claim, Ledger } from '../core/store.ts'
import { inTransaction } from './transaction.ts'

type Line = { slot: string; result: Outcome['result'] | null; why: string | null }

/** Lines older than this can no longer stop a doubled post and are swept away, a reminder at a time. */
const ledgerDays = 90

/** What became of each occurrence, written before anything is sent and again when it has ended. */
export function sqliteLedger(database: DatabaseSync): Ledger {
  const waitsFor = database.prepare('SELECT 1 FROM reminders WHERE id = ? AND slot = ? AND paused IS NULL')
  const line = database.prepare('SELECT result FROM ledger WHERE reminder = ? AND slot = ?')
  const write = database.prepare('INSERT INTO ledger (reminder, slot, claimed_at) VALUES (?, ?, ?)')
  const record = database.prepare(
    'UPDATE ledger SET result = ?, why = ? WHERE reminder = ? AND slot = ? AND result IS NULL',
  )
  const move = database.prepare(
    `UPDATE reminders SET slot = ?, next_due = ?, paused = coalesce(paused, ?), last_post = coalesce(?, last_post) WHERE id = ? AND slot = ?`,
  )
  const latest = database.prepare(
    'SELECT slot, result, why FROM ledger WHERE reminder = ? ORDER BY slot DESC LIMIT ?',
  )
  const sweep = database.prepare('DELETE FROM ledger WHERE reminder = ? AND slot < ? AND result IS NOT NULL')

  const claim = ({ reminder, slot }: Occurrence): Claim => {
    if (!waitsFor.get(reminder, slot)) return 'done'
    const found = line.get(reminder, slot) as Pick<Line, 'result'> | undefined
    if (found) return found.result === null ? 'in-flight' : 'done'
    write.run(reminder, slot, Date.now())
    return 'new'
  }

  return {
    claim: async occurrence => inTransaction(database, () => claim(occurrence)),
    settle: async ({ reminder: { id }, occurrence: { slot, due } }, { result, why, pause, message }, next) =>
      inTransaction(database, () => {
        record.run(result, why ?? null, id, slot)
        const paused = pause ? (why ?? 'it could not be posted') : null
        move.run(next.slot, next.due.epochMilliseconds, paused, message ?? null, id, slot)
        // Slots are local times and this is UTC: a day more or less does not matter here.
        sweep.run(id, due.subtract({ hours: ledgerDays * 24 }).toString())
      }),
    lines: async (reminder, count) =>
      (latest.all(reminder, count) as Line[]).map(({ slot, result, why }) => ({
        slot,
        ...(result !== null && { result }),
        ...(why !== null && { why }),
      })),
  }
}
