import { DatabaseSync } from 'node:sqlite'
import { Keyv } from 'keyv'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import { keyvCommunities } from '../../src/store/communities.ts'
import { sqliteHistory } from '../../src/store/history.ts'
import { keyvSqlite } from '../../src/store/keyvSqlite.ts'
import { migrate } from '../../src/store/schema.ts'
import { nine } from './sample.ts'

const a: CommunityId = 'discord:1'
const b: CommunityId = 'slack:T1'

let database: DatabaseSync
let now: Temporal.Instant
let communities: ReturnType<typeof keyvCommunities>
let history: ReturnType<typeof sqliteHistory>

beforeEach(() => {
  now = nine
  database = new DatabaseSync(':memory:')
  migrate(database, ':memory:')
  history = sqliteHistory(database)
  const backend = keyvSqlite(database)
  communities = keyvCommunities(new Keyv({ store: backend, namespace: 'communities' }), {
    history,
    along: backend.along,
    forgetRest: () => ({ reminders: 0, posts: 0 }),
    forgotten: () => {},
    all: () => [],
    now: () => now,
  })
})

const set =
  (given: Settings) =>
  (settings: Settings): Settings => ({ ...settings, ...given })
const rows = () => (database.prepare('SELECT count(*) AS n FROM history').get() as { n: number }).n

describe('the history of a community’s settings', () => {
  it('says who changed them, when, and what they were before and after; the latest first', async () => {
    await communities.change(a, set({ region: 'US-WV' }), 'U1')
    now = now.add({ hours: 1 })
    await communities.change(a, set({ language: 'es' }), 'U2')
    expect(await communities.history(a)).toEqual([
      { at: now, by: 'U2', before: { region: 'US-WV' }, after: { region: 'US-WV', language: 'es' } },
      { at: nine, by: 'U1', before: {}, after: { region: 'US-WV' } },
    ])
    expect(await communities.history(b)).toEqual([])
  })

  it('has no line for a change that nobody signs, and none where nothing changed', async () => {
    await communities.change(a, set({ region: 'US-WV' }))
    await communities.change(a, set({ region: 'US-WV' }), 'U1')
    expect(await communities.history(a)).toEqual([])
  })

  it('is the only place with a moderator’s id', async () => {
    await communities.change(a, set({ region: 'US-WV' }), 'UCANARY')
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
    const holding = (tables as { name: string }[])
      .map(({ name }) => name)
      .filter(name => JSON.stringify(database.prepare(`SELECT * FROM ${name}`).all()).includes('UCANARY'))
    expect(holding).toEqual(['history'])
  })

  it('is kept for ninety days and gone afterwards, of communities where nobody changes anything as well', async () => {
    await communities.change(a, set({ region: 'US' }), 'U1')
    history.purge(nine.add({ hours: 90 * 24 }))
    expect(await communities.history(a)).toHaveLength(1)
    history.purge(nine.add({ hours: 90 * 24, milliseconds: 1 }))
    expect(rows()).toBe(0)
    expect(await communities.settings(a), 'the settings stay').toEqual({ region: 'US' })
  })

  it('loses old lines with the next change too', async () => {
    await communities.change(a, set({ region: 'US' }), 'U1')
    now = nine.add({ hours: 91 * 24 })
    await communities.change(b, set({ region: 'GB' }), 'U2')
    expect(rows()).toBe(1)
  })

  it('is enough to go back to what was before', async () => {
    await communities.change(a, set({ region: 'US-WV', quietChannels: ['C1'] }), 'U1')
    await communities.change(a, () => ({}), 'U2')
    const [latest] = await communities.history(a)
    await communities.change(a, () => latest!.before, 'U3')
    expect(await communities.settings(a)).toEqual({ region: 'US-WV', quietChannels: ['C1'] })
  })

  it.each([
    ['the settings', 'keyv'],
    ['the history', 'history'],
  ])('changes together with the settings or not at all: %s cannot be written', async (_, table) => {
    await communities.change(a, set({ region: 'US' }), 'U1')
    const failing = (event: string) =>
      database.exec(
        `CREATE TRIGGER no_${event} BEFORE ${event} ON ${table} BEGIN SELECT raise(ABORT, 'no room'); END`,
      )
    failing('INSERT')
    failing('UPDATE')
    await expect(communities.change(a, set({ region: 'GB' }), 'U2')).rejects.toThrow('no room')
    expect(await communities.settings(a)).toEqual({ region: 'US' })
    expect(await communities.history(a)).toMatchObject([{ by: 'U1' }])
    database.exec('DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE')
    await communities.change(a, set({ region: 'GB' }), 'U2')
    expect(await communities.history(a)).toMatchObject([{ by: 'U2' }, { by: 'U1' }])
  })

  it('is forgotten together with the settings or not at all', async () => {
    await communities.change(a, set({ region: 'US' }), 'U1')
    database.exec(`CREATE TRIGGER no BEFORE DELETE ON history BEGIN SELECT raise(ABORT, 'no room'); END`)
    await expect(communities.forget(a)).rejects.toThrow('no room')
    expect(await communities.settings(a)).toEqual({ region: 'US' })
    database.exec('DROP TRIGGER no')
    expect(await communities.forget(a)).toEqual({ settings: true, reminders: 0, posts: 0, changes: 1 })
  })

  it('leaves out what cannot be read any more, and keeps the rest', async () => {
    await communities.change(a, set({ region: 'US' }), 'U1')
    database.exec(`UPDATE history SET before = '{"unheard":1}'`)
    await communities.change(a, set({ region: 'GB' }), 'U2')
    database.exec(
      `INSERT INTO history (community, at, by, before, after) VALUES ('${a}', 1, 'U0', '{{', '{}')`,
    )
    expect(await communities.history(a)).toMatchObject([{ by: 'U2' }])
  })
})
