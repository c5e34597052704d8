import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { Keyv } from 'keyv'
import type { CommunityId } from '../core/community.ts'
import { OperatorError } from '../core/operatorError.ts'
import type { Communities, Reminders } from '../core/store.ts'
import { absentFor } from './absent.ts'
import { keyvCommunities } from './communities.ts'
import { sqliteHistory } from './history.ts'
import { keyvSqlite } from './keyvSqlite.ts'
import { sqliteReminders } from './reminders.ts'
import { migrate } from './schema.ts'

export type Store = {
  communities: Communities
  reminders: Reminders
  /** Removes moderators' ids that are older than 90 days. */
  purge(now: Temporal.Instant): void
  /** Communities that a platform has not named for seven days, out of those we know there. */
  absent: ReturnType<typeof absentFor>
  /** Copies everything into one file while the bot runs (https://sqlite.org/backup.html). */
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
  const database = folder === ':memory:' ? prepare(':memory:') : prepare(join(made(folder), 'heroine.sqlite'))
  const reminders = sqliteReminders(database, damaged)
  const keyv = new Keyv({ store: keyvSqlite(database), namespace: 'communities' })
  const history = sqliteHistory(database)
  const known = database.prepare(
    `SELECT key AS id FROM keyv WHERE namespace = 'communities'
     UNION SELECT community FROM reminders UNION SELECT community FROM history`,
  )
  const present = database.prepare('DELETE FROM absent WHERE community = ?')
  const communities = keyvCommunities(keyv, {
    history,
    all: () => (known.all() as { id: CommunityId }[]).map(({ id }) => id),
    forgetReminders: id => {
      const counts = reminders.forget(id)
      present.run(id)
      // What is forgotten must not linger in the journal either.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return counts
    },
  })
  return {
    communities,
    reminders,
    purge: history.purge,
    absent: absentFor(database),
    backup: async path => void (await backup(database, path)),
    close: () => void (database.isOpen && database.close()),
  }
}

function made(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    return folder
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'there is a file where the folder should be'
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? 'this user may not write there'
          : code === 'ENOSPC'
            ? 'the disk is full'
            : message
    throw new OperatorError(
      `The data folder ${folder} cannot be made: ${why}. Mend that, or set DATA_DIR to another folder.`,
    )
  }
}

/**
 * `EXCLUSIVE` refuses a second process, which would post every reminder twice. `FULL` makes an acknowledged write
 * survive a power cut, not only a crash. `secure_delete` overwrites what is forgotten.
 */
function prepare(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 1000, enableForeignKeyConstraints: true })
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      BEGIN EXCLUSIVE; COMMIT;`)
    migrate(database, path)
    return database
  } catch (error) {
    if (database?.isOpen) database.close()
    throw error instanceof OperatorError ? error : unusable(path, error)
  }
}

/** SQLite's primary result code (https://sqlite.org/rescode.html) as a sentence: what, why and what to do. */
export function unusable(path: string, error: unknown): OperatorError {
  const { errcode = 0, message } = error as { errcode?: number; message: string }
  const sentence =
    sentences[errcode & 0xff] ?? `cannot be used: ${message}. Mend that, or set DATA_DIR to another folder.`
  return new OperatorError(`${path} ${sentence}`)
}

const notAllowed =
  'cannot be written: this user may not write there. Change its owner, or set DATA_DIR to another folder.'
const damagedFile =
  'is damaged. Put a copy from your backup in its place, or move it away to begin with an empty one.'
const sentences: Record<number, string> = {
  3: notAllowed,
  5: 'is in use: the bot already runs with this folder. Stop the other one first, or set DATA_DIR to another folder.',
  8: notAllowed,
  10: 'cannot be read or written: the disk reports an error. Check the disk, or set DATA_DIR to another folder.',
  11: damagedFile,
  13: 'cannot be written: the disk is full. Free some space, then start again; nothing that was saved is lost.',
  14: 'cannot be opened: it is a folder, or this user may not write there. Move it away, or set DATA_DIR to another folder.',
  26: 'is not a database of this bot. Move that file away, or set DATA_DIR to another folder.',
}
