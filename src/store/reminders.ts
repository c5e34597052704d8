import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { CommunityId } from '../core/community.ts'
import { Reminder } from '../core/reminder.ts'
import type { Due, Reminders } from '../core/store.ts'
import { sqliteLedger } from './ledger.ts'

type Row = {
  id: string
  body: string
  slot: string
  next_due: number
  paused: string | null
  last_post: string | null
}

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
): Reminders & { forget(id: CommunityId): { reminders: number; posts: number } } {
  const pause = database.prepare('UPDATE reminders SET paused = ? WHERE id = ?')
  const readable = (row: Row): Due[] => {
    try {
      return [read(row)]
    } catch (error) {
      damaged(row.id, error)
      try {
        pause.run('its record is damaged', row.id)
      } catch {
        // Without room it stays due and is found again; the others can still be read.
      }
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
  const linesOf = database.prepare(
    'SELECT count(*) AS posts FROM ledger JOIN reminders ON reminders.id = ledger.reminder WHERE community = ?',
  )
  const removeAll = database.prepare('DELETE FROM reminders WHERE community = ?')

  return {
    list: async community => (ofCommunity.all(community) as Row[]).flatMap(readable),
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
    forget: id => {
      const { posts } = linesOf.get(id) as { posts: number }
      return { reminders: Number(removeAll.run(id).changes), posts }
    },
    ledger: sqliteLedger(database),
  }
}

function read({ id, body, slot, next_due, paused, last_post }: Row): Due {
  const reminder = Reminder.parse({ ...JSON.parse(body), ...(paused === null ? {} : { paused }) })
  return {
    reminder,
    occurrence: { reminder: id, slot, due: Temporal.Instant.fromEpochMilliseconds(next_due) },
    ...(last_post !== null && { previous: last_post }),
  }
}
