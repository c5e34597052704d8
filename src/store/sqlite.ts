import type { DatabaseSync } from 'node:sqlite'
import { Keyv } from 'keyv'
import type { CommunityId } from '../core/community.ts'
import type { Installs } from '../core/installs.ts'
import type { Communities, Pending, Reminders } from '../core/store.ts'
import { absentFor } from './absent.ts'
import { copyTo } from './backups.ts'
import { keyvCommunities } from './communities.ts'
import { openDatabase } from './database.ts'
import { sqliteHistory } from './history.ts'
import { sqliteInstalls } from './installs.ts'
import { keyvSqlite } from './keyvSqlite.ts'
import { keyvPending } from './pending.ts'
import { sqliteReminders } from './reminders.ts'
import { worded } from './worded.ts'

export type Store = {
  communities: Communities
  reminders: Reminders
  /** What waits for a button. */
  pending: Pending
  /** Credentials of communities, sealed with these keys (see `sealWith`). */
  installs(keys: string): Installs
  /** Removes moderators' ids that are older than 90 days, and what waited for a button for too long. */
  purge(now: Temporal.Instant): void
  /** Communities that a platform has not named for seven days, out of those we know there. */
  absent: ReturnType<typeof absentFor>
  /** Whether a community has not been asked anything on a day yet; it has been from then on. */
  firstOn(community: CommunityId, day: string): boolean
  /** Copies everything into one file while the bot runs; it is there once it is whole. */
  backup(path: string): Promise<void>
  /** Folds the journal into the file and lets another process open it. Safe to repeat. */
  close(): void
}

/** Told of a record that cannot be read and was set aside: its id, never its content. */
export type Damaged = (record: string, why: unknown) => void

/**
 * Everything the bot keeps, in one SQLite file `heroine.sqlite`. One process at a time may have it open.
 *
 * @param folder where the file is; made when it is missing. `:memory:` keeps nothing.
 * @throws OperatorError when the folder or the file cannot be used, in words for whoever runs the bot
 */
export function openStore(folder: string, damaged: Damaged = () => {}): Store {
  return openDatabase(folder, database => storeOf(database, damaged))
}

function storeOf(database: DatabaseSync, damaged: Damaged): Store {
  const reminders = sqliteReminders(database, damaged)
  const backend = keyvSqlite(database)
  const keyv = new Keyv({ store: backend, namespace: 'communities' })
  const pending = keyvPending(new Keyv({ store: keyvSqlite(database), namespace: 'pending' }))
  const expired = database.prepare('DELETE FROM keyv WHERE expires <= ?')
  const waiting = database.prepare(`DELETE FROM keyv WHERE namespace IN ('pending', 'asked') AND key = ?`)
  const asked = database.prepare(
    `INSERT INTO keyv (namespace, key, value) VALUES ('asked', ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value WHERE value < excluded.value`,
  )
  const history = sqliteHistory(database)
  const known = database.prepare(
    `SELECT key AS id FROM keyv WHERE namespace = 'communities'
     UNION SELECT community FROM reminders UNION SELECT community FROM history`,
  )
  const present = database.prepare('DELETE FROM absent WHERE community = ?')
  /** What is forgotten must not linger in the journal either. It is gone, whether or not this succeeds at once. */
  const foldJournal = () => {
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // The next one does it: within a day, or when the file is closed.
    }
  }
  const communities = keyvCommunities(keyv, {
    history,
    along: backend.along,
    all: () => (known.all() as { id: CommunityId }[]).map(({ id }) => id),
    forgetRest: id => {
      present.run(id)
      waiting.run(id)
      return reminders.forget(id)
    },
    forgotten: foldJournal,
  })
  return {
    communities: worded(communities, ['settings', 'history', 'all']),
    reminders: {
      ...worded<Reminders>(reminders, ['list', 'due']),
      ledger: worded(reminders.ledger, ['lines']),
    },
    pending: worded(pending, []),
    installs: keys => worded(sqliteInstalls(database, keys, { damaged, removed: foldJournal }), ['all']),
    purge: now => {
      history.purge(now)
      expired.run(now.epochMilliseconds)
      foldJournal()
    },
    absent: absentFor(database),
    firstOn: (community, day) => asked.run(community, day).changes > 0,
    backup: path => copyTo(path, database),
    close: () => void (database.isOpen && database.close()),
  }
}
