import type { DatabaseSync } from 'node:sqlite'
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv'
import { inTransaction } from './transaction.ts'

/** What keyv 6 asks of a backend, without the event emitter: our failures are rejections, never events. */
export type KeyvSqlite = Pick<
  KeyvStorageAdapter,
  | 'namespace'
  | 'capabilities'
  | 'get'
  | 'set'
  | 'delete'
  | 'clear'
  | 'has'
  | 'getMany'
  | 'setMany'
  | 'deleteMany'
  | 'hasMany'
> & {
  /** What is written in the same transaction as the value of a key, or as its removal. */
  along: Map<string, () => void>
}

/**
 * A keyv backend over the table `keyv (namespace, key, value, expires)`; `expires` in epoch ms.
 * Give every Keyv one of its own: keyv writes its namespace onto the backend, so sharing one mixes them up.
 * There is no iterator on purpose; what must be searched has a table with an index beside this one.
 */
export function keyvSqlite(database: DatabaseSync): KeyvSqlite {
  const select = database.prepare(
    'SELECT value FROM keyv WHERE namespace = ? AND key = ? AND (expires IS NULL OR expires > ?)',
  )
  const upsert = database.prepare(
    `INSERT INTO keyv (namespace, key, value, expires) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires`,
  )
  const remove = database.prepare('DELETE FROM keyv WHERE namespace = ? AND key = ?')
  const empty = database.prepare('DELETE FROM keyv WHERE namespace = ?')
  const sweep = database.prepare('DELETE FROM keyv WHERE expires <= ?')
  sweep.run(Date.now())

  /** The write, with what goes along with that key: both or neither. */
  const write = <T>(key: string, work: () => T): T =>
    inTransaction(database, () => {
      const result = work()
      adapter.along.get(key)?.()
      return result
    })

  const adapter: KeyvSqlite = {
    namespace: undefined,
    along: new Map(),
    get: async key => select.get(adapter.namespace ?? '', key, Date.now())?.value as string | undefined,
    async set(key, value, expires) {
      if (typeof value !== 'string')
        throw new TypeError('This store keeps text: leave keyv its serialization.')
      write(key, () => {
        if (expires !== undefined && expires <= Date.now()) remove.run(adapter.namespace ?? '', key)
        else upsert.run(adapter.namespace ?? '', key, value, expires ?? null)
      })
      return true
    },
    delete: async key => write(key, () => remove.run(adapter.namespace ?? '', key).changes > 0),
    clear: async () => void empty.run(adapter.namespace ?? ''),
    has: async key => select.get(adapter.namespace ?? '', key, Date.now()) !== undefined,
    getMany: <Value>(keys: string[]) => Promise.all(keys.map(key => adapter.get<Value>(key))),
    setMany: (entries: KeyvStorageEntry[]) =>
      Promise.all(entries.map(({ key, value, expires }) => adapter.set(key, value, expires))),
    deleteMany: keys => Promise.all(keys.map(key => adapter.delete(key))),
    hasMany: keys => Promise.all(keys.map(key => adapter.has(key))),
  }
  adapter.capabilities = keyvStorageCapability(adapter)
  return adapter
}
