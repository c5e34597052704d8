import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Bot } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { list, paragraph, strong } from '../../src/core/text.ts'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { render as renderDiscord } from '../../src/platforms/discord/render.ts'
import { render as renderSlack } from '../../src/platforms/slack/render.ts'
import { type FakeDiscord, startFakeDiscord, textOf } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { type StartedSlack, startSlack } from './startSlack.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })
const publicReply = { ...reply, seenBy: 'everyone' as const }
const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }
const makeBot = (over: Partial<Bot> = {}): Bot =>
  botThat({ answer: vi.fn(async () => reply), left: vi.fn(async () => {}), ...over })
const now = () => Temporal.Now.instant()

describe('Discord’s edges', () => {
  let fake: FakeDiscord
  const bot = makeBot()
  const reported: string[] = []
  let platform: ReturnType<typeof createDiscord>
  beforeAll(async () => {
    fake = await startFakeDiscord({
      token: 't',
      guilds: [{ id: '100', channels: [{ id: '200', name: 'a' }] }, { id: '101' }],
    })
    platform = createDiscord({
      token: 't',
      apiUrl: fake.url,
      now,
      report: where => void reported.push(where),
    })
    await platform.start(bot)
    await fake.ready()
  })
  afterAll(async () => {
    await platform.stop()
    await fake.stop()
  })

  it('keeps one message of an occurrence that is posted twice, or whose answer was lost', async () => {
    const place = { community: 'discord:100' as const, channel: '200' }
    await platform.post(place, publicReply, occurrence)
    await platform.post(place, publicReply, occurrence)
    fake.fail('POST /channels/200/messages', { storeThen: 502 })
    expect(
      await platform.post(place, publicReply, { ...occurrence, slot: '2026-11-24T09:00' }),
    ).toMatchObject({ result: 'posted' })
    expect(fake.messages).toHaveLength(2)
  })

  it('does not take an outage for a removal', async () => {
    fake.removeGuild('101', { unavailable: true })
    fake.removeGuild('100')
    await expect.poll(() => vi.mocked(bot.left).mock.calls).toEqual([['discord:100']])
  })
})

describe('Slack’s edges', () => {
  let fake: StartedSlack['fake']
  const bot = makeBot()
  let platform: StartedSlack['platform']
  beforeAll(async () => {
    ;({ fake, platform } = await startSlack(bot))
  })
  afterAll(async () => {
    await platform.stop()
    await fake.stop()
  })

  it('answers a command once, however often it is delivered', async () => {
    const first = await fake.command({ command: '/film' })
    await fake.redeliver(first.envelope)
    expect(bot.answer).toHaveBeenCalledTimes(1)
  })

  it('does not post again what may have arrived', async () => {
    fake.fail('chat.postMessage', { acceptThenDrop: true })
    const posted = await platform.post({ community: 'slack:T1', channel: 'C1' }, publicReply, occurrence)
    expect(posted.result).toBe('unknown')
    expect(fake.posts).toHaveLength(1)
  })

  it('waits when Slack asks to, and says so', async () => {
    fake.fail('chat.postMessage', { ratelimited: 7 })
    const posted = await platform.post({ community: 'slack:T1', channel: 'C1' }, publicReply, occurrence)
    expect(posted).toMatchObject({ result: 'retry', afterMs: 7000 })
  })

  it('forgets a workspace when its own token is gone, not when a member’s is', async () => {
    await fake.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } })
    expect(bot.left).not.toHaveBeenCalled()
    await fake.uninstall()
    await expect.poll(() => vi.mocked(bot.left).mock.calls.length).toBeGreaterThan(0)
  })
})

describe('what somebody typed stays what they typed', () => {
  const hostile = '**b** _i_ ~s~ `c` [x](https://evil.example) <@1> @everyone *4141* # h > q || s ||'
  const typed = Reply.parse({
    tone: 'notice',
    title: hostile,
    text: [paragraph(hostile), list(hostile), paragraph(strong('ok'))],
  })

  it('on Discord: every mark is escaped', () => {
    const shown = textOf(renderDiscord(typed) as never)
    // In angle brackets Discord reads an address and nothing else.
    const plain = shown.replaceAll('<https://evil.example>', '')
    const unescaped = plain.replaceAll(/\\[_\W]/g, '').replace('**ok**', '')
    expect(unescaped).not.toMatch(/[*_~`|[\]()<@]/)
  })

  it('on Slack: it is rich text, whose strings are never read as marks, and the notification escapes it', () => {
    const message = renderSlack(typed)
    expect(JSON.stringify(message.blocks)).not.toContain('mrkdwn')
    expect(message.text).not.toMatch(/<@|<!/)
  })
})
