import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { Keyv } from 'keyv'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keyvSqlite } from '../../src/store/keyvSqlite.ts'
import { migrate } from '../../src/store/schema.ts'

let database: DatabaseSync
const keyvOf = (namespace?: string) => new Keyv({ store: keyvSqlite(database), namespace })

beforeEach(() => {
  database = new DatabaseSync(':memory:')
  migrate(database, ':memory:')
})
afterEach(() => {
  vi.useRealTimers()
  if (database.isOpen) database.close()
})

describe('keyv over node:sqlite', () => {
  it('is used by keyv directly, not through a bridge that changes its keys', async () => {
    const keyv = keyvOf('a')
    expect(keyv.store).toHaveProperty('capabilities.expires', true)
    await keyv.set('k', 1)
    expect(database.prepare('SELECT namespace, key FROM keyv').all()).toEqual([{ namespace: 'a', key: 'k' }])
  })

  it('answers undefined for a key nobody has set', async () => {
    expect(await keyvOf().get('nothing')).toBeUndefined()
    expect(await keyvOf().has('nothing')).toBe(false)
  })

  it('gives back what was set, and only the last of it', async () => {
    const keyv = keyvOf()
    expect(await keyv.set('k', { a: [1, null, 'x'] })).toBe(true)
    expect(await keyv.get('k')).toEqual({ a: [1, null, 'x'] })
    expect(await keyv.set('k', false)).toBe(true)
    expect(await keyv.get('k')).toBe(false)
    expect(database.prepare('SELECT count(*) AS n FROM keyv').get()).toEqual({ n: 1 })
  })

  it('says whether a deleted key was there', async () => {
    const keyv = keyvOf()
    await keyv.set('k', 1)
    expect(await keyv.delete('k')).toBe(true)
    expect(await keyv.delete('k')).toBe(false)
    expect(await keyv.get('k')).toBeUndefined()
  })

  it('answers for many keys in their order', async () => {
    const keyv = keyvOf()
    const entries = ['a', 'b', 'c'].map(key => ({ key, value: key + key }))
    expect(await keyv.setMany(entries)).toEqual([true, true, true])
    expect(await keyv.getMany(['c', 'x', 'a'])).toEqual(['cc', undefined, 'aa'])
    expect(await keyv.hasMany(['x', 'b'])).toEqual([false, true])
    expect(await keyv.deleteMany(['a', 'x'])).toEqual([true, false])
    expect(await keyv.getMany(['a', 'b'])).toEqual([undefined, 'bb'])
  })

  it('keeps a value until its time is over and not a millisecond longer', async () => {
    vi.useFakeTimers({ now: 1_000_000 })
    const adapter = keyvSqlite(database)
    await adapter.set('k', '"v"', 1_000_500)
    vi.setSystemTime(1_000_499)
    expect(await adapter.get('k')).toBe('"v"')
    expect(await adapter.has('k')).toBe(true)
    vi.setSystemTime(1_000_500)
    expect(await adapter.get('k')).toBeUndefined()
    expect(await adapter.has('k')).toBe(false)
    expect(await adapter.getMany(['k'])).toEqual([undefined])
  })

  it('understands the time to live that keyv is given', async () => {
    vi.useFakeTimers({ now: 5_000 })
    const keyv = keyvOf()
    await keyv.set('short', 1, 100)
    await keyv.set('long', 2)
    vi.setSystemTime(5_101)
    expect(await keyv.get('short')).toBeUndefined()
    expect(await keyv.get('long')).toBe(2)
  })

  it('lets a later value without a time outlive the one before', async () => {
    vi.useFakeTimers({ now: 5_000 })
    const keyv = keyvOf()
    await keyv.set('k', 1, 100)
    await keyv.set('k', 2)
    vi.setSystemTime(50_000)
    expect(await keyv.get('k')).toBe(2)
  })

  it('removes the old value when the new one has expired already', async () => {
    const adapter = keyvSqlite(database)
    await adapter.set('k', '1')
    expect(await adapter.set('k', '2', 1)).toBe(true)
    expect(await adapter.get('k')).toBeUndefined()
  })

  it('sweeps out what has expired when it is opened', async () => {
    vi.useFakeTimers({ now: 5_000 })
    await keyvOf().set('k', 1, 100)
    vi.setSystemTime(6_000)
    keyvSqlite(database)
    expect(database.prepare('SELECT count(*) AS n FROM keyv').get()).toEqual({ n: 0 })
  })

  it('keeps namespaces apart, also when one is cleared', async () => {
    const [a, b, none] = [keyvOf('a'), keyvOf('b'), keyvOf()]
    await a.set('k', 'of a')
    await b.set('k', 'of b')
    await none.set('k', 'of nobody')
    await none.set('a:k', 'a key that looks like another namespace')
    await a.clear()
    expect(await a.get('k')).toBeUndefined()
    expect(await b.get('k')).toBe('of b')
    expect(await none.get('k')).toBe('of nobody')
    expect(await none.get('a:k')).toBe('a key that looks like another namespace')
    expect(await b.delete('a:k')).toBe(false)
  })

  it('treats a namespace with wildcards as plain words', async () => {
    await keyvOf('%').set('k', 1)
    await keyvOf('xy').set('k', 2)
    await keyvOf('%').clear()
    expect(await keyvOf('xy').get('k')).toBe(2)
  })

  it('gives back every text as it was, whatever the key', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        text,
        async (key, value) => {
          const keyv = keyvOf('unicode')
          await keyv.set(key, { value })
          expect(await keyv.get(key)).toEqual({ value })
          expect(await keyv.delete(key)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
    for (const value of [
      '\0',
      'a\0b',
      '👩‍👩‍👧‍👦',
      '\u202Eabc',
      'é',
      '\uD800',
      "'; DROP TABLE keyv; --",
      ':base64:x',
    ]) {
      await keyvOf().set('k', value)
      expect(await keyvOf().get('k')).toBe(value)
    }
  })

  it('gives back bytes as bytes', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128])
    await keyvOf().set('k', bytes.toString('latin1'))
    expect(Buffer.from((await keyvOf().get<string>('k'))!, 'latin1')).toEqual(bytes)
  })

  it('holds ten thousand keys', async () => {
    const keyv = keyvOf('many')
    const keys = Array.from({ length: 10_000 }, (_, n) => `key ${n}`)
    await keyv.setMany(keys.map((key, value) => ({ key, value })))
    expect(await keyv.getMany(keys)).toEqual(keys.map((_, n) => n))
    await keyv.clear()
    expect(await keyv.hasMany(keys)).toEqual(keys.map(() => false))
  })

  it('refuses what is not text instead of storing it wrongly', async () => {
    const keyv = new Keyv({ store: keyvSqlite(database), serialization: false })
    await expect(keyv.set('k', { a: 1 })).rejects.toThrow('leave keyv its serialization')
  })

  it('rejects every question once the file is gone, rather than say nothing is there', async () => {
    const keyv = keyvOf()
    await keyv.set('k', 1)
    database.close()
    await expect(keyv.get('k')).rejects.toThrow()
    await expect(keyv.has('k')).rejects.toThrow()
    await expect(keyv.set('k', 2)).rejects.toThrow()
    await expect(keyv.delete('k')).rejects.toThrow()
    await expect(keyv.clear()).rejects.toThrow()
  })
})
