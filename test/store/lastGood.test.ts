import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import type { Communities } from '../../src/core/store.ts'
import { lastGoodSettings } from '../../src/store/lastGood.ts'
import { openStore } from '../../src/store/sqlite.ts'

const id: CommunityId = 'discord:1'
const never = <T>() => new Promise<T>(() => {})

/** A store whose reading a test can break. */
function broken() {
  const { communities } = openStore(':memory:')
  const reading = { settings: communities.settings }
  const store: Communities = { ...communities, settings: asked => reading.settings(asked) }
  return { store, reading, read: communities.settings }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What a promise gives once so much time is over. */
const elapsed = async <T>(ms: number, promise: Promise<T>): Promise<T> => {
  await vi.advanceTimersByTimeAsync(ms)
  return promise
}

describe('the last good copy of settings', () => {
  it('is empty where there is no community', async () => {
    expect(await lastGoodSettings(broken().store).settings(undefined)).toEqual({})
  })

  it('comes from the store the first time', async () => {
    const { store } = broken()
    await store.change(id, () => ({ region: 'US' }))
    expect(await lastGoodSettings(store).settings(id)).toEqual({ region: 'US' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is empty after the deadline when the store hangs', async () => {
    const { store, reading } = broken()
    reading.settings = never
    const asked = lastGoodSettings(store, { deadlineMs: 150 }).settings(id)
    const seen = vi.fn()
    void asked.then(seen)
    await vi.advanceTimersByTimeAsync(149)
    expect(seen).not.toHaveBeenCalled()
    expect(await elapsed(1, asked)).toEqual({})
  })

  it('is empty at once when the store fails and there is no copy', async () => {
    const { store, reading } = broken()
    reading.settings = () => Promise.reject(new Error('down'))
    expect(await lastGoodSettings(store).settings(id)).toEqual({})
  })

  it.each([
    ['fails', () => Promise.reject<Settings>(new Error('down'))],
    ['hangs', () => never<Settings>()],
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
  ])('stays when the store %s', async (_, settings) => {
    const { store, reading } = broken()
    await store.change(id, () => ({ region: 'US' }))
    const lastGood = lastGoodSettings(store)
    await lastGood.settings(id)
    reading.settings = settings
    expect(await lastGood.settings(id)).toEqual({ region: 'US' })
    expect(await lastGood.settings(id)).toEqual({ region: 'US' })
  })

  it('is refreshed behind an answer, once a second at most', async () => {
    const { store, reading, read } = broken()
    const asked = vi.fn(read)
    reading.settings = asked
    const lastGood = lastGoodSettings(store)
    for (const _ of 'many') expect(await lastGood.settings(id)).toEqual({})
    await store.change(id, () => ({ region: 'GB' }))
    await vi.advanceTimersByTimeAsync(900)
    expect(await lastGood.settings(id)).toEqual({})
    expect(asked).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(await lastGood.settings(id)).toEqual({})
    await vi.advanceTimersByTimeAsync(1)
    expect(await lastGood.settings(id)).toEqual({ region: 'GB' })
  })

  it('is asked for again once a store that hung is back', async () => {
    const { store, reading, read } = broken()
    await store.change(id, () => ({ region: 'US' }))
    const lastGood = lastGoodSettings(store)
    reading.settings = never
    expect(await elapsed(150, lastGood.settings(id))).toEqual({})
    reading.settings = read
    await vi.advanceTimersByTimeAsync(6000)
    expect(await lastGood.settings(id)).toEqual({ region: 'US' })
  })

  it('asks a hanging store once, however many members ask', async () => {
    const { store, reading } = broken()
    const asked = vi.fn(() => never<Settings>())
    reading.settings = asked
    const lastGood = lastGoodSettings(store)
    await elapsed(150, Promise.all(Array.from({ length: 50 }, () => lastGood.settings(id))))
    expect(asked).toHaveBeenCalledOnce()
  })

  it('shows a change at once, also when an older read comes in later', async () => {
    const { store, reading, read } = broken()
    const lastGood = lastGoodSettings(store)
    const old = Promise.withResolvers<Settings>()
    reading.settings = () => old.promise
    const first = lastGood.settings(id)
    reading.settings = read
    await lastGood.communities.change(id, () => ({ region: 'GB' }))
    expect(await lastGood.settings(id)).toEqual({ region: 'GB' })
    old.resolve({ region: 'US' })
    await first
    expect(await lastGood.settings(id)).toEqual({ region: 'GB' })
  })

  it('stays as it was when a change is not saved', async () => {
    const { store } = broken()
    await store.change(id, () => ({ region: 'US' }))
    const lastGood = lastGoodSettings({ ...store, change: () => Promise.reject(new Error('full')) })
    await lastGood.settings(id)
    await expect(lastGood.communities.change(id, () => ({ region: 'GB' }))).rejects.toThrow('full')
    expect(await lastGood.settings(id)).toEqual({ region: 'US' })
  })

  it('is gone when the community is forgotten, whatever was being read', async () => {
    const { store, reading } = broken()
    const lastGood = lastGoodSettings(store)
    await lastGood.communities.change(id, () => ({ region: 'US' }))
    const old = Promise.withResolvers<Settings>()
    reading.settings = () => old.promise
    await lastGood.settings(id)
    await lastGood.communities.forget(id)
    old.resolve({ region: 'US' })
    reading.settings = never
    expect(await elapsed(150, lastGood.settings(id))).toEqual({})
  })
})
