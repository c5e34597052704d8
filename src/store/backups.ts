import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

/** Backups are deleted after so many days: what was forgotten must not live on in them for ever. */
export const backupDays = 30

const pattern = /^heroine-(\d{4}-\d{2}-\d{2})T[\d.]+Z\.sqlite$/
/** One that was being made when the bot was stopped. */
const unfinished = /^heroine-(\d{4}-\d{2}-\d{2})T[\d.]+Z\.sqlite\.part/

/** A copy of the data file, and the day on which it is deleted. */
export type Backup = { name: string; path: string; until: string }

export const backupsIn = (dataDir: string): string => join(dataDir, 'backups')

/** Where the next backup goes: its name tells when it was made. The folder is made when it is missing. */
export function nextBackup(dataDir: string, now: Temporal.Instant): string {
  mkdirSync(backupsIn(dataDir), { recursive: true, mode: 0o700 })
  const stamp = now.toString({ smallestUnit: 'millisecond' }).replaceAll(':', '')
  return join(backupsIn(dataDir), `heroine-${stamp}.sqlite`)
}

const mostTries = 20

/**
 * Copies everything into one file while the bot runs (https://sqlite.org/backup.html). It has its name once it is whole.
 * A copy that meets the middle of one of our transactions fails with no code of its own, and is begun again.
 */
export async function copyTo(path: string, database: DatabaseSync): Promise<void> {
  const unfinished = `${path}.part`
  for (let tries = 1; ; tries++) {
    try {
      await backup(database, unfinished)
      return renameSync(unfinished, path)
    } catch (error) {
      rmSync(unfinished, { force: true })
      if ((error as { errcode?: number }).errcode !== 0 || tries === mostTries) throw error
      await wait(100)
    }
  }
}

/** The backups that are there, oldest first. Other files in the folder are left alone. */
export function backups(dataDir: string): Backup[] {
  return namesIn(backupsIn(dataDir))
    .sort()
    .flatMap(name => {
      const [, day] = pattern.exec(name) ?? []
      if (!day) return []
      const until = Temporal.PlainDate.from(day).add({ days: backupDays }).toString()
      return [{ name, path: join(backupsIn(dataDir), name), until }]
    })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

const dayOf = (now: Temporal.Instant): string => now.toZonedDateTimeISO('UTC').toPlainDate().toString()

/** Whether one of that day is there: a bot that is started again and again makes no more of them. */
export const hasBackupOf = (dataDir: string, now: Temporal.Instant): boolean =>
  backups(dataDir).some(({ name }) => pattern.exec(name)?.[1] === dayOf(now))

/** Deletes backups whose day has come, and what is left of those that were never finished. */
export function pruneBackups(dataDir: string, now: Temporal.Instant): void {
  const today = dayOf(now)
  for (const { path, until } of backups(dataDir))
    if (until <= today) for (const rest of ['', '-wal', '-shm']) rmSync(path + rest, { force: true })
  for (const name of namesIn(backupsIn(dataDir))) {
    const [, day] = unfinished.exec(name) ?? []
    if (day && day < today) rmSync(join(backupsIn(dataDir), name))
  }
}
