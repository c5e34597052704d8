import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { dropCounter, staleness } from '../../src/platforms/discord/stale.ts'
import { botThat } from './botThat.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })

/** Nothing else of this process runs in this time, as in a long garbage collection or on a stopped machine. */
const block = (ms: number) => {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** The frame is written, and nobody has had a chance to read it. */
const sent = async () => {
  for (let turn = 0; turn < 50; turn++) await undefined
}

describe('an interaction on Discord, when the event loop stood still', () => {
  const answer = vi.fn(async () => reply)
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(botThat({ answer }))
    // A first, undisturbed one tells how far the two clocks are apart.
    await started.fake.command({ name: 'film' })
  })
  beforeEach(() => {
    answer.mockClear()
    started.reported.length = 0
  })
  afterAll(() => started.stop())

  it('is answered after 2 seconds', async () => {
    const asked = started.fake.command({ name: 'film' })
    await sent()
    block(2000)
    expect((await asked).failed).toBe(false)
  })

  it('is dropped and counted after 4 seconds: nothing is computed and nothing is sent', async () => {
    const asked = started.fake.command({ name: 'film' })
    await sent()
    block(4000)
    const response = await asked
    expect(response.failed).toBe(true)
    expect(response.refusals).toEqual([])
    expect(answer).not.toHaveBeenCalled()
    expect(started.reported).toEqual(['stale interaction'])
    expect((await started.fake.command({ name: 'film' })).failed).toBe(false)
  })

  it.each([10062, 40060])('is let go, quietly and without another try, after code %i', async code => {
    started.fake.fail(/\/callback$/, { status: 404, code })
    const response = await started.fake.command({ name: 'film', timeoutMs: 100 })
    expect(response.callbacks).toEqual([])
    expect(response.refusals).toEqual([])
    expect(started.reported).toEqual([])
  })
})

describe('the age of an interaction', () => {
  const epoch = 1_420_070_400_000
  const id = (ms: number) => String(BigInt(Math.round(ms) - epoch) << 22n)

  it.each([-3_600_000, -3000, 0, 3000, 3_600_000])('is told by a clock that is %i ms off', off => {
    let discords = 1_800_000_000_000
    const isStale = staleness(() => discords + off)
    const arriving = (after: number) => {
      const made = id(discords)
      discords += after
      return isStale(made)
    }
    expect(arriving(100)).toBe(false)
    expect(arriving(2400)).toBe(false)
    expect(arriving(2700)).toBe(true)
    expect(arriving(60)).toBe(false)
  })

  it('is told anew after ten minutes, when a clock ran slow', () => {
    let discords = 1_800_000_000_000
    let slow = 0
    const isStale = staleness(() => discords + slow)
    const arrives = () => isStale(id(discords - 50))
    expect(arrives()).toBe(false)
    for (let minute = 0; minute < 600; minute++) {
      discords += 60_000
      slow += 20
      expect(arrives()).toBe(false)
    }
  })

  it('is reported by the number, once a minute at most', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const reported: unknown[] = []
    const counter = dropCounter((where, error) => reported.push([where, (error as { code: number }).code]))
    for (let n = 0; n < 5; n++) counter.add()
    vi.advanceTimersByTime(60_000)
    counter.add()
    expect(reported).toEqual([
      ['stale interaction', 1],
      ['stale interaction', 5],
    ])
    expect(counter.total).toBe(6)
    vi.useRealTimers()
  })
})
