import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/core/community.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Posted } from '../../src/core/platform.ts'
import type { Reply } from '../../src/core/reply.ts'
import { tellModerators } from '../../src/reminders/tell.ts'
import { first, reminder } from '../store/sample.ts'

type Told = { channel: string; key: string; reply: Reply }

/** What is posted where when a reminder of the channel `general` pauses. */
async function told(
  settings: Settings,
  parts: Parameters<typeof reminder>[0] = {},
  ending: (channel: string) => Posted = () => ({ result: 'posted' }),
): Promise<Told[]> {
  const posts: Told[] = []
  const r = reminder({ channel: 'general', ...parts })
  await tellModerators({
    settings: async () => settings,
    post: async ({ community, channel }, reply, occurrence) => {
      expect(community).toBe('discord:1')
      posts.push({ channel, key: occurrence.reminder, reply })
      return ending(channel)
    },
  })(r, first(r), 'Send Messages is missing in #general')
  return posts
}
const channels = async (...given: Parameters<typeof told>) => (await told(...given)).map(p => p.channel)

describe('moderators', () => {
  it('are told which reminder paused, why, and what to press', async () => {
    const [note] = await told({ moderatorChannel: 'mods' })
    expect(plainReply(note!.reply)).toContain(
      '/film in channel general was not posted: Send Messages is missing in #general.',
    )
    expect(note!.reply).toMatchObject({ tone: 'notice', seenBy: 'everyone' })
    expect(note!.reply.actions).toEqual([
      { label: 'Look at it', ask: '/reminders show r0001' },
      { label: 'Start it again', ask: '/reminders resume r0001' },
    ])
  })

  it.each<[string, Settings, string[]]>([
    ['their own channel first', { moderatorChannel: 'mods', channel: 'news' }, ['mods']],
    ['the channel for reminders where they named none', { channel: 'news' }, ['news']],
    ['never the channel that failed', { channel: 'general' }, []],
    [
      'never their own channel when that is what failed',
      { moderatorChannel: 'general', channel: 'news' },
      ['news'],
    ],
    ['nowhere when both are what failed', { moderatorChannel: 'general', channel: 'general' }, []],
    ['no quiet channel', { moderatorChannel: 'mods', channel: 'news', quietChannels: ['mods'] }, ['news']],
    ['nowhere when nothing is named', {}, []],
  ])('are told in %s', async (_, settings, expected) => {
    expect(await channels(settings)).toEqual(expected)
  })

  it('are told in the next channel where the first refuses it, and once', async () => {
    const settings = { moderatorChannel: 'mods', channel: 'news' }
    const refused = (name: string) => (channel: string) =>
      channel === name ? ({ result: 'refused', why: 'x' } as const) : ({ result: 'posted' } as const)
    expect(await channels(settings, {}, refused('mods'))).toEqual(['mods', 'news'])
    expect(await channels(settings, {}, refused('news'))).toEqual(['mods'])
    expect(await channels(settings, {}, () => ({ result: 'unknown', why: 'x' }))).toEqual(['mods'])
    expect(await channels({ ...settings, channel: 'mods' }, {}, refused('mods'))).toEqual(['mods'])
  })

  it('are told of one with words or many lines as well, under a key of its own that fits a nonce', async () => {
    const run = Array.from({ length: 12 }, (_, n) => `/support region:US-WV need:treatment page:${n}`)
    const [lines] = await told({ moderatorChannel: 'mods' }, { id: 'abcdefghijkl', run })
    expect(lines!.key).not.toBe('abcdefghijkl')
    expect(lines!.key.length).toBeLessThanOrEqual(12)
    const [words] = await told({ moderatorChannel: 'mods' }, { run: [], words: 'long '.repeat(300) })
    expect(plainReply(words!.reply)).toContain('“long long')
  })
})
