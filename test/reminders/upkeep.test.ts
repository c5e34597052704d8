import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/core/community.ts'
import type { ChatPlatform, Posted } from '../../src/core/platform.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Problem } from '../../src/reminders/occurrence.ts'
import { dailyUpkeep, type Upkeep } from '../../src/reminders/upkeep.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { first, instant, reminder } from '../store/sample.ts'

const newYork = 'America/New_York'
const review = '2026-12-24'
type Sent = { community: string; channel: string; key: string; reply: Reply }

/** The real store with a clock and a platform that a test sets; `restart` is a process that knows only the store. */
async function upkeepOf(settings: Settings = {}, start = '2026-12-17T15:00Z') {
  const store = openStore(':memory:')
  const sent: Sent[] = []
  const problems: Problem[] = []
  const days: string[] = []
  const scene = {
    store,
    sent,
    problems,
    days,
    now: instant(start),
    posting: async (): Promise<Posted> => ({ result: 'posted' }),
    at(iso: string) {
      scene.now = instant(iso)
      return scene.look()
    },
    look: async () => {},
    restart(parts: Partial<Upkeep> = {}) {
      const post: ChatPlatform['post'] = async (place, reply, occurrence) => {
        sent.push({ ...place, key: `${occurrence.reminder} ${occurrence.slot}`, reply })
        return scene.posting()
      }
      scene.look = dailyUpkeep({
        communities: store.communities,
        reminders: store.reminders,
        post,
        now: () => scene.now,
        firstOn: store.firstOn,
        daily: now => void days.push(now.toString().slice(0, 10)),
        report: problem => problems.push(problem),
        ...parts,
      })
      return scene.look
    },
    community: (id: `discord:${string}`, more: Settings = {}) =>
      store.communities.change(id, () => ({
        timeZone: newYork,
        moderatorChannel: 'mods',
        ...settings,
        ...more,
      })),
    async reminder(parts: Parameters<typeof reminder>[0] = {}) {
      const r = reminder({ review, ...parts })
      await store.reminders.save(r, first(r))
    },
  }
  scene.restart()
  await scene.community('discord:1')
  return scene
}

describe('whether a reminder should go on', () => {
  it('is asked seven days before its review date and on it, in the moderators’ channel, and on no other day', async () => {
    const scene = await upkeepOf()
    await scene.reminder()
    const asked: string[] = []
    for (let at = instant('2026-12-10T00:00Z'); at.toString() < '2027-01-03'; at = at.add({ hours: 1 })) {
      const before = scene.sent.length
      await scene.at(at.toString())
      if (scene.sent.length > before) asked.push(at.toZonedDateTimeISO(newYork).toString().slice(0, 16))
    }
    expect(asked).toEqual(['2026-12-17T09:00', '2026-12-24T09:00'])
    expect(scene.sent[0]).toMatchObject({
      community: 'discord:1',
      channel: 'mods',
      key: 'r0001r 2026-12-17T00:00',
    })
    const { reply } = scene.sent[0]!
    expect(reply).toMatchObject({ title: 'Should this reminder go on?', seenBy: 'everyone' })
    expect(JSON.stringify(reply.text)).toContain('24 December 2026')
    expect(reply.actions).toContainEqual({ label: 'It may go on', ask: '/reminders renew r0001' })
  })

  it('is asked once a day, however often the clock looks and the bot is started again', async () => {
    const scene = await upkeepOf()
    await scene.reminder()
    for (let minute = 0; minute < 180; minute++) {
      await scene.look()
      scene.now = scene.now.add({ minutes: 1 })
    }
    for (let start = 0; start < 3; start++) await scene.restart()()
    expect(scene.sent).toHaveLength(1)
  })

  it.each<[string, Settings | undefined, Parameters<typeof reminder>[0]]>([
    ['where no channel of theirs is named', { moderatorChannel: undefined }, {}],
    ['of one that is paused', {}, { paused: 'a moderator paused it' }],
    ['of one without a review date', {}, { review: undefined }],
    ['in a quiet channel', { quietChannels: ['mods'] }, {}],
    ['while all posts are paused', { pausedUntil: '2027-01-01' }, {}],
    ['in quiet hours', { quietHours: { from: '08:00', to: '12:00' } }, {}],
  ])('is not asked %s', async (_, settings, parts) => {
    const scene = await upkeepOf(settings)
    await scene.reminder(parts)
    await scene.look()
    expect(scene.sent).toEqual([])
    expect(scene.problems).toEqual([])
  })

  it('waits for the end of quiet hours, the same day', async () => {
    const scene = await upkeepOf({ quietHours: { from: '22:00', to: '11:00' } })
    await scene.reminder()
    await scene.at('2026-12-17T14:30Z')
    expect(scene.sent).toEqual([])
    await scene.at('2026-12-17T16:00Z')
    expect(scene.sent).toHaveLength(1)
  })

  it('is asked of every community, with a key of its own each, though one fails', async () => {
    const scene = await upkeepOf()
    await scene.reminder()
    await scene.community('discord:2')
    await scene.reminder({ id: 'r0002', community: 'discord:2' })
    const { settings } = scene.store.communities
    await scene.restart({
      communities: {
        ...scene.store.communities,
        settings: id => (id === 'discord:1' ? Promise.reject(new Error('no disk')) : settings(id)),
      },
    })()
    expect(scene.sent.map(({ community }) => community)).toEqual(['discord:2'])
    expect(scene.problems).toMatchObject([{ what: 'a community was not looked after' }])
  })

  it.each<[string, () => Promise<Posted>]>([
    ['is refused', async () => ({ result: 'refused', why: 'Send Messages is missing' })],
    ['breaks', () => Promise.reject(new Error('no network'))],
  ])('is asked of the others when one question %s', async (_, posting) => {
    const scene = await upkeepOf()
    await scene.reminder()
    await scene.reminder({ id: 'r0002' })
    scene.posting = posting
    await scene.look()
    expect(scene.sent.map(({ key }) => key.slice(0, 6)).sort()).toEqual(['r0001r', 'r0002r'])
    expect(scene.problems).toMatchObject([
      { what: 'moderators could not be asked' },
      { what: 'moderators could not be asked' },
    ])
  })

  it('has keys that fit a Discord nonce of 25 characters with the time', async () => {
    const scene = await upkeepOf()
    await scene.reminder({ id: 'abcdefghijkl' })
    await scene.look()
    expect(scene.sent[0]!.key.split(' ')[0]!.length).toBeLessThanOrEqual(12)
  })
})

describe('whether a community’s own resources are still right', () => {
  const resource = {
    id: 'res1',
    name: 'Recovery cafe',
    need: 'peers',
    confirmed: '2026-09-10',
    checkAgain: '2026-12-10',
  }

  it('is asked on the day, then once a week until members no longer see it, and never again', async () => {
    const scene = await upkeepOf({ resources: [resource] })
    for (let at = instant('2026-12-05T14:00Z'); at.toString() < '2027-03'; at = at.add({ hours: 24 }))
      await scene.at(at.toString())
    expect(scene.sent.map(({ key }) => key.split(' ')[1]!.slice(0, 10))).toEqual([
      '2026-12-10',
      '2026-12-17',
      '2026-12-24',
      '2026-12-31',
      '2027-01-07',
    ])
    expect(scene.sent[0]!.reply.title).toBe('Is this still right?')
  })

  it('is asked under another key in each community: Discord may take a nonce once among all channels', async () => {
    const scene = await upkeepOf({ resources: [{ ...resource, checkAgain: '2026-12-17' }] })
    await scene.community('discord:2')
    await scene.look()
    expect(new Set(scene.sent.map(({ key }) => key)).size).toBe(2)
  })
})

describe('what is done once a day', () => {
  it('is done at the start and once each day from then on', async () => {
    const scene = await upkeepOf()
    for (let at = instant('2026-12-17T15:00Z'); at.toString() < '2026-12-20'; at = at.add({ minutes: 20 }))
      await scene.at(at.toString())
    expect(scene.days).toEqual(['2026-12-17', '2026-12-18', '2026-12-19'])
  })

  it('does not keep moderators from being asked when it fails', async () => {
    const scene = await upkeepOf()
    await scene.reminder()
    await scene.restart({ daily: () => Promise.reject(new Error('disk is full')) })()
    expect(scene.sent).toHaveLength(1)
    expect(scene.problems).toMatchObject([{ what: 'the daily upkeep failed' }])
  })
})
