import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { draw } from '../../src/charts/png.ts'
import type { Draw } from '../../src/core/chart.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { sample } from '../charts/sample.ts'
import { botThat } from './botThat.ts'
import { type StartedSlack, startSlack } from './startSlack.ts'

const reply = Reply.parse({
  tone: 'info',
  title: 'Numbers',
  text: [paragraph('See.')],
  parts: [{ chart: sample }],
})
const publicReply = { ...reply, seenBy: 'everyone' as const }
const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }
const types = (blocks: unknown[]) => (blocks as { type: string }[]).map(({ type }) => type)
const scopes = ['commands', 'chat:write', 'users:read', 'usergroups:read', 'channels:read', 'groups:read']

describe('a chart in a post on Slack', { timeout: 20_000 }, () => {
  const reported: string[] = []
  const drawn = vi.fn<Draw>(draw)
  let fake: StartedSlack['fake']
  let platform: StartedSlack['platform']
  const post = () => platform.post({ community: 'slack:T1', channel: 'C1' }, publicReply, occurrence)
  beforeAll(async () => {
    const bot = botThat({ answer: async () => reply })
    ;({ fake, platform } = await startSlack(bot, { draw: drawn, report: where => void reported.push(where) }))
  })
  afterAll(async () => {
    await platform.stop()
    await fake.stop()
  })
  afterEach(() => {
    reported.length = 0
    fake.posts.length = 0
    fake.refusals.length = 0
  })

  it('is a picture with words for whoever cannot see it; the notification tells the numbers', async () => {
    expect(await post()).toMatchObject({ result: 'posted' })
    const [{ blocks, text }] = fake.posts as never as [{ blocks: Record<string, unknown>[]; text: string }]
    expect(types(blocks)).toEqual(['header', 'rich_text', 'image', 'rich_text'])
    const image = blocks[2] as { slack_file: { id: string }; alt_text: string }
    expect(image.alt_text).toBe(sample.alt)
    const file = fake.files.get(image.slack_file.id)
    expect(file).toMatchObject({ filename: 'sample.png', altText: sample.alt, complete: true })
    expect(file?.bytes?.subarray(1, 4).toString()).toBe('PNG')
    expect(text).toContain('2004 90 ·')
    expect([fake.refusals, reported]).toEqual([[], []])
  })

  it('is tried again while Slack looks into the file, and posted once', async () => {
    fake.fail('chat.postMessage', { error: 'invalid_blocks' }, 2)
    expect(await post()).toMatchObject({ result: 'posted' })
    expect(fake.posts).toHaveLength(1)
    expect(types(fake.posts[0]!.blocks)).toContain('image')
  })

  it('is a table where Slack never takes the picture, where none can be drawn or sent, and that is reported', async () => {
    const asTable = async () => {
      expect(await post()).toMatchObject({ result: 'posted' })
      expect(types(fake.posts.at(-1)!.blocks)).toContain('table')
      expect(reported.splice(0)).toEqual(['chart'])
    }
    fake.fail('chat.postMessage', { error: 'invalid_blocks' }, 3)
    await asTable()
    drawn.mockRejectedValueOnce(new Error('no font'))
    await asTable()
    fake.fail('files.completeUploadExternal', { status: 500 })
    await asTable()
    expect(fake.posts).toHaveLength(3)
  })

  it('is sent once where nobody knows whether it arrived', async () => {
    fake.fail('chat.postMessage', { acceptThenDrop: true })
    expect(await post()).toMatchObject({ result: 'unknown' })
    expect(fake.posts).toHaveLength(1)
  })

  it('is a table in what one person sees, for Slack shares no file there', async () => {
    const before = fake.files.size
    const { message } = await fake.command({ command: '/facts' })
    expect(types(message!.blocks)).toContain('table')
    expect(fake.files.size).toBe(before)
  })
})

it('is a table in a workspace that did not grant files:write', async () => {
  const reported: string[] = []
  const bot = botThat({ answer: async () => reply })
  const { fake, platform } = await startSlack(bot, {
    draw,
    scopes,
    report: where => void reported.push(where),
  })
  const place = { community: 'slack:T1', channel: 'C1' } as const
  expect(await platform.post(place, publicReply, occurrence)).toMatchObject({ result: 'posted' })
  expect(types(fake.posts[0]!.blocks)).toContain('table')
  expect(reported).toEqual([])
  await platform.stop()
  await fake.stop()
})
