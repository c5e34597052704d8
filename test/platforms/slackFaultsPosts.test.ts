import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { once } from '../../src/core/once.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { botThat } from './botThat.ts'
import { startSlack } from './startSlack.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')], seenBy: 'everyone' })
const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
async function start(wanted: Parameters<typeof startSlack>[1] = {}) {
  const channels = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'].map(id => ({ id, member: true }))
  const started = await startSlack(botThat(), { channels, ...wanted })
  stops.push(
    () => started.platform.stop(),
    () => started.fake.stop(),
  )
  const post = (channel = 'C1') =>
    started.platform.post({ community: 'slack:T1', channel }, reply, occurrence)
  return { ...started, post }
}
describe('posts on Slack', () => {
  it('keep a second between two in one channel, and hold back no other channel', async () => {
    const { post } = await start({ paceMs: 1000 })
    const began = performance.now()
    const done: string[] = []
    const all = ['C1', 'C1', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'].map(async channel => {
      expect(await post(channel)).toMatchObject({ result: 'posted' })
      done.push(channel)
    })
    await Promise.all(all)
    expect(performance.now() - began).toBeGreaterThanOrEqual(2000)
    expect(done.at(-1)).toBe('C1')
    expect(new Set(done.slice(0, -1)).size).toBe(6)
  })

  it('wait as long as Slack says, in the channel it says it of; others go on', async () => {
    const { fake, post } = await start({ paceMs: 100 })
    fake.fail('chat.postMessage', { ratelimited: 2 })
    expect(await post('C1')).toMatchObject({ result: 'retry', afterMs: 2000 })
    const began = performance.now()
    for (const channel of ['C2', 'C3', 'C4', 'C5', 'C6'])
      expect(await post(channel)).toMatchObject({ result: 'posted' })
    expect(performance.now() - began).toBeLessThan(1100)
    // More than ten would have to wait: it is told to come back instead.
    expect(await post('C1')).toMatchObject({ result: 'retry', afterMs: 2000 })
    expect(fake.calls['chat.postMessage']).toHaveLength(6)
    await new Promise(resolve => setTimeout(resolve, 2000))
    expect(await post('C1')).toMatchObject({ result: 'posted' })
  }, 10_000)

  it('are made once where the answer is lost, comes too late or is no JSON, and are called unknown', async () => {
    const { fake, post } = await start()
    fake.fail('chat.postMessage', { acceptThenDrop: true })
    expect(await post()).toMatchObject({ result: 'unknown' })
    fake.fail('chat.postMessage', { status: 502 })
    expect(await post()).toMatchObject({ result: 'unknown' })
    fake.fail('chat.postMessage', { status: 200, body: '{"ok":tr' })
    expect(await post()).toMatchObject({ result: 'unknown' })
    expect(fake.posts).toHaveLength(1)
    expect(fake.calls['chat.postMessage']).toHaveLength(3)
  })

  it('wait for no answer longer than ten seconds, and hold nothing up after that', async () => {
    const { fake, post, platform } = await start()
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    const asked: number[] = []
    const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
      asked.push(ms)
      return timeout(ms / 50)
    })
    onTestFinished(() => spy.mockRestore())
    fake.fail('chat.postMessage', { hang: true })
    expect(await post()).toMatchObject({ result: 'unknown' })
    fake.fail('conversations.info', { hang: true })
    expect(await platform.check({ community: 'slack:T1', channel: 'C1' })).toHaveLength(1)
    expect(asked.every(ms => ms <= 10_000)).toBe(true)
    expect(await post()).toMatchObject({ result: 'posted' })
  })

  it.each([
    ['is_archived', 'archived'],
    ['not_in_channel', '/invite @Heroine'],
    ['channel_not_found', 'no longer exists'],
    ['restricted_action', 'workspace setting'],
    ['restricted_action_read_only_channel', 'workspace setting'],
    ['missing_scope', 'chat:write'],
    ['account_inactive', 'removed'],
    ['token_revoked', 'removed'],
    ['team_access_not_granted', 'organization'],
    ['msg_too_long', 'msg_too_long'],
  ])('are refused for good after %s, and say what is missing', async (error, says) => {
    const { fake, post } = await start()
    fake.fail('chat.postMessage', { error })
    expect(await post()).toMatchObject({ result: 'refused', why: expect.stringContaining(says) })
  })

  it.each(['service_unavailable', 'request_timeout', 'team_added_to_org', 'ratelimited', 'token_expired'])(
    'are tried again after %s',
    async error => {
      const { fake, post } = await start()
      fake.fail('chat.postMessage', { error })
      expect(await post()).toMatchObject({ result: 'retry' })
    },
  )

  it.each(['internal_error', 'fatal_error'])(
    'are unknown after %s, which may come after the fact',
    async error => {
      const { fake, post } = await start()
      fake.fail('chat.postMessage', { error })
      expect(await post()).toMatchObject({ result: 'unknown' })
    },
  )

  it('say so where the bot is taken out of the channel or the channel is closed, before and when they are due', async () => {
    const { fake, platform, post } = await start()
    const check = () => platform.check({ community: 'slack:T1', channel: 'C1' })
    expect(await check()).toEqual([])
    fake.channels.get('C1')!.member = false
    expect(await check()).toEqual([expect.stringContaining('/invite @Heroine')])
    expect(await post()).toMatchObject({
      result: 'refused',
      why: expect.stringContaining('/invite @Heroine'),
    })
    Object.assign(fake.channels.get('C1')!, { member: true, archived: true })
    expect(await check()).toEqual([expect.stringContaining('not archived')])
    expect(await post()).toMatchObject({ result: 'refused', why: expect.stringContaining('archived') })
  })
})

it('an interaction is remembered for longer than the ten minutes in which Slack may send it again', () => {
  const firstTime = once()
  expect(firstTime('Ev1', 0)).toBe(true)
  expect(firstTime('Ev1', 10 * 60_000)).toBe(false)
  for (let n = 0; n < 5000; n++) firstTime(`Ev-${n}`, 10 * 60_000)
  expect(firstTime('Ev1', 11 * 60_000)).toBe(false)
})
