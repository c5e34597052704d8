import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CommunityId } from '../../src/core/community.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import type { Reminder } from '../../src/core/reminder.ts'
import type { Due } from '../../src/core/store.ts'
import { sqliteReminders } from '../../src/store/reminders.ts'
import { migrate } from '../../src/store/schema.ts'
import { first, instant, nine, reminder } from './sample.ts'

let database: DatabaseSync
let store: ReturnType<typeof sqliteReminders>
let damaged: string[]

beforeEach(() => {
  damaged = []
  database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  migrate(database, ':memory:')
  store = sqliteReminders(database, id => damaged.push(id))
})

const saved = async (parts: Partial<Reminder> = {}, due = nine): Promise<Due> => {
  const r = reminder(parts)
  const occurrence = { ...first(r), due }
  await store.save(r, occurrence)
  return { reminder: r, occurrence }
}
const ledger = () => database.prepare('SELECT reminder, slot, result, why FROM ledger').all()
const tomorrow = ({ reminder, occurrence }: Due) => nextOccurrence(reminder, occurrence.due)!

describe('reminders', () => {
  it('come back as they were saved, with the occurrence they wait for', async () => {
    const due = await saved({
      when: { every: 'week', on: ['friday'], at: '00:00', timeZone: 'Asia/Kathmandu' },
    })
    expect(await store.list('discord:1')).toEqual([due])
    expect(await store.due(nine)).toEqual([due])
  })

  it('are due oldest first, from their time on and not before', async () => {
    await saved({ id: 'later' }, nine.add({ minutes: 1 }))
    await saved({ id: 'older' }, nine.subtract({ hours: 30 }))
    await saved({ id: 'atnine' })
    expect((await store.due(nine)).map(d => d.reminder.id)).toEqual(['older', 'atnine'])
    const justBefore = nine.subtract({ milliseconds: 1 })
    expect((await store.due(justBefore)).map(d => d.reminder.id)).toEqual(['older'])
  })

  it('are found through the index on when they are due', () => {
    const plan = database
      .prepare(
        'EXPLAIN QUERY PLAN SELECT * FROM reminders WHERE paused IS NULL AND next_due <= 1 ORDER BY next_due, id',
      )
      .all()
    expect(JSON.stringify(plan)).toContain('USING INDEX reminders_due (next_due<?)')
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE')
  })

  it('are never due while they are paused, and are again once they are saved without', async () => {
    const { reminder: r, occurrence } = await saved({ paused: 'Send Messages is missing' })
    expect(await store.due(nine.add({ hours: 9000 }))).toEqual([])
    expect(await store.list('discord:1')).toEqual([{ reminder: r, occurrence }])
    await store.save({ ...r, paused: undefined }, occurrence)
    expect(await store.due(nine)).toHaveLength(1)
  })

  it('are listed for their own community alone, the next one first', async () => {
    await saved({ id: 'second' }, nine.add({ hours: 1 }))
    await saved({ id: 'first' })
    await saved({ id: 'other', community: 'discord:11' })
    expect((await store.list('discord:1')).map(d => d.reminder.id)).toEqual(['first', 'second'])
    expect(await store.list('slack:1')).toEqual([])
  })

  it('are removed by their own community alone', async () => {
    await saved()
    expect(await store.remove('discord:11', 'r0001')).toBe(false)
    expect(await store.remove('discord:1', 'r0001')).toBe(true)
    expect(await store.remove('discord:1', 'r0001')).toBe(false)
  })

  it('cannot be taken over by another community with the same id', async () => {
    const mine = await saved()
    await expect(saved({ community: 'slack:T1', run: ['/facts'] })).rejects.toThrow(
      'belongs to another community',
    )
    expect(await store.list('discord:1')).toEqual([mine])
  })

  it('of one community are forgotten with their ledger, as often as one likes', async () => {
    const gone = await saved()
    const stays = await saved({ id: 'stays', community: 'slack:T1' })
    await store.ledger.claim(gone.occurrence)
    await store.ledger.claim(stays.occurrence)
    store.forget('discord:1')
    store.forget('discord:1')
    expect(await store.list('discord:1')).toEqual([])
    expect(await store.list('slack:T1')).toHaveLength(1)
    expect(ledger()).toMatchObject([{ reminder: 'stays' }])
  })

  it.each(['{{', '{"id":"r0001"}', '{"id":"r0001","community":"nowhere"}'])(
    'with a damaged row (%s) are set aside and told of, and the others are still due',
    async body => {
      await saved()
      await saved({ id: 'sound' })
      database.prepare("UPDATE reminders SET body = ? WHERE id = 'r0001'").run(body)
      expect((await store.due(nine)).map(d => d.reminder.id)).toEqual(['sound'])
      expect((await store.due(nine)).map(d => d.reminder.id)).toEqual(['sound'])
      expect(damaged).toEqual(['r0001'])
      expect((await store.list('discord:1')).map(d => d.reminder.id)).toEqual(['sound'])
    },
  )
})

describe('the ledger', () => {
  it('gives an occurrence to the first who claims it, and says when it was claimed or is done', async () => {
    const due = await saved()
    expect(await store.ledger.claim(due.occurrence)).toBe('new')
    expect(await store.ledger.claim(due.occurrence)).toBe('in-flight')
    await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
    expect(await store.ledger.claim(due.occurrence)).toBe('done')
    expect(ledger()).toEqual([{ reminder: 'r0001', slot: '2026-11-24T09:00', result: 'posted', why: null }])
  })

  it('does not let a posted occurrence be claimed again when the reminder is saved for it once more', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
    await store.save(due.reminder, due.occurrence)
    expect(await store.ledger.claim(due.occurrence)).toBe('done')
  })

  it.each<[string, (id: CommunityId, due: Due) => unknown]>([
    ['removed', id => store.remove(id, 'r0001')],
    ['forgotten', id => store.forget(id)],
    ['paused', (_, d) => store.save({ ...d.reminder, paused: 'by hand' }, d.occurrence)],
    ['changed', (_, d) => store.save(d.reminder, tomorrow(d))],
  ])('gives nothing to claim of a reminder that was %s meanwhile', async (_, change) => {
    const due = await saved()
    await change('discord:1', due)
    expect(await store.ledger.claim(due.occurrence)).toBe('done')
    expect(ledger()).toEqual([])
  })

  it('records the outcome and moves the reminder on', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    await store.ledger.settle(
      due,
      { result: 'late', why: 'posted 9 minutes after it was due' },
      tomorrow(due),
    )
    expect(ledger()).toMatchObject([{ result: 'late', why: 'posted 9 minutes after it was due' }])
    expect(await store.due(nine)).toEqual([])
    const next = await store.due(instant('2026-11-25T14:00Z'))
    expect(next.map(d => d.occurrence.slot)).toEqual(['2026-11-25T09:00'])
  })

  it('records and moves together or not at all', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    database.exec(
      "CREATE TRIGGER no BEFORE UPDATE ON reminders BEGIN SELECT raise(ABORT, 'disk is full'); END",
    )
    await expect(store.ledger.settle(due, { result: 'posted' }, tomorrow(due))).rejects.toThrow(
      'disk is full',
    )
    expect(ledger()).toMatchObject([{ result: null }])
    expect(database.isTransaction).toBe(false)
    database.exec('DROP TRIGGER no')
    await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
    expect(ledger()).toMatchObject([{ result: 'posted' }])
  })

  it('keeps the first outcome', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
    await store.ledger.settle(due, { result: 'skipped', why: 'again' }, tomorrow(due))
    expect(ledger()).toMatchObject([{ result: 'posted', why: null }])
  })

  it('pauses a reminder that cannot heal, with the reason for the moderators', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    const refused = { result: 'failed', why: 'Send Messages is missing', pause: true } as const
    await store.ledger.settle(due, refused, tomorrow(due))
    expect((await store.list('discord:1')).map(d => d.reminder)).toEqual([
      { ...due.reminder, paused: 'Send Messages is missing' },
    ])
    expect(await store.due(nine.add({ hours: 48 }))).toEqual([])
  })

  it('does not bring back a reminder that was removed while it was posted', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    await store.remove('discord:1', 'r0001')
    await store.ledger.settle(due, { result: 'failed', why: 'x', pause: true }, tomorrow(due))
    expect(await store.list('discord:1')).toEqual([])
    expect(ledger()).toEqual([])
  })

  it('does not undo a change made while the reminder was posted', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    const changed = reminder({ when: { every: 'day', at: '21:00', timeZone: 'America/New_York' } })
    await store.save(changed, nextOccurrence(changed, nine)!)
    await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
    const [next] = await store.due(nine.add({ hours: 24 }))
    expect(next?.occurrence.slot).toBe('2026-11-24T21:00')
    expect(ledger()).toMatchObject([{ result: 'posted' }])
  })

  it('leaves a reminder paused that a moderator paused while it was posted', async () => {
    const due = await saved()
    await store.ledger.claim(due.occurrence)
    await store.save({ ...due.reminder, paused: 'by hand' }, due.occurrence)
    await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
    expect((await store.list('discord:1')).map(d => d.reminder)).toEqual([
      { ...due.reminder, paused: 'by hand' },
    ])
    expect(ledger()).toMatchObject([{ result: 'posted' }])
  })

  it('is swept of lines that are older than ninety days', async () => {
    let due = await saved()
    for (let day = 0; day < 120; day++) {
      await store.ledger.claim(due.occurrence)
      await store.ledger.settle(due, { result: 'posted' }, tomorrow(due))
      due = { ...due, occurrence: tomorrow(due) }
    }
    expect(ledger().length).toBeGreaterThan(88)
    expect(ledger().length).toBeLessThan(93)
  })
})
