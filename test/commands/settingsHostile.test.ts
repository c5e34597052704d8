import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommunityId } from '../../src/core/community.ts'
import { stage, words } from './settingsStage.ts'

const here: CommunityId = 'discord:1'
const reminder = {
  id: 'run1',
  channel: '100',
  run: ['/film'],
  when: { every: 'day', at: '09:00', timeZone: 'America/New_York' },
  paused: false,
}
const good = { heroine: 1, platform: 'discord', settings: { region: 'US-WV' }, reminders: [reminder] }
const withReminder = (parts: object) => ({
  ...good,
  reminders: [reminder, { ...reminder, id: 'run2', ...parts }],
})
const withWhen = (parts: object) => withReminder({ when: { ...reminder.when, ...parts } })
const withSettings = (parts: object) => ({ ...good, settings: { ...good.settings, ...parts } })
const resource = {
  id: 'res1',
  name: 'A van',
  need: 'here',
  confirmed: '2026-11-01',
  checkAgain: '2027-02-01',
}
const screening = {
  id: 'film1',
  date: '2026-12-12',
  at: '19:00',
  timeZone: 'UTC',
  place: 'Library',
  channel: '1',
}

async function refusal(text: string) {
  const one = stage()
  await one.ask('/settings region:GB')
  await one.save()
  const before = [await one.settings(), await one.reminders()]
  const reply = await one.ask({ command: 'settings import', values: { file: text, apply: 'yes' } })
  expect([await one.settings(), await one.reminders()]).toEqual(before)
  expect(await one.store.communities.history(here)).toHaveLength(1)
  return reply
}

describe('an import that is not right', () => {
  it('is right without a fault, so that each of these is refused for its own', async () => {
    const one = stage()
    const reply = await one.ask({
      command: 'settings import',
      values: { file: JSON.stringify(good), apply: 'yes' },
    })
    expect(reply.title).toBe('Taken over')
  })

  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) })
  it.each<[string, unknown]>([
    ['the document', null],
    ['the document', []],
    ['heroine', { ...good, heroine: 2 }],
    ['platform', { ...good, platform: 'irc' }],
    ['settings', { ...good, settings: undefined }],
    ['members', { ...good, members: ['somebody'] }],
    ['settings.admin', withSettings({ admin: true })],
    ['settings.region', withSettings({ region: 'XX' })],
    ['settings.region', withSettings({ region: ['US'] })],
    ['settings.timeZone', withSettings({ timeZone: '+05:30' })],
    ['settings.channel', withSettings({ channel: '<@&1>' })],
    ['settings.moderators.1', withSettings({ moderators: ['5', '1'] })],
    ['settings.moderators.0', withSettings({ moderators: ['everyone'] })],
    ['settings.resources.0', withSettings({ resources: [{ ...resource, about: 'call 1-800-273-8255' }] })],
    [
      'settings.resources.0.call.display',
      withSettings({ resources: [{ ...resource, call: { dial: '+13045551234', display: '911' } }] }),
    ],
    [
      'settings.resources.0.call.dial',
      withSettings({ resources: [{ ...resource, call: { dial: '+1304', display: '+1304' } }] }),
    ],
    ['settings.resources.0.link', withSettings({ resources: [{ ...resource, link: 'http://localhost/x' }] })],
    ['settings.resources.0.need', withSettings({ resources: [{ ...resource, need: 'toString' }] })],
    [
      'settings.resources.0.link',
      withSettings({ resources: [{ ...resource, link: 'javascript:alert(1)' }] }),
    ],
    [
      'settings.screenings.0.timeZone',
      withSettings({ screenings: [{ ...screening, timeZone: 'Mars/Base' }] }),
    ],
    ['reminders.1.community', withReminder({ community: 'discord:2' })],
    ['reminders.1.paused', withReminder({ paused: 'a moderator paused it' })],
    ['reminders.1.id', withReminder({ id: '../../x' })],
    ['reminders.1.id', withReminder({ id: 'run1' })],
    ['reminders.1.channel', withReminder({ channel: 'a b' })],
    ['reminders.1.mention', withReminder({ mention: '@everyone' })],
    ['reminders.1.run.0', withReminder({ run: ['/settings forget confirm:yes'] })],
    ['reminders.1.run.0', withReminder({ run: ['/ask how'] })],
    ['reminders.1.run.1', withReminder({ run: ['/film', '/reminders list'] })],
    ['reminders.1.run.0', withReminder({ run: ['/nothing here'] })],
    ['reminders.1.run', withReminder({ run: [] })],
    ['reminders.1.run', withReminder({ words: 'both' })],
    ['reminders.1.words', withReminder({ run: [], words: 'Call 1-800-273-8255' })],
    ['reminders.1.when.at', withWhen({ at: '25:00' })],
    ['reminders.1.when.every', withWhen({ every: 'minute' })],
    ['reminders.1.when.timeZone', withWhen({ timeZone: 'Nowhere/Land' })],
    ['reminders.1.when.on', withWhen({ every: 'year', on: '00-10' })],
    [
      'reminders',
      { ...good, reminders: Array.from({ length: 101 }, (_, i) => ({ ...reminder, id: `many${i}` })) },
    ],
    ['settings.a.a.a.a.a.a.a.a', { ...good, settings: nested(30) }],
  ])('is refused with the path of its first fault: %s', async (path, document) => {
    expect(words(await refusal(JSON.stringify(document)))).toContain(`\n\n${path}: `)
  })

  it.each<[string, string]>([
    ['file is missing', ''],
    ['the document', ' '],
    ['line 1 column 14', '{"heroine":1,'],
    ['line 2 column 2', '{"heroine":1,\n x}'],
    ['the document', '['.repeat(200_000)],
    ['__proto__', '{"__proto__":{"heroine":1}}'],
    [
      'settings.__proto__',
      JSON.stringify(good).replace('"settings":{', '"settings":{"__proto__":{"admin":true},'),
    ],
    ['settings.constructor', JSON.stringify(good).replace('"settings":{', '"settings":{"constructor":1,')],
    [
      'reminders.0.__proto__',
      JSON.stringify(good).replace('"reminders":[{', '"reminders":[{"__proto__":[],'),
    ],
    ['the document', JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [i, 1])))],
  ])('is refused as text: %s', async (path, text) => {
    expect(words(await refusal(text))).toContain(`\n\n${path}`)
  })

  it('is refused when it is huge', async () => {
    const reply = await refusal(`"${'x'.repeat(262_143)}"`)
    expect(words(reply)).toContain('file can be at most 262144 characters long.')
  })

  it('is refused when it brings more reminders than a community can have', async () => {
    const one = stage()
    for (let i = 0; i < 60; i++) await one.save({ id: `mine${i}` })
    const reminders = Array.from({ length: 41 }, (_, i) => ({ ...reminder, id: `more${i}`, run: ['/facts'] }))
    const file = JSON.stringify({ ...good, reminders })
    const reply = await one.ask({ command: 'settings import', values: { file, apply: 'yes' } })
    expect(words(reply)).toContain('A community can have 100 reminders; this would make 101.')
    expect([(await one.reminders()).length, await one.settings()]).toEqual([60, {}])
  })
})

it('shows a dry run in one message however long the ids are', async () => {
  const id = (n: number) => `${'_'.repeat(76)}${n}`
  const settings = (from: number) => ({
    channel: id(from),
    moderatorChannel: id(from + 1),
    quietChannels: Array.from({ length: 50 }, (_, n) => id(from + n)),
    moderators: Array.from({ length: 20 }, (_, n) => id(from + n)),
  })
  const closed = new Set(Array.from({ length: 40 }, (_, n) => id(200 + n)))
  const one = stage({ check: async ({ channel }) => (closed.has(channel) ? ['_'.repeat(200)] : []) })
  await one.store.communities.change(here, () => settings(100))
  const reminders = [...closed].map((channel, i) => ({ ...reminder, id: `long${i}`, channel }))
  const screenings = [...closed].slice(0, 10).map((channel, i) => ({ ...screening, id: `film${i}`, channel }))
  const file = JSON.stringify({ ...good, settings: { ...settings(300), screenings }, reminders })
  const reply = await one.ask({ command: 'settings import', values: { file } })
  expect(reply.title).toBe('Nothing has changed yet: is this right?')
})

/** Any JSON in any place of a document that is otherwise right. */
const mutated = fc
  .tuple(
    fc.constantFrom<string[][]>(
      [],
      ['heroine'],
      ['platform'],
      ['settings'],
      ['settings', 'region'],
      ['settings', 'moderators'],
      ['settings', 'resources'],
      ['settings', 'quietHours'],
      ['settings', '__proto__'],
      ['reminders'],
      ['reminders', '0'],
      ['reminders', '0', 'id'],
      ['reminders', '0', 'run'],
      ['reminders', '0', 'when'],
      ['reminders', '0', 'when', 'every'],
      ['reminders', '0', 'when', 'on'],
      ['reminders', '0', 'when', 'from'],
      ['reminders', '0', 'when', 'timeZone'],
      ['reminders', '0', 'constructor'],
    ),
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        'year',
        'month',
        'once',
        '00-00',
        '13-45',
        '9999-12-31',
        '0000-01-01',
        [{}],
        '/settings show',
      ),
    ),
  )
  .map(([path, value]) => put(good, path, value))

function put(into: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value
  const copy = Array.isArray(into) ? [...into] : { ...(into as object) }
  const inner = Object.hasOwn(copy, key) ? (copy as Record<string, unknown>)[key] : {}
  Object.defineProperty(copy, key, { value: put(inner, rest, value), enumerable: true, configurable: true })
  return copy
}

it('never crashes over hostile JSON, and never changes anything until somebody applies it', async () => {
  const one = stage()
  await one.ask('/settings region:GB')
  await one.save()
  const state = async () => [
    await one.settings(),
    await one.reminders(),
    await one.store.communities.history(here),
  ]
  const before = await state()
  const texts = fc.oneof(
    mutated.map(value => JSON.stringify(value) ?? 'null'),
    fc.json(),
    fc.string({ maxLength: 200 }),
  )
  let refused = 0
  await fc.assert(
    fc.asyncProperty(texts, async file => {
      const reply = await one.ask({ command: 'settings import', values: { file } })
      if (reply.tone === 'problem') refused++
      expect(one.reported).toEqual([])
      expect(await state()).toEqual(before)
    }),
    { numRuns: 600 },
  )
  expect(refused).toBeGreaterThan(300)
})
