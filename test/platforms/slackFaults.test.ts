import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Bot } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { createSlack, type SlackOptions } from '../../src/platforms/slack/platform.ts'
import { type FakeSlackOptions, startFakeSlack } from '../fakes/slack/slack.ts'
import { botThat } from './botThat.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
/** A tenth of what holds in earnest: see `standard` in connections.ts. */
const tenth = { open: 500, pong: 500, pause: 25, longest: 800, refused: 60_000 }

/** The same numbers on every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
async function start(over: Partial<Bot> = {}, options: Partial<SlackOptions & FakeSlackOptions> = {}) {
  const tokens = { botToken: 'xoxb-t', appToken: 'xapp-t' }
  const fake = await startFakeSlack({ ...tokens, channels: [{ id: 'C1', member: true }], ...options })
  const reported: string[] = []
  const told: { message: string; refused: boolean }[] = []
  const platform = createSlack({
    ...tokens,
    apiUrl: fake.url,
    now: () => Temporal.Now.instant(),
    report: where => void reported.push(where),
    tell: ({ message }, refused) => void told.push({ message, refused }),
    waits: tenth,
    paceMs: 0,
    ...options,
  })
  stops.push(
    () => platform.stop(),
    () => fake.stop(),
  )
  const answer = vi.fn<Bot['answer']>(async () => reply)
  const bot = { ...botThat(), answer, left: vi.fn<Bot['left']>(async () => {}), ...over }
  await platform.start(bot)
  await fake.connected(2)
  return { fake, platform, bot, answer, reported, told }
}
const milliseconds = async (work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

describe('Socket Mode', () => {
  it('loses no command while Slack renews one connection after the other, at twenty commands a second', async () => {
    const { fake } = await start()
    const outcomes: ReturnType<typeof fake.command>[] = []
    for (let n = 0; n < 60; n++) {
      if (n % 20 === 10) fake.refresh('refresh_requested', 10_000, n)
      outcomes.push(fake.command({ command: '/film' }))
      await wait(50)
    }
    const messages = (await Promise.all(outcomes)).map(outcome => outcome.messages.length)
    expect(messages).toEqual(Array(60).fill(1))
    expect(fake.refusals).toEqual([])
    await fake.connected(2)
  }, 20_000)

  it('answers each of 2,000 commands once through 100 drops and renewals', async () => {
    const next = random(20_261_125)
    const answer = vi.fn<Bot['answer']>(async () => {
      await wait(next() * 20)
      return reply
    })
    const { fake } = await start({ answer })
    const outcomes: ReturnType<typeof fake.command>[] = []
    for (let n = 0; n < 2000; n++) {
      if (n % 20 === 0) {
        // Slack renews each connection by itself; another is there by then.
        await fake.connected(2)
        const which = Math.floor(next() * 2)
        if (next() < 0.5) fake.drop(which)
        else fake.refresh(next() < 0.5 ? 'refresh_requested' : 'warning', 50 + next() * 200, which)
      }
      outcomes.push(fake.command({ command: '/film' }))
      if (n % 2) await wait(10)
    }
    const ended = await Promise.all(outcomes)
    expect(answer).toHaveBeenCalledTimes(2000)
    expect(ended.filter(({ messages, ack }) => messages.length !== 1 || !ack)).toEqual([])
    // What may have been lost with a connection is acknowledged again; Slack has seen some of that.
    expect(fake.refusals.filter(({ error }) => error !== 'already_acknowledged')).toEqual([])
  }, 60_000)

  it('acknowledges over the other connection what came over one that is gone', async () => {
    const held = Promise.withResolvers<void>()
    const { fake } = await start({ answer: () => held.promise.then(() => reply) })
    const asked = [fake.command({ command: '/film' }), fake.command({ command: '/film' })]
    await wait(50)
    fake.drop()
    await wait(20)
    held.resolve()
    for (const outcome of await Promise.all(asked))
      expect(outcome).toMatchObject({ acknowledged: true, ephemeral: true })
    expect(fake.refusals).toEqual([])
  })

  it('is back when Slack answers again, where asking for an address hung', async () => {
    const { fake } = await start()
    fake.fail('apps.connections.open', { hang: true }, 4)
    fake.drop()
    expect(await milliseconds(() => fake.connected(1))).toBeLessThan(1500 + 1000)
    expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
  }, 20_000)

  it.each([
    ['answers 500', { status: 500 }],
    ['asks to wait', { ratelimited: 1 }],
    ['answers internal_error', { error: 'internal_error' }],
  ])(
    'is back after a try where Slack %s',
    async (_, fault) => {
      const { fake, told } = await start()
      fake.fail('apps.connections.open', fault, 2)
      fake.drop()
      await fake.connected(2)
      expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
      expect(told).toEqual([])
    },
    10_000,
  )

  it.each(['too_many_websockets', 'link_disabled', 'warning'] as const)(
    'replaces a connection that Slack takes out of use: %s',
    async reason => {
      const { fake } = await start()
      fake.refresh(reason, 100, 1)
      await wait(150)
      await fake.connected(2)
      expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
      expect(fake.refusals).toEqual([])
    },
  )

  it('notices connections that are open and dead', async () => {
    const { fake } = await start()
    await wait(400)
    fake.silence()
    expect(await milliseconds(() => fake.connected(2))).toBeLessThan(3000)
    expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
  }, 10_000)

  it('stops where Slack no longer takes the token, says so once, and tries again now and then', async () => {
    const { fake, told, reported } = await start({}, { waits: { ...tenth, refused: 300 } })
    fake.revoke()
    fake.drop()
    await expect.poll(() => told.length).toBe(1)
    expect(told[0]).toEqual({
      message: expect.stringContaining('Slack refused SLACK_APP_TOKEN'),
      refused: true,
    })
    expect(reported).toEqual(['slack connection: invalid_auth'])
    const asked = fake.calls['apps.connections.open']!.length
    await wait(200)
    expect(fake.calls['apps.connections.open']!.length - asked).toBeLessThan(2)
    fake.unrevoke()
    await fake.connected(2)
    expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
  }, 10_000)

  it('ends without waiting for Slack', async () => {
    const { fake, platform } = await start()
    fake.fail('apps.connections.open', { hang: true }, 4)
    fake.drop()
    await wait(50)
    expect(await milliseconds(() => platform.stop())).toBeLessThan(1500)
  })
})

describe('what Slack sends again', () => {
  it('has one effect, three times and over both connections: a command, a press and an event', async () => {
    const { fake, answer, bot } = await start()
    const command = await fake.command({ command: '/film' })
    const press = await fake.press({ actionId: '/film people' })
    const event = await fake.event({ type: 'app_uninstalled' })
    const again = [event, press, command, command, event, press]
    const outcomes = await Promise.all(again.map(({ envelope }, n) => fake.redeliver(envelope, (n % 3) + 1)))
    expect(outcomes.every(({ acknowledged, ack }) => acknowledged && !ack)).toBe(true)
    expect(answer).toHaveBeenCalledTimes(2)
    expect(bot.left).toHaveBeenCalledTimes(1)
    expect(fake.refusals).toEqual([])
  })

  it('is answered where it is the first that arrives, whatever number it bears', async () => {
    const { fake, answer } = await start()
    const { envelope } = await fake.command({ command: '/film' })
    const lost = {
      ...envelope,
      payload: { ...envelope.payload, trigger_id: 'of one whose first try was lost' },
    }
    expect((await fake.redeliver(lost, 3)).ack).toBeDefined()
    expect(answer).toHaveBeenCalledTimes(2)
  })
})
