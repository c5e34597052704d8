import { describe, expect, it } from 'vitest'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { lineOf } from '../../src/platforms/slack/ask.ts'
import { cut } from '../../src/platforms/slack/file.ts'
import { manifest } from '../../src/platforms/slack/manifest.ts'
import { privately } from '../../src/platforms/slack/render.ts'
import { checkMessage } from '../fakes/slack/message.ts'
import { sequencesTyped } from '../fakes/slack/mrkdwn.ts'
import { createWorkspace } from '../fakes/slack/workspace.ts'

describe('the line that somebody types on Slack', () => {
  const workspace = createWorkspace({
    botToken: 't',
    appToken: 't',
    channels: [{ id: 'C1', name: 'general' }],
    users: [{ id: 'U1', name: 'ann' }],
    usergroups: [{ id: 'S1', handle: 'movie-night', users: [] }],
  })

  it.each([
    ['channel:#general', 'channel:C1'],
    ['moderators:@movie-night', 'moderators:S1'],
    ['moderators:@ann mention:@movie-night', 'moderators:U1 mention:S1'],
    ['say:"see https://example.org/a?b=1&c=2"', 'say:"see https://example.org/a?b=1&c=2"'],
    ['<@U1> <!subteam^S1|x> <!here> & <b>', '<@U1> <!subteam^S1|x> <!here> & <b>'],
    ['@nobody #nowhere', '@nobody #nowhere'],
  ])('reads %s as it was meant', (typed, meant) => {
    expect(lineOf('/reminders', sequencesTyped(typed, workspace))).toBe(`/reminders ${meant}`)
  })

  it.each([
    ['<@U123|name>', 'U123'],
    ['<@W123>', 'W123'],
    ['<!subteam^S123|@group>', 'S123'],
    ['<!subteam^S123>', 'S123'],
    ['<#C123|>', 'C123'],
    ['<http://example.org|example.org>', 'example.org'],
    ['<mailto:a@example.org|a@example.org>', 'a@example.org'],
    ['<tel:+13045550100|+1 304 555 0100>', '+1 304 555 0100'],
  ])('takes %s for %s', (sent, meant) => {
    expect(lineOf('/settings', sent)).toBe(`/settings ${meant}`)
  })

  it('asks Slack for those sequences', () => {
    const film = { name: 'film', about: 'x', options: {}, who: 'everyone', answer: () => reply } as const
    expect(manifest([film]).features.slash_commands).toMatchObject([{ should_escape: true }])
  })
})

const reply = Reply.parse({
  tone: 'notice',
  title: 'Everything',
  text: [paragraph('Only you see this.')],
  actions: [{ label: 'Undo', ask: '/settings undo' }],
})
const withFile = (text: string) => privately({ ...reply, file: { name: 'heroine.json', text } })
const preformatted = (blocks: unknown): string[] =>
  (blocks as { elements?: { type: string; elements: { text: string }[] }[] }[])
    .flatMap(block => block.elements ?? [])
    .filter(({ type }) => type === 'rich_text_preformatted')
    .flatMap(({ elements }) => elements.map(({ text }) => text))

describe('a file on Slack', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => `"line ${i}": <&> *b* 😀`).join('\n')

  it('is text to copy, whole, before the buttons, and Slack takes it', () => {
    const text = lines(350)
    expect(text.length).toBeGreaterThan(7500)
    const message = withFile(text)
    expect(checkMessage(message)).toMatchObject({ messages: [], pings: [], unescaped: [], error: undefined })
    expect(preformatted(message.blocks).join('\n')).toBe(text)
    expect(preformatted(message.blocks).every(piece => piece.length <= 2900)).toBe(true)
    expect(JSON.stringify(message.blocks)).toContain('heroine.json')
    expect(message.blocks.at(-1)?.type).toBe('actions')
  })

  it('is not sent where it is too long; the answer says how to get it', () => {
    for (const text of [lines(900), 'x'.repeat(262_144)]) {
      const message = withFile(text)
      expect(checkMessage(message)).toMatchObject({ messages: [], error: undefined })
      expect(preformatted(message.blocks)).toEqual([])
      expect(JSON.stringify(message.blocks)).toContain('npm run backup')
    }
  })

  it('never makes a message that Slack refuses, whatever its length', () => {
    const full = { ...reply, text: [paragraph('y'.repeat(3200))] }
    for (let length = 0; length < 14_000; length += 97) {
      const file = { name: 'a.json', text: lines(1).padEnd(length, 'x') }
      expect(checkMessage(privately({ ...full, file })), `${length}`).toMatchObject({ error: undefined })
    }
  })

  it('is cut at line ends, and never inside a character', () => {
    expect(cut('')).toEqual([])
    expect(cut('a\nb')).toEqual(['a\nb'])
    const long = `${'a'.repeat(2899)}😀${'b'.repeat(10)}`
    expect(cut(long).join('')).toBe(long)
    expect(cut(long).every(piece => piece.isWellFormed())).toBe(true)
  })
})
