import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { sealWith } from '../../src/store/seal.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { emptyFolder } from './folder.ts'

const newKey = () => randomBytes(32).toString('base64')
const key = newKey()
const canary = 'xoxb-canary-token'
const bytesIn = (folder: string) =>
  readdirSync(folder)
    .map(name => readFileSync(join(folder, name), 'latin1'))
    .join('')

describe('credentials of workspaces', () => {
  it('are there when the file is opened again, and never readable in it, in its journal or in a backup', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    await store.installs(key).keep('T1', canary)
    const copies = emptyFolder()
    await store.backup(join(copies, 'copy.sqlite'))
    for (const found of [bytesIn(folder), bytesIn(copies)]) {
      expect(found).toContain('installs')
      expect(found).not.toContain(canary)
      expect(found).not.toContain(Buffer.from(canary).toString('base64url').slice(4, -4))
      expect(found).not.toContain(key)
    }
    store.close()
    const again = openStore(folder)
    expect(await again.installs(key).all()).toEqual([{ id: 'T1', body: canary }])
    again.close()
  })

  it('leave nothing behind when they are removed', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    const installs = store.installs(key)
    await installs.keep('T1', canary)
    const [sealed] = /1\.[0-9a-f]{8}\.[\w-]{20,}/.exec(bytesIn(folder))!
    await installs.remove('T1')
    await installs.remove('T1')
    expect(await installs.all()).toEqual([])
    expect(bytesIn(folder)).not.toContain(sealed.slice(0, 40))
    store.close()
  })

  it('are closed again with a new key, after which the old one is not needed', async () => {
    const store = openStore(':memory:')
    await store.installs(key).keep('T1', canary)
    const newer = newKey()
    expect(await store.installs(`${newer}, ${key}`).all()).toEqual([{ id: 'T1', body: canary }])
    expect(await store.installs(newer).all()).toEqual([{ id: 'T1', body: canary }])
    store.close()
  })

  it('cannot be opened with another key, and the operator is told which variable lacks it', async () => {
    const store = openStore(':memory:')
    await store.installs(key).keep('T1', canary)
    await expect(store.installs(newKey()).all()).rejects.toThrow(/SLACK_INSTALL_KEY.*start again/)
    store.close()
  })

  it('of one workspace do not open as those of another; a damaged one is reported and costs no other', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    for (const id of ['T1', 'T2', 'T3']) await store.installs(key).keep(id, `${canary} of ${id}`)
    store.close()
    const database = new DatabaseSync(join(folder, 'heroine.sqlite'))
    database.exec(`UPDATE keyv SET value = (SELECT value FROM keyv WHERE key = 'T1') WHERE key = 'T2'`)
    database.exec(`UPDATE keyv SET value = substr(value, 1, length(value) - 4) || 'AAAA' WHERE key = 'T3'`)
    database.close()
    const damaged: string[] = []
    const again = openStore(folder, record => void damaged.push(record))
    expect(await again.installs(key).all()).toEqual([{ id: 'T1', body: `${canary} of T1` }])
    expect(damaged).toEqual(['installs T2', 'installs T3'])
    again.close()
  })

  it('are sealed differently each time, and name their key without telling it', () => {
    const seal = sealWith(key)
    const [one, two] = [seal.close(canary, 'T1'), seal.close(canary, 'T1')]
    expect(one).not.toBe(two)
    expect(one.split('.')[1]).toBe(two.split('.')[1])
    expect(() => sealWith('c2hvcnQ=')).toThrow(/32 random bytes/)
  })
})
