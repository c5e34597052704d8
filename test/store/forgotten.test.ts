import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import type { CommunityId } from '../../src/core/community.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { openStore, type Store } from '../../src/store/sqlite.ts'
import { emptyFolder } from './folder.ts'
import { first, nine, reminder } from './sample.ts'

const day = (count: number) => nine.add({ hours: 24 * count })

/** All bytes of a folder's files, the journal's and the backups' as well. */
const bytesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('')

/** What only this community has: its id, a channel, a moderator, words of a reminder, a resource, an import. */
const canaries = [
  'CANARYTEAM',
  'CANARYCHANNEL',
  'CANARYMODERATOR',
  'CANARYWORDS',
  'CANARYIMPORT',
  'CANARYWHY',
]

async function fillWith(store: Store, community: CommunityId): Promise<void> {
  const { communities, reminders, pending } = store
  for (let n = 0; n < 20; n++)
    await communities.change(
      community,
      () => ({ channel: `CANARYCHANNEL${n}`, quietChannels: ['CANARYCHANNEL'] }),
      'CANARYMODERATOR',
    )
  for (const id of ['can0', 'can1', 'can2']) {
    const words = { run: [], words: `CANARYWORDS ${'and more '.repeat(100)}` }
    const r = reminder({ id, community, channel: 'CANARYCHANNEL', ...words })
    await reminders.save(r, first(r))
    await reminders.ledger.claim(first(r))
    await reminders.ledger.settle(
      { reminder: r, occurrence: first(r) },
      { result: 'failed', why: 'CANARYWHY', message: 'CANARYCHANNEL-1' },
      nextOccurrence(r, nine)!,
    )
  }
  await pending.keep(community, 'CANARYIMPORT '.repeat(500))
}

describe('a community that is forgotten', () => {
  const community = 'slack:CANARYTEAM'

  it('leaves nothing in the file or its journal, while the bot runs and afterwards', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    onTestFinished(store.close)
    await store.communities.change('slack:stays', () => ({ channel: 'STAYS' }), 'USTAYS')
    await fillWith(store, community)
    store.absent([community], new Set(), nine)
    for (const canary of canaries) expect(bytesOf(folder), 'is there before').toContain(canary)
    expect(await store.communities.forget(community)).toEqual({
      settings: true,
      reminders: 3,
      posts: 3,
      changes: 20,
    })
    for (const canary of canaries) expect(bytesOf(folder), 'while it runs').not.toContain(canary)
    store.close()
    for (const canary of canaries) expect(bytesOf(folder), 'afterwards').not.toContain(canary)
    for (const other of ['STAYS', 'USTAYS']) expect(bytesOf(folder)).toContain(other)
  })

  it('leaves nothing when it is forgotten while a backup is made either, and the backup is whole', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    onTestFinished(store.close)
    const large = Array.from({ length: 40 }, (_, n) => `slack:CANARYTEAM${n}` as const)
    for (const id of large) await store.pending.keep(id, 'CANARYIMPORT '.repeat(20_000))
    await store.communities.change('slack:stays', () => ({ channel: 'STAYS' }))
    const copied = emptyFolder()
    const made = store.backup(join(copied, 'heroine.sqlite'))
    for (const id of large) {
      await store.communities.forget(id)
      await new Promise(setImmediate)
    }
    await made
    for (const canary of canaries) expect(bytesOf(folder)).not.toContain(canary)
    const copy = openStore(copied)
    onTestFinished(copy.close)
    expect(await copy.communities.settings('slack:stays')).toEqual({ channel: 'STAYS' })
  })

  it('has no moderator’s id in the journal once its ninety days are over', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    onTestFinished(store.close)
    await store.communities.change('slack:stays', () => ({ region: 'US' }), 'CANARYMODERATOR')
    store.purge(Temporal.Now.instant().add({ hours: 91 * 24 }))
    expect(bytesOf(folder)).not.toContain('CANARYMODERATOR')
  })

  it('loses what waited for a button', async () => {
    const store = openStore(':memory:')
    const id = await store.pending.keep(community, 'an import')
    await store.communities.forget(community)
    expect(await store.pending.take(community, id)).toBeUndefined()
  })

  it('is forgotten when the bot is removed, however often that is said', async () => {
    const { bot, communities, store } = assemble({
      dataDir: ':memory:',
      check: async () => [],
      report: () => {},
    })
    await fillWith(store, community)
    await Promise.all([bot.left(community), bot.left(community), bot.present('slack', [])])
    await bot.left(community)
    expect(await communities.all()).toEqual([])
    expect(await store.reminders.list(community)).toEqual([])
    expect(await communities.history(community)).toEqual([])
  })
})

describe('a community that a platform does not name any more', () => {
  const ids = ['discord:1', 'discord:2', 'discord:3'] as const

  it('is kept for seven days, and named as gone from then on', () => {
    const { absent } = openStore(':memory:')
    expect(absent(['discord:1'], new Set(), day(0))).toEqual([])
    expect(absent(['discord:1'], new Set(), day(7).subtract({ milliseconds: 1 }))).toEqual([])
    expect(absent(['discord:1'], new Set(), day(7))).toEqual(['discord:1'])
    expect(absent(['discord:1'], new Set(), day(8)), 'until it is forgotten').toEqual(['discord:1'])
  })

  it('begins anew when it was named in between', () => {
    const { absent } = openStore(':memory:')
    absent(['discord:1'], new Set(), day(0))
    absent(['discord:1'], new Set(['discord:1']), day(6))
    expect(absent(['discord:1'], new Set(), day(7))).toEqual([])
    expect(absent(['discord:1'], new Set(), day(13))).toEqual([])
    expect(absent(['discord:1'], new Set(), day(14))).toEqual(['discord:1'])
  })

  it('is remembered as away over a restart', () => {
    const folder = emptyFolder()
    const before = openStore(folder)
    before.absent(['discord:1'], new Set(), day(0))
    before.close()
    const after = openStore(folder)
    onTestFinished(after.close)
    expect(after.absent(['discord:1'], new Set(), day(7))).toEqual(['discord:1'])
  })

  it('is not forgotten at the first READY without it, nor because another platform does not name it', async () => {
    const { bot, communities } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
    await communities.change('discord:1', () => ({ region: 'US' }))
    await communities.change('slack:T1', () => ({ region: 'US' }))
    await bot.present('discord', [])
    await bot.present('discord', [])
    expect((await communities.all()).sort()).toEqual(['discord:1', 'slack:T1'])
  })

  it('is forgotten exactly when it was removed or away for a week, in whatever order that is said', async () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('days' as const), count: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant('present' as const), named: fc.subarray([...ids]) }),
      fc.record({ kind: fc.constant('left' as const), id: fc.constantFrom(...ids) }),
      fc.record({ kind: fc.constant('used' as const), id: fc.constantFrom(...ids) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async events => {
        const store = openStore(':memory:')
        const kept = new Set<string>()
        const awaySince = new Map<string, number>()
        let today = 0
        for (const e of events) {
          if (e.kind === 'days') today += e.count
          if (e.kind === 'used') {
            kept.add(e.id)
            await store.communities.change(e.id, () => ({ region: 'US' }), 'U1')
          }
          if (e.kind === 'left') {
            kept.delete(e.id)
            awaySince.delete(e.id)
            await store.communities.forget(e.id)
          }
          if (e.kind === 'present') {
            for (const gone of store.absent(await store.communities.all(), new Set(e.named), day(today)))
              await store.communities.forget(gone)
            for (const id of kept) {
              if (e.named.includes(id as (typeof ids)[number])) awaySince.delete(id)
              else if (today - (awaySince.get(id) ?? today) >= 7) {
                kept.delete(id)
                awaySince.delete(id)
              } else awaySince.set(id, awaySince.get(id) ?? today)
            }
          }
          expect((await store.communities.all()).sort()).toEqual([...kept].sort())
        }
        store.close()
      }),
      { numRuns: 100 },
    )
  })
})
