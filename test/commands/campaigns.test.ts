import { describe, expect, it } from 'vitest'
import { readContent } from '../../commands/reminders/content.ts'
import { isWrong } from '../../commands/reminders/schedule.ts'
import { misfits } from '../../scripts/content/fits.ts'
import { longDate } from '../../src/core/when.ts'
import type { Campaign } from '../../src/knowledge/campaign.ts'
import { button, knowledge, stage, words } from './screeningStage.ts'

const noon = '2026-11-25T12:00:00Z'
const sources = [{ publisher: 'CDC', url: 'https://www.cdc.gov/' }]
const common = { region: 'US', line: '/naloxone', sources, checked: '2026-11-25', check_again: '2027-11-25' }
const fixed: Campaign = {
  ...common,
  id: 'fixed-day',
  name: 'A fixed day',
  about: 'The same each year.',
  on: '08-31',
}
const moving: Campaign = {
  ...common,
  id: 'moving-day',
  name: 'A moving day',
  about: 'Another one each year.',
  dates: ['2026-05-05', '2027-05-04', '2028-05-09'],
}
const unknown: Campaign = { ...moving, id: 'unknown-day', name: 'An unknown day', dates: ['2026-05-05'] }
const subscribe = (id: string, more = '') =>
  `/reminders subscribe campaign:${id} at:09:00 timezone:America/New_York${more}`

describe('/reminders campaigns', () => {
  it('lists the dates of the next twelve months, soonest first, then those nobody knows, each with a source', async () => {
    const scene = stage(noon, { campaigns: [unknown, fixed, moving] })
    const list = await scene.ask('/reminders campaigns')
    const lines = words(list)
      .split('\n')
      .filter(line => line.includes(' day:'))
    expect(lines).toEqual([
      '4 May 2027: A moving day: United States. Source: CDC',
      '31 August 2027: A fixed day: United States. Source: CDC',
      'Date not known yet: An unknown day: United States. Source: CDC',
    ])
    expect(list.checked).toBe('2026-11-25')
    expect(button(list, 'A fixed day')).toBe('/reminders campaigns campaign:fixed-day')
  })

  it('shows a day whose date is today, and no longer the day after', async () => {
    const scene = stage('2027-08-31T12:00:00Z', { campaigns: [fixed] })
    expect(words(await scene.ask('/reminders campaigns'))).toContain('31 August 2027')
    scene.scene.now = Temporal.Instant.from('2027-09-01T12:00:00Z')
    expect(words(await scene.ask('/reminders campaigns'))).toContain('31 August 2028')
  })

  it('tells of one: whose day it is, what would be posted, the sources, and how to subscribe', async () => {
    const scene = stage(noon, { campaigns: [fixed, moving, unknown] })
    const one = await scene.ask('/reminders campaigns campaign:fixed-day')
    for (const part of ['The same each year.', '31 August 2027, and on that day every year', '/naloxone'])
      expect(words(one)).toContain(part)
    expect(one.sources).toEqual(sources)
    const gone = await scene.ask('/reminders campaigns campaign:unknown-day')
    expect(words(gone)).toContain('nobody has read its next date')
    expect(gone.actions.map(action => action.label)).not.toContain('Subscribe, at 09:00')
  })

  it('has pages, details and drafts of every real day that fit both platforms', async () => {
    const scene = stage(noon)
    const pages = ['/reminders campaigns', '/reminders campaigns page:2']
    expect(words(await scene.ask(pages[0]!))).toContain('Page 1 of 2')
    for (const line of [
      ...pages,
      ...knowledge.campaigns.map(({ id }) => `/reminders campaigns campaign:${id}`),
    ])
      expect(misfits(await scene.ask(line)), line).toEqual([])
  })

  it('names only commands that the clock may post', () => {
    const { commands } = stage(noon)
    for (const { id, line } of knowledge.campaigns)
      expect(isWrong(readContent({ run: line }, commands, knowledge, undefined)), id).toBe(false)
  })

  it('is for moderators', async () => {
    const scene = stage(noon)
    for (const line of ['/reminders campaigns', subscribe('overdose-awareness-day')])
      expect((await scene.member(line)).title).toBe('For moderators')
  })
})

describe('/reminders subscribe', () => {
  it('keeps a draft for a fixed day, every year, and posts on that day once it is started', async () => {
    const scene = stage('2027-08-30T12:00:00Z')
    const draft = await scene.ask(subscribe('overdose-awareness-day', ' channel:news'))
    expect(draft.title).toBe('Nothing is posted yet: is this right?')
    expect(await scene.reminders()).toMatchObject([
      {
        run: ['/naloxone'],
        channel: 'news',
        when: { every: 'year', on: '08-31', at: '09:00', timeZone: 'America/New_York' },
        paused: 'not started yet: press "Save and start", or delete it',
      },
    ])
    await scene.ask(button(draft, 'Save and start'))
    await scene.until('2027-09-02T12:00:00Z')
    expect(scene.posts.map(({ at, channel }) => [at, channel])).toEqual([['2027-08-31T13:00', 'news']])
  })

  it('asks whether to go on after a post and before the next one, also when it is said to go on at once', async () => {
    const scene = stage(noon, { campaigns: [fixed] })
    await scene.ask(subscribe('fixed-day'))
    const [reminder] = await scene.reminders()
    expect(reminder?.review).toBe('2028-03-31')
    const renewed = Temporal.PlainDate.from(reminder!.review!).add({ months: 6 }).toString()
    expect(renewed > '2028-08-31').toBe(true)
  })

  it('counts from tomorrow where the hour is over', async () => {
    const scene = stage('2027-08-31T13:00:00Z', { campaigns: [fixed] })
    await scene.ask(subscribe('fixed-day'))
    expect((await scene.reminders())[0]?.review).toBe('2029-03-31')
  })

  it('keeps the known dates of a day that moves, those ahead only, and no review', async () => {
    const scene = stage(noon, { campaigns: [moving] })
    const draft = await scene.ask(subscribe('moving-day'))
    expect(words(draft)).toContain(longDate('2027-05-04'))
    const [reminder] = await scene.reminders()
    expect(reminder?.when).toMatchObject({ every: 'once', on: ['2027-05-04', '2028-05-09'] })
    expect(reminder?.review).toBeUndefined()
  })

  it('refuses a day whose next date nobody knows, and keeps nothing', async () => {
    const scene = stage(noon, { campaigns: [unknown] })
    expect(await scene.ask(subscribe('unknown-day'))).toMatchObject({
      tone: 'problem',
      title: 'Its date is not known yet',
    })
    expect(await scene.reminders()).toEqual([])
  })

  it('asks for a time zone where the settings have none, and takes theirs', async () => {
    const scene = stage(noon, { campaigns: [fixed] })
    const line = '/reminders subscribe fixed-day 09:00'
    expect((await scene.ask(line)).title).toBe('Which time zone?')
    await scene.ask('/settings change timezone:Europe/London')
    await scene.ask(line)
    expect((await scene.reminders())[0]?.when.timeZone).toBe('Europe/London')
  })
})
