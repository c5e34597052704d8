import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/core/community.ts'
import { heldBack, isWithin } from '../../src/core/quiet.ts'
import type { When } from '../../src/core/when.ts'

const when: When = { every: 'day', at: '09:00', timeZone: 'America/New_York' }
const channel = 'C1'

/** Why a post is held back at a local time in New York, or whatever zone the settings name. */
function why(settings: Settings, local: string, more: { review?: string; channel?: string } = {}) {
  const zone = settings.timeZone ?? when.timeZone
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
  return heldBack({ channel, when, ...more }, settings, at)?.why
}

describe('hours', () => {
  const night = { from: '22:00', to: '07:00' }
  const noon = { from: '12:00', to: '13:30' }
  it.each([
    [night, '21:59', false],
    [night, '22:00', true],
    [night, '23:59', true],
    [night, '00:00', true],
    [night, '06:59', true],
    [night, '07:00', false],
    [noon, '11:59', false],
    [noon, '12:00', true],
    [noon, '13:29', true],
    [noon, '13:30', false],
    [{ from: '22:00', to: '00:00' }, '23:59', true],
    [{ from: '22:00', to: '00:00' }, '00:00', false],
    [{ from: '09:00', to: '09:00' }, '09:00', false],
  ])('%j hold %s: %s', (hours, time, within) => {
    expect(isWithin(time, hours)).toBe(within)
  })
})

describe('a post is held back', () => {
  const quietHours = { from: '22:00', to: '07:00' }

  it('in the quiet hours, over midnight too, and not at their end', () => {
    const words = 'it fell into the quiet hours, 22:00 to 07:00'
    expect(why({ quietHours }, '2026-06-01T21:59')).toBeUndefined()
    expect(why({ quietHours }, '2026-06-01T22:00')).toBe(words)
    expect(why({ quietHours }, '2026-06-02T06:59:59')).toBe(words)
    expect(why({ quietHours }, '2026-06-02T07:00')).toBeUndefined()
  })

  it('by the clock of the community, where it has one, and else by the reminder’s own', () => {
    const at = Temporal.Instant.from('2026-06-01T02:30Z') // 22:30 in New York, 03:30 in London, 08:15 in Kathmandu
    const reminder = { channel, when }
    expect(heldBack(reminder, { quietHours }, at)).toBeDefined()
    expect(heldBack(reminder, { quietHours, timeZone: 'Europe/London' }, at)).toBeDefined()
    expect(heldBack(reminder, { quietHours, timeZone: 'Asia/Kathmandu' }, at)).toBeUndefined()
  })

  it('by the clock after a change of it: 06:30 EST, half an hour after the quiet, is 07:30 EDT', () => {
    expect(
      heldBack({ channel, when }, { quietHours }, Temporal.Instant.from('2026-03-07T11:30Z')),
    ).toBeDefined()
    expect(
      heldBack({ channel, when }, { quietHours }, Temporal.Instant.from('2026-03-08T11:30Z')),
    ).toBeUndefined()
  })

  it('in a quiet channel, and in no other', () => {
    const settings = { quietChannels: ['C2', 'C1'] }
    expect(why(settings, '2026-06-01T09:00')).toBe('that channel is quiet: nothing is posted there')
    expect(why(settings, '2026-06-01T09:00', { channel: 'C3' })).toBeUndefined()
  })

  it('until the day to which all posts are paused, which is free again', () => {
    const settings = { pausedUntil: '2026-06-08' }
    expect(why(settings, '2026-06-07T23:59')).toBe('all posts are paused until 8 June 2026')
    expect(why(settings, '2026-06-08T00:00')).toBeUndefined()
  })

  it('from its review date on, and pauses until somebody says that it may go on', () => {
    const review = '2026-06-08'
    expect(why({}, '2026-06-07T23:59', { review })).toBeUndefined()
    expect(why({}, '2026-06-08T00:00', { review })).toBe(
      'its review date, 8 June 2026, has come: say that it may go on',
    )
    const at = Temporal.Instant.from('2026-06-08T12:00Z')
    expect(heldBack({ channel, when, review }, {}, at)).toMatchObject({ pause: true })
  })

  it('by the day there: 8 June begins in Kathmandu while New York has the 7th', () => {
    const at = Temporal.Instant.from('2026-06-07T20:00Z')
    const reminder = { channel, when, review: '2026-06-08' }
    expect(heldBack(reminder, {}, at)).toBeUndefined()
    expect(heldBack(reminder, { timeZone: 'Asia/Kathmandu' }, at)).toMatchObject({ pause: true })
  })

  it('without pausing the reminder, unless for its review', () => {
    const all = { quietHours, quietChannels: [channel], pausedUntil: '2026-06-08' }
    for (const settings of [
      { quietHours },
      { quietChannels: [channel] },
      { pausedUntil: '2026-06-08' },
      all,
    ]) {
      const held = heldBack(
        { channel, when, review: '2026-06-01' },
        settings,
        Temporal.Instant.from('2026-06-02T04:00Z'),
      )
      expect(held?.why).not.toContain('review')
      expect(held?.pause).toBeUndefined()
    }
  })

  it('never where nothing was set', () => {
    expect(why({}, '2026-06-01T03:00')).toBeUndefined()
  })
})
