import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../src/core/ask.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { FLAGS, INVOKER, type Response, textOf } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { movieNight, type StartedDiscord, startDiscord } from './startDiscord.ts'
import { wholeDiscord } from './wholeDiscord.ts'

const publicReply = Reply.parse({
  tone: 'info',
  title: 'The film',
  text: [paragraph('39 minutes.')],
  actions: [{ label: 'More', ask: '/film more' }],
  menu: { label: 'Topics', choices: [{ label: 'People', ask: '/film people' }] },
  seenBy: 'everyone',
})

/** Who asks, and how, as a command is told. */
describe('what a command is told on Discord', () => {
  let heard: Context
  let waits = false
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(
      botThat({
        waits: () => waits,
        answer: async (_, context) => {
          heard = context
          // As core does: for everyone only where it was asked openly.
          return { ...publicReply, seenBy: context.openly ? 'everyone' : 'asker' }
        },
      }),
    )
  })
  afterAll(async () => {
    await started.stop()
    expect(started.reported).toEqual([])
    expect(started.fake.refusals).toEqual([])
  })
  const may = async (as: object, named: string[]) => {
    await started.fake.command({ name: 'film', ...as })
    return heard.by !== 'clock' && (await heard.by.isModerator(named))
  }

  it('who manages the server is a moderator, named or not', async () => {
    expect(await may({ permissions: String(1 << 5) }, [])).toBe(true)
    expect(await may({}, [])).toBe(false)
  })

  it('so is whoever has a role that the settings name, known to this machine or not', async () => {
    expect(await may({ roles: ['5150'] }, ['1', '5150'])).toBe(true)
    expect(await may({ roles: [movieNight] }, [movieNight])).toBe(true)
    expect(await may({ roles: ['5151'] }, ['5150'])).toBe(false)
    // Everyone has the role with the server's own id, and nobody's interaction lists it.
    expect(await may({ roles: [] }, ['100'])).toBe(false)
  })

  it('so is whoever the settings name themself', async () => {
    expect(await may({ user: '31337' }, ['31337'])).toBe(true)
    expect(await may({ user: '31338' }, ['31337'])).toBe(false)
  })

  it('nobody is in a direct message, where there is no community', async () => {
    expect(await may({ guild: null }, [INVOKER])).toBe(false)
  })

  it('a role taken away counts at once', async () => {
    expect(await may({ roles: ['5150'] }, ['5150'])).toBe(true)
    expect(await may({ roles: [] }, ['5150'])).toBe(false)
  })

  it('the signature is the id of who asks', async () => {
    await started.fake.command({ name: 'film', user: '31337' })
    expect(heard.by !== 'clock' && heard.by.signature?.()).toBe('31337')
  })

  const isPublic = ({ message, ephemeral }: Response) =>
    !ephemeral && ((message?.flags ?? 0) & FLAGS.EPHEMERAL) === 0

  it('what is typed in a channel may be answered for everyone there, by a message of its own', async () => {
    const before = started.fake.messages.length
    const response = await started.fake.command({ name: 'film' })
    expect(heard.openly).toBe(true)
    // Above an answer to an interaction Discord shows who asked.
    expect(isPublic(response)).toBe(false)
    expect(started.fake.messages).toHaveLength(before + 1)
  })

  it('a button or a menu under a public answer answers whoever uses it alone', async () => {
    await started.fake.command({ name: 'film' })
    for (const use of [
      () => started.fake.press({ customId: '/film more' }),
      () => started.fake.select({ customId: 'menu', values: ['/film people'] }),
    ]) {
      expect(isPublic(await use())).toBe(false)
      expect(heard.openly).toBe(false)
    }
  })

  it('neither a direct message nor a thread is open', async () => {
    await started.fake.command({ name: 'film', guild: null })
    expect(heard.openly).toBe(false)
    const place = { community: 'discord:100', channel: '200' } as const
    const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }
    const posted = await started.platform.post(place, publicReply, occurrence, { thread: true })
    if (posted.result !== 'posted') throw new Error(posted.why)
    expect(isPublic(await started.fake.command({ name: 'film', channel: posted.message }))).toBe(false)
    expect(heard.openly).toBe(false)
  })

  it('an answer that was promised privately stays private', async () => {
    waits = true
    const response = await started.fake.command({ name: 'film' })
    waits = false
    expect(response.deferred).toBe(true)
    expect(isPublic(response)).toBe(false)
  })
})

describe('moderators that the settings name, on Discord', () => {
  const whole = wholeDiscord()
  const settings = async (subcommand: string, options: Record<string, string>, as: object) =>
    textOf((await whole.started.fake.command({ name: 'settings', subcommand, options, ...as })).message ?? {})

  it('may change settings from then on, by their role or by themselves, and are kept by id alone', async () => {
    const theirs = { user: '31337', roles: [movieNight] }
    const another = { user: '31338' }
    expect(await settings('change', { region: 'GB' }, theirs)).toContain('Only moderators')
    await settings('moderators', { add: movieNight }, { permissions: '32' })
    await settings('moderators', { add: '31338' }, { permissions: '32' })
    expect(await settings('change', { region: 'GB' }, theirs)).toContain('999')
    expect(await settings('change', { region: 'US-WV' }, another)).toContain('911')
    expect(await settings('change', { region: 'GB' }, { user: '31339' })).toContain('Only moderators')
    const history = await whole.assembled.store.communities.history('discord:100')
    expect(history.map(({ by }) => by)).toContain('31337')
  })

  it('cannot be everyone', async () => {
    expect(await settings('moderators', { add: '100' }, { permissions: '32' })).toContain('every member')
  })
})
