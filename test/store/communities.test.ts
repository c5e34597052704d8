import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { Keyv } from 'keyv'
import { describe, expect, it, vi } from 'vitest'
import type { CommunityId } from '../../src/core/community.ts'
import { keyvCommunities } from '../../src/store/communities.ts'
import { sqliteHistory } from '../../src/store/history.ts'
import { keyvSqlite } from '../../src/store/keyvSqlite.ts'
import { migrate } from '../../src/store/schema.ts'
import { openStore } from '../../src/store/sqlite.ts'

const a: CommunityId = 'discord:1'
const b: CommunityId = 'slack:T1'

/** Communities over a backend whose parts a test can replace. */
function over(parts: Partial<ReturnType<typeof keyvSqlite>> = {}) {
  const database = new DatabaseSync(':memory:')
  migrate(database, ':memory:')
  const backend = Object.assign(keyvSqlite(database), parts)
  const communities = keyvCommunities(new Keyv({ store: backend, namespace: 'communities' }), {
    history: sqliteHistory(database),
    along: backend.along,
    forgetRest: () => ({ reminders: 0, posts: 0 }),
    forgotten: () => {},
    all: () => [],
  })
  return { database, communities }
}

describe('settings of a community', () => {
  it('are empty before anybody has chosen', async () => {
    expect(await openStore(':memory:').communities.settings(a)).toEqual({})
  })

  it('are what the last change made of them', async () => {
    const { communities } = openStore(':memory:')
    expect(await communities.change(a, () => ({ region: 'US-WV' }))).toEqual({ region: 'US-WV' })
    await communities.change(a, settings => ({ ...settings, language: 'es' }))
    expect(await communities.settings(a)).toEqual({ region: 'US-WV', language: 'es' })
  })

  it('keep all of a hundred changes that come at once', async () => {
    const { communities } = openStore(':memory:')
    const add = () => communities.change(a, ({ channel }) => ({ channel: String(Number(channel ?? 0) + 1) }))
    await Promise.all(Array.from({ length: 100 }, add))
    expect(await communities.settings(a)).toEqual({ channel: '100' })
  })

  it('are changed for others while one community waits', async () => {
    const never = new Promise<never>(() => {})
    const { communities } = over()
    const slow = over({ set: async key => (key === a ? never : true) }).communities
    void slow.change(a, () => ({ region: 'US' }))
    expect(await slow.change(b, () => ({ region: 'GB' }))).toEqual({ region: 'GB' })
    expect(await communities.settings(a)).toEqual({})
  })

  it('are refused in words when the store answers that it did not save', async () => {
    const { communities } = over({ set: async () => false })
    await expect(communities.change(a, () => ({ region: 'US' }))).rejects.toThrow(
      'It was not saved: the store said no',
    )
  })

  it('are refused in words when the store fails, and can be changed again afterwards', async () => {
    const { communities, database } = over()
    database.exec("CREATE TRIGGER full BEFORE INSERT ON keyv BEGIN SELECT raise(ABORT, 'disk is full'); END")
    await expect(communities.change(a, () => ({ region: 'US' }))).rejects.toThrow('disk is full')
    database.exec('DROP TRIGGER full')
    expect(await communities.change(a, () => ({ region: 'US' }))).toEqual({ region: 'US' })
  })

  it('are never taken for empty when they cannot be read', async () => {
    const { communities } = over({ get: async () => Promise.reject(new Error('no disk')) })
    await expect(communities.settings(a)).rejects.toThrow('no disk')
    const edit = vi.fn(() => ({}))
    await expect(communities.change(a, edit)).rejects.toThrow('no disk')
    expect(edit).not.toHaveBeenCalled()
  })

  it.each([
    ['not JSON', '{{'],
    ['another shape', '{"value":{"region":7}}'],
    ['something unheard of', '{"value":{"token":"x"}}'],
  ])('are called damaged when a row holds %s, and the others still answer', async (_, value) => {
    const { communities, database } = over()
    await communities.change(b, () => ({ region: 'GB' }))
    database.prepare("INSERT INTO keyv VALUES ('communities', ?, ?, NULL)").run(a, value)
    await expect(communities.settings(a)).rejects.toThrow('It could not be read: its record is damaged')
    expect(await communities.settings(b)).toEqual({ region: 'GB' })
    await communities.forget(a)
    expect(await communities.settings(a)).toEqual({})
  })

  it('are not saved when an edit makes something else of them', async () => {
    const { communities } = openStore(':memory:')
    const wrong = () => ({ language: 'xx' }) as never
    await expect(communities.change(a, wrong)).rejects.toThrow('No settings')
    expect(await communities.settings(a)).toEqual({})
  })

  it('never show in another community, whatever is changed and forgotten', async () => {
    const ids = ['discord:1', 'discord:11', 'slack:1', 'local:%', 'local:1::2'] as const
    const step = fc.record({
      id: fc.constantFrom(...ids),
      region: fc.option(fc.string({ maxLength: 8 }), { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
        const store = openStore(':memory:')
        const expected = new Map<CommunityId, string>()
        for (const { id, region } of steps) {
          if (region === undefined) await store.communities.forget(id)
          else await store.communities.change(id, () => ({ region }))
          if (region === undefined) expected.delete(id)
          else expected.set(id, region)
        }
        for (const id of ids) expect((await store.communities.settings(id)).region).toBe(expected.get(id))
        store.close()
      }),
      { numRuns: 60 },
    )
  })
})
