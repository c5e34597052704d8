import type { DatabaseSync } from 'node:sqlite'
import type { Installs } from '../core/installs.ts'
import { sealWith, UnknownKey } from './seal.ts'
import type { Damaged } from './sqlite.ts'

/**
 * Credentials of communities, sealed, in keyv's table under a namespace of their own. What an older key closed is
 * closed again with the newest, so that the old one can be thrown away.
 *
 * @param keys as in `sealWith`
 * @param removed called when something was removed: it must not linger in the journal
 */
export function sqliteInstalls(
  database: DatabaseSync,
  keys: string,
  { damaged, removed }: { damaged: Damaged; removed(): void },
): Installs {
  const seal = sealWith(keys)
  const select = database.prepare(`SELECT key AS id, value FROM keyv WHERE namespace = 'installs'`)
  const upsert = database.prepare(
    `INSERT INTO keyv (namespace, key, value) VALUES ('installs', ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  )
  const remove = database.prepare(`DELETE FROM keyv WHERE namespace = 'installs' AND key = ?`)
  const about = (id: string) => `installs ${id}`

  return {
    all: async () =>
      (select.all() as { id: string; value: string }[]).flatMap(({ id, value }) => {
        try {
          const body = seal.open(value, about(id))
          if (!seal.isNewest(value)) upsert.run(id, seal.close(body, about(id)))
          return [{ id, body }]
        } catch (error) {
          if (error instanceof UnknownKey) throw error
          damaged(`installs ${id}`, error)
          return []
        }
      }),
    keep: async (id, body) => void upsert.run(id, seal.close(body, about(id))),
    remove: async id => {
      remove.run(id)
      removed()
    },
  }
}
