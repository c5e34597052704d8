import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '../src/config.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { backupDays, backups, nextBackup, pruneBackups } from '../src/store/backups.ts'
import { InUse } from '../src/store/database.ts'
import { openStore } from '../src/store/sqlite.ts'

/**
 * `npm run backup`: a copy of the data file in `backups/` beside it, also while the bot runs: the bot holds the file
 * for itself, so it is asked by a signal to make the copy. Backups are deleted after 30 days. On Windows, which has no
 * such signal, it works while the bot is stopped; the bot makes a backup each day by itself everywhere.
 */
const { dataDir } = readConfig()
const pidFile = join(dataDir, 'heroine.pid')
const waitMs = 30_000

/** Nobody else has the file, so a number that is still there is that of a bot that was killed. */
async function directly(): Promise<string> {
  const store = openStore(dataDir)
  rmSync(pidFile, { force: true })
  const path = nextBackup(dataDir, Temporal.Now.instant())
  await store.backup(path)
  store.close()
  return path
}

async function byTheBot(): Promise<string> {
  const pid = runningBot()
  if (!pid)
    throw new OperatorError(
      `${join(dataDir, 'heroine.sqlite')} is in use, and heroine.pid beside it names no running bot of this machine. ` +
        'If the bot runs in a container, run this in there; otherwise try again in a minute, or stop the bot first.',
    )
  const before = new Set(backups(dataDir).map(({ name }) => name))
  process.kill(pid, 'SIGUSR2')
  for (let waited = 0; waited < waitMs; waited += 100) {
    await wait(100)
    const made = backups(dataDir).find(({ name }) => !before.has(name))
    if (made) return made.path
  }
  throw new OperatorError('The bot runs but made no backup within 30 seconds. Its log says why.')
}

/** The bot's number, if it is the bot's: the signal would end any other program. */
function runningBot(): number | undefined {
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0
  return Number.isInteger(pid) && pid > 0 && /\bmain\.ts\b/.test(commandOf(pid)) ? pid : undefined
}

function commandOf(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

try {
  if (!existsSync(join(dataDir, 'heroine.sqlite')))
    throw new OperatorError(
      `There is nothing to back up: ${dataDir} holds no heroine.sqlite. Set DATA_DIR if it is elsewhere.`,
    )
  const path = await directly().catch(error => {
    if (error instanceof InUse) return byTheBot()
    throw error
  })
  pruneBackups(dataDir, Temporal.Now.instant())
  process.stdout.write(
    `${path}\nIt is deleted after ${backupDays} days. To go back to it: stop the bot, then npm run restore -- ${path}\n`,
  )
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
