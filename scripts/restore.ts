import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { readConfig } from '../src/config.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { backupDays, nextBackup } from '../src/store/backups.ts'
import { InUse } from '../src/store/database.ts'
import { openStore } from '../src/store/sqlite.ts'

/**
 * `npm run restore -- <backup>`: puts a backup in the place of the data file. What was there becomes a backup itself,
 * so that it can be gone back to and is deleted like the others. Refused while the bot runs.
 */
const { dataDir } = readConfig()
const [from] = process.argv.slice(2)
const file = join(dataDir, 'heroine.sqlite')

/** Read without a trace: opened in the usual way, a backup would get a journal of its own beside it. */
function sound(path: string): boolean {
  try {
    const url = pathToFileURL(path)
    url.searchParams.set('immutable', '1')
    const database = new DatabaseSync(url, { readOnly: true })
    const [row] = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
    const tables = database.prepare(`SELECT count(*) AS n FROM sqlite_master WHERE name = 'reminders'`).get()
    database.close()
    return row?.integrity_check === 'ok' && (tables as { n: number }).n === 1
  } catch {
    return false
  }
}

/** A copy that opens with this version of the bot, ready to be put in the place of the data file. */
function prepared(backup: string): string {
  mkdirSync(dataDir, { recursive: true })
  const folder = mkdtempSync(join(dataDir, 'restoring-'))
  try {
    copyFileSync(backup, join(folder, 'heroine.sqlite'))
    openStore(folder).close()
    return folder
  } catch (error) {
    rmSync(folder, { recursive: true })
    if (!(error instanceof OperatorError)) throw error
    const words = error.message.replace(join(folder, 'heroine.sqlite'), backup)
    throw new OperatorError(`${words} Nothing was changed.`)
  }
}

/**
 * Folds the journal in. A file that is damaged or of another version is what a backup is for; only one that is in use
 * must not be touched.
 */
function refuseWhileInUse(): void {
  try {
    openStore(dataDir).close()
  } catch (error) {
    if (error instanceof InUse || !(error instanceof OperatorError)) throw error
  }
}

function setAside(): string {
  const aside = nextBackup(dataDir, Temporal.Now.instant())
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part)
  return aside
}

try {
  if (!from || !existsSync(from))
    throw new OperatorError(
      `Name the backup: npm run restore -- ${join(dataDir, 'backups')}/heroine-….sqlite`,
    )
  if (!sound(resolve(from)))
    throw new OperatorError(
      `${from} is damaged or no backup of this bot. Choose another one; nothing was changed.`,
    )
  const ready = prepared(from)
  try {
    if (existsSync(file)) refuseWhileInUse()
    const aside = existsSync(file) && setAside()
    renameSync(join(ready, 'heroine.sqlite'), file)
    const kept = aside ? ` What was there is now ${aside}, for ${backupDays} days.` : ''
    process.stdout.write(
      `Restored ${from}.${kept} What was changed or forgotten since then is as it was; what was due within the last hour may be posted again. Start the bot.\n`,
    )
  } finally {
    rmSync(ready, { recursive: true })
  }
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
