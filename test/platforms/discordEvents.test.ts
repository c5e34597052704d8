import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { botThat } from './botThat.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

describe('a film night as an event on Discord', () => {
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(botThat({}), {
      guilds: [
        { id: '100', channels: [{ id: '200', name: 'general' }] },
        { id: '101', permissions: ['CREATE_EVENTS'] },
      ],
    })
  })
  afterAll(() => started.stop())
  const start = Temporal.Now.instant().add({ hours: 48 })
  const night = {
    name: 'Film night: Heroin(e)',
    description: 'A short documentary. 39 minutes.',
    start,
    end: start.add({ hours: 2 }),
    place: 'Huntington library',
  }
  beforeEach(async () => {
    for (const { id } of started.fake.scheduledEvents)
      await started.platform.events.cancel('discord:100', String(id))
  })

  it('is made with its time and its place, for this server alone', async () => {
    const made = await started.platform.events.create('discord:100', night)
    expect(started.fake.scheduledEvents).toEqual([
      expect.objectContaining({
        ...made,
        guild_id: '100',
        name: night.name,
        entity_type: 3,
        privacy_level: 2,
        entity_metadata: { location: night.place },
      }),
    ])
    const [event] = started.fake.scheduledEvents
    expect(Temporal.Instant.from(String(event?.scheduled_start_time)).equals(start)).toBe(true)
  })

  it('is cut to what an event can say', async () => {
    const long = { ...night, name: '😀'.repeat(101), description: 'd'.repeat(1001), place: 'p'.repeat(120) }
    expect(await started.platform.events.create('discord:100', long)).toHaveProperty('id')
    expect(started.fake.scheduledEvents[0]).toMatchObject({ name: `${'😀'.repeat(99)}…` })
  })

  it('is not made where the bot may not, and the permission is named', async () => {
    expect(await started.platform.events.create('discord:101', night)).toEqual({
      why: 'the bot may not create events (Create Events)',
    })
    expect(await started.platform.events.create('discord:999', night)).toEqual({
      why: 'the bot is not in that server',
    })
  })

  it('is not made for a time that is over', async () => {
    const past = { ...night, start: start.subtract({ hours: 100 }) }
    expect(await started.platform.events.create('discord:100', past)).toEqual({
      why: 'Discord refused it (code 50035)',
    })
  })

  it('is never made twice: a lost answer is told, and not sent again', async () => {
    started.fake.fail('POST /guilds/100/scheduled-events', { storeThen: 502 })
    expect(await started.platform.events.create('discord:100', night)).toEqual({
      why: expect.stringContaining('look whether the event is there'),
    })
    expect(started.fake.scheduledEvents).toHaveLength(1)
  })

  it('goes when it is cancelled, and may be gone already', async () => {
    const made = await started.platform.events.create('discord:100', night)
    const { id } = made as { id: string }
    await started.platform.events.cancel('discord:100', id)
    expect(started.fake.scheduledEvents).toEqual([])
    await started.platform.events.cancel('discord:100', id)
  })

  it('that could not be cancelled is told', async () => {
    await expect(started.platform.events.cancel('discord:101', '1')).rejects.toThrow('Create Events')
  })
})

describe('the servers that Discord names at the start', () => {
  const guilds = [{ id: '100', channels: [{ id: '200', name: 'general' }] }, { id: '101' }]

  it('are told to the bot, an outage or not', async () => {
    const present = vi.fn(async () => {})
    const { fake, stop } = await startDiscord(botThat({ present }), { guilds })
    expect(present.mock.calls).toEqual([['discord', ['discord:100', 'discord:101']]])
    fake.removeGuild('101', { unavailable: true })
    fake.invalidSession()
    await expect.poll(() => present.mock.calls.length, { timeout: 10_000 }).toBe(2)
    expect(present.mock.lastCall).toEqual(['discord', ['discord:100', 'discord:101']])
    await stop()
  })

  it('do not stop the bot where the store cannot take them', async () => {
    const present = async () => {
      throw new Error('disk full')
    }
    const { reported, stop } = await startDiscord(botThat({ present }), { guilds })
    await expect.poll(() => reported).toEqual(['present'])
    await stop()
  })
})
