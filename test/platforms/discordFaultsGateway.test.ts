import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Bot } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })
const forAll = { ...reply, seenBy: 'everyone' as const }
const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }
const place = { community: 'discord:100' as const, channel: '200' }

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function start(over: Partial<Bot> = {}, setup: Parameters<typeof startDiscord>[1] = {}) {
  const answer = vi.fn(async () => reply)
  const started = await startDiscord(botThat({ answer, ...over }), setup)
  stops.push(started.stop)
  return { ...started, answer }
}

const answers = async ({ fake }: Pick<StartedDiscord, 'fake'>) =>
  !(await fake.command({ name: 'film' })).failed

describe('the connection to Discord comes back', () => {
  const losses: [string, (fake: FakeDiscord) => void][] = [
    ['a FIN', fake => fake.gateway.cut('FIN')],
    ['an RST', fake => fake.gateway.cut('RST')],
    ['a close with 4000', fake => fake.drop(4000)],
    ['opcode 7', fake => fake.reconnect()],
    ['opcode 9 that may be resumed', fake => fake.invalidSession(true)],
  ]

  it.each(losses)('with what was missed, after %s', async (_, lose) => {
    const { fake, answer } = await start()
    lose(fake)
    const asked = fake.command({ name: 'film' })
    await fake.until(() => fake.gateway.resumes === 1, 5000)
    expect((await asked).failed).toBe(false)
    expect(answer).toHaveBeenCalledTimes(1)
    expect(fake.gateway.identifies).toHaveLength(1)
  })

  it('with a new session, after opcode 9', async () => {
    const { fake } = await start()
    fake.invalidSession(false)
    await fake.until(() => fake.gateway.identifies.length === 2 && fake.gateway.connected, 10_000)
    expect(await answers({ fake })).toBe(true)
  })

  it('after READY never came', async () => {
    const { fake } = await start()
    fake.gateway.withheld = 1
    fake.invalidSession(false)
    await fake.until(() => fake.gateway.identifies.length === 3 && fake.gateway.connected, 40_000)
    expect(await answers({ fake })).toBe(true)
  }, 50_000)

  it('within two heartbeats after the socket fell silent', async () => {
    const { fake, reported } = await start({}, { heartbeatMs: 1000 })
    await new Promise(resolve => setTimeout(resolve, 5500))
    expect(fake.gateway.resumes).toBe(0)
    fake.gateway.silence()
    await fake.until(() => fake.gateway.resumes === 1, 2500)
    expect(reported).toEqual(['silent gateway'])
    expect(await answers({ fake })).toBe(true)
  })

  it('and what it replays has one effect', async () => {
    const left = vi.fn(async () => {})
    const { fake, answer, reported } = await start({ left })
    for (let n = 0; n < 20; n++) await fake.command({ name: 'film' })
    fake.gateway.replay(20)
    await answers({ fake })
    expect(answer).toHaveBeenCalledTimes(21)
    expect(reported).toEqual([])
    expect(fake.refusals).toEqual([])
  })
})

describe('a token that Discord refuses', () => {
  const unauthorized = { status: 401, code: 0 }

  it('once is no reason to fall silent: the bot posts again', async () => {
    const { fake, platform, reported } = await start()
    fake.fail('POST /channels/200/messages', unauthorized)
    expect(await platform.post(place, forAll, occurrence)).toMatchObject({ result: 'retry' })
    await fake.until(() => fake.gateway.identifies.length === 2 && fake.gateway.connected, 10_000)
    await vi.waitFor(async () =>
      expect(await platform.post(place, forAll, occurrence)).toMatchObject({ result: 'posted' }),
    )
    expect(await answers({ fake })).toBe(true)
    expect(reported).toContain('connection')
  })

  it('again at the login is told, and tried again all the same', async () => {
    const tell = vi.fn()
    const { fake, platform } = await start({}, { tell })
    fake.fail('GET /gateway/bot', [unauthorized, unauthorized])
    fake.fail('POST /channels/200/messages', unauthorized)
    await platform.post(place, forAll, occurrence)
    await fake.until(() => fake.gateway.identifies.length === 2 && fake.gateway.connected, 10_000)
    expect(tell.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringContaining('Discord refused DISCORD_TOKEN') }), true],
    ])
    expect(await answers({ fake })).toBe(true)
  })

  it('on the gateway is noticed as well', async () => {
    const { fake } = await start()
    fake.drop(4004)
    await fake.until(() => fake.gateway.identifies.length === 2 && fake.gateway.connected, 10_000)
    expect(await answers({ fake })).toBe(true)
  })
})

describe('the start', () => {
  it('waits for a Discord that cannot be reached yet, says so once, and is ready within 5 seconds of it', async () => {
    const first = await startFakeDiscord({ token: 'test-token' })
    const port = Number(new URL(first.url).port)
    await first.stop()
    const tell = vi.fn()
    const platform = createDiscord({
      token: 'test-token',
      apiUrl: first.url,
      now: () => Temporal.Now.instant(),
      report: () => {},
      tell,
    })
    const ready = platform.start(botThat({ answer: async () => reply }))
    await new Promise(resolve => setTimeout(resolve, 4000))
    const fake = await startFakeDiscord({ token: 'test-token', port })
    const since = performance.now()
    await ready
    expect(performance.now() - since).toBeLessThan(5000)
    expect(await answers({ fake })).toBe(true)
    expect(tell.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringMatching(/cannot be reached.*tried again/) }), false],
    ])
    await platform.stop()
    await fake.stop()
  })

  it('can be called off while it waits', async () => {
    const platform = createDiscord({
      token: 'test-token',
      apiUrl: 'http://127.0.0.1:9/api',
      now: () => Temporal.Now.instant(),
      report: () => {},
    })
    const ready = platform.start(botThat())
    await platform.stop()
    await ready
  })

  it('leaves no second session behind when a client is given up', async () => {
    const { fake, platform } = await start()
    fake.fail('POST /channels/200/messages', { status: 401, code: 0 })
    fake.drop()
    await platform.post(place, forAll, occurrence)
    await fake.until(() => fake.gateway.identifies.length === 2 && fake.gateway.connected, 10_000)
    await new Promise(resolve => setTimeout(resolve, 2500))
    expect(fake.gateway.identifies).toHaveLength(2)
    expect(fake.gateway.open).toBe(1)
    expect(await answers({ fake })).toBe(true)
  })
})
