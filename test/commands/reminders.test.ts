import { beforeEach, describe, expect, it } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import type { Reply } from '../../src/core/reply.ts'

const place = { community: 'discord:1', channel: 'general' } as const
let now = Temporal.Instant.from('2026-11-25T12:00:00Z')
let bot: Assembled['bot']
let store: Assembled['store']
let missing: string[]

beforeEach(() => {
  missing = []
  now = Temporal.Instant.from('2026-11-25T12:00:00Z')
  ;({ bot, store } = assemble({ dataDir: ':memory:', check: async () => missing, report: () => {} }))
})

const say = (line: string): Promise<Reply> =>
  bot.answer(line, { by: { isModerator: () => true }, now, locale: 'en', place })
const saved = async () => (await store.reminders.list(place.community))[0]!
const inYears = (years: number) => now.add({ hours: years * 24 * 366 })

/** A reminder every two weeks that has been started. */
async function started() {
  await say('/reminders create run:/film every:2-weeks on:monday at:09:00 timezone:UTC until:2027-06-30')
  const { reminder } = await saved()
  await say(`/reminders resume ${reminder.id}`)
  return reminder.id
}

describe('/reminders', () => {
  it('posts nothing of what was created until somebody starts it', async () => {
    await say('/reminders create run:/film every:day at:09:00 timezone:UTC')
    expect(await store.reminders.due(inYears(1))).toEqual([])
    await say(`/reminders resume ${(await saved()).reminder.id}`)
    expect(await store.reminders.due(inYears(1))).toHaveLength(1)
  })

  it('changes what an edit names and leaves the rest, the rhythm and the last day too', async () => {
    const id = await started()
    const before = (await saved()).reminder
    await say(`/reminders edit ${id} on:tuesday`)
    const after = (await saved()).reminder
    expect(after.when).toEqual({ ...before.when, on: ['tuesday'] })
    expect(after).toMatchObject({ run: before.run, channel: before.channel, review: before.review })
    expect(await store.reminders.due(inYears(1)), 'it waits to be started again').toEqual([])
  })

  it('refuses an edit that leaves no date, and keeps what was there', async () => {
    const id = await started()
    const before = await saved()
    expect((await say(`/reminders edit ${id} until:2026-01-01`)).tone).toBe('problem')
    expect(await saved()).toEqual(before)
  })

  it('skips the next time once, and the ledger says who did', async () => {
    const id = await started()
    const { occurrence } = await saved()
    await say(`/reminders skip ${id}`)
    expect((await saved()).occurrence.due.since(occurrence.due).total('hours')).toBe(14 * 24)
    expect(await store.reminders.ledger.lines(id, 5)).toEqual([
      { slot: occurrence.slot, result: 'skipped', why: 'a moderator skipped it' },
    ])
  })

  it('is due at once when it is run, and only where it may post', async () => {
    const id = await started()
    missing = ['Send Messages']
    expect((await say(`/reminders run ${id}`)).tone).toBe('problem')
    expect(await store.reminders.due(now)).toEqual([])
    missing = []
    await say(`/reminders run ${id}`)
    expect(await store.reminders.due(now)).toHaveLength(1)
  })

  it('is paused and resumed, and resuming moves a review date that has come', async () => {
    const id = await started()
    await say(`/reminders pause ${id}`)
    expect(await store.reminders.due(inYears(1))).toEqual([])
    now = Temporal.Instant.from('2027-06-01T12:00:00Z')
    await say(`/reminders resume ${id}`)
    const { reminder } = await saved()
    expect(reminder.paused).toBeUndefined()
    expect(reminder.review).toBe('2027-12-01')
  })

  it('refuses what may not stand in a channel', async () => {
    for (const line of ['/ask help', '/settings show', '/reminders list'])
      expect((await say(`/reminders create run:"${line}" every:day at:09:00 timezone:UTC`)).tone).toBe(
        'problem',
      )
    expect(await store.reminders.list(place.community)).toEqual([])
  })
})

describe('sharing', () => {
  const share = (result: 'posted' | 'refused') =>
    bot.share('/film', { by: { isModerator: () => false }, now, locale: 'en', place }, async () =>
      result === 'posted' ? { result } : { result, why: 'Send Messages is missing' },
    )

  it('gives a channel one answer a minute, and a press that came to nothing costs no minute', async () => {
    expect((await share('refused')).title).toBe('It was not posted')
    expect((await share('posted')).title).toBe('It stands in the channel')
    expect((await share('posted')).title).toBe('Not again so soon')
    now = now.add({ seconds: 60 })
    expect((await share('posted')).title).toBe('It stands in the channel')
  })
})
