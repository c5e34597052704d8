import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import type { Occurrence } from '../../src/core/occurrence.ts'
import { OperatorError } from '../../src/core/operatorError.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Reply } from '../../src/core/reply.ts'
import { runDue } from '../../src/reminders/run.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { emptyFolder } from './folder.ts'
import { first, nine, reminder } from './sample.ts'

const community = 'discord:1' as const
const place = { community, channel: 'here' }

/** The real bot over a file, with the connection that its store opened, to break it. */
async function bot() {
  const folder = emptyFolder()
  const reported: string[] = []
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec')
  const assembled = assemble({
    dataDir: folder,
    check: async () => [],
    report: (where, error) => void reported.push(`${where}: ${(error as { code?: string }).code}`),
  })
  const connection = exec.mock.contexts[0] as DatabaseSync
  exec.mockRestore()
  onTestFinished(assembled.store.close)
  const r = reminder()
  await assembled.communities.change(community, () => ({ region: 'US-WV', timeZone: 'America/New_York' }))
  await assembled.store.reminders.save(r, first(r))
  /** A good copy of the settings is there, as it is a moment after anybody asked anything. */
  await assembled.settings(community)
  const posts: Occurrence[] = []
  const { say, look } = around(assembled, posts, reported)
  return {
    ...assembled,
    folder,
    file: join(folder, 'heroine.sqlite'),
    connection,
    reported,
    posts,
    say,
    look,
  }
}

function around({ bot, store, settings }: Assembled, posts: Occurrence[], reported: string[]) {
  const asModerator = { isModerator: () => true, signature: () => 'U1' }
  const asMember = { isModerator: () => false }
  return {
    say: (line: string, by: 'member' | 'moderator' = 'moderator'): Promise<Reply> =>
      bot.answer(line, { by: by === 'member' ? asMember : asModerator, now: nine, locale: 'en', place }),
    look: runDue({
      reminders: store.reminders,
      answer: bot.answer,
      post: async (_, __, occurrence) => {
        posts.push(occurrence)
        return { result: 'posted' }
      },
      settings,
      tell: async () => {},
      now: () => nine,
      report: ({ what, error }) => void reported.push(`${what}: ${(error as { code?: string })?.code}`),
    }),
  }
}
type Scene = Awaited<ReturnType<typeof bot>>

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  )

/** The file may have no more pages, and those it has are filled until nothing of any kind fits. */
async function fillUp({ connection, store, communities }: Scene): Promise<void> {
  const { page_count } = connection.prepare('PRAGMA page_count').get() as { page_count: number }
  connection.exec(`PRAGMA max_page_count = ${page_count}`)
  let n = 0
  const more = () =>
    reminder({ id: `f${String(n++).padStart(4, '0')}`, community: 'slack:other', paused: 'x' })
  while (await outcome(Promise.resolve(more()).then(r => store.reminders.save(r, first(r)))));
  while (await outcome(communities.change('slack:other', () => ({ region: `R${n++}` }), `U${n}`)));
}
const makeRoom = ({ connection }: Scene) => connection.exec('PRAGMA max_page_count = 1000000')

/** What members ask goes on being answered, with their own region's number. */
async function answersMembers({ say }: Scene): Promise<void> {
  for (const [line, words] of [
    ['/overdose', '911'],
    ['/support', '988'],
    ['/film', 'Heroin(e)'],
    ['/ask how long does narcan last', 'naloxone'],
  ] as const) {
    const reply = await say(line, 'member')
    expect(reply.tone, line).not.toBe('problem')
    expect(plainReply(reply).toLowerCase(), line).toContain(words.toLowerCase())
  }
}

const notSaved = (why: string) => `It was not saved: ${why}; nothing changed.`

/** Everything that is kept about the community. */
const kept = async ({ store: { communities, reminders } }: Scene) => [
  await communities.settings(community),
  await reminders.list(community),
  await communities.history(community),
]

describe('a disk that is full', () => {
  it('answers members as before', async () => {
    const scene = await bot()
    await fillUp(scene)
    await answersMembers(scene)
  })

  it.each([
    ['a reminder', `/reminders create say:"${'We meet on Friday. '.repeat(70)}" on:friday at:09:00`],
    ['a setting', '/settings change region:GB'],
    ['a resource', '/resources add name:"Recovery cafe" need:peers phone:304-555-0100'],
    ['a pause of everything', '/pause until:2026-12-24'],
    ['a pause of one', '/reminders pause r0001'],
  ])('tells moderators privately what was not saved, and why: %s', async (_, line) => {
    const scene = await bot()
    await fillUp(scene)
    const before = await kept(scene)
    const reply = await scene.say(line)
    expect(reply).toMatchObject({ tone: 'problem', seenBy: 'asker' })
    expect(plainReply(reply)).toContain(notSaved('the disk is full'))
    expect(plainReply(reply)).toContain('911')
    expect(scene.reported).toEqual([expect.stringContaining('the disk is full')])
    expect(await kept(scene)).toEqual(before)
    makeRoom(scene)
    expect((await scene.say(line)).tone, line).not.toBe('problem')
    expect(await kept(scene)).not.toEqual(before)
  })

  it('shows moderators what is kept', async () => {
    const scene = await bot()
    await fillUp(scene)
    expect(plainReply(await scene.say('/settings'))).toContain('West Virginia')
    expect(plainReply(await scene.say('/reminders'))).toContain('/film')
  })

  it('removes a community that asks for it: what is forgotten needs no room', async () => {
    const scene = await bot()
    await fillUp(scene)
    expect((await scene.say('/settings forget confirm:yes')).title).toContain('is removed')
    expect(await kept(scene)).toEqual([{}, [], []])
  })

  it('posts what it could write down first and nothing else, and the rest once there is room', async () => {
    const scene = await bot()
    const ids = Array.from({ length: 300 }, (_, n) => `p${String(n).padStart(4, '0')}`)
    for (const id of ids) {
      const r = reminder({ id, community: `slack:${id}` })
      await scene.store.reminders.save(r, first(r))
    }
    await fillUp(scene)
    await scene.look()
    const claimed = scene.connection.prepare('SELECT reminder FROM ledger').all() as { reminder: string }[]
    const posted = () => scene.posts.map(({ reminder }) => reminder).sort()
    expect(posted()).toEqual(claimed.map(line => line.reminder).sort())
    expect(posted().length).toBeLessThan(300)
    expect(scene.reported).toContainEqual('a reminder could not be handled: the disk is full')
    makeRoom(scene)
    await scene.look()
    expect(posted()).toEqual([...ids, 'r0001'])
    const lines = scene.connection.prepare(`SELECT 1 FROM ledger WHERE result = 'posted'`).all()
    expect(lines).toHaveLength(301)
  })
})

describe('a file that another program wants', () => {
  /** Another program that tries to hold the file, and what it says. */
  async function holder(file: string) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), file])
    onTestFinished(() => void child.kill('SIGKILL'))
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    return { child, said: String(said).trim() }
  }

  it('is ours alone while the bot runs: nobody can lock us out, and everything goes on', async () => {
    const scene = await bot()
    expect((await holder(scene.file)).said).toBe('database is locked')
    await answersMembers(scene)
    expect((await scene.say('/settings change region:GB')).title).toBe('Saved')
    await scene.look()
    expect(scene.posts).toHaveLength(1)
  })

  it('is refused at the start while another holds it, with what to do, and is not touched', async () => {
    const { folder, file, store } = await bot()
    store.close()
    const { child, said } = await holder(file)
    expect(said).toBe('held')
    expect(() => openStore(folder)).toThrow(OperatorError)
    expect(() => openStore(folder)).toThrow(
      /heroine\.sqlite is in use: the bot already runs .* Stop the other/,
    )
    child.kill('SIGKILL')
    await once(child, 'close')
    const again = openStore(folder)
    onTestFinished(again.close)
    expect(await again.communities.settings(community)).toMatchObject({ region: 'US-WV' })
  })
})

describe('a file that is damaged while the bot runs', () => {
  /** Overwrites everything behind the first page, and lets SQLite forget what it has read. */
  async function damage({ file, connection, communities }: Scene): Promise<void> {
    // Folds the journal in, so that what is kept is in the file itself.
    await communities.forget('local:nobody')
    const handle = openSync(file, 'r+')
    const { size } = statSync(file)
    writeSync(handle, Buffer.alloc(size - 4096, 'holiday photographs '), 0, size - 4096, 4096)
    closeSync(handle)
    connection.exec('PRAGMA shrink_memory')
  }

  it('answers members as before', async () => {
    const scene = await bot()
    await damage(scene)
    await answersMembers(scene)
    expect(plainReply(await scene.say('/overdose', 'member')), 'settings as last known').toContain('911')
  })

  it.each([
    ['/settings change region:GB', 'It was not saved'],
    ['/settings', 'It could not be read'],
    ['/reminders', 'It could not be read'],
    ['/settings history', 'It could not be read'],
    ['/settings forget confirm:yes', 'It was not saved'],
  ])('tells moderators privately what did not work, and why: %s', async (line, what) => {
    const scene = await bot()
    await damage(scene)
    const reply = await scene.say(line)
    expect(reply).toMatchObject({ tone: 'problem', seenBy: 'asker' })
    expect(plainReply(reply)).toContain(`${what}: the data file is damaged; nothing changed.`)
    expect(plainReply(reply)).toContain('911')
  })

  it('posts nothing that it cannot write down, and says so in the log', async () => {
    const scene = await bot()
    await damage(scene)
    await scene.look()
    expect(scene.posts).toEqual([])
    expect(scene.reported).toEqual(['the store could not say what is due: the data file is damaged'])
  })

  it('is refused at the next start, with what to do', async () => {
    const scene = await bot()
    await damage(scene)
    scene.store.close()
    expect(() => assemble({ dataDir: scene.folder, check: async () => [], report: () => {} })).toThrow(
      /heroine\.sqlite is damaged\. Put a copy from your backup in its place/,
    )
  })
})
