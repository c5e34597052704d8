import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import type { Configuration } from '../../src/core/configuration.ts'
import type { Reply } from '../../src/core/reply.ts'
import { openStore, type Store } from '../../src/store/sqlite.ts'
import { emptyFolder } from '../store/folder.ts'
import { button, fieldsIn, now, type Stage, stage, words } from './settingsStage.ts'

const guild: CommunityId = 'discord:1'
const workspace: CommunityId = 'slack:T1'

const full: Settings = {
  region: 'US-WV',
  language: 'en',
  timeZone: 'America/New_York',
  channel: '100',
  moderatorChannel: '200',
  publicFacts: true,
  quietChannels: ['300', '301'],
  quietHours: { from: '22:00', to: '07:00' },
  pausedUntil: '2027-01-05',
  resources: [
    {
      id: 'res1',
      name: 'Harm reduction van',
      need: 'here',
      about: 'Naloxone, “no questions”',
      hours: 'Fridays',
      call: { dial: '+13045265253', display: '(304) 526-5253' },
      text: { dial: '988', display: '988' },
      link: 'https://example.org/van',
      confirmed: '2026-11-01',
      checkAgain: '2027-02-01',
    },
  ],
  screenings: [
    {
      id: 'film1',
      date: '2026-12-12',
      at: '19:00',
      timeZone: 'America/New_York',
      place: 'Library',
      channel: '101',
    },
  ],
}

/** A community on Discord with something of everything that can move. */
async function furnished(one: Stage, settings: Settings = full) {
  await one.store.communities.change(guild, () => settings)
  await one.save({ id: 'run1', channel: '100', run: ['/film', '/support region:US-WV'], previous: 'replace' })
  await one.save({
    id: 'words1',
    channel: '101',
    run: [],
    words: 'Film "night"\n\\o/ café 💜',
    when: { every: 'month', on: { nth: 'last', weekday: 'friday' }, at: '18:30', timeZone: 'Asia/Kathmandu' },
    thread: true,
    review: '2027-03-01',
    graceMinutes: 120,
    paused: 'the channel no longer exists',
  })
}

const exported = async ({ ask }: Stage, community: CommunityId = guild): Promise<Configuration> =>
  JSON.parse((await ask('/settings export', community)).file!.text)
const bring = (
  one: Stage,
  document: unknown,
  options: Record<string, string> = {},
  to: CommunityId = workspace,
) => one.ask({ command: 'settings import', values: { file: JSON.stringify(document), ...options } }, to)

const pairs = { '100': 'C100', '101': 'C101', '200': 'G200', '300': 'C300', '301': 'C301' }
const map = Object.entries(pairs)
  .map(([old, fresh]) => `${old}=${fresh}`)
  .join(',')
/** A document with its channels replaced by hand, as text: knows nothing of how the command does it. */
const mapped = (document: Configuration): unknown =>
  JSON.parse(
    Object.entries(pairs).reduce(
      (text, [old, fresh]) => text.replaceAll(`"${old}"`, `"${fresh}"`),
      JSON.stringify(document),
    ),
  )
const byId = (document: Configuration) => [...document.reminders].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Everything a community has, to see that nothing changed. */
const all = async ({ settings, reminders, store }: Stage, community: CommunityId) => [
  await settings(community),
  await reminders(community),
  await store.communities.history(community),
]

describe('/settings export', () => {
  it('holds all settings and reminders, and no community, reason or history', async () => {
    const one = stage()
    await furnished(one)
    const reply = await one.ask('/settings export')
    expect(reply.file!.name).toBe('heroine-discord-2026-11-24.json')
    expect(reply.seenBy).toBe('asker')
    const document = await exported(one)
    expect(document).toMatchObject({ heroine: 1, platform: 'discord', settings: full })
    expect(document.reminders.map(({ id, paused }) => [id, paused]).sort()).toEqual([
      ['run1', false],
      ['words1', true],
    ])
    expect(reply.file!.text).not.toMatch(/discord:1|no longer exists|mod-1/)
  })

  it('is printed whole where a reply is only text', async () => {
    const { plainWithActions } = await import('../../src/core/plain.ts')
    const reply = await stage().ask('/settings export')
    expect(plainWithActions(reply)).toContain(reply.file!.text)
  })
})

describe('a configuration that moves', () => {
  it('is the same on the other platform, but for mapped ids and the platform', async () => {
    const from = stage()
    await furnished(from)
    const first = await exported(from)
    const to = stage()
    const done = await bring(to, first, { map, apply: 'yes' })
    expect(words(done)).toContain('Reminders added: 2.')
    const second = await exported(to, workspace)
    expect({ ...second, reminders: byId(second) }).toEqual({
      ...(mapped({ ...first, reminders: byId(first) }) as object),
      platform: 'slack',
    })
  })

  it('takes fresh ids for reminders where another community has them', async () => {
    const one = stage()
    await furnished(one)
    await bring(one, await exported(one), { map, apply: 'yes' })
    const [ours, theirs] = [await one.reminders(guild), await one.reminders(workspace)]
    expect(theirs).toHaveLength(2)
    expect(ours.map(r => r.id).sort()).toEqual(['run1', 'words1'])
    expect(theirs.some(({ id }) => ours.some(our => our.id === id))).toBe(false)
    const shown = ({ run, words }: (typeof ours)[number]) => JSON.stringify([run, words])
    expect(theirs.map(shown).sort()).toEqual(ours.map(shown).sort())
  })

  it('runs what ran, and leaves what was paused as a draft', async () => {
    const from = stage()
    await furnished(from)
    const to = stage()
    await bring(to, await exported(from), { map, apply: 'yes' })
    const paused = Object.fromEntries((await to.reminders(workspace)).map(r => [r.id, r.paused]))
    expect(paused.run1).toBeUndefined()
    expect(paused.words1).toContain('not started yet')
  })

  it('is one change of the settings, signed, that can be undone', async () => {
    const from = stage()
    await furnished(from)
    const to = stage()
    await to.ask('/settings region:GB', workspace)
    await bring(to, await exported(from), { map, apply: 'yes' })
    expect(await to.store.communities.history(workspace)).toHaveLength(2)
    await to.ask('/settings undo', workspace)
    expect(await to.settings(workspace)).toEqual({ region: 'GB' })
  })

  it('is there already when it comes twice', async () => {
    const one = stage()
    await furnished(one)
    const document = await exported(one)
    await bring(one, document, { map, apply: 'yes' })
    const before = await all(one, workspace)
    expect(words(await bring(one, document, { map, apply: 'yes' }))).toContain('Already there: 2.')
    expect(await all(one, workspace)).toEqual(before)
    expect((await bring(one, document, {}, guild)).title).toBe('Nothing would change')
  })

  it('replaces a reminder with the same id and leaves those that the file does not name', async () => {
    const one = stage()
    await furnished(one)
    const document = await exported(one)
    const changed = document.reminders.map(r => (r.id === 'run1' ? { ...r, run: ['/facts'] } : r))
    await one.save({ id: 'mine1' })
    const shown = await bring(one, { ...document, settings: {}, reminders: changed }, {}, guild)
    expect(fieldsIn(shown).Reminders).toBe(
      '0 added, 1 replaced, 1 there already; 2 of yours stay as they are',
    )
    await one.ask(button(shown, 'Apply'))
    const now = await one.reminders()
    expect(now.map(r => r.id).sort()).toEqual(['mine1', 'run1', 'words1'])
    expect(now.find(r => r.id === 'run1')?.run).toEqual(['/facts'])
    expect(await one.settings()).toEqual(full)
  })

  it('is read as somebody pastes it, pretty or in one line', async () => {
    const from = stage()
    await furnished(from)
    const document = await exported(from)
    for (const text of [JSON.stringify(document, null, 2), JSON.stringify(document)]) {
      const to = stage()
      expect((await to.ask(`/settings import map:${map} ${text}`, workspace)).title).toContain(
        'is this right?',
      )
    }
  })
})

describe('a dry run', () => {
  async function trial(options: Record<string, string> = { map }, settings: Settings = full) {
    const one = stage()
    await furnished(one, settings)
    const before = await all(one, workspace)
    const shown = await bring(one, await exported(one), options)
    expect(await all(one, workspace)).toEqual(before)
    return { one, shown }
  }

  it('changes nothing and shows each setting before and after', async () => {
    const { shown } = await trial()
    expect(fieldsIn(shown)).toMatchObject({
      Region: expect.stringContaining('→ West Virginia (US-WV)'),
      'Channel for reminders': 'not set → C100',
      'Quiet channels': 'none → C300, C301',
      Reminders: '2 added, 0 replaced, 0 there already; 0 of yours stay as they are',
      'Start at once': '1; 1 wait until somebody starts them',
    })
  })

  it('leaves a button with an id and nothing else, which applies exactly what was shown, once', async () => {
    const { one, shown } = await trial()
    const line = button(shown, 'Apply')
    expect(line).toMatch(/^\/settings apply id:[a-z0-9]{8}$/)
    expect(words(await one.ask(line, workspace))).toContain('Reminders added: 2.')
    expect(await one.settings(workspace)).toMatchObject({ region: 'US-WV', channel: 'C100' })
    const before = await all(one, workspace)
    expect((await one.ask(line, workspace)).title).toBe('That import is no longer here')
    expect(await all(one, workspace)).toEqual(before)
  })

  it('cannot be applied by another community, after an hour, after a newer one, or once forgotten', async () => {
    const { one, shown } = await trial()
    const gone = async (line: string, community = workspace) =>
      expect((await one.ask(line, community)).title).toBe('That import is no longer here')
    await gone(button(shown, 'Apply'), 'slack:T2')
    const newer = await bring(one, await exported(one), { channel: 'C9' })
    await gone(button(shown, 'Apply'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_001 })
    await gone(button(newer, 'Apply'))
    vi.useRealTimers()
    const again = await bring(one, await exported(one), { channel: 'C9' })
    await one.store.communities.forget(workspace)
    await gone(button(again, 'Apply'))
    expect(await one.settings(workspace)).toEqual({})
  })

  it('names channels that need a map and offers nothing to apply until they have one', async () => {
    const { one, shown } = await trial({ map: '100=C100' })
    expect(fieldsIn(shown)['Channels that need a map']).toBe('101')
    expect(shown.actions.map(action => action.label)).not.toContain('Apply')
    const tried = await bring(one, await exported(one), { map: '100=C100', apply: 'yes' })
    expect(tried.title).toBe('Some channels need a map')
    expect(await one.settings(workspace)).toEqual({})
  })

  it('sends only posts to the one channel for all the rest: a private or a quiet one has no stand-in', async () => {
    const { one, shown } = await trial({ channel: 'C9' })
    expect(fieldsIn(shown)['Cannot move']).toBe(
      'the channel for moderators 200, which is not mapped, the quiet channel 300, which is not mapped, the quiet channel 301, which is not mapped',
    )
    await one.ask(button(shown, 'Apply'), workspace)
    const { channel, moderatorChannel, quietChannels } = await one.settings(workspace)
    expect([channel, moderatorChannel, quietChannels]).toEqual(['C9', undefined, undefined])
    expect((await one.reminders(workspace)).map(r => r.channel)).toEqual(['C9', 'C9'])
  })

  it('drops and names roles, moderators and events on another platform, and keeps them on the same', async () => {
    const [screening] = full.screenings!
    const settings: Settings = {
      ...full,
      moderators: ['900', '901'],
      screenings: [{ ...screening!, event: '77' }],
    }
    const { one, shown } = await trial({ map }, settings)
    expect(fieldsIn(shown)['Cannot move']).toBe(
      'moderators: 2 roles or people, the event of the film night on 2026-12-12',
    )
    await one.save({ id: 'ping1', channel: '100', mention: '900' })
    const document = await exported(one)
    const far = await bring(one, document, { map, apply: 'yes' })
    expect(words(far)).toContain('the mention in the reminder ping1')
    expect(await one.settings(workspace)).not.toHaveProperty('moderators')
    expect((await one.reminders(workspace)).filter(r => r.mention)).toEqual([])
    await bring(one, document, { apply: 'yes' }, 'discord:2')
    expect(await one.settings('discord:2')).toEqual(settings)
    expect((await one.reminders('discord:2')).filter(r => r.mention)).toHaveLength(1)
  })

  it('leaves out what is over', async () => {
    const one = stage()
    await furnished(one)
    const {
      reminders: [first],
      ...rest
    } = await exported(one)
    const when = { every: 'once', on: ['2026-01-01'], at: '09:00', timeZone: 'UTC' }
    const shown = await bring(one, { ...rest, reminders: [{ ...first, when }] }, { map })
    expect(fieldsIn(shown)).toMatchObject({ 'Over already, left out': '1' })
  })

  it.each([['100'], ['100=a=b'], ['100=<b>x'], ['999=C1']])('refuses the map %s', async wrong => {
    const { shown } = await trial({ map: wrong })
    expect(shown.title).toBe('I cannot read the map')
  })
})

it('never posts in a channel of somebody else’s community that a file names', async () => {
  const check = async ({ channel }: { channel: string }) =>
    channel === 'foreign' ? ['a channel of this server that the bot can see'] : []
  const from = stage()
  await furnished(from, { channel: 'foreign', moderatorChannel: 'foreign' })
  await from.save({ id: 'far1', channel: 'foreign' })
  const document = await exported(from)
  const to = stage({ check })
  const shown = await bring(to, document, {}, 'discord:2')
  expect(fieldsIn(shown)['The bot may not post in']).toContain('foreign (missing: a channel of this server')
  await to.ask(button(shown, 'Apply'), 'discord:2')
  expect(await to.settings('discord:2')).toEqual({})
  const posting = (await to.reminders('discord:2')).filter(r => !r.paused)
  expect(posting.map(r => r.channel)).toEqual(['100'])
})

it('says how far it came when the store fails midway, and finishes when it comes again', async () => {
  const one = stage()
  await furnished(one)
  const document = await exported(one)
  const { save } = one.store.reminders
  let left = 1
  one.store.reminders.save = async (reminder, next) => {
    if (left-- <= 0) throw new Error('disk full')
    return save(reminder, next)
  }
  const to: CommunityId = 'slack:T9'
  const fresh = { ...document, reminders: document.reminders.map((r, i) => ({ ...r, id: `new${i}` })) }
  const failed = await bring(one, fresh, { map, apply: 'yes' }, to)
  expect(words(failed)).toContain('The settings were, and 1 of 2 reminders')
  left = 9
  expect(words(await bring(one, fresh, { map, apply: 'yes' }, to))).toContain('Reminders added: 1.')
  expect(await one.reminders(to)).toHaveLength(2)
})

it('leaves nothing of what waited in the file once it is too old, or its community is forgotten', async () => {
  const folder = emptyFolder()
  const rows = () => {
    const database = new DatabaseSync(join(folder, 'heroine.sqlite'))
    const found = database.prepare('SELECT * FROM keyv').all()
    database.close()
    return found.length
  }
  const kept = async (after: (store: Store) => unknown) => {
    const store = openStore(folder)
    await store.pending.keep(guild, 'a configuration')
    await after(store)
    store.close()
    return rows()
  }
  expect(await kept(() => {})).toBe(1)
  expect(await kept(({ purge }) => purge(Temporal.Now.instant().add({ minutes: 59 })))).toBe(1)
  expect(await kept(({ purge }) => purge(Temporal.Now.instant().add({ minutes: 61 })))).toBe(0)
  expect(await kept(({ communities }) => communities.forget(guild))).toBe(0)
})

it('is wired into the whole bot', async () => {
  const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
  const context = {
    by: { isModerator: () => true },
    now,
    locale: 'en' as const,
    place: { community: guild, channel: '1' },
  }
  const say = (line: string): Promise<Reply> => bot.answer(line, context)
  const shown = await say(
    '/settings import {"heroine":1,"platform":"discord","settings":{"region":"US-WV"},"reminders":[]}',
  )
  await say(button(shown, 'Apply'))
  expect(await store.communities.settings(guild)).toEqual({ region: 'US-WV' })
  store.close()
})
