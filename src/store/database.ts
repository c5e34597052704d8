import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { OperatorError } from '../core/operatorError.ts'
import { migrate } from './schema.ts'

/**
 * Opens the file of a folder, brings it to today's tables and hands it on. `EXCLUSIVE` refuses a second process, which
 * would post every reminder twice. `FULL` makes an acknowledged write survive a power cut, not only a crash.
 * `secure_delete` overwrites what is forgotten.
 *
 * @throws OperatorError when the folder or the file cannot be used, in words for whoever runs the bot
 */
export function openDatabase<T>(folder: string, use: (database: DatabaseSync) => T): T {
  const path = folder === ':memory:' ? folder : join(made(folder), 'heroine.sqlite')
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
    return use(database)
  } catch (error) {
    if (database?.isOpen) database.close()
    throw error instanceof OperatorError ? error : unusable(path, error)
  }
}

/** Another process has the file: the bot, or a script that is done in a moment. */
export class InUse extends OperatorError {}

/** SQLite's primary result code (https://sqlite.org/rescode.html) as a sentence: what, why and what to do. */
export function unusable(path: string, error: unknown): OperatorError {
  const { errcode = 0, message } = error as { errcode?: number; message: string }
  const sentence =
    sentences[errcode & 0xff] ?? `cannot be used: ${message}. Mend that, or set DATA_DIR to another folder.`
  const Kind = (errcode & 0xff) === 5 ? InUse : OperatorError
  return new Kind(`${path} ${sentence}`)
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
