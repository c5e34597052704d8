/** Opens a file as another program would, and holds it until it is killed; says `held` or SQLite's reason. */
import { writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

try {
  const database = new DatabaseSync(process.argv[2]!)
  database.exec('BEGIN EXCLUSIVE')
  writeSync(1, 'held\n')
  setInterval(() => database, 60_000)
} catch (error) {
  writeSync(1, `${(error as Error).message}\n`)
}
