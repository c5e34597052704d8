import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Context } from '../../src/core/ask.ts'
import type { Bot, Manner } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { botThat } from './botThat.ts'
import { type StartedSlack, startSlack } from './startSlack.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })
const publicReply = { ...reply, seenBy: 'everyone' as const }
const next = { ...publicReply, title: 'Finer' }
const place = { community: 'slack:T1', channel: 'C1' } as const
const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }

const previously = (id: string, how: 'replace' | 'delete'): Manner => ({ previous: { id, how } })

const makeBot = (answer: Reply = reply) => {
  const answering = vi.fn<Bot['answer']>(async () => answer)
  return { ...botThat(), answer: answering }
}

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
async function start(...[bot, wanted]: Parameters<typeof startSlack>): Promise<StartedSlack> {
  const started = await startSlack(bot, wanted)
  stops.push(
    () => started.platform.stop(),
    () => started.fake.stop(),
  )
  return started
}

describe('a post on Slack', () => {
  const posting = async () => {
    const reported: string[] = []
    const { fake, platform } = await start(makeBot(), { report: where => void reported.push(where) })
    const post = (how: Manner, what: Reply = next) => platform.post(place, what, occurrence, how)
    const first = await platform.post(place, publicReply, occurrence)
    if (first.result !== 'posted' || !first.message) throw new Error('the first post was not made')
    return { fake, post, reported, previous: first.message }
  }
  const titles = ({ posts }: StartedSlack['fake']) => posts.map(({ text }) => text.split('\n')[0])

  it('says which message it is', async () => {
    const { fake, previous } = await posting()
    expect(fake.posts.map(({ ts }) => ts)).toEqual([previous])
  })

  it('mentions the one user group that was named, and nobody else', async () => {
    const { fake, post } = await posting()
    expect(await post({ mention: 'S0GROUP' })).toMatchObject({ result: 'posted' })
    expect(fake.posts.at(-1)?.pings).toEqual(['<!subteam^S0GROUP>'])
  })

  it.each(['U123', 'here', '!here', 'channel', 'everyone', 'C1', 'S1><!here', ''])(
    'refuses to mention %j, and posts nothing',
    async mention => {
      const { fake, post } = await posting()
      expect(await post({ mention })).toMatchObject({
        result: 'refused',
        why: expect.stringContaining('name a user group'),
      })
      expect(fake.posts).toHaveLength(1)
    },
  )

  it('replaces the one before in place', async () => {
    const { fake, post, previous } = await posting()
    expect(await post({ ...previously(previous, 'replace'), mention: 'S1' })).toEqual({
      result: 'posted',
      message: previous,
    })
    expect(titles(fake)).toEqual(['Finer'])
    expect(fake.posts[0]?.pings).toEqual(['<!subteam^S1>'])
  })

  it('reads no names in what it replaces, as in what it posts', async () => {
    const { fake, post, previous } = await posting()
    await post(previously(previous, 'replace'), { ...next, text: [paragraph('Hi @here')] })
    expect(fake.posts.map(({ pings }) => pings)).toEqual([[]])
  })

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'posts afresh where the one before cannot be replaced: %s',
    async error => {
      const { fake, post, previous } = await posting()
      fake.fail('chat.update', { error })
      const posted = await post(previously(previous, 'replace'))
      expect(posted).toMatchObject({ result: 'posted', message: fake.posts[1]?.ts })
      expect(titles(fake)).toEqual(['Fine', 'Finer'])
    },
  )

  it('posts nothing beside a replacement that may have happened, or that Slack wants later', async () => {
    const { fake, post, previous } = await posting()
    const how = previously(previous, 'replace')
    fake.fail('chat.update', { acceptThenDrop: true })
    expect(await post(how)).toMatchObject({ result: 'unknown' })
    fake.fail('chat.update', { ratelimited: 7 })
    expect(await post(how)).toMatchObject({ result: 'retry', afterMs: 7000 })
    expect(titles(fake)).toEqual(['Finer'])
  })

  it('deletes the one before once the new one stands', async () => {
    const { fake, post, previous } = await posting()
    expect(await post(previously(previous, 'delete'))).toMatchObject({ result: 'posted' })
    expect(titles(fake)).toEqual(['Finer'])
  })

  it('keeps the one before where the new one was refused', async () => {
    const { fake, post, previous } = await posting()
    fake.fail('chat.postMessage', { error: 'restricted_action' })
    expect(await post(previously(previous, 'delete'))).toMatchObject({ result: 'refused' })
    expect(titles(fake)).toEqual(['Fine'])
  })

  it('is posted even where the one before cannot be deleted; only that it is gone already is no news', async () => {
    const { fake, post, reported, previous } = await posting()
    fake.fail('chat.delete', { error: 'cant_delete_message' })
    expect(await post(previously(previous, 'delete'))).toMatchObject({ result: 'posted' })
    expect(reported).toEqual(['the post before'])
    expect(await post(previously('1.1', 'delete'))).toMatchObject({ result: 'posted' })
    expect(reported).toHaveLength(1)
  })

  it('opens a thread under it, and stands without one where there can be none', async () => {
    const { fake, post, reported } = await posting()
    const posted = await post({ thread: true })
    expect(fake.posts.at(-1)).toMatchObject({
      text: 'Talk about it here.',
      thread_ts: 'message' in posted && posted.message,
    })
    fake.fail('chat.postMessage', { delayMs: 0 })
    fake.fail('chat.postMessage', { error: 'restricted_action_thread_locked' })
    expect(await post({ thread: true })).toMatchObject({ result: 'posted' })
    expect(reported).toEqual(['the thread'])
  })
})

describe('an answer that a community shows everyone', () => {
  it('is a fresh message that shows neither what was typed nor by whom', async () => {
    const { fake } = await start(makeBot(publicReply))
    const outcome = await fake.command({ command: '/film', text: 'people', user: 'U7' })
    expect(outcome).toMatchObject({ acknowledged: true, messages: [], responses: [] })
    expect(outcome.ack).toBeUndefined()
    expect(fake.posts).toHaveLength(1)
    expect(JSON.stringify(fake.calls['chat.postMessage'])).not.toMatch(/U7|in_channel|people/)
  })

  it('is private where the bot may not post, and says why', async () => {
    const { fake } = await start(makeBot(publicReply), { channels: [{ id: 'C2', member: false }] })
    const outcome = await fake.command({ command: '/film', channel: 'C2' })
    expect(outcome.ephemeral).toBe(true)
    expect(outcome.messages).toHaveLength(1)
    expect(outcome.message?.text).toContain('Only you see this answer')
    expect(outcome.message?.text).toContain('type /invite @Heroine there')
    expect(fake.posts).toEqual([])
  })

  it('is asked for by a typed command; a pressed button is answered privately', async () => {
    const bot = makeBot()
    const { fake } = await start(bot)
    await fake.command({ command: '/film' })
    await fake.press({ actionId: '/film people' })
    expect(bot.answer.mock.calls.map(([, context]) => context.openly)).toEqual([true, false])
  })
})

describe('who is a moderator on Slack', () => {
  let now = Temporal.Instant.from('2026-11-24T12:00:00Z')
  const asking = async (usergroups = [{ id: 'S1', handle: 'movie-night', users: ['U7'] }]) => {
    const bot = makeBot()
    const { fake } = await start(bot, { admins: ['U0ADMIN'], usergroups, clock: () => now })
    const by = async (user: string) => {
      await fake.command({ command: '/film', user })
      const context: Context = bot.answer.mock.lastCall![1]
      if (context.by === 'clock') throw new Error('a person asked')
      return context.by
    }
    return { fake, by }
  }

  it('is an admin, whoever is named, and whoever is in a user group that is named', async () => {
    const { by } = await asking()
    const is = async (user: string, ...named: string[]) => (await by(user)).isModerator(named)
    expect(await is('U0ADMIN')).toBe(true)
    expect(await is('U7')).toBe(false)
    expect(await is('U7', 'U8', 'U7')).toBe(true)
    expect(await is('U7', 'S1')).toBe(true)
    expect(await is('U8', 'S1', 'U7')).toBe(false)
  })

  it('asks who is in a group only where one is named, and once a minute', async () => {
    const { fake, by } = await asking()
    const asked = () => fake.calls['usergroups.users.list']?.length ?? 0
    const person = await by('U7')
    await person.isModerator(['U8', '1234567890', 'C1'])
    expect(asked()).toBe(0)
    await person.isModerator(['S1'])
    await person.isModerator(['S1'])
    expect(asked()).toBe(1)
    now = now.add({ seconds: 61 })
    await person.isModerator(['S1'])
    expect(asked()).toBe(2)
  })

  it('takes an error for a no, and asks again', async () => {
    const { fake, by } = await asking()
    const person = await by('U7')
    fake.fail('usergroups.users.list', { error: 'plan_upgrade_required' })
    expect(await person.isModerator(['S1'])).toBe(false)
    expect(await person.isModerator(['S1'])).toBe(true)
    expect(await person.isModerator(['S9', 'S1'])).toBe(true)
  })

  it('signs a change with an id, and has a time zone where Slack tells one', async () => {
    const { fake, by } = await asking()
    const person = await by('U7')
    expect(person.signature?.()).toBe('U7')
    expect(await person.timeZone?.()).toBe('America/New_York')
    fake.fail('users.info', { error: 'user_not_found' })
    expect(await person.timeZone?.()).toBeUndefined()
  })
})
