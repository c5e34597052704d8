import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Reply } from '../../src/core/reply.ts'
import { sample } from '../charts/sample.ts'
import { componentsOf, type Response, textOf } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'
import { wholeDiscord } from './wholeDiscord.ts'

const UPDATE = 7
const DEFERRED_UPDATE = 6
const NEW_MESSAGE = 4
const text = (response: Response) => textOf(response.message ?? {})
const how = (response: Response) => response.callbacks.map(({ type }) => type)

describe('a press on a private answer on Discord', () => {
  const whole = wholeDiscord()
  const press = (customId: string, response: Response) =>
    whole.started.fake.press({ customId, message: response.message!, permissions: '32' })
  const select = (value: string, response: Response) =>
    whole.started.fake.select({
      customId: 'menu',
      values: [value],
      message: response.message!,
      permissions: '32',
    })

  it('that refines it changes it in place: the same command again', async () => {
    const first = await whole.started.fake.command({ name: 'support', options: { region: 'US-WV' } })
    const second = await select('/support region:US-WV need:treatment', first)
    expect(how(second)).toEqual([UPDATE])
    expect(second.message?.id).toBe(first.message?.id)
    expect(text(second).toLowerCase()).toContain('treatment')
    expect((second.message?.flags ?? 0) & 64).toBe(64)
    const further = componentsOf(second.message!).find(one => String(one.custom_id).includes('page:2'))
    expect(how(await press(String(further?.custom_id), second))).toEqual([UPDATE])
  })

  it('goes through /setup in one message, with the store behind each step', async () => {
    const first = await whole.started.fake.command({ name: 'setup', permissions: '32' })
    const second = await select('/setup region:GB', first)
    expect(how(second)).toEqual([DEFERRED_UPDATE])
    expect(second.message?.id).toBe(first.message?.id)
    expect(text(second)).toContain('which part')
  })

  it('that asks another command is answered below it', async () => {
    const first = await whole.started.fake.command({ name: 'support', options: { region: 'US-WV' } })
    const before = text(first)
    const card = await press('/overdose', first)
    expect(how(card)).toEqual([NEW_MESSAGE])
    expect(card.ephemeral).toBe(true)
    expect(text(first)).toBe(before)
  })

  it('never edits the emergency card away', async () => {
    const card = await whole.started.fake.command({ name: 'overdose' })
    const before = text(card)
    expect(before).toContain('911')
    for (const id of componentsOf(card.message!).map(one => String(one.custom_id))) {
      if (!id.startsWith('/')) continue
      const response = await press(id, card)
      expect(how(response), id).toEqual([NEW_MESSAGE])
      expect(response.ephemeral, id).toBe(true)
    }
    expect(text(card)).toBe(before)
  })

  it('never changes what everyone sees', async () => {
    const place = { community: 'discord:100', channel: '200' } as const
    const now = Temporal.Now.instant()
    const reply = await whole.assembled.bot.answer('/support region:US-WV', {
      by: 'clock',
      now,
      locale: 'en',
      place,
    })
    await whole.started.platform.post(place, reply, {
      reminder: 'a1b2c3d4',
      slot: '2026-11-23T09:00',
      due: now,
    })
    const [message] = whole.started.fake.standing('200').slice(-1)
    const response = await whole.started.fake.select({
      customId: 'menu',
      values: ['/support region:US-WV need:treatment'],
      message: message!,
    })
    expect(how(response)).toEqual([NEW_MESSAGE])
    expect(response.ephemeral).toBe(true)
    expect(message?.edited_timestamp).toBeNull()
    // Not even one that looks like a private answer in every other way.
    const first = await whole.started.fake.command({ name: 'support', options: { region: 'US-WV' } })
    const { components } = first.message!
    const same = whole.started.fake.plant('200', { flags: 1 << 15, components })
    const below = await whole.started.fake.select({
      customId: 'menu',
      values: ['/support region:US-WV need:treatment'],
      message: same,
    })
    expect(how(below)).toEqual([NEW_MESSAGE])
    expect(same.edited_timestamp).toBeNull()
  })
})

describe('an answer that takes another’s place on Discord', () => {
  const withChart = (parts: unknown[]) =>
    Reply.parse({
      tone: 'info',
      title: 'Facts',
      text: [],
      parts,
      actions: [
        { label: 'Words', ask: '/facts words' },
        { label: 'Chart', ask: '/facts chart' },
        { label: 'Broken', ask: '/facts broken' },
      ],
    })
  let started: StartedDiscord
  let waits = false
  beforeAll(async () => {
    started = await startDiscord(
      botThat({
        waits: () => waits,
        answer: async typed => {
          if (typed === '/facts broken') return Reply.parse({ tone: 'problem', title: 'Sorry', text: [] })
          return withChart(typed === '/facts words' ? [] : [{ chart: sample }])
        },
      }),
      { draw: async () => new Uint8Array([1, 2, 3]) },
    )
  })
  afterAll(async () => {
    await started.stop()
    expect(started.reported).toEqual([])
    expect(started.fake.refusals).toEqual([])
  })

  it('takes its picture away too, and brings its own', async () => {
    for (waits of [false, true]) {
      const first = await started.fake.command({ name: 'facts' })
      expect(first.message?.attachments).toHaveLength(1)
      await started.fake.press({ customId: '/facts words', message: first.message! })
      expect(first.message?.attachments).toEqual([])
      await started.fake.press({ customId: '/facts chart', message: first.message! })
      expect(first.message?.attachments).toHaveLength(1)
    }
  })

  it('never takes it where something went wrong: that stands below, and the button can be pressed again', async () => {
    for (waits of [false, true]) {
      const first = await started.fake.command({ name: 'facts' })
      const wrong = await started.fake.press({ customId: '/facts broken', message: first.message! })
      const below = waits ? wrong.followups[0] : wrong.message
      expect(textOf(below ?? {})).toContain('Sorry')
      expect((below?.flags ?? 0) & 64).toBe(64)
      expect(textOf(first.message!)).toContain('Facts')
    }
  })
})
