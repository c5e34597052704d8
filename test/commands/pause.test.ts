import { expect, it } from 'vitest'
import { heldBack } from '../../src/core/quiet.ts'
import { reminder } from '../store/sample.ts'
import { button, now, stage, words } from './settingsStage.ts'

it('stops all posts before a day, says when they go on and that help stays, and ends it', async () => {
  const { ask, settings } = stage()
  await ask('/settings timezone:America/New_York')
  const paused = await ask('/pause until:2026-12-01')
  expect(words(paused)).toContain(
    'Nothing is posted before 1 December 2026; posts go on that day (America/New_York)',
  )
  expect(words(paused)).toContain('Help stays available')
  expect(heldBack(reminder(), await settings(), now)?.why).toContain('paused until 1 December 2026')
  const shown = await ask('/pause')
  expect(words(shown)).toContain('Nothing is posted before 1 December 2026')
  expect(words(await ask(button(shown, 'Go on now')))).toContain('Reminders are posted at their times.')
  expect(await settings()).toEqual({ timeZone: 'America/New_York' })
})

it('takes a day that is ahead where the community is', async () => {
  const { ask, settings } = stage()
  // At noon in UTC it is already the 25th on Kiritimati.
  await ask('/settings timezone:Pacific/Kiritimati')
  for (const day of ['2026-11-24', '2026-11-25'])
    expect((await ask(`/pause until:${day}`)).title, day).toBe('That day is not ahead')
  expect((await settings()).pausedUntil).toBeUndefined()
  expect((await ask('/pause 2026-11-26')).title).toBe('All posts are paused')
})

it('is a change like any other: signed, and undone by /settings undo', async () => {
  const { ask, settings, store } = stage()
  const paused = await ask('/pause until:2026-12-01', 'discord:1', 'alice-1')
  expect(await store.communities.history('discord:1')).toMatchObject([{ by: 'alice-1' }])
  await ask(button(paused, 'Undo'))
  expect(await settings()).toEqual({})
})

it('says that posts go on once the day has come', async () => {
  const { ask, store } = stage()
  await store.communities.change('discord:1', () => ({ pausedUntil: '2026-11-24' }))
  expect((await ask('/pause')).title).toBe('Posts go on')
})

it('refuses both at once, and notes no change when it only shows', async () => {
  const { ask, store } = stage()
  expect((await ask('/pause until:2026-12-01 off:yes')).tone).toBe('problem')
  await ask('/pause')
  expect(await store.communities.history('discord:1')).toEqual([])
})
