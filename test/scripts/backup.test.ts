import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backups, copyTo, hasBackupOf, nextBackup, pruneBackups } from '../../src/store/backups.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { endProgram, startProgram } from '../program.ts'
import { emptyFolder } from '../store/folder.ts'
import { instant } from '../store/sample.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function script(name: 'backup' | 'restore', dataDir: string, ...args: string[]) {
  const child = spawn(process.execPath, [`scripts/${name}.ts`, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', words => {
    said.out += words
  })
  child.stderr.on('data', words => {
    said.err += words
  })
  return new Promise<{ code: number | null; out: string; err: string }>(resolve =>
    child.on('close', code => resolve({ ...said, code })),
  )
}

/** A data folder in which a community has chosen a region. */
async function folderWith(region: string, folder = emptyFolder()): Promise<string> {
  const store = openStore(folder)
  await store.communities.change('discord:1', () => ({ region }))
  store.close()
  return folder
}

async function regionIn(folder: string): Promise<string | undefined> {
  const store = openStore(folder)
  const { region } = await store.communities.settings('discord:1')
  store.close()
  return region
}

const namesIn = (folder: string) => readdirSync(join(folder, 'backups'))
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')])

/** The playground, which needs no account; it takes a port of its own. */
async function running(folder: string) {
  const program = await startProgram({ DATA_DIR: folder, PORT: String(20_000 + (process.pid % 20_000)) })
  onTestFinished(async () => void (await endProgram(program, 'SIGKILL')))
  return program
}

describe('npm run backup', () => {
  it('copies the file while the bot is stopped, says where to and how to go back, and leaves one file', async () => {
    const folder = await folderWith('US-WV')
    const { code, out } = await script('backup', folder)
    expect(code).toBe(0)
    const { path, until } = backups(folder)[0]!
    expect(out).toBe(
      `${path}\nIt is deleted after 30 days. To go back to it: stop the bot, then npm run restore -- ${path}\n`,
    )
    expect(namesIn(folder)).toHaveLength(1)
    expect(Temporal.Now.plainDateISO('UTC').until(until).days).toBeGreaterThanOrEqual(29)
  })

  it('says so when there is nothing to copy', async () => {
    const { code, err } = await script('backup', emptyFolder())
    expect(code).toBe(1)
    expect(err).toMatch(/There is nothing to back up: .* holds no heroine\.sqlite\. Set DATA_DIR/)
  })

  it.each([
    ['of a process that is gone', '999999999'],
    ['of another program', String(process.pid)],
    ['that is none', 'not a number'],
  ])('takes no notice of a number %s, and signals nobody', async (_, pid) => {
    const folder = await folderWith('US-WV')
    writeFileSync(join(folder, 'heroine.pid'), pid)
    const heard: string[] = []
    const hear = () => heard.push('SIGUSR2')
    process.on('SIGUSR2', hear)
    onTestFinished(() => void process.off('SIGUSR2', hear))
    expect((await script('backup', folder)).code).toBe(0)
    expect(namesIn(folder)).toHaveLength(1)
    expect(heard).toEqual([])
    expect(existsSync(join(folder, 'heroine.pid'))).toBe(false)
  })

  it('signals no other program while the file is in use, and says what to do', async () => {
    const folder = await folderWith('US-WV')
    const store = openStore(folder)
    onTestFinished(store.close)
    writeFileSync(join(folder, 'heroine.pid'), String(process.pid))
    const heard: string[] = []
    const hear = () => heard.push('SIGUSR2')
    process.on('SIGUSR2', hear)
    onTestFinished(() => void process.off('SIGUSR2', hear))
    const { code, err } = await script('backup', folder)
    expect(code).toBe(1)
    expect(err).toContain('is in use, and heroine.pid beside it names no running bot of this machine.')
    expect(heard).toEqual([])
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })

  it('is made by the bot while it runs, whole, and can be gone back to once it is stopped', async () => {
    const folder = await folderWith('US-WV')
    const program = await running(folder)
    const daily = namesIn(folder)
    const { code, out, err } = await script('backup', folder)
    expect(code, err).toBe(0)
    const made = out.split('\n')[0]!
    expect(daily.map(name => join(folder, 'backups', name))).not.toContain(made)
    const refused = await script('restore', folder, made)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain(
      'is in use: the bot already runs with this folder. Stop the other one first',
    )
    expect(await endProgram(program, 'SIGTERM')).toBe(0)
    expect(existsSync(join(folder, 'heroine.pid'))).toBe(false)
    await folderWith('GB', folder)
    expect((await script('restore', folder, made)).code).toBe(0)
    expect(await regionIn(folder)).toBe('US-WV')
  }, 60_000)

  it('is made by the bot each day by itself, and not again when it is started again', async () => {
    const folder = await folderWith('US-WV')
    const first = await running(folder)
    await expect.poll(() => backups(folder), { timeout: 20_000 }).toHaveLength(1)
    await endProgram(first, 'SIGKILL')
    const second = await running(folder)
    await endProgram(second, 'SIGTERM')
    expect(namesIn(folder)).toHaveLength(1)
  }, 60_000)
})

describe('a second bot on the same folder', () => {
  it('is refused with what to do, and the first goes on and can still be asked for a backup', async () => {
    const folder = await folderWith('US-WV')
    const first = await running(folder)
    const second = startProgram({ DATA_DIR: folder, PORT: '19999' })
    await expect(second).rejects.toThrow(
      /ended with 1: .*heroine\.sqlite is in use: the bot already runs with this folder\. Stop the other one first/,
    )
    expect(Number(readFileSync(join(folder, 'heroine.pid'), 'utf8'))).toBe(first.child.pid)
    expect((await script('backup', folder)).code).toBe(0)
    expect(await endProgram(first, 'SIGTERM')).toBe(0)
  }, 60_000)
})

describe('npm run restore', () => {
  async function withBackup() {
    const folder = await folderWith('US-WV')
    const [path = ''] = (await script('backup', folder)).out.split('\n')
    await folderWith('GB', folder)
    return { folder, path }
  }

  it('puts the backup in place and keeps what was there as a backup, so that it can be undone', async () => {
    const { folder, path } = await withBackup()
    const { code, out } = await script('restore', folder, path)
    expect(code).toBe(0)
    expect(await regionIn(folder)).toBe('US-WV')
    const aside = /What was there is now (\S+), for 30 days/.exec(out)![1]!
    expect(backups(folder).map(backup => backup.path)).toEqual([path, aside])
    expect((await script('restore', folder, aside)).code).toBe(0)
    expect(await regionIn(folder)).toBe('GB')
    expect(readdirSync(folder).sort()).toEqual(['backups', 'heroine.sqlite'])
  })

  it('works where there is no data file any more', async () => {
    const { folder, path } = await withBackup()
    rmSync(join(folder, 'heroine.sqlite'))
    const { code, out } = await script('restore', folder, path)
    expect(code).toBe(0)
    expect(out).not.toContain('What was there')
    expect(await regionIn(folder)).toBe('US-WV')
  })

  it('works on a machine that has no data folder yet', async () => {
    const { path } = await withBackup()
    const elsewhere = join(emptyFolder(), 'data')
    expect((await script('restore', elsewhere, path)).code).toBe(0)
    expect(await regionIn(elsewhere)).toBe('US-WV')
  })

  it('works where the data file is damaged, and keeps that too', async () => {
    const { folder, path } = await withBackup()
    writeFileSync(join(folder, 'heroine.sqlite'), 'holiday photographs '.repeat(500))
    expect((await script('restore', folder, path)).code).toBe(0)
    expect(await regionIn(folder)).toBe('US-WV')
    expect(filesIn(folder).filter(([, bytes]) => bytes!.startsWith('holiday'))).toHaveLength(1)
  })

  it.each<[string, (path: string) => void]>([
    ['cut off', path => truncateSync(path, 9000)],
    ['overwritten', path => writeFileSync(path, 'holiday photographs '.repeat(900))],
    ['empty', path => writeFileSync(path, '')],
    [
      'another program’s',
      path => {
        rmSync(path)
        new DatabaseSync(path).exec('CREATE TABLE other (x)')
      },
    ],
    [
      'a newer version’s',
      path => {
        const file = new DatabaseSync(path)
        file.exec('PRAGMA user_version = 1000')
        file.close()
        for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true })
      },
    ],
  ])('refuses one that is %s, and changes nothing', async (_, spoil) => {
    const { folder, path } = await withBackup()
    spoil(path)
    const before = filesIn(folder)
    const { code, err } = await script('restore', folder, path)
    expect(code).toBe(1)
    expect(err).toMatch(
      /is damaged or no backup of this bot\. Choose another one; nothing was changed|newer version .* Nothing was changed/,
    )
    expect(filesIn(folder)).toEqual(before)
    expect(await regionIn(folder)).toBe('GB')
  })

  it('asks for a name where none, or none that is there, is given', async () => {
    const { folder } = await withBackup()
    for (const args of [[], [join(folder, 'backups', 'nothing.sqlite')]]) {
      const { code, err } = await script('restore', folder, ...args)
      expect(code).toBe(1)
      expect(err).toContain('Name the backup: npm run restore -- ')
    }
  })

  it('brings a backup of an older version to today’s tables', async () => {
    const { folder, path } = await withBackup()
    const file = new DatabaseSync(path)
    file.exec(`DROP TABLE history; DROP TABLE absent; ALTER TABLE reminders DROP COLUMN last_post;
      PRAGMA user_version = 1`)
    file.close()
    expect((await script('restore', folder, path)).code).toBe(0)
    expect(await regionIn(folder)).toBe('US-WV')
  })
})

describe('backups', () => {
  const now = instant('2026-11-24T14:00:00.123Z')
  const holding = (...names: string[]) => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'backups'))
    for (const name of names) writeFileSync(join(folder, 'backups', name), '')
    return folder
  }

  it('are named for when they were made and say until when they are kept', () => {
    const folder = emptyFolder()
    const path = nextBackup(folder, now)
    writeFileSync(path, '')
    expect(backups(folder)).toEqual([
      { name: 'heroine-2026-11-24T140000.123Z.sqlite', path, until: '2026-12-24' },
    ])
  })

  it('are none where there is no folder for them', () => expect(backups(emptyFolder())).toEqual([]))

  it('are deleted on their day and not before; other files are left alone', () => {
    const [old, kept] = ['heroine-2026-10-25T235959Z.sqlite', 'heroine-2026-10-26T000000.000Z.sqlite']
    const folder = holding(old, kept, 'my-own-copy.sqlite', 'heroine-2020-01-01.sqlite')
    pruneBackups(folder, now)
    expect(namesIn(folder).sort()).toEqual(['heroine-2020-01-01.sqlite', kept, 'my-own-copy.sqlite'].sort())
  })

  it('take what was kept beside a damaged one with them', () => {
    const folder = holding('heroine-2026-10-25T235959Z.sqlite', 'heroine-2026-10-25T235959Z.sqlite-wal')
    pruneBackups(folder, now)
    expect(namesIn(folder)).toEqual([])
  })

  it('that meet the middle of a transaction are begun again, and have their name only once they are whole', async () => {
    const folder = emptyFolder()
    const database = new DatabaseSync(join(folder, 'data.sqlite'))
    onTestFinished(() => database.close())
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x)')
    const insert = database.prepare('INSERT INTO t VALUES (?)')
    const path = join(folder, 'copy.sqlite')
    database.exec('BEGIN IMMEDIATE')
    for (let n = 0; n < 2000; n++) insert.run('x'.repeat(1000))
    const made = copyTo(path, database)
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(existsSync(path), 'in the middle of it').toBe(false)
    database.exec('COMMIT')
    await made
    const copy = new DatabaseSync(path, { readOnly: true })
    expect(copy.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 2000 })
    copy.close()
    expect(existsSync(`${path}.part`)).toBe(false)
  })

  it('that were never finished are no backups, and are deleted the day after', () => {
    const folder = holding(
      'heroine-2026-11-23T235959.000Z.sqlite.part',
      'heroine-2026-11-24T000000.000Z.sqlite.part',
    )
    expect(backups(folder)).toEqual([])
    expect(hasBackupOf(folder, now)).toBe(false)
    pruneBackups(folder, now)
    expect(namesIn(folder)).toEqual(['heroine-2026-11-24T000000.000Z.sqlite.part'])
  })
})
