import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { createClient } from '../../src/platforms/discord/client.ts'
import { pace } from '../../src/platforms/discord/rest.ts'
import { startFakeDiscord } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

const reply = Reply.parse({
  tone: 'info',
  title: 'Fine',
  text: [paragraph('Yes.')],
  actions: [{ label: 'To me', ask: '/film', does: 'dm' }],
})
const forAll = { ...reply, actions: [], seenBy: 'everyone' as const }
const slot = (n: number) => ({
  reminder: 'a1b2c3d4',
  slot: `2026-11-23T09:00:${n}`,
  due: Temporal.Now.instant(),
})
const postIn = (channel: string, n = 1) =>
  [{ community: 'discord:100' as const, channel }, forAll, slot(n)] as const

describe('Discord asks to wait', () => {
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(botThat({ answer: async () => reply }))
  })
  afterAll(() => started.stop())

  const limited = (scope: 'global' | 'user' | 'shared') => ({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 0.3, global: scope === 'global' },
    headers: {
      'retry-after': '0.3',
      'x-ratelimit-scope': scope,
      ...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
    },
  })

  it.each(['global', 'user', 'shared'] as const)('%s: a post waits, and is made once', async scope => {
    const before = started.fake.messages.length
    started.fake.fail('POST /channels/200/messages', limited(scope))
    const since = performance.now()
    const posted = await started.platform.post(...postIn('200', before))
    expect(posted).toMatchObject({ result: 'posted' })
    expect(performance.now() - since).toBeGreaterThanOrEqual(300)
    expect(started.fake.messages).toHaveLength(before + 1)
  })

  it.each(['global', 'user', 'shared'] as const)('%s: an answer waits, and is given once', async scope => {
    started.fake.fail(/\/callback$/, limited(scope))
    const response = await started.fake.command({ name: 'film' })
    expect(response.ms).toBeGreaterThanOrEqual(300)
    expect(response.callbacks).toHaveLength(1)
  })

  it('longer than a minute: the post is tried again later instead', async () => {
    const long = { ...limited('user'), headers: { 'retry-after': '120', 'x-ratelimit-scope': 'user' } }
    started.fake.fail('POST /channels/200/messages', long)
    const posted = await started.platform.post(...postIn('200', 99))
    expect(posted).toMatchObject({ result: 'retry', why: 'Discord asked to wait' })
    expect((posted as { afterMs: number }).afterMs).toBeGreaterThan(100_000)
  })
})

describe('a fan-out on Discord', () => {
  afterEach(() => void vi.useRealTimers())

  it('sends 45 requests a second after a first burst, in order, and a post with a thread counts as two', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] })
    const turn = pace(45)
    const done: number[] = []
    for (let n = 0; n < 180; n++) void turn().then(() => done.push(n))
    await vi.advanceTimersByTimeAsync(1)
    expect(done.length).toBeLessThanOrEqual(46)
    for (const second of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(1000)
      expect(done.length).toBeLessThanOrEqual(45 * (second + 1) + 1)
      expect(done.length).toBeGreaterThanOrEqual(Math.min(180, 45 * (second + 1) - 1))
    }
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    let late = false
    for (let n = 0; n < 23; n++) void turn(2).then(() => (late = n === 22))
    await vi.advanceTimersByTimeAsync(500)
    expect(late).toBe(false)
    await vi.advanceTimersByTimeAsync(1500)
    expect(late).toBe(true)
  })

  it('tries each of the channels it may not write in once', async () => {
    const channels = Array.from({ length: 120 }, (_, n) => ({
      id: `${2000 + n}`,
      name: `c${n}`,
      ...(n % 10 < 3 && { permissions: ['SEND_MESSAGES'] }),
    }))
    const { fake, platform, stop } = await startDiscord(botThat(), { guilds: [{ id: '100', channels }] })
    const since = performance.now()
    const all = await Promise.all(channels.map(({ id }, n) => platform.post(...postIn(id, n))))
    expect(all.filter(({ result }) => result === 'posted')).toHaveLength(84)
    expect(all.filter(({ result }) => result === 'refused')).toHaveLength(36)
    expect(fake.messages).toHaveLength(84)
    expect(fake.refusals).toHaveLength(36)
    // 120 posts are a burst of 45 and 75 more at 45 a second.
    expect(performance.now() - since).toBeGreaterThan(1500)
    await stop()
  })
})

describe('a burst of interactions on Discord', () => {
  it('of 300 at once is answered on 64 connections', async () => {
    const { fake, reported, stop } = await startDiscord(botThat({ answer: async () => reply }))
    fake.fail(/\/callback$/, Array(300).fill({ delayMs: 150 }))
    const all = await Promise.all(Array.from({ length: 300 }, () => fake.command({ name: 'film' })))
    expect(all.filter(({ callbacks }) => callbacks.length === 1)).toHaveLength(300)
    expect(reported).toEqual([])
    // The gateway's own is the other.
    expect(fake.mostSockets).toBe(65)
    await stop()
  })

  it('that Discord refuses is reported, before it bans the address', async () => {
    const answer = async () => reply
    const { fake, reported, stop } = await startDiscord(botThat({ answer }), { deadlineMs: 1500 })
    fake.fail(/\/callback$/, Array(500).fill({ status: 403, code: 50013 }))
    await Promise.all(Array.from({ length: 500 }, () => fake.command({ name: 'film' })))
    expect(reported).toContain('invalid requests')
    await stop()
  })

  it('by thousands of people leaves nobody in memory', async () => {
    const fake = await startFakeDiscord({ token: 'test-token' })
    const client = createClient(fake.url)
    const there = new Promise(resolve => client.once('clientReady', resolve))
    let heard = 0
    client.on('interactionCreate', interaction => void (interaction.isCommand() && heard++))
    await client.login('test-token')
    await there
    for (let n = 0; n < 3000; n++) {
      const user = `12000000000000${String(n).padStart(5, '0')}`
      void fake.command({ name: 'film', user, guild: n % 2 ? undefined : null, timeoutMs: 0 })
    }
    await vi.waitFor(() => expect(heard).toBe(3000), 10_000)
    const guild = client.guilds.cache.first()
    expect(client.users.cache.size).toBe(1)
    expect(guild?.members.cache.size).toBe(1)
    expect(client.channels.cache.size).toBe(1)
    await client.destroy()
    await fake.stop()
  })
})

describe('any refusal of Discord’s', () => {
  let started: StartedDiscord
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  beforeAll(async () => {
    process.on('unhandledRejection', note)
    const suggest = async () => [{ value: 'a', label: 'A' }]
    started = await startDiscord(
      botThat({
        answer: async () => reply,
        suggest,
        waits: typed => JSON.stringify(typed).includes('setup'),
      }),
      { deadlineMs: 400 },
    )
  })
  afterAll(async () => {
    process.off('unhandledRejection', note)
    await started.stop()
  })
  beforeEach(() => started.fake.command({ name: 'film' }))
  afterEach(() => expect(unhandled).toEqual([]))

  const every = Array.from({ length: 200 }, (_, n) => 400 + n)
  // Of routes where Discord's 50 requests a second hold, those that are met.
  const some = [400, 401, 403, 404, 405, 409, 413, 429, 451, 500, 502, 503, 504, 520, 524, 599]

  it.each([
    ['a command', every, /\/callback$/, () => started.fake.command({ name: 'film' })],
    ['a command that waits', every, /\/callback$/, () => started.fake.command({ name: 'setup' })],
    [
      'an autocompletion',
      every,
      /\/callback$/,
      () => started.fake.autocomplete({ command: 'film', option: 'topic', typed: 'a' }),
    ],
    ['a button', every, /\/callback$/, () => started.fake.press({ customId: 'dm /film' })],
    [
      'a later edit',
      some,
      /^PATCH \/webhooks/,
      () => started.fake.command({ name: 'setup', timeoutMs: 400 }),
    ],
    [
      'a direct message',
      some,
      /^POST \/channels/,
      () => started.fake.press({ customId: 'dm /film', timeoutMs: 400 }),
    ],
    ['a post', some, /^POST \/channels\/200/, () => started.platform.post(...postIn('200', Math.random()))],
  ] as [string, number[], RegExp, () => Promise<unknown>][])(
    'to %s: the process lives',
    async (_, codes, route, act) => {
      // A server error is tried four times in all.
      const faults = codes.flatMap(status =>
        Array(status >= 500 ? 4 : 1).fill({ status, code: status * 100 }),
      )
      started.fake.fail(route, faults)
      for (let round = 0; round < 20 && started.fake.pendingFaults > 0; round++)
        await Promise.all(Array.from({ length: codes.length }, () => act().catch(() => {})))
      started.fake.forgive()
      await vi.waitFor(
        async () => expect((await started.fake.command({ name: 'film' })).failed).toBe(false),
        10_000,
      )
    },
    60_000,
  )
})
