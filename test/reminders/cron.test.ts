import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startCron } from '../../src/reminders/cron.ts'

const minute = 60_000

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 14, 0, 30) }))
afterEach(() => void vi.useRealTimers())

const heartbeat = (onDue: () => Promise<void>, report = vi.fn()) => {
  const looks: string[] = []
  const cron = startCron(() => {
    looks.push(new Date().toISOString().slice(11, 16))
    return onDue()
  }, report)
  return { cron, looks, report }
}

describe('the heartbeat', () => {
  it('says look at once and then every minute', async () => {
    const { cron, looks } = heartbeat(async () => {})
    await vi.advanceTimersByTimeAsync(3 * minute)
    expect(looks).toEqual(['14:00', '14:01', '14:02', '14:03'])
    await cron.stop()
  })

  it('goes on every minute through a clock change', async () => {
    vi.setSystemTime(new Date('2026-11-01T05:58:30Z'))
    const { cron, looks } = heartbeat(async () => {})
    await vi.advanceTimersByTimeAsync(130 * minute)
    expect(looks).toHaveLength(131)
    await cron.stop()
  })

  it('does not wait for a look that takes long', async () => {
    const { cron, looks } = heartbeat(() => new Promise(resolve => setTimeout(resolve, 5 * minute)))
    await vi.advanceTimersByTimeAsync(3 * minute)
    expect(looks).toHaveLength(4)
    const stopped = cron.stop()
    await vi.advanceTimersByTimeAsync(5 * minute)
    await stopped
  })

  it('reports a look that fails and looks again', async () => {
    const { cron, looks, report } = heartbeat(() => Promise.reject(new Error('no')))
    await vi.advanceTimersByTimeAsync(2 * minute)
    expect(looks).toHaveLength(3)
    expect(report).toHaveBeenCalledTimes(3)
    await cron.stop()
  })

  it('looks when a beat was missed', async () => {
    const { cron, looks } = heartbeat(async () => {})
    vi.setSystemTime(Date.UTC(2026, 10, 24, 14, 20, 10))
    await vi.advanceTimersByTimeAsync(31_000)
    expect(looks.length).toBeGreaterThan(1)
    await cron.stop()
  })

  it('keeps looking when the wall clock is set back an hour', async () => {
    const { cron, looks } = heartbeat(async () => {})
    await vi.advanceTimersByTimeAsync(2 * minute)
    vi.setSystemTime(Date.now() - 60 * minute)
    const before = looks.length
    await vi.advanceTimersByTimeAsync(30 * minute)
    expect(looks.length - before).toBeGreaterThanOrEqual(14)
    await cron.stop()
  })

  it('is silent once it is stopped', async () => {
    const { cron, looks } = heartbeat(async () => {})
    await cron.stop()
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect(looks).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits for the look that runs when it is stopped', async () => {
    const ended = Promise.withResolvers<void>()
    const { cron } = heartbeat(() => ended.promise)
    const seen = vi.fn()
    const stopped = cron.stop().then(seen)
    await vi.advanceTimersByTimeAsync(minute)
    expect(seen).not.toHaveBeenCalled()
    ended.resolve()
    await stopped
  })
})
