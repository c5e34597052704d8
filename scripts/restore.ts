import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readConfig } from '../src/config.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { openStore } from '../src/store/sqlite.ts'

/**
 * `npm run restore -- <backup>`: puts a backup in the place of the data file. What was there is kept beside it, under
 * another name. Refused while the bot runs.
 */
const { dataDir } = readConfig()
const [from] = process.argv.slice(2)
const file = join(dataDir, 'heroine.sqlite')

function sound(path: string): boolean {
  try {
    const database = new DatabaseSync(path, { readOnly: true })
    const [row] = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
    const { n } = database
      .prepare(`SELECT count(*) AS n FROM sqlite_master WHERE name = 'reminders'`)
      .get() as { n: number }
    database.close()
    return row?.integrity_check === 'ok' && n === 1
  } catch {
    return false
  }
}

function setAside(): string | undefined {
  if (!existsSync(file)) return undefined
  const stamp = Temporal.Now.instant().toString({ smallestUnit: 'second' }).replaceAll(':', '')
  const aside = join(dataDir, `heroine-before-restore-${stamp}.sqlite`)
  try {
    // Folds the journal in, and is refused while the bot runs.
    openStore(dataDir).close()
  } catch (error) {
    if (error instanceof OperatorError && /in use/.test(error.message)) throw error
  }
  renameSync(file, aside)
  for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true })
  return aside
}

try {
  if (!from || !existsSync(from))
    throw new OperatorError('Name the backup: npm run restore -- data/backups/heroine-….sqlite')
  if (!sound(from))
    throw new OperatorError(
      `${from} is damaged or no backup of this bot. Choose another one; nothing was changed.`,
    )
  const aside = setAside()
  copyFileSync(from, file)
  openStore(dataDir).close()
  process.stdout.write(
    `Restored ${from}.${aside ? ` What was there is now ${aside}.` : ''} Start the bot again.\n`,
  )
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
