import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signed } from '../../commands/settings/signed.ts'
import { type Assembled, assemble } from '../../src/assemble.ts'
import type { Settings } from '../../src/core/community.ts'
import { componentsOf, FLAGS, INVOKER, type Response, textOf } from '../fakes/discord/index.ts'
import { registerCommands } from './register.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

const text = (response: Response) => textOf(response.message ?? {})
const ids = (response: Response) => componentsOf(response.message ?? {}).map(one => String(one.custom_id))
const isPrivate = ({ message, ephemeral }: Response) =>
  ephemeral && ((message?.flags ?? 0) & FLAGS.EPHEMERAL) !== 0

let assembled: Assembled
let started: StartedDiscord
let posts: () => { id: string; nonce?: unknown; components: unknown }[]
beforeAll(async () => {
  assembled = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
  started = await startDiscord(assembled.bot, {
    guilds: [
      {
        id: '100',
        channels: ['200', '201', '202', '203', '204', '205', '206', '207', '208'].map(id => ({
          id,
          name: id,
        })),
      },
    ],
  })
  await registerCommands(started.fake, assembled.bot)
  posts = () => started.fake.messages as never
})
afterAll(async () => {
  await started.stop()
  assembled.store.close()
  expect(started.reported).toEqual([])
})
const choose = (settings: Settings) =>
  assembled.communities.change('discord:100', now => ({ ...now, ...settings }), signed({ by: 'clock' }))

describe('an answer that somebody shares on Discord', () => {
  /** Each test has a channel of its own: one answer a minute is shared in a channel. */
  let channel = 200
  beforeEach(() => void channel++)
  const here = () => ({ channel: String(channel) })
  const support = () => started.fake.command({ name: 'support', options: { region: 'US-WV' }, ...here() })
  const press = (customId: string, response: Response) =>
    started.fake.press({ customId, message: response.message!, ...here() })

  it('is shown to them first, and then posted afresh with the bot’s token, naming nobody', async () => {
    const before = posts().length
    const answer = await support()
    expect(ids(answer)).toContain('share /support region:US-WV')
    const preview = await press('share /support region:US-WV', answer)
    expect(isPrivate(preview)).toBe(true)
    expect(preview.message?.id).not.toBe(answer.message?.id)
    expect(text(preview)).toContain('Only you see this')
    expect(posts()).toHaveLength(before)

    const told = await press('post /support region:US-WV', preview)
    expect(isPrivate(told)).toBe(true)
    expect(text(told)).toContain('It stands in the channel')
    expect(told.followups).toEqual([])
    expect(posts()).toHaveLength(before + 1)
    const posted = posts().at(-1)!
    expect(posted).toMatchObject({ nonce: `share-${told.id}`, pings: [], allowed: { parse: [] } })
    expect(posted).not.toHaveProperty('webhook_id')
    expect(JSON.stringify(posted)).not.toContain(INVOKER)
    expect(textOf(posted as never)).toContain('988')
    expect(
      componentsOf(posted as never)
        .map(one => String(one.custom_id))
        .join(),
    ).not.toMatch(/share|post/)
  })

  it('is posted once, although the press arrives again after the bot was restarted', async () => {
    const answer = await support()
    const preview = await press('share /support region:US-WV', answer)
    const told = await press('post /support region:US-WV', preview)
    const before = posts().length
    const place = { community: 'discord:100', channel: String(channel) } as const
    const reply = await assembled.bot.answer('/support region:US-WV', {
      by: 'clock',
      now: Temporal.Now.instant(),
      locale: 'en',
      place,
    })
    const again = { reminder: 'share', slot: told.id, due: Temporal.Now.instant() }
    expect(await started.platform.post(place, reply, again)).toMatchObject({ result: 'posted' })
    expect(posts()).toHaveLength(before)
  })

  it('is not posted twice in a minute, and that is told to whoever pressed alone', async () => {
    const answer = await support()
    const preview = await press('share /support region:US-WV', answer)
    await press('post /support region:US-WV', preview)
    const before = posts().length
    const again = await press('post /support region:US-WV', preview)
    expect(isPrivate(again)).toBe(true)
    expect(text(again)).toContain('Not again so soon')
    expect(posts()).toHaveLength(before)
  })

  it('says which permission is missing where it could not be posted after all', async () => {
    const answer = await support()
    const preview = await press('share /support region:US-WV', answer)
    started.fake.fail(`POST /channels/${channel}/messages`, { status: 403, code: 50013, message: 'no' })
    const told = await press('post /support region:US-WV', preview)
    expect(text(told)).toContain('Send Messages')
  })

  it('is offered neither for /ask, nor in direct messages, nor where the bot may not write', async () => {
    const offers = (response: Response) => ids(response).some(id => id.startsWith('share '))
    expect(
      offers(await started.fake.command({ name: 'ask', options: { question: 'what is naloxone' } })),
    ).toBe(false)
    expect(
      offers(await started.fake.command({ name: 'support', options: { region: 'US-WV' }, guild: null })),
    ).toBe(false)
    started.fake.deny(String(channel), ['SEND_MESSAGES'])
    expect(offers(await support())).toBe(false)
    started.fake.deny(String(channel), [])
    expect(offers(await support())).toBe(true)
  })

  it('is offered in a thread by the permission that threads have', async () => {
    const place = { community: 'discord:100', channel: String(channel) } as const
    const now = Temporal.Now.instant()
    const reply = await assembled.bot.answer('/support', { by: 'clock', now, locale: 'en', place })
    const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: now }
    const posted = await started.platform.post(place, reply, occurrence, { thread: true })
    if (posted.result !== 'posted') throw new Error(posted.why)
    const ask = { name: 'support', options: { region: 'US-WV' }, channel: posted.message! }
    const offered = async () => ids(await started.fake.command(ask)).some(id => id.startsWith('share '))
    expect(await offered()).toBe(true)
    started.fake.deny(posted.message!, ['SEND_MESSAGES'])
    expect(await offered()).toBe(true)
    started.fake.deny(posted.message!, ['SEND_MESSAGES_IN_THREADS'])
    expect(await offered()).toBe(false)
  })
})

describe('the film and the facts, where a community lets everyone see them', () => {
  beforeAll(async () => {
    await choose({ publicFacts: true })
  })

  it('are a message of the bot’s own: whoever typed is told privately, and named nowhere', async () => {
    const before = posts().length
    const response = await started.fake.command({ name: 'film', channel: '200' })
    expect(isPrivate(response)).toBe(true)
    expect(text(response)).toContain('It stands in the channel')
    expect(text(response)).not.toContain('39 minutes')
    expect(posts()).toHaveLength(before + 1)
    expect(textOf(posts().at(-1) as never)).toContain('39 minutes')
    expect(posts().at(-1)).toMatchObject({ nonce: `share-${response.id}`, pings: [] })
    expect(JSON.stringify(posts().at(-1))).not.toContain(INVOKER)
  })

  it('are private where the bot may not post, or turns out not to be able to', async () => {
    const before = posts().length
    started.fake.deny('200', ['SEND_MESSAGES'])
    const denied = await started.fake.command({ name: 'film', channel: '200' })
    started.fake.deny('200', [])
    started.fake.fail('POST /channels/200/messages', { status: 403, code: 50013, message: 'no' })
    for (const response of [denied, await started.fake.command({ name: 'film', channel: '200' })]) {
      expect(isPrivate(response)).toBe(true)
      expect(text(response)).toContain('39 minutes')
    }
    expect(posts()).toHaveLength(before)
  })

  it('are private for a press under them, which never changes what everyone sees', async () => {
    await started.fake.command({ name: 'film', channel: '200' })
    const [message] = started.fake.standing('200').slice(-1)
    const words = textOf(message!)
    const custom = componentsOf(message!)
      .map(one => String(one.custom_id))
      .find(id => id.startsWith('/film'))!
    const response = await started.fake.press({ customId: custom, message: message! })
    expect(isPrivate(response)).toBe(true)
    expect(response.message?.id).not.toBe(message?.id)
    expect(textOf(message!)).toBe(words)
  })
})
