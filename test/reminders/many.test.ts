import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { instant, nine } from '../store/sample.ts'
import { stage } from './stage.ts'

describe('many reminders', () => {
  it('are each posted once: a thousand in a hundred communities, looked at by three at a time', async () => {
    const scene = stage()
    for (let n = 0; n < 1000; n++)
      await scene.save({ id: `r${n}x`.padStart(5, '0'), community: `discord:${n % 100}`, channel: `c${n}` })
    scene.posting = async () => {
      await new Promise(setImmediate)
      return { result: 'posted' }
    }
    const look = scene.start()
    await Promise.all([look(), look(), look()])
    await look()
    expect(new Set(scene.posts.map(p => p.channel)).size).toBe(1000)
    expect(scene.posts).toHaveLength(1000)
    expect(scene.settled.every(s => s.result === 'posted')).toBe(true)
  })

  it('are posted one after the other in a community, and in no more communities at once than allowed', async () => {
    const scene = stage()
    for (let n = 0; n < 40; n++)
      await scene.save({ id: `r${n}x`.padStart(5, '0'), community: `discord:${n % 10}` })
    let running = 0
    let most = 0
    const inCommunity = new Map<string, number>()
    scene.posting = async () => {
      const { community } = scene.posts.at(-1)!
      most = Math.max(most, ++running)
      inCommunity.set(community, (inCommunity.get(community) ?? 0) + 1)
      expect(inCommunity.get(community)).toBe(1)
      await new Promise(setImmediate)
      running--
      inCommunity.set(community, 0)
      return { result: 'posted' }
    }
    await scene.start({ atOnce: 3 })()
    expect(most).toBe(3)
    expect(scene.settled.map(s => s.result)).toEqual(Array(40).fill('posted'))
  })

  it('do not wait for a community that is slow, now or at the next look', async () => {
    const scene = stage()
    await scene.save({ id: 'slow1', community: 'slack:slow' })
    await scene.save({ id: 'slow2', community: 'slack:slow' })
    await scene.save({ id: 'quick', community: 'slack:quick' })
    const answered = Promise.withResolvers<{ result: 'posted' }>()
    scene.posting = ({ reminder }) =>
      reminder.startsWith('quick') ? Promise.resolve({ result: 'posted' }) : answered.promise
    const look = scene.start()
    const slow = look()
    await vi.waitFor(() => expect(scene.posts.map(p => p.community)).toEqual(['slack:quick', 'slack:slow']))
    scene.minutes(1)
    await scene.save({ id: 'quick2', community: 'slack:quick' }, scene.now)
    await look()
    expect(scene.posts.map(p => p.community)).toEqual(['slack:quick', 'slack:slow', 'slack:quick'])
    answered.resolve({ result: 'posted' })
    await slow
    expect(scene.posts.filter(p => p.community === 'slack:slow')).toHaveLength(2)
  })

  it('leave room for members, also when there is nothing to send', async () => {
    const scene = stage(nine.add({ hours: 9 }))
    for (let n = 0; n < 2000; n++) await scene.save({ id: `r${n}x`.padStart(5, '0') }, nine)
    let turns = 0
    let counting = true
    const count = () => {
      turns++
      if (counting) setImmediate(count)
    }
    setImmediate(count)
    await scene.start()()
    counting = false
    expect(scene.settled.filter(s => s.result === 'skipped')).toHaveLength(2000)
    expect(turns).toBeGreaterThanOrEqual(2000)
  })

  it('stop where they are when the bot is asked to stop, and the rest is posted after the restart', async () => {
    const scene = stage()
    for (let n = 0; n < 20; n++)
      await scene.save({ id: `r${n}x`.padStart(5, '0'), community: `discord:${n % 4}` })
    const stopping = new AbortController()
    scene.posting = async () => {
      if (scene.posts.length === 7) stopping.abort()
      await new Promise(setImmediate)
      return { result: 'posted' }
    }
    const look = scene.start({ signal: stopping.signal })
    await look()
    await look()
    expect(scene.posts.length).toBeLessThan(20)
    expect(scene.settled).toHaveLength(scene.posts.length)
    await scene.start()()
    expect(scene.settled).toHaveLength(20)
    expect(scene.posts).toHaveLength(20)
  })
})

/** What may happen between one minute and the next. */
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('minutes' as const), count: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      result: fc.constantFrom('retry', 'unknown', 'posted'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('store' as const),
      fails: fc.constantFrom('claim', 'settle', 'nothing'),
    }),
  },
)

describe('whatever goes wrong in a week', () => {
  it('no occurrence is lost or posted twice, unless it was in flight at a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async events => {
        const scene = stage(instant('2026-03-06T05:00Z'))
        const when = { every: 'day', at: '02:30', timeZone: 'America/New_York' } as const
        await scene.save({ when })
        let look = scene.start()
        const sent: string[] = []
        scene.posting = async ({ slot }) => {
          sent.push(slot)
          return { result: 'posted' }
        }
        /** Sent, but stopped before the ledger knew: a restart may repeat it once. */
        let mayRepeat = 0
        for (const e of events) {
          if (e.kind === 'minutes') scene.minutes(e.count)
          if (e.kind === 'restart') {
            const recorded = new Set(scene.settled.map(s => s.slot))
            mayRepeat += new Set(sent).difference(recorded).size
            look = scene.start()
          }
          if (e.kind === 'post')
            scene.posting = async ({ slot }) => {
              if (e.result === 'retry') return { result: 'retry', afterMs: 1, why: 'x' }
              sent.push(slot)
              return e.result === 'unknown' ? { result: 'unknown', why: 'x' } : { result: 'posted' }
            }
          if (e.kind === 'store')
            scene.before = step => {
              if (step === e.fails) throw new Error('disk is full')
            }
          await look()
        }
        scene.before = () => {}
        scene.posting = async ({ slot }) => {
          sent.push(slot)
          return { result: 'posted' }
        }
        scene.minutes(120)
        await look()
        expect(sent.length - new Set(sent).size).toBeLessThanOrEqual(mayRepeat)
        // Every slot up to now is in the ledger exactly once, in order, and nothing is due any more.
        const slots = scene.settled.map(s => s.slot)
        expect(slots).toEqual([...new Set(slots)].sort())
        expect(await scene.reminders.due(scene.now)).toEqual([])
        const days = slots.map(slot => Temporal.PlainDateTime.from(slot).toPlainDate())
        for (const [i, day] of days.entries()) if (i) expect(day.since(days[i - 1]!).days).toBe(1)
        for (const slot of sent) expect(slots).toContain(slot)
      }),
      { numRuns: 150 },
    )
  })
})
