import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { draw } from '../../src/charts/png.ts'
import { type Chart, chartInWords, type Draw } from '../../src/core/chart.ts'
import { Reply } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import { paragraph } from '../../src/core/text.ts'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { render as renderDiscord } from '../../src/platforms/discord/render.ts'
import { drawDiscord } from '../../src/platforms/playground/discord.ts'
import { drawSlack } from '../../src/platforms/playground/slack.ts'
import { render as renderSlack } from '../../src/platforms/slack/render.ts'
import { sample } from '../charts/sample.ts'
import {
  componentsOf,
  type FakeDiscord,
  type FakeMessage,
  startFakeDiscord,
  textOf,
} from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { type StartedSlack, startSlack } from './startSlack.ts'

const chart = {
  ...sample,
  title: 'Deaths *a* year',
  lines: [
    ...sample.lines,
    {
      name: 'Elsewhere',
      points: [
        { year: 1999, value: 7 },
        { year: 2001, value: 8.5 },
      ],
    },
  ],
}
const replyWith = (one: Chart, more: object = {}) =>
  Reply.parse({ tone: 'info', title: 'Numbers', text: [paragraph('See.')], parts: [{ chart: one }], ...more })
const reply = replyWith(chart)
const publicReply = replyWith(chart, { seenBy: 'everyone' })

/** As much as a Reply may hold, its chart included. */
const longest = (() => {
  const points = Array.from({ length: 40 }, (_, i) => ({
    year: 1980 + i,
    value: 100_000 * i + 0.5,
    open: true as const,
  }))
  const lines = ['One', 'Two', 'Three'].map(name => ({ name: `${name} *of* the 'lines' here`, points }))
  const big = { ...chart, lines, alt: '*'.repeat(900), note: '*_'.repeat(80) }
  const fits = (letters: number) => ({
    ...reply,
    text: [paragraph('*'.repeat(letters))],
    parts: [{ chart: big }],
  })
  let letters = 0
  while (sizeOf(fits(letters + 1)) <= 3300) letters++
  return Reply.parse({ ...fits(letters), actions: [{ label: 'A', ask: '/film' }] })
})()

const occurrence = (slot: string) => ({ reminder: 'a1b2c3d4', slot, due: Temporal.Now.instant() })
let answer = reply
let waits = false
const bot = botThat({ answer: async () => answer, waits: () => waits })
const now = () => Temporal.Now.instant()
const isPng = (bytes: Uint8Array | undefined) =>
  Buffer.from(bytes ?? [])
    .subarray(1, 4)
    .toString() === 'PNG'

describe('a chart on Discord', () => {
  const reported: string[] = []
  const drawn = vi.fn<Draw>(draw)
  let fake: FakeDiscord
  let platform: ReturnType<typeof createDiscord>
  beforeAll(async () => {
    const channels = [
      { id: '200', name: 'general' },
      { id: '201', name: 'no files', permissions: ['AttachFiles'] },
    ]
    fake = await startFakeDiscord({ token: 't', guilds: [{ id: '100', channels }] })
    const report = (where: string) => void reported.push(where)
    platform = createDiscord({ token: 't', apiUrl: fake.url, now, draw: drawn, report })
    await platform.start(bot)
    await fake.ready()
  })
  afterAll(async () => {
    await platform.stop()
    await fake.stop()
    expect(fake.refusals).toEqual([])
  })

  const expectPicture = (message: FakeMessage | undefined) => {
    const gallery = componentsOf(message ?? {}).find(component => component.type === 12)
    expect(gallery?.items).toMatchObject([
      { media: { url: 'attachment://sample.png' }, description: chart.alt },
    ])
    expect(message?.attachments).toMatchObject([
      { filename: 'sample.png', description: chart.alt, size: expect.any(Number) },
    ])
    expect(isPng(fake.bytes(message, 'sample.png'))).toBe(true)
  }
  const expectWords = (message: FakeMessage | undefined) => {
    expect(message?.attachments).toEqual([])
    expect(textOf(message ?? {})).toContain('2004 90.0 · 2005 60.0 · 2006 40.0')
    expect(textOf(message ?? {})).toContain('**Deaths \\*a\\* year')
  }

  it('is a picture with words for whoever cannot see it, private like every answer', async () => {
    const response = await fake.command({ name: 'facts' })
    expect(response).toMatchObject({ ephemeral: true, refusals: [] })
    expectPicture(response.message)
  })

  it('comes with an answer that was deferred, and into direct messages', async () => {
    waits = true
    expectPicture((await fake.command({ name: 'facts' })).message)
    waits = false
    fake.plant('200', {
      flags: 1 << 15,
      components: [{ type: 1, components: [{ type: 2, style: 2, label: 'To me', custom_id: 'dm /facts' }] }],
    })
    const before = fake.messages.length
    await fake.press({ customId: 'dm /facts' })
    expectPicture(fake.messages[before])
  })

  it('comes with a scheduled post, which stays one message when its answer was lost', async () => {
    const place = { community: 'discord:100', channel: '200' } as const
    const before = fake.messages.length
    fake.fail('POST /channels/200/messages', { storeThen: 502 })
    expect(await platform.post(place, publicReply, occurrence('2026-11-23T09:00'))).toMatchObject({
      result: 'posted',
    })
    expect(fake.messages).toHaveLength(before + 1)
    expectPicture(fake.messages.at(-1))
  })

  it('is told in words where the bot may attach no files, rather than not at all', async () => {
    const place = { community: 'discord:100', channel: '201' } as const
    expect(await platform.post(place, publicReply, occurrence('2026-11-24T09:00'))).toMatchObject({
      result: 'posted',
    })
    expectWords(fake.messages.at(-1))
  })

  it('is told in words when drawing fails or takes too long, and that is reported', async () => {
    drawn.mockRejectedValueOnce(new Error('no font'))
    expectWords((await fake.command({ name: 'facts' })).message)
    drawn.mockReturnValueOnce(new Promise(() => {}))
    expectWords((await fake.command({ name: 'facts' })).message)
    expect(reported).toEqual(['chart', 'chart'])
  })

  it('fits however much a reply holds, as a picture and as words', async () => {
    answer = longest
    expect((await fake.command({ name: 'facts' })).message?.attachments).toHaveLength(1)
    drawn.mockRejectedValueOnce(new Error('no font'))
    expect((await fake.command({ name: 'facts' })).message?.attachments).toEqual([])
    answer = reply
    reported.pop()
  })

  it('is a payload without the picture itself, which a script can print', () => {
    const payload = JSON.parse(JSON.stringify(renderDiscord(reply)))
    expect(payload.attachments).toEqual([{ id: '0', filename: 'sample.png', description: chart.alt }])
  })
})

describe('a chart on Discord without anything to draw it', () => {
  it('is told in words', async () => {
    const fake = await startFakeDiscord({ token: 't' })
    const platform = createDiscord({ token: 't', apiUrl: fake.url, now, report: () => {} })
    await platform.start(bot)
    await fake.ready()
    const { message } = await fake.command({ name: 'facts' })
    expect(textOf(message ?? {})).toContain('2004 90.0')
    await platform.stop()
    await fake.stop()
  })
})

describe('a chart on Slack', () => {
  let fake: StartedSlack['fake']
  let platform: StartedSlack['platform']
  beforeAll(async () => {
    ;({ fake, platform } = await startSlack(bot))
  })
  afterAll(async () => {
    await platform.stop()
    await fake.stop()
    expect(fake.refusals).toEqual([])
  })

  it('is a table of the years that matter, a dash where there is no number', async () => {
    const { messages } = await fake.command({ command: '/facts' })
    const blocks = messages[0]!.blocks as { type: string; rows?: { text: string }[][] }[]
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'table', 'rich_text'])
    expect(blocks[2]!.rows!.map(row => row.map(({ text }) => text).join(' '))).toEqual([
      'Year Place Elsewhere',
      '1999 10.0 7.0',
      '2001 – 8.5',
      '2002 30.0 –',
      '2003 50.0 –',
      '2004 90.0 –',
      '2005 60.0 –',
      '2006 40.0 (not final) –',
    ])
    expect(messages[0]!.text).toContain('2004 90.0')
  })

  it('fits however much a reply holds', async () => {
    answer = longest
    const { messages } = await fake.command({ command: '/facts' })
    answer = reply
    const table = (messages[0]!.blocks as { rows?: unknown[] }[]).find(block => block.rows)
    expect(table!.rows!.length).toBeLessThanOrEqual(13)
    const posted = await platform.post(
      { community: 'slack:T1', channel: 'C1' },
      { ...longest, seenBy: 'everyone' },
      occurrence('2026-11-23T09:00'),
    )
    expect(posted).toMatchObject({ result: 'posted' })
  })
})

describe('a chart in the playground', () => {
  it('is the picture, with its words, from no address but its own', async () => {
    const { html } = await drawDiscord(renderDiscord(reply), now(), 'data:image/png;base64,AAAA')
    expect(html).toContain(
      `<img class="mediaGalleryImg" alt="${chart.alt}" src="data:image/png;base64,AAAA">`,
    )
    expect(html).not.toContain('attachment:')
  })

  it('is its words where nothing draws it', async () => {
    const { html } = await drawDiscord(renderDiscord(reply), now())
    expect(html).toContain('Line chart.')
    expect(html).not.toContain('attachment:')
  })

  it('is a table on Slack’s side', () => {
    const { html } = drawSlack(renderSlack(reply), now())
    expect(html).toMatch(/<table/)
    expect(html.replace(/<[^>]+>/g, ' ').replace(/&#(\d+);/g, (_, c) => String.fromCharCode(c))).toMatch(
      /2006\s+40\.0 \(not final\)\s+–/,
    )
  })
})

it('has the same words everywhere', () => {
  for (const line of chartInWords(chart).slice(1)) expect(renderSlack(reply).text).toContain(line)
})
