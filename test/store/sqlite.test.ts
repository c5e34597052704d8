import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { OperatorError } from '../../src/core/operatorError.ts'
import { unusable } from '../../src/store/database.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { emptyFolder } from './folder.ts'
import { first, nine, reminder } from './sample.ts'

/** What opening says when it refuses. */
function refusal(folder: string): string {
  try {
    openStore(folder).close()
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError)
    return (error as Error).message
  }
  throw new Error('it opened')
}

type Writer = ChildProcessByStdio<null, Readable, Readable>
/** A process that writes until it is killed; resolves when it has acknowledged so many writes. */
async function writing(folder: string, count: number): Promise<{ child: Writer; acknowledged(): number }> {
  const script = join(import.meta.dirname, 'writer.ts')
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  let failed = ''
  child.stderr.on('data', chunk => (failed += chunk))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      said += chunk
      if (said.split('\n').length > count) resolve()
    })
    child.on('exit', () => reject(new Error(failed)))
  })
  return { child, acknowledged: () => said.split('\n').length - 1 }
}

describe('the store', () => {
  it('makes its folder and keeps everything in one file', async () => {
    const folder = join(emptyFolder(), 'a', 'b')
    const store = openStore(folder)
    await store.communities.change('local:1', () => ({ region: 'US' }))
    store.close()
    expect(readdirSync(folder)).toEqual(['heroine.sqlite'])
  })

  it('knows all of it when the file is opened again', async () => {
    const folder = emptyFolder()
    const r = reminder()
    const before = openStore(folder)
    await before.communities.change('discord:1', () => ({ region: 'US-WV', timeZone: 'America/New_York' }))
    await before.reminders.save(r, first(r))
    await before.reminders.ledger.claim(first(r))
    before.close()
    before.close()
    const after = openStore(folder)
    onTestFinished(after.close)
    expect(await after.communities.settings('discord:1')).toEqual({
      region: 'US-WV',
      timeZone: 'America/New_York',
    })
    expect(await after.reminders.due(nine)).toEqual([{ reminder: r, occurrence: first(r) }])
    expect(await after.reminders.ledger.claim(first(r))).toBe('in-flight')
  })

  it('forgets a community as often as one likes, and leaves no trace of it in its files', async () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    onTestFinished(store.close)
    const r = reminder({ community: 'discord:canary', channel: 'canary-channel' })
    await store.communities.change('discord:canary', () => ({ channel: 'canary-setting' }))
    await store.communities.change('discord:stays', () => ({ channel: 'here' }))
    await store.reminders.save(r, first(r))
    await store.reminders.ledger.claim(first(r))
    await store.communities.forget('discord:canary')
    await store.communities.forget('discord:canary')
    expect(await store.communities.settings('discord:canary')).toEqual({})
    expect(await store.reminders.list('discord:canary')).toEqual([])
    await store.reminders.save(r, first(r))
    expect(await store.reminders.ledger.claim(first(r)), 'the ledger is forgotten too').toBe('new')
    await store.communities.forget('discord:canary')
    expect(await store.communities.settings('discord:stays')).toEqual({ channel: 'here' })
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file), 'latin1'), file).not.toContain('canary')
  })

  it('loses no acknowledged write when its process is killed, and refuses a second process until then', async () => {
    const folder = emptyFolder()
    const { child, acknowledged } = await writing(folder, 100)
    expect(refusal(folder)).toMatch(
      /heroine\.sqlite is in use: the bot already runs with this folder\. Stop /,
    )
    child.kill('SIGKILL')
    await once(child, 'close')
    const store = openStore(folder)
    onTestFinished(store.close)
    const due = await store.reminders.due(nine)
    expect(acknowledged()).toBeGreaterThanOrEqual(100)
    for (let n = 0; n < acknowledged(); n++) {
      expect(await store.communities.settings(`local:${n}`)).toEqual({ region: `R${n}` })
      const { occurrence } = due.find(d => d.reminder.community === `local:${n}`)!
      expect(await store.reminders.ledger.claim(occurrence)).toBe('in-flight')
    }
  })

  it('refuses a second opening in the same process as well', () => {
    const folder = emptyFolder()
    const store = openStore(folder)
    expect(refusal(folder)).toContain('is in use')
    store.close()
    openStore(folder).close()
  })

  it('says so when a plain file stands where the folder should be', () => {
    const file = join(emptyFolder(), 'data')
    writeFileSync(file, '')
    const what = 'cannot be made: there is a file where the folder should be. Mend that, or set DATA_DIR'
    expect(refusal(file)).toContain(`The data folder ${file} ${what}`)
    expect(refusal(join(file, 'below'))).toContain(what)
  })

  it('says so when its file is something else, and leaves that as it is', () => {
    const folder = emptyFolder()
    const file = join(folder, 'heroine.sqlite')
    writeFileSync(file, 'holiday photographs '.repeat(500))
    expect(refusal(folder)).toBe(
      `${file} is not a database of this bot. Move that file away, or set DATA_DIR to another folder.`,
    )
    expect(statSync(file).size).toBe(10_000)
  })

  it('says so when its file is a folder', () => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'heroine.sqlite'))
    expect(refusal(folder)).toContain('cannot be opened: it is a folder')
  })

  it('does not touch a file from a newer version', () => {
    const folder = emptyFolder()
    const newer = new DatabaseSync(join(folder, 'heroine.sqlite'))
    newer.exec('PRAGMA user_version = 1000')
    newer.close()
    expect(refusal(folder)).toContain('was written by a newer version of this bot (schema 1000')
  })

  it('has words for a full disk', () => {
    const database = new DatabaseSync(':memory:')
    database.exec('PRAGMA max_page_count = 2')
    let full: unknown
    try {
      database.exec('CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x)')
    } catch (error) {
      full = error
    }
    expect(unusable('/data/heroine.sqlite', full).message).toContain('cannot be written: the disk is full')
  })

  it('has words for a failure it does not know', () => {
    expect(unusable('/data/heroine.sqlite', new Error('strange')).message).toBe(
      '/data/heroine.sqlite cannot be used: strange. Mend that, or set DATA_DIR to another folder.',
    )
  })
})
