import type { DatabaseSync } from 'node:sqlite'
import { OperatorError } from '../core/operatorError.ts'
import { inTransaction } from './transaction.ts'

/** One step a version, in order. A step that has been released is never edited: add another. */
const steps = [
  `CREATE TABLE keyv (
     namespace TEXT NOT NULL,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     expires INTEGER,
     PRIMARY KEY (namespace, key)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE reminders (
     id TEXT PRIMARY KEY,
     community TEXT NOT NULL,
     body TEXT NOT NULL,
     slot TEXT NOT NULL,
     next_due INTEGER NOT NULL,
     paused TEXT
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX reminders_due ON reminders (next_due) WHERE paused IS NULL;
   CREATE INDEX reminders_community ON reminders (community, next_due);

   CREATE TABLE ledger (
     reminder TEXT NOT NULL REFERENCES reminders (id) ON DELETE CASCADE,
     slot TEXT NOT NULL,
     claimed_at INTEGER NOT NULL,
     result TEXT,
     why TEXT,
     PRIMARY KEY (reminder, slot)
   ) STRICT, WITHOUT ROWID;`,

  // Reminders hold several lines and several weekdays; settings have a history; a community may be away for a while.
  `ALTER TABLE reminders ADD COLUMN last_post TEXT;
   UPDATE reminders SET body = json_remove(json_set(body, '$.run', json_array(json_extract(body, '$.line'))), '$.line')
     WHERE json_valid(body) AND json_extract(body, '$.line') IS NOT NULL;
   UPDATE reminders SET body = json_set(body, '$.when.on', json_array(json_extract(body, '$.when.on')))
     WHERE json_valid(body) AND json_extract(body, '$.when.every') = 'week'
       AND json_type(body, '$.when.on') = 'text';

   CREATE TABLE history (
     id INTEGER PRIMARY KEY,
     community TEXT NOT NULL,
     at INTEGER NOT NULL,
     by TEXT NOT NULL,
     before TEXT NOT NULL,
     after TEXT NOT NULL
   ) STRICT;
   CREATE INDEX history_community ON history (community, at);
   CREATE INDEX history_at ON history (at);

   CREATE TABLE absent (community TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
]

/** Brings a file to today's tables. Throws an OperatorError for a file from a newer version of the bot. */
export function migrate(database: DatabaseSync, path: string): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > steps.length)
    throw new OperatorError(
      `${path} was written by a newer version of this bot (schema ${version}, this one knows ${steps.length}). ` +
        'Run the newer version again, or set DATA_DIR to another folder.',
    )
  inTransaction(database, () => {
    for (const step of steps.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
  })
}
