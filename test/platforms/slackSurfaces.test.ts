import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import { Reply } from '../../src/core/reply.ts'
import type { Outcome, Seen } from '../fakes/slack/outcome.ts'
import type { View } from '../fakes/slack/views.ts'
import { type StartedSlack, startSlack } from './startSlack.ts'

type Element = { action_id?: string; type?: string; initial_option?: { value: string } }
type Block = {
  type: string
  block_id?: string
  element?: Element
  elements?: Element[]
  optional?: boolean
}

const admin = 'U0ADMIN'
let assembled: Assembled
let fake: StartedSlack['fake']
let platform: StartedSlack['platform']
const reported: unknown[] = []
const clock = { now: Temporal.Instant.from('2026-11-24T12:00:00Z') }

beforeAll(async () => {
  const report = (where: string, error?: unknown) => void reported.push(`${where}: ${error}`)
  assembled = assemble({ dataDir: ':memory:', check: async place => platform.check(place), report })
  ;({ fake, platform } = await startSlack(assembled.bot, {
    report,
    clock: () => clock.now,
    admins: [admin],
    channels: [
      { id: 'C1', name: 'general', member: true },
      { id: 'C2', name: 'elsewhere', member: false },
    ],
  }))
})
beforeEach(() => {
  clock.now = clock.now.add({ minutes: 5 })
  fake.posts.length = 0
  fake.views.length = 0
  fake.ephemerals.length = 0
})
afterAll(async () => {
  await platform.stop()
  await fake.stop()
  assembled.store.close()
  expect(reported).toEqual([])
})

const everyText = (value: unknown): string => JSON.stringify(value)
const blocksOf = ({ blocks }: { blocks: unknown[] }) => blocks as Block[]
const idsIn = (shown: { blocks: unknown[] }) =>
  blocksOf(shown).flatMap(({ type, elements = [] }) =>
    type === 'actions' ? elements.map(({ action_id = '' }) => action_id) : [],
  )
const view = (): View => fake.views.at(-1)!
const shownIn = async (until: string): Promise<View> => {
  await expect.poll(() => everyText(fake.views.at(-1)), { timeout: 3000 }).toContain(until)
  return view()
}
const typing = (command: string, text = '', user = 'U1', channel = 'C1') =>
  fake.command({ command: `/${command}`, text, user, channel })
const pressed = (from: Outcome | Seen, actionId: string, user = 'U1') => {
  const message = 'envelope' in from ? from.message! : from
  return fake.press({ actionId, from: message, user, waitMs: 2500 })
}

describe('the Home tab', () => {
  const openHome = (user: string, tab = 'home') =>
    fake.event({ type: 'app_home_opened', user, channel: `D${user.slice(1)}`, tab, event_ts: '1.1' })

  it('says to everyone where help is, and who may see that they looked', async () => {
    await openHome('U1')
    const home = await shownIn('Where help is')
    expect(home).toMatchObject({ type: 'home', user: 'U1' })
    expect(everyText(home)).toContain('Not shown to colleagues')
    expect(everyText(home)).toContain('employer')
    expect(everyText(home)).not.toMatch(/moderator|\/settings|Time zone/)
    expect(idsIn(home)).toContain('/overdose')
  })

  it('shows moderators their settings and reminders below, each button once', async () => {
    await openHome(admin)
    const home = await shownIn('No reminders yet')
    expect(everyText(home).indexOf('Where help is')).toBeLessThan(everyText(home).indexOf('No reminders yet'))
    expect(new Set(idsIn(home)).size).toBe(idsIn(home).length)
    expect(fake.views.every(({ user }) => user === admin)).toBe(true)
  })

  it('is not published for the tab with messages, and once for an event that comes twice', async () => {
    await openHome('U1', 'messages')
    const outcome = await openHome('U1')
    await shownIn('Where help is')
    await fake.redeliver(outcome.envelope)
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(fake.views).toHaveLength(1)
  })

  it('opens a button’s answer over itself at once, and writes to them where that comes too late', async () => {
    await openHome('U1')
    const home = await shownIn('Where help is')
    await fake.pressIn({ view: home, actionId: '/overdose' })
    const modal = await shownIn('Send to my DMs')
    expect(modal.type).toBe('modal')
    expect(fake.posts).toEqual([])
    fake.fail('views.open', { error: 'expired_trigger_id' })
    await fake.pressIn({ view: home, actionId: '/overdose' })
    await expect.poll(() => fake.posts.map(({ channel }) => channel)).toEqual(['D1'])
    expect(fake.posts[0]!.text).toContain('911')
  })

  it('lets a moderator’s button wait for the store in an open window', async () => {
    await openHome(admin)
    const home = await shownIn('No reminders yet')
    const line = idsIn(home).find(id => id.startsWith('/setup') || id.startsWith('/settings'))!
    await fake.pressIn({ view: home, actionId: line })
    await expect.poll(() => view().type).toBe('modal')
    await expect.poll(() => everyText(view())).not.toContain('One moment')
    expect(fake.views.filter(({ type }) => type === 'modal')).toHaveLength(1)
    expect(everyText(fake.calls['views.open']!.at(-1))).toContain('One moment')
  })
})

describe('shortcuts', () => {
  it('open where help is in a window that goes on in place, without a way to share', async () => {
    await fake.shortcut({ id: 'support' })
    const modal = await shownIn('Find support')
    expect(modal).toMatchObject({ type: 'modal', title: { text: 'Find support' } })
    expect(modal.submit).toBeUndefined()
    expect(idsIn(modal).filter(id => /^(share|post) /.test(id))).toEqual([])
    await fake.pressIn({ view: modal, actionId: '/overdose' })
    expect((await shownIn('Send to my DMs')).id).toBe(modal.id)
    expect(fake.views).toHaveLength(1)
  })

  it('offer a text beside a message, which nobody reads, keeps or writes down', async () => {
    const canary = 'canary-7f3a I am using again'
    await fake.shortcut({ id: 'offer', message: { ts: '5.5', user: 'U0WRITER', text: canary } })
    const modal = await shownIn('A text that you may send')
    expect(modal.title).toMatchObject({ text: 'Offer support privately' })
    const heard = [fake.calls, fake.views, fake.posts, reported, fake.refusals].map(everyText).join()
    expect(heard).not.toMatch(/canary|U0WRITER/)
    expect(everyText(await assembled.store.communities.settings('slack:T1'))).not.toMatch(/canary|U0WRITER/)
    expect([fake.posts, fake.ephemerals]).toEqual([[], []])
  })

  it('that nobody knows open nothing', async () => {
    const outcome = await fake.shortcut({ id: 'settings forget' })
    expect(outcome.acknowledged).toBe(true)
    expect(fake.views).toEqual([])
  })

  it('send the emergency card to their own messages', async () => {
    await fake.shortcut({ id: 'support' })
    await fake.pressIn({ view: await shownIn('Find support'), actionId: '/overdose' })
    await fake.pressIn({ view: await shownIn('Send to my DMs'), actionId: 'dm /overdose' })
    await shownIn('Sent to your direct messages')
    expect(fake.posts.map(({ channel }) => channel)).toEqual(['D1'])
  })
})

describe('forms', () => {
  const button = 'form name,need,phone,check /resources add'
  const filled = {
    name: { type: 'plain_text_input', value: 'Naloxone shelf' },
    need: { type: 'static_select', selected_option: { value: 'naloxone' } },
    phone: { type: 'plain_text_input', value: '+1 304 555 0123' },
    check: { type: 'datepicker', selected_date: '2027-01-31' },
  }
  const opened = async (id = button, user = admin, channel = 'C1') => {
    const press = await fake.press({ actionId: id, user, channel, waitMs: 0 })
    await expect.poll(() => fake.views.length).toBe(1)
    return { press, form: view() }
  }

  it('ask for each option by the picker that Slack has for it', async () => {
    const { form } = await opened('form region,timezone,channel /settings change language:en')
    expect(
      blocksOf(form)
        .map(({ block_id, element }) => [block_id, element?.type])
        .slice(1),
    ).toEqual([
      ['region', 'external_select'],
      ['timezone', 'external_select'],
      ['channel', 'conversations_select'],
    ])
    fake.views.length = 0
    const { form: other } = await opened('form every,at,from,say,mention /reminders create')
    expect(
      blocksOf(other)
        .map(({ element }) => element?.type)
        .slice(1),
    ).toEqual(['static_select', 'timepicker', 'datepicker', 'plain_text_input', 'plain_text_input'])
  })

  it('hold what the button had named, as values or as fields filled in', async () => {
    const { form } = await opened('form need,name /resources add need:naloxone')
    expect(blocksOf(form)[1]?.element?.initial_option?.value).toBe('naloxone')
    expect(blocksOf(form)[2]).toMatchObject({ block_id: 'name', optional: false })
    expect(String(form.title && everyText(form.title))).toContain('/resources add')
  })

  it('suggest from long lists as somebody types', async () => {
    const { form } = await opened('form region,timezone /settings change')
    const region = await fake.suggest({ view: form, actionId: 'region', typed: 'west v', user: admin })
    expect(region.ack?.options).toMatchObject([{ value: 'US-WV' }])
    const zone = await fake.suggest({ view: form, actionId: 'timezone', typed: 'europe', user: admin })
    const { length } = zone.ack!.options as unknown[]
    expect(length).toBeLessThanOrEqual(100)
    expect(length).toBeGreaterThan(10)
  })

  it('are their command, typed; the answer comes back privately to the message with the button', async () => {
    const { press, form } = await opened()
    const sent = await fake.submit({ view: form, values: filled, user: admin })
    expect(sent.acknowledged).toBe(true)
    expect(sent.ack).toBeUndefined()
    const { text, ephemeral } = await press.next(3000).catch(() => press.message!)
    expect(ephemeral).toBe(true)
    expect(text).toContain('Naloxone shelf')
    const { resources } = (await assembled.store.communities.settings('slack:T1')) as never as {
      resources: { name: string }[]
    }
    expect(resources).toMatchObject([{ name: 'Naloxone shelf' }])
    expect([fake.posts, fake.ephemerals]).toEqual([[], []])
  })

  it('say below a field what is wrong with it, and change nothing', async () => {
    const { form } = await opened('form timezone,region /settings change')
    const values = { timezone: { type: 'external_select', selected_option: { value: 'Mars/Olympus' } } }
    const { ack } = await fake.submit({ view: form, values, user: admin })
    expect(ack).toMatchObject({
      response_action: 'errors',
      errors: { timezone: expect.stringContaining('time zone') },
    })
  })

  it('come back half an hour later as a private message there, or directly where the bot is no member', async () => {
    for (const [channel, there] of [
      ['C1', true],
      ['C2', false],
    ] as const) {
      fake.views.length = 0
      const { form } = await opened('form page /resources list', admin, channel)
      fake.fail('response_url', { status: 404 })
      await fake.submit({ view: form, values: {}, user: admin })
      if (there)
        await expect.poll(() => fake.ephemerals).toMatchObject([{ channel: 'C1', user: admin, shown: true }])
      else await expect.poll(() => fake.posts.map(post => post.channel)).toEqual(['D0ADMIN'])
    }
    expect(fake.ephemerals).toHaveLength(1)
  })

  it('refuse who may not, after they are sent', async () => {
    const { press, form } = await opened(button, 'U1')
    await fake.submit({ view: form, values: filled, user: 'U1' })
    const { text } = await press.next(3000).catch(() => press.message!)
    expect(text).toContain('Only moderators')
  })

  it('that no command has are answered as the line they carry', async () => {
    const press = await fake.press({ actionId: 'form nothing /film' })
    expect(press.message?.text).toContain('39 minutes')
    expect(fake.views).toEqual([])
  })

  it('opened over a window answer in it', async () => {
    await fake.shortcut({ id: 'support' })
    const under = await shownIn('Find support')
    under.blocks.push({
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'form need /support region:US-WV',
          text: { type: 'plain_text', text: 'x' },
        },
      ],
    })
    await fake.pressIn({ view: under, actionId: 'form need /support region:US-WV' })
    await expect.poll(() => fake.views.length).toBe(2)
    const form = view()
    const values = { need: { type: 'static_select', selected_option: { value: 'treatment' } } }
    const { ack } = await fake.submit({ view: form, values })
    expect(ack).toMatchObject({ response_action: 'update' })
    expect((await shownIn('West Virginia')).id).toBe(form.id)
  })
})

describe('sharing an answer', () => {
  it('shows privately what everyone would see, then posts it afresh without a trace of who pressed', async () => {
    const answer = await typing('support', 'region:US-WV', 'U7')
    const preview = await pressed(answer, 'share /support region:US-WV', 'U7')
    expect(preview.messages.at(-1)).toMatchObject({ ephemeral: true })
    expect(preview.message!.text).toContain('Only you see this')
    expect(fake.posts).toEqual([])
    const told = await pressed(preview, 'post /support region:US-WV', 'U7')
    expect(told.message).toMatchObject({ ephemeral: true })
    expect(told.message!.text).toContain('It stands in the channel')
    expect(told.messages).toHaveLength(1)
    expect(fake.posts).toMatchObject([{ channel: 'C1' }])
    const sent = fake.calls['chat.postMessage']!.at(-1)!
    expect(everyText(sent)).not.toMatch(/U7|in_channel|response_type|thread_ts/)
    expect(idsIn(fake.posts[0]!).filter(id => /^(share|post) /.test(id))).toEqual([])
    const soon = await pressed(preview, 'post /support region:US-WV', 'U7')
    expect(soon.message!.text).toContain('Not again so soon')
    expect(soon.messages).toHaveLength(2)
    expect(fake.posts).toHaveLength(1)
  })

  it('tells privately how to invite the bot, and keeps the preview, where it is no member', async () => {
    const answer = await typing('support', 'region:US-WV', 'U1', 'C2')
    const preview = await pressed(answer, 'share /support region:US-WV')
    const told = await pressed(preview, 'post /support region:US-WV')
    expect(told.message).toMatchObject({ ephemeral: true })
    expect(told.message!.text).toContain('/invite @Heroine')
    expect(told.messages).toHaveLength(2)
    expect(fake.posts).toEqual([])
  })

  it('is not offered in direct messages, nor for /ask, and refuses there all the same', async () => {
    for (const answer of [
      await typing('support', 'region:US-WV', 'U1', 'D9'),
      await typing('ask', 'where is help in west virginia'),
    ])
      expect(idsIn(answer.message!).filter(id => /^(share|post) /.test(id))).toEqual([])
    const told = await fake.press({ actionId: 'post /support region:US-WV', channel: 'D9', waitMs: 2500 })
    expect(told.message!.text).toContain('Nothing was posted')
    expect(fake.posts).toEqual([])
  })
})

describe('editing in place', () => {
  const replaced = (outcome: Outcome) => outcome.responses.map(body => body.replace_original)

  it('replaces a private answer by what refines it', async () => {
    const answer = await typing('support', 'region:US-WV')
    const choice = await fake.select({
      actionId: 'menu',
      value: '/support region:US-WV need:treatment',
      from: answer.message!,
      waitMs: 2500,
    })
    expect(replaced(choice)).toEqual([true])
    expect(choice.messages).toHaveLength(1)
    expect(choice.message).toMatchObject({ ephemeral: true })
  })

  it('never takes the emergency card away, nor one command’s answer for another’s', async () => {
    const card = await typing('overdose')
    const next = idsIn(card.message!).find(id => id.startsWith('/overdose'))!
    expect(replaced(await pressed(card, next))).toEqual([false])
    const answer = await typing('support', 'region:US-WV')
    const emergency = await pressed(answer, '/overdose')
    expect(replaced(emergency)).toEqual([false])
    expect(emergency.messages).toHaveLength(2)
  })

  it('never touches a message that others see: whoever presses gets their own', async () => {
    const context = { by: 'clock', now: clock.now, locale: 'en' } as const
    const place = { community: 'slack:T1', channel: 'C1' } as const
    const reply = await assembled.bot.answer('/support region:US-WV', { ...context, place })
    const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: clock.now }
    await platform.post(place, reply, occurrence)
    const [post] = fake.posts
    const public_ = { ...post!, ephemeral: false }
    const choice = await fake.select({
      actionId: 'menu',
      value: '/support region:US-WV need:treatment',
      from: public_,
      waitMs: 2500,
    })
    expect(replaced(choice)).toEqual([false])
    expect(choice.messages.map(({ ephemeral }) => ephemeral)).toEqual([false, true])
  })
})

it('names commands as they are typed, in answers and in posts, whatever the prefix', async () => {
  const { bot } = assembled
  const other = await startSlack(bot, { prefix: 'cares' })
  const { message } = await other.fake.command({ command: '/cares' })
  expect(message!.text).toContain('/cares-overdose ')
  expect((await other.fake.command({ command: '/cares-film' })).message!.text).toContain('39 minutes')
  const reply = Reply.parse({ tone: 'info', title: 'Type /overdose', text: [], seenBy: 'everyone' })
  const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: clock.now }
  await other.platform.post({ community: 'slack:T1', channel: 'C1' }, reply, occurrence)
  expect(other.fake.posts[0]!.text).toBe('Type /cares-overdose')
  await other.platform.stop()
  await other.fake.stop()
  expect((await typing('heroine')).message!.text).toContain('/heroine-settings ')
})

it('offers the emergency card in their own messages, since Slack takes private ones away', async () => {
  const card = await typing('overdose')
  expect(idsIn(card.message!)).toContain('dm /overdose')
  const told = await pressed(card, 'dm /overdose')
  expect(told.message!.text).toContain('Sent to your direct messages')
  await expect.poll(() => fake.posts.map(({ channel }) => channel)).toEqual(['D1'])
})

it('was refused nothing by Slack but what a test planned', () => {
  expect(fake.refusals.filter(({ error }) => error !== 'not_in_channel')).toEqual([])
})

vi.setConfig({ testTimeout: 20_000 })
