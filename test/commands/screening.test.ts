import { describe, expect, it } from 'vitest'
import { misfits } from '../../scripts/content/fits.ts'
import { mostScreenings } from '../../src/core/screening.ts'
import { plain } from '../../src/core/text.ts'
import { button, events, knowledge, stage, words } from './screeningStage.ts'

const noon = '2026-11-24T17:00:20Z'
const planLine =
  '/screening plan date:2026-12-04 at:19:00 place:"Main library, room 2" timezone:America/New_York note:"Bring a cushion."'
const announce = 'Announce it and plan the posts'

/** What is planned, with its id. */
async function planned(scene: ReturnType<typeof stage>, line = planLine) {
  const preview = await scene.ask(line)
  const [screening] = (await scene.settings()).screenings ?? []
  return { preview, id: screening?.id ?? '', confirm: button(preview, announce) }
}

describe('planning a film night', () => {
  it('shows the moderator alone what will be posted and when, and posts nothing before the button', async () => {
    const scene = stage(noon)
    const { preview, id } = await planned(scene)
    expect(preview).toMatchObject({ tone: 'notice', seenBy: 'asker' })
    for (const part of [
      'Within minutes: the announcement',
      'Friday 4 December 2026, 19:00 (America/New_York): it begins',
      'Friday 4 December 2026, 19:45 (America/New_York): questions',
      'Main library, room 2',
      'Bring a cushion.',
      'Please do not read this answer as permission.',
      'field guide',
    ])
      expect(words(preview)).toContain(part)
    expect((await scene.settings()).screenings).toEqual([
      {
        id,
        date: '2026-12-04',
        at: '19:00',
        timeZone: 'America/New_York',
        place: 'Main library, room 2',
        channel: 'here',
        note: 'Bring a cushion.',
      },
    ])
    expect((await scene.reminders()).map(r => [r.id, r.run[0], r.paused?.slice(0, 15)])).toEqual([
      [`${id}a`, `/screening show ${id} post:announcement`, 'not started yet'],
      [`${id}b`, `/screening show ${id} post:start`, 'not started yet'],
      [`${id}c`, `/screening show ${id} post:afterwards`, 'not started yet'],
    ])
    await scene.until('2026-11-25T17:00:20Z')
    expect(scene.posts).toEqual([])
  })

  it('takes the time zone and the channel from the settings', async () => {
    const scene = stage(noon)
    expect((await scene.ask('/screening plan 2026-12-04 19:00 Library')).title).toBe('Which time zone?')
    await scene.ask('/settings change timezone:Europe/London channel:film-night')
    await scene.ask('/screening plan 2026-12-04 19:00 "The library, upstairs"')
    expect((await scene.settings()).screenings).toMatchObject([
      { timeZone: 'Europe/London', channel: 'film-night', place: 'The library, upstairs' },
    ])
  })

  it.each([
    [
      'that begins before it could be announced',
      planLine.replace('2026-12-04 at:19:00', '2026-11-24 at:12:02'),
      'That is too soon',
    ],
    ['that is over', planLine.replace('2026-12-04', '2026-11-23'), 'That is too soon'],
    ['whose place is blank', planLine.replace('Main library, room 2', '   '), 'Where is it?'],
    [
      'that names a number nobody should call',
      planLine.replace('Bring a cushion.', 'Call 1-844-289-0879'),
      'I cannot post that',
    ],
    ['in a channel that is quiet', `${planLine} channel:quiet`, 'That channel is quiet'],
  ])('refuses one %s, and keeps nothing', async (_, line, title) => {
    const scene = stage(noon)
    await scene.ask('/settings quiet channel:quiet')
    const reply = await scene.ask(line)
    expect(reply).toMatchObject({ tone: 'problem', title })
    expect((await scene.settings()).screenings).toBeUndefined()
    expect(await scene.reminders()).toEqual([])
  })

  it('says which permission is missing in the channel', async () => {
    const scene = stage(noon, { check: async () => ['Send Messages'] })
    expect(words(await scene.ask(planLine))).toContain('Missing in that channel: Send Messages')
    expect(await scene.reminders()).toEqual([])
  })

  it('says what the settings would keep from being posted', async () => {
    const scene = stage(noon)
    await scene.ask('/settings quiet from:19:30 to:08:00')
    const { preview } = await planned(scene)
    expect(words(preview)).toMatch(/19:45 .*not posted: it fell into the quiet hours, 19:30 to 08:00/)
    expect(words(preview)).not.toMatch(/19:00 [^\n]*not posted/)
  })

  it('is for moderators; a member gets a friendly no, and nothing is kept', async () => {
    const scene = stage(noon)
    expect((await scene.member(planLine)).title).toBe('For moderators')
    expect((await scene.settings()).screenings).toBeUndefined()
    const { confirm, id } = await planned(scene)
    for (const line of [
      confirm,
      `/screening change ${id} at:20:00`,
      `/screening cancel ${id}`,
      '/screening list',
    ])
      expect((await scene.member(line)).title, line).toBe('For moderators')
    expect(await scene.reminders()).toHaveLength(3)
  })

  it('keeps ten at a time, and forgets those that were over a week ago with their posts', async () => {
    const scene = stage(noon)
    for (let day = 1; day <= mostScreenings; day++)
      await scene.ask(planLine.replace('12-04', `12-${String(day).padStart(2, '0')}`))
    expect((await scene.ask(planLine.replace('12-04', '12-24'))).title).toBe('Those are too many film nights')
    expect(await scene.reminders()).toHaveLength(30)
    scene.scene.now = Temporal.Instant.from('2026-12-09T12:00:00Z')
    await scene.ask(planLine.replace('12-04', '12-24'))
    expect((await scene.settings()).screenings?.map(s => s.date.slice(8))).toEqual([
      '02',
      '03',
      '04',
      '05',
      '06',
      '07',
      '08',
      '09',
      '10',
      '24',
    ])
    expect(await scene.reminders()).toHaveLength(30)
  })

  it('fits both platforms however long the place and the note are', async () => {
    const long = (count: number) => 'a*'.repeat(count / 2)
    const scene = stage(noon, { port: events().port })
    const { preview, id } = await planned(
      scene,
      `${planLine.replace('Main library, room 2', long(100)).replace('Bring a cushion.', long(200))} event:yes`,
    )
    expect(misfits(preview)).toEqual([])
    await scene.ask(button(preview, announce))
    for (const post of ['announcement', 'start', 'afterwards'])
      expect(misfits(await scene.ask(`/screening show ${id} post:${post}`)), post).toEqual([])
    expect(words(await scene.ask(`/screening show ${id}`))).toContain(long(200))
  })

  it('leaves the announcement to its button where the preview has no room for it', async () => {
    const scene = stage('2028-01-01T12:00:00Z', { port: events().port })
    await scene.ask('/settings quiet from:00:00 to:23:59')
    const longest = planLine
      .replace('2026-12-04 at:19:00', '2028-03-12 at:02:30')
      .replace('Main library, room 2', '*'.repeat(100))
      .replace('Bring a cushion.', `junkie addict ${'*'.repeat(180)}`)
    const { preview } = await planned(scene, `${longest} event:yes`)
    expect(misfits(preview)).toEqual([])
    expect(words(preview)).not.toContain('short documentary')
    expect(words(preview)).toContain('“addict”: better')
    const whole = await scene.ask(button(preview, 'See the announcement'))
    expect(words(whole)).toContain('short documentary')
    expect(misfits(whole)).toEqual([])
  })
})

describe('what is posted', () => {
  /** Every sentence that some checked entry says. */
  const vetted = knowledge.entries.map(({ text }) => plain(text).replace(/\s+/g, ' ')).join(' ')

  it.each([
    [
      'announcement',
      ['React to this message if you are coming: the platform keeps that, I do not.', 'Friday 4 December'],
    ],
    ['start', ['It begins now']],
    ['afterwards', []],
  ])('says about the film and about help only what checked entries say: %s', async (post, own) => {
    const scene = stage(noon)
    const { id } = await planned(scene)
    const reply = await scene.ask(`/screening show ${id} post:${post}`)
    const lines = plain(reply.text)
      .split('\n')
      .map(line => line.replace(/^(-|\d+) /, '').trim())
      .filter(line => line && line !== 'Bring a cushion.' && !own.some(start => line.startsWith(start)))
    expect(lines.length).toBeGreaterThan(6)
    expect(lines.filter(line => !vetted.includes(line))).toEqual([])
    expect(reply.sources.length).toBeGreaterThan(1)
    expect(reply.checked).toMatch(/^2026-/)
  })

  it('announces what the film is, how long, what is hard to watch and where it can be seen', async () => {
    const scene = stage(noon)
    const { id } = await planned(scene)
    const reply = await scene.member(`/screening show ${id}`)
    for (const part of [
      'Friday 4 December 2026, 19:00 (America/New_York), Main library, room 2',
      'short documentary from 2017',
      'runs 39 minutes',
      'a woman who has overdosed in a shop',
      'Netflix original',
      'React to this message if you are coming',
    ])
      expect(words(reply)).toContain(part)
    expect(reply.seenBy).toBe('asker')
    expect(button(reply, 'Where help is')).toBe('/support')
  })

  it('has the emergency card first, and help, when it begins and afterwards', async () => {
    const scene = stage(noon)
    const { id } = await planned(scene)
    for (const post of ['start', 'afterwards']) {
      const reply = await scene.member(`/screening show ${id} post:${post}`)
      expect(reply.actions[0]).toMatchObject({ ask: '/overdose', urgent: true })
      expect(button(reply, 'Talk to someone')).toBe('/support need:talk')
    }
  })

  it('says that a check is due once one of its entries is past its date', async () => {
    const scene = stage('2027-06-01T12:00:00Z')
    const { preview } = await planned(scene, planLine.replace('2026-12-04', '2027-06-04'))
    expect(words(preview)).toContain('a new check is due')
  })

  it('is a notice for whoever asks about one that is gone, and nothing for the clock to post', async () => {
    const scene = stage(noon)
    expect(await scene.member('/screening show gone1234')).toMatchObject({ tone: 'notice', seenBy: 'asker' })
    expect((await scene.clock('/screening show gone1234')).tone).toBe('problem')
    expect((await scene.member('/screening show')).title).toBe('No film night is planned')
  })

  it('is the next one where no id is given, until its film is over', async () => {
    const scene = stage(noon)
    await scene.ask(planLine.replace('12-04', '12-11').replace('Bring a cushion.', 'The second.'))
    await scene.ask(planLine)
    expect(words(await scene.member('/screening show'))).toContain('4 December')
    scene.scene.now = Temporal.Instant.from('2026-12-05T00:30:00Z')
    expect(words(await scene.member('/screening show'))).toContain('4 December')
    scene.scene.now = Temporal.Instant.from('2026-12-05T01:00:00Z')
    expect(words(await scene.member('/screening show'))).toContain('11 December')
  })

  it('may be typed by the clock, and so by /reminders; planning may not', async () => {
    const scene = stage(noon)
    const { id } = await planned(scene)
    const reminder = `/reminders create run:"/screening show ${id} post:start" on:2026-12-04 at:18:00 timezone:America/New_York`
    expect((await scene.ask(reminder)).title).toBe('Nothing is posted yet: is this right?')
    const refusal = await scene.ask(reminder.replace('show', 'cancel').replace(' post:start', ''))
    expect(words(refusal)).toContain('/screening show')
    expect(words(refusal)).not.toContain('/screening plan')
    expect((await scene.clock(`/screening cancel ${id}`)).title).toBe('Not for the clock')
  })
})

describe('changing and cancelling', () => {
  it('changes what is named, keeps the ids of the posts, and waits for the button again', async () => {
    const scene = stage(noon)
    const { id, confirm } = await planned(scene)
    await scene.ask(confirm)
    await scene.until('2026-11-24T17:10:20Z')
    expect(scene.posts).toHaveLength(1)
    const preview = await scene.ask(`/screening change ${id} at:20:30`)
    expect(words(preview)).toContain('Friday 4 December 2026, 20:30 (America/New_York)')
    expect((await scene.settings()).screenings).toMatchObject([{ at: '20:30', note: 'Bring a cushion.' }])
    const reminders = await scene.reminders()
    expect(reminders.map(r => r.id).sort()).toEqual([`${id}a`, `${id}b`, `${id}c`])
    expect(reminders.every(r => r.paused?.startsWith('not started yet'))).toBe(true)
    await scene.ask(button(preview, announce))
    await scene.until('2026-12-05T03:00:20Z')
    expect(scene.posts.map(p => p.at)).toEqual([
      '2026-11-24T17:02',
      '2026-11-24T17:12',
      '2026-12-05T01:30',
      '2026-12-05T02:15',
    ])
  })

  it('says what to name where nothing is named, and refuses an id nobody knows', async () => {
    const scene = stage(noon)
    const { id } = await planned(scene)
    expect((await scene.ask(`/screening change ${id}`)).title).toBe('What should change?')
    for (const line of [
      '/screening change nope at:20:00',
      '/screening cancel nope',
      '/screening confirm nope',
    ])
      expect((await scene.ask(line)).title, line).toBe('There is no such film night')
  })

  it('cancels the film night and its posts, and nothing more is posted', async () => {
    const scene = stage(noon)
    const { id, confirm } = await planned(scene)
    await scene.ask(confirm)
    await scene.until('2026-11-24T17:05:20Z')
    const reply = await scene.ask(`/screening cancel ${id}`)
    expect(words(reply)).toContain('if it was announced, tell people')
    expect(await scene.settings()).toEqual({})
    expect(await scene.reminders()).toEqual([])
    await scene.until('2026-12-05T02:00:20Z')
    expect(scene.posts).toHaveLength(1)
  })

  it('finds posts by what they say where an import gave them other ids', async () => {
    const scene = stage(noon)
    const { id, confirm } = await planned(scene)
    const [announcement] = await scene.store.reminders.list('discord:1')
    await scene.store.reminders.remove('discord:1', announcement!.reminder.id)
    await scene.store.reminders.save(
      { ...announcement!.reminder, id: 'other123' },
      { ...announcement!.occurrence, reminder: 'other123' },
    )
    await scene.ask(confirm)
    expect((await scene.reminders()).map(r => r.id).sort()).toEqual([`${id}b`, `${id}c`, 'other123'].sort())
    await scene.ask(`/screening cancel ${id}`)
    expect(await scene.reminders()).toEqual([])
  })

  it('lists them soonest first with how far each is, to announce, to look at and to cancel', async () => {
    const scene = stage(noon)
    expect(words(await scene.ask('/screening'))).toContain('/screening plan date:')
    await scene.ask(planLine.replace('12-04', '12-11'))
    await scene.ask(button(await scene.ask(planLine), announce))
    const list = await scene.ask('/screening')
    const [first, second] = words(list)
      .split('\n')
      .filter(line => line.includes('December 2026'))
    expect(first).toMatch(/Friday 4 December .* Its posts are planned\.$/)
    expect(second).toMatch(/Friday 11 December .* Not announced yet: it waits for a moderator\.$/)
    expect(list.menu?.choices.map(choice => choice.label.replace(/ \(.*/, ''))).toEqual([
      'See: 4 December 2026',
      'Cancel: 4 December 2026',
      'See: 11 December 2026',
      'Cancel: 11 December 2026',
    ])
    expect((await scene.ask(button(list, 'Announce: 11 December 2026'))).title).toBe(
      'The film night is planned',
    )
    expect(misfits(list)).toEqual([])
  })
})

describe('an event of the platform', () => {
  it('is made with the button, over 90 minutes, with what entries say, and announced as seen by others', async () => {
    const { port, made } = events()
    const scene = stage(noon, { port })
    const { preview, id, confirm } = await planned(scene, `${planLine} event:yes`)
    expect(words(preview)).toContain('Others see who is interested in it')
    expect(made).toEqual([])
    await scene.ask(confirm)
    expect(made).toMatchObject([{ name: 'Film night: Heroin(e)', place: 'Main library, room 2' }])
    expect(made[0]!.start.toString()).toBe('2026-12-05T00:00:00Z')
    expect(made[0]!.end.toString()).toBe('2026-12-05T01:30:00Z')
    expect(made[0]!.description).toContain('runs 39 minutes')
    expect(made[0]!.description.length).toBeLessThanOrEqual(1000)
    expect((await scene.settings()).screenings).toMatchObject([{ event: 'event-1' }])
    expect(words(await scene.member(`/screening show ${id}`))).toContain(
      'Others see who is interested in it.',
    )
  })

  it('is not made twice when the button is pressed twice, and nothing is announced twice', async () => {
    const { port, made } = events()
    const scene = stage(noon, { port })
    const { confirm } = await planned(scene, `${planLine} event:yes`)
    await scene.ask(confirm)
    await scene.until('2026-11-24T17:05:20Z')
    expect((await scene.ask(confirm)).title).toBe('The film night is planned')
    await scene.until('2026-11-24T17:30:20Z')
    expect(made).toHaveLength(1)
    expect(scene.posts).toHaveLength(1)
  })

  it('is made anew when the film night changes, and goes with it', async () => {
    const { port, made, gone } = events()
    const scene = stage(noon, { port })
    const { id, confirm } = await planned(scene, `${planLine} event:yes`)
    await scene.ask(confirm)
    await scene.ask(button(await scene.ask(`/screening change ${id} at:20:00`), announce))
    expect(gone).toEqual(['event-1'])
    expect(made.map(e => e.start.toString())).toEqual(['2026-12-05T00:00:00Z', '2026-12-05T01:00:00Z'])
    await scene.ask(`/screening cancel ${id}`)
    expect(gone).toEqual(['event-1', 'event-2'])
  })

  it('is not available without a platform that has them; the posts are made all the same', async () => {
    const scene = stage(noon)
    const { preview, confirm } = await planned(scene, `${planLine} event:yes`)
    expect(words(preview)).toContain('is not available here')
    expect(confirm).not.toContain('event')
    await scene.ask(confirm)
    await scene.until('2026-11-24T17:05:20Z')
    expect(scene.posts).toHaveLength(1)
  })

  it('says why it was not made, and can be tried again without another announcement', async () => {
    const { port } = events('Create Events is missing')
    const scene = stage(noon, { port })
    const { confirm } = await planned(scene, `${planLine} event:yes`)
    const reply = await scene.ask(confirm)
    expect(words(reply)).toContain('The event was not made: Create Events is missing.')
    const working = events()
    port.create = working.port.create
    await scene.until('2026-11-24T17:05:20Z')
    await scene.ask(button(reply, 'Try the event again'))
    expect(working.made).toHaveLength(1)
    await scene.until('2026-11-24T17:20:20Z')
    expect(scene.posts).toHaveLength(1)
  })

  it('that cannot be removed is said when the film night is cancelled', async () => {
    const { port } = events()
    const scene = stage(noon, { port })
    const { id, confirm } = await planned(scene, `${planLine} event:yes`)
    await scene.ask(confirm)
    port.cancel = () => Promise.reject(new Error('gone'))
    expect(words(await scene.ask(`/screening cancel ${id}`))).toContain('Please remove it by hand')
    expect(await scene.reminders()).toEqual([])
  })
})
