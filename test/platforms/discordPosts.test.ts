import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Manner } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { sample } from '../charts/sample.ts'
import { componentsOf, type FakeMessage, textOf } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { movieNight, type StartedDiscord, startDiscord } from './startDiscord.ts'

const place = { community: 'discord:100', channel: '200' } as const
const saying = (title: string, more: object = {}) =>
  Reply.parse({ tone: 'info', title, text: [paragraph('Come.')], seenBy: 'everyone', ...more })

let started: StartedDiscord
beforeAll(async () => {
  started = await startDiscord(botThat({}), { draw: async () => new Uint8Array([1, 2, 3]) })
})
afterAll(async () => {
  await started.stop()
})

const previously = (id: string, how: 'replace' | 'delete'): Manner => ({ previous: { id, how } })

let minute = 0
const next = () => ({
  reminder: 'a1b2c3d4',
  slot: `2026-11-23T09:${String(minute++).padStart(2, '0')}`,
  due: Temporal.Now.instant(),
})
const post = (reply: Reply, manner?: Manner, occurrence = next()) =>
  started.platform.post(place, reply, occurrence, manner)
/** Posts, and gives the id of the message. */
const posted = async (reply: Reply, manner?: Manner, occurrence = next()): Promise<string> => {
  const ended = await post(reply, manner, occurrence)
  if (ended.result !== 'posted' || !ended.message) throw new Error(JSON.stringify(ended))
  return ended.message
}
const standing = () => started.fake.standing(place.channel).map(({ id }) => id)
const expectPosted = async (manner: Manner) => {
  const id = await posted(saying('New'), manner)
  expect(standing()).toContain(id)
}
const found = (id: string): FakeMessage | undefined =>
  started.fake.standing(place.channel).find(message => message.id === id)
beforeEach(() => {
  started.reported.length = 0
  started.fake.deny(place.channel, [])
})

describe('a post that mentions a role on Discord', () => {
  it('pings that role and nothing else, whatever the reply says', async () => {
    const hostile = saying('@everyone <@&778> <@123>', { text: [paragraph(`@here <@&${movieNight}9>`)] })
    const message = found(await posted(hostile, { mention: movieNight }))
    expect(message?.pings).toEqual([`<@&${movieNight}>`])
    expect(message?.allowed).toEqual({ parse: [], roles: [movieNight] })
    expect(componentsOf(message!)[0]).toMatchObject({ type: 10, content: `<@&${movieNight}>` })
    expect(found(await posted(hostile))).toMatchObject({ pings: [], allowed: { parse: [] } })
  })

  it('never pings everyone, and says so', async () => {
    const old = standing()
    for (const mention of ['100', 'everyone', '@everyone', 'S0SLACK'])
      expect(await post(saying('Film night'), { mention }), mention).toEqual({
        result: 'refused',
        why: 'a post can mention one role of this server, and never everyone',
      })
    expect(standing()).toEqual(old)
  })

  it('is refused where the role no longer exists, instead of showing an unknown one for ever', async () => {
    expect(await post(saying('Film night'), { mention: '999' })).toEqual({
      result: 'refused',
      why: 'the role that it mentions no longer exists',
    })
  })
})

describe('a post in place of the one before on Discord', () => {
  it('edits that message and makes no new one', async () => {
    const first = await posted(saying('Monday'))
    const old = standing()
    const again = await posted(saying('Tuesday'), { ...previously(first, 'replace'), mention: movieNight })
    expect(again).toBe(first)
    expect(standing()).toEqual(old)
    expect(textOf(found(first)!)).toContain('Tuesday')
    expect(textOf(found(first)!)).not.toContain('Monday')
    expect(found(first)?.allowed).toEqual({ parse: [], roles: [movieNight] })
  })

  it('takes the old picture away with the old words, and brings the new one', async () => {
    const first = await posted(saying('Monday', { parts: [{ chart: sample }] }))
    expect(found(first)?.attachments).toHaveLength(1)
    await posted(saying('Tuesday', { parts: [{ chart: sample }] }), previously(first, 'replace'))
    expect(found(first)?.attachments).toHaveLength(1)
    await posted(saying('Wednesday'), previously(first, 'replace'))
    expect(found(first)?.attachments).toEqual([])
  })

  it('is posted afresh where the old one is gone, or was another bot’s', async () => {
    const theirs = started.fake.plant(place.channel, { content: 'hello' }, '4242')
    for (const id of ['1234567890', theirs.id]) {
      const fresh = await posted(saying('Afresh'), previously(id, 'replace'))
      expect(fresh).not.toBe(id)
      expect(textOf(found(fresh)!)).toContain('Afresh')
    }
    expect(found(theirs.id)?.content).toBe('hello')
  })

  it('is not posted twice when the old one may have been edited', async () => {
    const first = await posted(saying('Monday'))
    const old = standing()
    started.fake.fail(`PATCH /channels/200/messages/${first}`, { status: 403, code: 50001 })
    expect(await post(saying('Tuesday'), previously(first, 'replace'))).toMatchObject({
      result: 'refused',
      why: expect.stringContaining('View Channel'),
    })
    expect(standing()).toEqual(old)
  })
})

describe('a post after which the one before goes, on Discord', () => {
  it('leaves the new one alone', async () => {
    const first = await posted(saying('Monday'))
    const second = await posted(saying('Tuesday'), previously(first, 'delete'))
    expect(standing()).toContain(second)
    expect(standing()).not.toContain(first)
  })

  it('leaves the old one where the new one could not be posted', async () => {
    const first = await posted(saying('Monday'))
    started.fake.deny(place.channel, ['SEND_MESSAGES'])
    expect(await post(saying('Tuesday'), previously(first, 'delete'))).toMatchObject({
      result: 'refused',
    })
    expect(standing()).toContain(first)
  })

  it('is never deleted by itself, when it is posted again after a crash', async () => {
    const occurrence = next()
    const first = await posted(saying('Monday'), {}, occurrence)
    const again = await posted(saying('Monday'), previously(first, 'delete'), occurrence)
    expect(again).toBe(first)
    expect(standing()).toContain(first)
  })

  it('stands whatever becomes of the old one: gone and forbidden are quiet, the rest is reported', async () => {
    const theirs = started.fake.plant(place.channel, { content: 'hello' }, '4242')
    started.fake.deny(place.channel, ['MANAGE_MESSAGES'])
    for (const id of ['1234567890', theirs.id]) await expectPosted(previously(id, 'delete'))
    expect(started.reported).toEqual([])
    started.fake.fail('DELETE /channels/200/messages/5', { status: 400, code: 50021 })
    await expectPosted(previously('5', 'delete'))
    expect(started.reported).toEqual(['the post before'])
  })

  it('waits for that only so long', async () => {
    started.fake.fail('DELETE /channels/200/messages/6', { hang: true })
    await expectPosted(previously('6', 'delete'))
    expect(started.reported).toEqual(['the post before'])
  })
})

describe('a thread under a post on Discord', () => {
  it('is named after the post, as far as a name goes', async () => {
    const long = `${'é'.repeat(99)}${'😀'.repeat(10)}`
    const id = await posted(saying(long), { thread: true })
    expect(started.fake.threadUnder(id)).toMatchObject({
      name: `${'é'.repeat(99)}😀`,
      parentId: '200',
    })
    expect(started.fake.threadUnder(await posted(saying('Quiet')))).toBeUndefined()
  })

  it('is left out where it may not be opened, and that is reported', async () => {
    started.fake.deny(place.channel, ['CREATE_PUBLIC_THREADS'])
    const id = await posted(saying('Film night'), { thread: true })
    expect(standing()).toContain(id)
    expect(started.fake.threadUnder(id)).toBeUndefined()
    expect(started.reported).toEqual(['the thread'])
  })

  it('is opened once, however often the occurrence is posted', async () => {
    const occurrence = next()
    const first = await posted(saying('Film night'), { thread: true }, occurrence)
    expect(await posted(saying('Film night'), { thread: true }, occurrence)).toBe(first)
    expect(started.reported).toEqual([])
  })
})
