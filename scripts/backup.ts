import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '../src/config.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { backupDays, backups, nextBackup, pruneBackups } from '../src/store/backups.ts'
import { openStore } from '../src/store/sqlite.ts'

/**
 * `npm run backup`: a copy of the data file in `backups/` beside it, also while the bot runs: the bot holds the file
 * for itself, so it is asked by a signal to make the copy. Backups are deleted after 30 days.
 */
const { dataDir } = readConfig()
const waitMs = 30_000

async function byTheBot(): Promise<string> {
  const pid = Number(readFileSync(join(dataDir, 'heroine.pid'), 'utf8'))
  const before = new Set(backups(dataDir).map(({ name }) => name))
  process.kill(pid, 'SIGUSR2')
  for (let waited = 0; waited < waitMs; waited += 100) {
    await wait(100)
    const made = backups(dataDir).find(({ name }) => !before.has(name))
    if (made) return made.path
  }
  throw new OperatorError('The bot runs but made no backup within 30 seconds. Its log says why.')
}

async function directly(): Promise<string> {
  const store = openStore(dataDir)
  const path = nextBackup(dataDir, Temporal.Now.instant())
  await store.backup(path)
  store.close()
  return path
}

try {
  if (!existsSync(join(dataDir, 'heroine.sqlite')))
    throw new OperatorError(
      `There is nothing to back up: ${dataDir} holds no heroine.sqlite. Set DATA_DIR if it is elsewhere.`,
    )
  const path = existsSync(join(dataDir, 'heroine.pid')) ? await byTheBot() : await directly()
  pruneBackups(dataDir, Temporal.Now.instant())
  process.stdout.write(
    `${path}\nIt is deleted after ${backupDays} days. To go back to it: stop the bot, then npm run restore -- ${path}\n`,
  )
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
