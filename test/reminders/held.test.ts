import { describe, expect, it, vi } from 'vitest'
import type { Settings } from '../../src/core/community.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Manner, Posted } from '../../src/core/platform.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { When } from '../../src/core/when.ts'
import { first, nine } from '../store/sample.ts'
import { answerWith, stage } from './stage.ts'

const today = '2026-11-24T09:00'
const day = (count: number) => nine.add({ hours: 24 * count })

describe('a reminder that must not be posted now', () => {
  it.each<[string, Settings, string]>([
    [
      'quiet hours, which are local to the community',
      { quietHours: { from: '06:00', to: '07:00' }, timeZone: 'America/Los_Angeles' },
      'it fell into the quiet hours, 06:00 to 07:00',
    ],
    [
      'quiet hours over midnight',
      { quietHours: { from: '22:00', to: '09:30' } },
      'it fell into the quiet hours, 22:00 to 09:30',
    ],
    ['a pause of all posts', { pausedUntil: '2026-12-01' }, 'all posts are paused until 1 December 2026'],
    ['a quiet channel', { quietChannels: ['general'] }, 'that channel is quiet: nothing is posted there'],
  ])(
    'is skipped with the reason in the ledger, and waits for its next time: %s',
    async (_, settings, why) => {
      const scene = stage()
      await scene.save()
      scene.settings = settings
      const look = scene.start()
      await look()
      await look()
      expect(scene.posts).toEqual([])
      expect(await scene.reminders.ledger.lines('r0001', 5)).toEqual([
        { slot: today, result: 'skipped', why },
      ])
      expect(await scene.list()).toEqual([expect.not.objectContaining({ paused: expect.anything() })])
      expect(scene.told, 'this is what they chose').toEqual([])
      scene.settings = {}
      scene.now = day(1)
      await look()
      expect(scene.posts.map(p => p.slot)).toEqual(['2026-11-25T09:00'])
    },
  )

  it('is posted again on the day on which a pause ends', async () => {
    const scene = stage()
    await scene.save()
    scene.settings = { pausedUntil: '2026-11-26', timeZone: 'America/New_York' }
    const look = scene.start()
    for (let n = 0; n < 4; n++) {
      scene.now = day(n)
      await look()
    }
    expect(scene.settled.map(s => `${s.slot.slice(0, 10)} ${s.result}`)).toEqual([
      '2026-11-24 skipped',
      '2026-11-25 skipped',
      '2026-11-26 posted',
      '2026-11-27 posted',
    ])
  })

  it('is not posted late into quiet hours that have begun, nor tried again in them', async () => {
    const scene = stage()
    await scene.save()
    scene.posting = async () => ({ result: 'retry', afterMs: 0, why: 'slow down' })
    const look = scene.start()
    await look()
    scene.settings = { quietHours: { from: '09:05', to: '12:00' } }
    scene.posting = async () => ({ result: 'posted' })
    scene.minutes(10)
    await look()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled).toMatchObject([{ result: 'skipped', why: expect.stringContaining('quiet hours') }])
  })

  it('waits from its review date on until a moderator says that it may go on, and they are told once', async () => {
    const scene = stage()
    const r = await scene.save({ review: '2026-11-25' })
    const look = scene.start()
    for (let n = 0; n < 4; n++) {
      scene.now = day(n)
      await look()
    }
    const why = 'its review date, 25 November 2026, has come: say that it may go on'
    expect(scene.posts.map(p => p.slot)).toEqual([today])
    expect((await scene.list())[0]?.paused).toBe(why)
    expect(scene.told).toEqual([`r0001: ${why}`])
    const renewed = { ...r, review: '2027-05-25' }
    await scene.reminders.save(renewed, first(renewed, day(4)))
    scene.now = day(4)
    await look()
    expect(scene.posts).toHaveLength(2)
  })

  it('holds up nobody when moderators cannot be told that it paused', async () => {
    const scene = stage()
    await scene.save({ id: 'first', review: '2026-11-24' })
    await scene.save({ id: 'hangs', review: '2026-11-24' })
    await scene.save({ id: 'last1' })
    const tell = vi
      .fn()
      .mockRejectedValueOnce(new Error('no network'))
      .mockReturnValueOnce(new Promise(() => {}))
    await scene.start({ tell, deadlineMs: 20 })()
    expect(tell).toHaveBeenCalledTimes(2)
    expect(scene.posts).toHaveLength(1)
    expect(scene.problems.filter(p => p.what.includes('could not be told'))).toHaveLength(2)
  })
})

describe('a reminder’s own grace', () => {
  it.each<[number | undefined, number, string]>([
    [5, 5, 'late'],
    [5, 6, 'skipped'],
    [undefined, 60, 'late'],
    [undefined, 61, 'skipped'],
    [1440, 23 * 60, 'late'],
  ])('of %s minutes: %s minutes after its time it is %s', async (graceMinutes, minutes, result) => {
    const scene = stage()
    await scene.save({ ...(graceMinutes && { graceMinutes }) })
    scene.minutes(minutes)
    await scene.start()()
    expect(scene.settled[0]).toMatchObject({ slot: today, result })
    expect(scene.posts).toHaveLength(result === 'late' ? 1 : 0)
    if (result === 'skipped')
      expect(scene.settled[0]?.why).toContain(`more than ${graceMinutes ?? 60} minutes`)
  })
})

describe('how a post is made', () => {
  /** Posts of a reminder with the manner of each; each message has an id of its own. */
  async function posting(parts: Parameters<ReturnType<typeof stage>['save']>[0], days: number) {
    const scene = stage()
    await scene.save(parts)
    const manners: (Manner | undefined)[] = []
    const replies: Reply[] = []
    let ending = (n: number): Posted => ({ result: 'posted', message: `m${n}` })
    const start = () =>
      scene.start({
        post: async (_, reply, __, manner) => {
          manners.push(manner)
          replies.push(reply)
          return ending(manners.length)
        },
      })
    let look = start()
    const go = async (from: number, to: number) => {
      for (let n = from; n < to; n++) {
        scene.now = day(n)
        await look()
      }
    }
    await go(0, days)
    return {
      scene,
      manners,
      replies,
      go,
      restart: () => {
        look = start()
      },
      end: (how: (n: number) => Posted) => {
        ending = how
      },
    }
  }

  it.each(['delete', 'replace'] as const)(
    'the post before is named to %s it, over a restart as well',
    async previous => {
      const { scene, manners, go, restart } = await posting({ previous }, 2)
      restart()
      await go(2, 3)
      expect(manners).toEqual([
        {},
        { previous: { id: 'm1', how: previous } },
        { previous: { id: 'm2', how: previous } },
      ])
      expect(await scene.reminders.list('discord:1')).toMatchObject([{ previous: 'm3' }])
    },
  )

  it('the last post that stands is the one before, whatever became of those in between', async () => {
    const { manners, go, end } = await posting({ previous: 'delete' }, 1)
    end(() => ({ result: 'unknown', why: 'no answer' }))
    await go(1, 2)
    end(n => ({ result: 'posted', message: `m${n}` }))
    await go(2, 3)
    expect(manners.at(-1)).toEqual({ previous: { id: 'm1', how: 'delete' } })
  })

  it('the post before is known when both are due in one look, as after an outage', async () => {
    const { scene, manners } = await posting({ previous: 'delete', graceMinutes: 1440 }, 0)
    scene.now = day(1)
    await scene.start({
      post: async (_, __, ___, manner) => {
        manners.push(manner)
        return { result: 'posted', message: `m${manners.length}` }
      },
    })()
    expect(manners).toEqual([{}, { previous: { id: 'm1', how: 'delete' } }])
  })

  it('a reminder that leaves its posts alone names none; a role and a thread are passed on', async () => {
    const { manners } = await posting({ mention: '4711', thread: true }, 2)
    expect(manners).toEqual([
      { mention: '4711', thread: true },
      { mention: '4711', thread: true },
    ])
  })

  it('moderators’ own words are posted as they wrote them, and no command is asked', async () => {
    const scene = stage()
    await scene.save({ run: [], words: 'Film night is on Friday.\nBring a friend.' })
    const answer = vi.fn(async () => answerWith())
    const replies: Reply[] = []
    await scene.start({
      answer,
      post: async (_, reply) => {
        replies.push(reply)
        return { result: 'posted' }
      },
    })()
    expect(answer).not.toHaveBeenCalled()
    expect(plainReply(replies[0]!)).toContain('Film night is on Friday.\n\nBring a friend.')
    expect(replies[0]).toMatchObject({ tone: 'info', seenBy: 'everyone' })
  })

  it('several lines take turns, and one that is skipped does not shift them for ever', async () => {
    const run = ['/facts', '/naloxone', '/support']
    const scene = stage()
    const when = { every: 'day', at: '09:00', timeZone: 'America/New_York', from: '2026-11-24' } as const
    await scene.save({ run, when })
    const look = scene.start()
    for (let n = 0; n < 7; n++) {
      scene.now = day(n)
      scene.settings = n === 4 ? { quietChannels: ['general'] } : {}
      await look()
    }
    expect(scene.posts.map(p => `${p.slot.slice(8, 10)} ${p.line}`)).toEqual([
      '24 /facts',
      '25 /naloxone',
      '26 /support',
      '27 /facts',
      '29 /support',
      '30 /facts',
    ])
  })
})

describe('the last time', () => {
  it.each<[string, When]>([
    ['an end', { every: 'day', at: '09:00', timeZone: 'America/New_York', until: '2026-11-25' }],
    [
      'given days',
      { every: 'once', on: ['2026-11-24', '2026-11-25'], at: '09:00', timeZone: 'America/New_York' },
    ],
  ])('of a reminder with %s is posted; then it rests, and nobody is told', async (_, when) => {
    const scene = stage()
    await scene.save({ when })
    const look = scene.start()
    for (let n = 0; n < 4; n++) {
      scene.now = day(n)
      await look()
    }
    expect(scene.posts.map(p => p.slot)).toEqual([today, '2026-11-25T09:00'])
    expect(await scene.list()).toMatchObject([{ paused: 'that was the last time' }])
    expect(scene.settled.at(-1)).toMatchObject({ result: 'posted', why: 'that was the last time' })
    expect(scene.told).toEqual([])
  })

  it('that is refused is told of: what is missing, and that it was the last time', async () => {
    const scene = stage()
    await scene.save({
      when: { every: 'once', on: ['2026-11-24'], at: '09:00', timeZone: 'America/New_York' },
    })
    scene.posting = async () => ({ result: 'refused', why: 'Send Messages is missing' })
    await scene.start()()
    expect(scene.told).toEqual(['r0001: Send Messages is missing; that was the last time'])
  })
})
