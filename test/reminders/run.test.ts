import { describe, expect, it, vi } from 'vitest'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { first, instant, nine } from '../store/sample.ts'
import { answerWith, stage } from './stage.ts'

const today = '2026-11-24T09:00'
const tomorrow = '2026-11-25T09:00'

describe('a reminder that is due', () => {
  it('is posted once into its channel and waits for its next time', async () => {
    const scene = stage()
    await scene.save()
    const look = scene.start()
    await look()
    await look()
    expect(scene.posts).toEqual([{ community: 'discord:1', channel: 'general', line: '/film', slot: today }])
    expect(scene.settled).toEqual([{ slot: today, result: 'posted' }])
    expect(scene.problems).toEqual([])
    scene.now = nine.add({ hours: 24 })
    await look()
    expect(scene.posts.map(p => p.slot)).toEqual([today, tomorrow])
  })

  it('is not posted a moment before its time', async () => {
    const scene = stage(nine.subtract({ milliseconds: 1 }))
    await scene.save()
    await scene.start()()
    expect(scene.posts).toEqual([])
  })

  it('is typed by the clock, with its place and the time of now', async () => {
    const scene = stage()
    await scene.save()
    const answer = vi.fn(async () => answerWith())
    await scene.start({ answer })()
    const place = { community: 'discord:1', channel: 'general' }
    expect(answer).toHaveBeenCalledExactlyOnceWith('/film', { by: 'clock', now: nine, locale: 'en', place })
  })

  it('counts as posted for two minutes and as late afterwards', async () => {
    const scene = stage()
    await scene.save()
    scene.minutes(2)
    await scene.start()()
    await scene.save({ id: 'later' })
    scene.minutes(5)
    await scene.start()()
    expect(scene.settled).toEqual([
      { slot: today, result: 'posted' },
      { slot: today, result: 'late', why: 'posted 7 minutes after it was due' },
    ])
  })

  it('is posted at the end of the grace and skipped with the reason after it', async () => {
    const scene = stage()
    await scene.save()
    scene.minutes(60)
    await scene.start()()
    await scene.save({ id: 'toolate' })
    scene.minutes(1)
    await scene.start()()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled[1]).toEqual({
      slot: today,
      result: 'skipped',
      why: 'was due at 2026-11-24T09:00 (America/New_York), more than 60 minutes ago: the bot was not running',
    })
  })

  it('has every missed day on record after an outage, and today posted', async () => {
    const scene = stage()
    await scene.save()
    scene.now = nine.add({ hours: 72, minutes: 10 })
    await scene.start()()
    expect(scene.settled.map(s => `${s.slot} ${s.result}`)).toEqual([
      '2026-11-24T09:00 skipped',
      '2026-11-25T09:00 skipped',
      '2026-11-26T09:00 skipped',
      '2026-11-27T09:00 late',
    ])
    expect(scene.posts.map(p => p.slot)).toEqual(['2026-11-27T09:00'])
  })

  it('is not posted again when the clock is set back, nor when it is saved for the same time again', async () => {
    const scene = stage()
    const r = await scene.save()
    const look = scene.start()
    await look()
    scene.minutes(-60)
    await look()
    await scene.reminders.save(r, nextOccurrence(r, scene.now)!)
    scene.minutes(60)
    await look()
    expect(scene.posts).toHaveLength(1)
    scene.now = nine.add({ hours: 24 })
    await look()
    expect(scene.posts.map(p => p.slot)).toEqual([today, tomorrow])
  })

  it('is not posted when it was removed after it was found due', async () => {
    const scene = stage()
    await scene.save({ id: 'first' })
    await scene.save({ id: 'second' })
    scene.posting = async () => {
      await scene.reminders.remove('discord:1', 'second')
      return { result: 'posted' }
    }
    await scene.start()()
    expect(scene.posts).toHaveLength(1)
  })

  it('is not brought back when its community is forgotten while it is posted', async () => {
    const scene = stage()
    await scene.save()
    scene.posting = async () => {
      await scene.communities.forget('discord:1')
      return { result: 'refused', why: 'the bot is no longer there' }
    }
    await scene.start()()
    expect(await scene.list()).toEqual([])
    scene.now = nine.add({ hours: 24 })
    await scene.start()()
    expect(scene.posts).toHaveLength(1)
  })

  it('pauses when this machine does not know its time zone', async () => {
    const scene = stage()
    const when = { every: 'day', at: '09:00', timeZone: 'Mars/Olympus' } as const
    const r = { ...(await scene.save()), when }
    await scene.reminders.save(r, { reminder: r.id, slot: today, due: nine })
    await scene.start()()
    expect((await scene.list())[0]?.paused).toBe('the time zone Mars/Olympus is not known here')
  })
})

describe('a post that does not go well', () => {
  it('pauses the reminder with what is missing when the platform refuses it', async () => {
    const scene = stage()
    const r = await scene.save()
    scene.posting = async () => ({ result: 'refused', why: 'Send Messages is missing in #general' })
    const look = scene.start()
    await look()
    scene.now = nine.add({ hours: 24 })
    await look()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled).toMatchObject([{ result: 'failed', why: 'Send Messages is missing in #general' }])
    expect(await scene.list()).toEqual([{ ...r, paused: 'Send Messages is missing in #general' }])
    expect(scene.problems).toMatchObject([{ what: 'a reminder was failed', reminder: 'r0001' }])
  })

  it('is tried again no sooner than the platform asks, and then recorded as posted', async () => {
    const scene = stage()
    await scene.save()
    scene.posting = async () => ({ result: 'retry', afterMs: 90_000, why: 'too many requests' })
    const look = scene.start()
    await look()
    scene.posting = async () => ({ result: 'posted' })
    scene.minutes(1)
    await look()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled).toEqual([])
    scene.minutes(1)
    await look()
    await look()
    expect(scene.posts).toHaveLength(2)
    expect(scene.settled).toEqual([{ slot: today, result: 'posted' }])
  })

  it('is tried ever more slowly, and given up with the reason after the grace', async () => {
    const scene = stage()
    await scene.save()
    scene.posting = async () => ({ result: 'retry', afterMs: 0, why: 'no route to the platform' })
    const look = scene.start()
    for (let minute = 0; minute <= 61; minute++) {
      await look()
      scene.minutes(1)
    }
    expect(scene.posts.length).toBeGreaterThan(5)
    expect(scene.posts.length).toBeLessThan(12)
    expect(scene.settled).toEqual([
      {
        slot: today,
        result: 'failed',
        why: `given up after ${scene.posts.length} tries: no route to the platform`,
      },
    ])
    expect((await scene.list())[0]).not.toHaveProperty('paused')
  })

  it('does not keep other reminders of its community waiting for the next try', async () => {
    const scene = stage()
    await scene.save({ id: 'first', run: ['/film'] })
    await scene.save({ id: 'second', run: ['/facts'] })
    scene.posting = async ({ reminder }) =>
      reminder === 'first' ? { result: 'retry', afterMs: 600_000, why: 'slow down' } : { result: 'posted' }
    await scene.start()()
    expect(scene.posts.map(p => p.line)).toEqual(['/film', '/facts'])
    expect(scene.settled).toHaveLength(1)
  })

  it('is not tried again once its reminder is paused', async () => {
    const scene = stage()
    const r = await scene.save()
    scene.posting = async () => ({ result: 'retry', afterMs: 0, why: 'slow down' })
    const look = scene.start()
    await look()
    await scene.reminders.save({ ...r, paused: 'by hand' }, first(r))
    scene.minutes(5)
    await look()
    expect(scene.posts).toHaveLength(1)
  })

  it.each([
    [
      'the platform says',
      async () => ({ result: 'unknown', why: 'the answer was lost' }) as const,
      'the answer was lost',
    ],
    // An SDK's message can hold what was sent, so only the name of the error is kept.
    ['its sending breaks', () => Promise.reject(new TypeError('a body with a token')), 'TypeError'],
    [
      'its sending breaks at once',
      () => {
        throw new RangeError('a body with a token')
      },
      'RangeError',
    ],
  ])(
    'is recorded as unknown and never repeated when nobody knows how it ended: %s',
    async (_, posting, why) => {
      const scene = stage()
      await scene.save()
      scene.posting = posting
      const look = scene.start()
      await look()
      await look()
      expect(scene.posts).toHaveLength(1)
      expect(scene.settled).toEqual([{ slot: today, result: 'unknown', why }])
      expect(scene.problems).toMatchObject([{ what: 'a reminder was unknown', why }])
      scene.posting = async () => ({ result: 'posted' })
      scene.now = nine.add({ hours: 24 })
      await look()
      expect(scene.posts).toHaveLength(2)
    },
  )

  it('is recorded as unknown when no answer ever comes', async () => {
    const scene = stage()
    await scene.save()
    scene.posting = () => new Promise(() => {})
    await scene.start({ deadlineMs: 20 })()
    expect(scene.settled).toEqual([{ slot: today, result: 'unknown', why: 'no answer within 0.02 s' }])
  })
})

describe('an answer that is not fit to post', () => {
  it.each([
    ['a problem', { tone: 'problem', seenBy: 'everyone' } as const],
    ['for the asker alone', { tone: 'notice', seenBy: 'asker' } as const],
  ])('is not posted and pauses the reminder: %s', async (_, draft) => {
    const scene = stage()
    await scene.save()
    scene.answering = async () => answerWith(draft)
    await scene.start()()
    expect(scene.posts).toEqual([])
    expect(scene.settled).toMatchObject([{ result: 'failed', pause: true }])
    expect((await scene.list())[0]?.paused).toBe('its command has no answer to post: /film')
  })

  it('does not stop the reminders after it when it crashes', async () => {
    const scene = stage()
    await scene.save({ id: 'first', run: ['/broken'] })
    await scene.save({ id: 'second' })
    scene.answering = async line => {
      if (line === '/broken') throw new Error('a bug')
      return answerWith()
    }
    await scene.start()()
    expect(scene.posts.map(p => p.line)).toEqual(['/film'])
    expect(scene.settled.map(s => s.result)).toEqual(['failed', 'posted'])
  })
})

describe('a store that fails', () => {
  const full = () => {
    throw new Error('disk is full')
  }

  it('is reported when it cannot say what is due, and asked again at the next look', async () => {
    const scene = stage()
    await scene.save()
    scene.before = full
    const look = scene.start()
    await look()
    expect(scene.problems).toMatchObject([{ what: 'the store could not say what is due' }])
    scene.before = () => {}
    await look()
    expect(scene.posts).toHaveLength(1)
  })

  it('lets nothing be posted that it did not write down first', async () => {
    const scene = stage()
    await scene.save()
    scene.before = step => step === 'claim' && full()
    const look = scene.start()
    await look()
    expect(scene.posts).toEqual([])
    scene.before = () => {}
    await look()
    expect(scene.settled).toEqual([{ slot: today, result: 'posted' }])
  })

  it('does not make a post happen twice when the outcome could not be written', async () => {
    const scene = stage()
    await scene.save()
    scene.before = step => step === 'settle' && full()
    const look = scene.start()
    await look()
    scene.minutes(1)
    await look()
    scene.before = () => {}
    scene.minutes(9)
    await look()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled).toEqual([{ slot: today, result: 'posted' }])
  })

  it('does not make a post happen twice when the clock is set back before the outcome could be written', async () => {
    const scene = stage()
    await scene.save()
    scene.before = step => step === 'settle' && full()
    const look = scene.start()
    await look()
    scene.minutes(-60)
    await look()
    scene.before = () => {}
    scene.minutes(60)
    await look()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled).toEqual([{ slot: today, result: 'posted' }])
  })

  it('does not stop the other reminders for one that it fails on', async () => {
    const scene = stage()
    await scene.save({ id: 'first' })
    await scene.save({ id: 'second' }, nine.subtract({ minutes: 1 }))
    let fail = true
    scene.before = step => {
      if (step !== 'claim' || !fail) return
      fail = false
      full()
    }
    await scene.start()()
    expect(scene.posts).toHaveLength(1)
  })

  it('does not stop anything when the report fails as well', async () => {
    const scene = stage()
    await scene.save()
    scene.before = full
    await expect(scene.start({ report: full })()).resolves.toBeUndefined()
  })
})

describe('a platform that is not there yet', () => {
  it('has nothing claimed for it, so that nothing is said to be repeated; what is due waits for it', async () => {
    const scene = stage()
    await scene.save()
    await scene.save({ id: 'other', community: 'slack:T1' })
    let there = false
    const look = scene.start({ reaches: community => there || community.startsWith('slack') })
    await look()
    expect(scene.posts.map(p => p.community)).toEqual(['slack:T1'])
    expect(await scene.reminders.ledger.lines('r0001', 1)).toEqual([])
    there = true
    await look()
    expect(scene.posts.map(p => p.community)).toEqual(['slack:T1', 'discord:1'])
    expect(scene.settled.map(s => s.why)).toEqual([undefined, undefined])
  })
})

describe('a restart', () => {
  it('posts what was due in between, once', async () => {
    const scene = stage(instant('2026-11-24T13:00Z'))
    await scene.save()
    await scene.start()()
    scene.now = nine.add({ minutes: 4 })
    const look = scene.start()
    await look()
    await look()
    expect(scene.settled).toMatchObject([{ result: 'late' }])
    expect(scene.posts).toHaveLength(1)
  })

  it('repeats once what was in flight, and says so', async () => {
    const scene = stage()
    const r = await scene.save()
    await scene.reminders.ledger.claim(first(r))
    const look = scene.start()
    await look()
    await look()
    expect(scene.posts).toHaveLength(1)
    expect(scene.settled).toEqual([{ slot: today, result: 'posted', why: 'repeated after a restart' }])
  })

  it('does not repeat what was in flight longer ago than the grace', async () => {
    const scene = stage()
    const r = await scene.save()
    await scene.reminders.ledger.claim(first(r))
    scene.minutes(61)
    await scene.start()()
    expect(scene.posts).toEqual([])
    expect(scene.settled).toEqual([
      {
        slot: today,
        result: 'unknown',
        why: 'the bot stopped while it posted this, more than 60 minutes ago',
      },
    ])
  })

  it('goes on with a post that was to be tried again', async () => {
    const scene = stage()
    await scene.save()
    scene.posting = async () => ({ result: 'retry', afterMs: 600_000, why: 'slow down' })
    await scene.start()()
    scene.posting = async () => ({ result: 'posted' })
    await scene.start()()
    expect(scene.settled).toMatchObject([{ result: 'posted' }])
  })
})
