import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { runDue } from '../../src/reminders/run.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { emptyFolder } from './folder.ts'
import { instant } from './sample.ts'

/** The tables as version 1 of the schema made them. This is a copy on purpose: files like it are out there. */
const versionOne = `
  CREATE TABLE keyv (namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER,
    PRIMARY KEY (namespace, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE reminders (id TEXT PRIMARY KEY, community TEXT NOT NULL, body TEXT NOT NULL, slot TEXT NOT NULL,
    next_due INTEGER NOT NULL, paused TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX reminders_due ON reminders (next_due) WHERE paused IS NULL;
  CREATE INDEX reminders_community ON reminders (community, next_due);
  CREATE TABLE ledger (reminder TEXT NOT NULL REFERENCES reminders (id) ON DELETE CASCADE, slot TEXT NOT NULL,
    claimed_at INTEGER NOT NULL, result TEXT, why TEXT, PRIMARY KEY (reminder, slot)) STRICT, WITHOUT ROWID;
  PRAGMA user_version = 1;`

const monday = instant('2026-11-23T14:00Z')

function fileOfVersionOne(): string {
  const folder = emptyFolder()
  const file = new DatabaseSync(join(folder, 'heroine.sqlite'))
  file.exec(versionOne)
  const add = file.prepare(
    `INSERT INTO reminders (id, community, body, slot, next_due, paused) VALUES (?, 'discord:1', ?, ?, ?, ?)`,
  )
  const common = { community: 'discord:1', channel: 'C1' }
  const timeZone = 'America/New_York'
  const weekly = { every: 'week', on: 'monday', at: '09:00', timeZone }
  const daily = { every: 'day', at: '09:00', timeZone }
  const due = monday.epochMilliseconds
  const body = (id: string, line: string, when: object) => JSON.stringify({ id, ...common, line, when })
  add.run('week1', body('week1', '/support region:US-WV', weekly), '2026-11-23T09:00', due, null)
  add.run('day01', body('day01', '/film', daily), '2026-11-23T09:00', due, null)
  add.run('pause', body('pause', '/facts', daily), '2026-11-23T09:00', due, 'Send Messages is missing')
  add.run('wreck', '{{', '2026-11-23T09:00', due, null)
  file.exec(`INSERT INTO ledger VALUES ('week1', '2026-11-16T09:00', 1, 'posted', NULL)`)
  file.exec(`INSERT INTO keyv VALUES ('communities', 'discord:1', '{"value":{"region":"US-WV"}}', NULL)`)
  file.close()
  return folder
}

describe('a file that the first version wrote', () => {
  it('comes up with everything in it: lines that take turns, weekdays as a list', async () => {
    const store = openStore(fileOfVersionOne())
    onTestFinished(store.close)
    const all = await store.reminders.list('discord:1')
    const found = new Map(all.map(({ reminder }) => [reminder.id, reminder]))
    expect(found.get('week1')).toEqual({
      id: 'week1',
      community: 'discord:1',
      channel: 'C1',
      run: ['/support region:US-WV'],
      when: { every: 'week', on: ['monday'], at: '09:00', timeZone: 'America/New_York' },
    })
    expect(found.get('day01')).toMatchObject({ run: ['/film'], when: { every: 'day' } })
    expect(found.get('pause')?.paused).toBe('Send Messages is missing')
    expect(found.has('wreck')).toBe(false)
    expect(await store.communities.settings('discord:1')).toEqual({ region: 'US-WV' })
    expect(await store.reminders.ledger.lines('week1', 5)).toEqual([
      { slot: '2026-11-16T09:00', result: 'posted' },
    ])
    expect(await store.communities.history('discord:1')).toEqual([])
  })

  it('posts at its times, and goes on a week later', async () => {
    const { bot, store, settings } = assemble({
      dataDir: fileOfVersionOne(),
      check: async () => [],
      report: () => {},
    })
    onTestFinished(store.close)
    const posts: string[] = []
    let now = monday
    const look = runDue({
      reminders: store.reminders,
      answer: bot.answer,
      post: async (_, reply, { slot }) => {
        posts.push(`${slot} ${reply.title}`)
        return { result: 'posted' }
      },
      settings,
      tell: async () => {},
      now: () => now,
      report: () => {},
    })
    await look()
    now = monday.add({ hours: 7 * 24 })
    await look()
    const titles = posts.filter(post => post.includes('T09:00 ')).map(post => post.slice(0, 16))
    expect(titles.filter(slot => slot === '2026-11-23T09:00')).toHaveLength(2)
    expect(titles.filter(slot => slot === '2026-11-30T09:00')).toHaveLength(2)
  })

  it('is brought up once, and opens as before afterwards', async () => {
    const folder = fileOfVersionOne()
    openStore(folder).close()
    const before = new DatabaseSync(join(folder, 'heroine.sqlite'))
    const bodies = () => before.prepare('SELECT body FROM reminders ORDER BY id').all()
    const first = bodies()
    expect(before.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 })
    before.close()
    openStore(folder).close()
    const after = new DatabaseSync(join(folder, 'heroine.sqlite'))
    expect(after.prepare('SELECT body FROM reminders ORDER BY id').all()).toEqual(first)
    after.close()
  })

  it('stays as it was when bringing it up fails halfway', () => {
    const folder = fileOfVersionOne()
    const file = new DatabaseSync(join(folder, 'heroine.sqlite'))
    // The last thing that the second version makes.
    file.exec('CREATE TABLE absent (x)')
    file.close()
    expect(() => openStore(folder)).toThrow()
    const after = new DatabaseSync(join(folder, 'heroine.sqlite'))
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    expect(JSON.stringify(after.prepare('SELECT body FROM reminders').all())).toContain('line')
    after.close()
  })
})
