import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from './discord/index.ts'

let discord: FakeDiscord
beforeAll(async () => {
  const channels = [
    { id: '200', name: 'general' },
    { id: '201', name: 'no threads', permissions: ['CREATE_PUBLIC_THREADS'] },
    { id: '202', name: 'no files', permissions: ['ATTACH_FILES', 'MANAGE_MESSAGES'] },
  ]
  discord = await startFakeDiscord({
    token: 'test-token',
    guilds: [
      { id: '100', channels, roles: [{ id: '300', name: 'mods' }] },
      { id: '101', permissions: ['CREATE_EVENTS'] },
    ],
  })
})
afterAll(() => discord.stop())

async function request(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${discord.url}/v10${path}`, {
    method,
    headers: { authorization: 'Bot test-token', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { ...(text ? JSON.parse(text) : {}), status: answer.status }
}
const plant = (channel: string, author?: string) => discord.plant(channel, { content: 'hello' }, author).id

describe('a thread under a message', () => {
  const start = (channel: string, message: string, body: object = { name: 'Talk' }) =>
    request('POST', `/channels/${channel}/messages/${message}/threads`, body)

  test('has the message’s id, and there is one', async () => {
    const id = plant('200')
    expect(await start('200', id)).toMatchObject({ status: 201, id, type: 11, parent_id: '200' })
    expect(await start('200', id)).toMatchObject({ status: 400, code: 160004 })
    expect(await start(id, plant(id))).toMatchObject({ status: 400, code: 50024 })
  })

  test.each([
    ['a long name', { name: 'x'.repeat(101) }],
    ['no name', {}],
    ['an odd time', { name: 'x', auto_archive_duration: 61 }],
  ])('is refused for %s', async (_, body) => {
    expect(await start('200', plant('200'), body)).toMatchObject({ status: 400, code: 50035 })
  })

  test('is refused without permission, and under nothing', async () => {
    expect(await start('201', plant('201'))).toMatchObject({ status: 403, code: 50013 })
    expect(await start('200', '1')).toMatchObject({ status: 404, code: 10008 })
  })
})

describe('a message of somebody else', () => {
  test('cannot be edited, and deleted only with the permission for it', async () => {
    const [open, closed] = [plant('200', '4242'), plant('202', '4242')]
    expect(await request('PATCH', `/channels/200/messages/${open}`, { content: 'x' })).toMatchObject({
      code: 50005,
    })
    expect(await request('DELETE', `/channels/202/messages/${closed}`)).toMatchObject({ code: 50013 })
    expect(await request('DELETE', `/channels/202/messages/${plant('202')}`)).toEqual({ status: 204 })
    expect(await request('DELETE', `/channels/200/messages/${open}`)).toEqual({ status: 204 })
    expect(await request('DELETE', `/channels/200/messages/${open}`)).toMatchObject({ code: 10008 })
  })
})

describe('an event of a guild', () => {
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
  const event = (more: object = {}) => ({
    name: 'Film night',
    privacy_level: 2,
    entity_type: 3,
    scheduled_start_time: hours(24),
    scheduled_end_time: hours(26),
    entity_metadata: { location: 'Library' },
    ...more,
  })
  const create = (body: object, guild = '100') => request('POST', `/guilds/${guild}/scheduled-events`, body)

  test('is made and deleted', async () => {
    const { id, status } = await create(event())
    expect(status).toBe(200)
    expect(discord.scheduledEvents.map(one => one.id)).toContain(id)
    expect(await request('DELETE', `/guilds/100/scheduled-events/${id}`)).toEqual({ status: 204 })
    expect(await request('DELETE', `/guilds/100/scheduled-events/${id}`)).toMatchObject({ code: 10070 })
  })

  test.each([
    ['no place', event({ entity_metadata: undefined })],
    ['an empty place', event({ entity_metadata: { location: '' } })],
    ['a long place', event({ entity_metadata: { location: 'x'.repeat(101) } })],
    ['no end', event({ scheduled_end_time: undefined })],
    ['an end before its start', event({ scheduled_end_time: hours(23) })],
    ['a start in the past', event({ scheduled_start_time: hours(-1) })],
    ['a time that is none', event({ scheduled_start_time: 'tomorrow' })],
    ['a public privacy level', event({ privacy_level: 1 })],
    ['a channel', event({ channel_id: '200' })],
    ['a long name', event({ name: 'x'.repeat(101) })],
    ['a long description', event({ description: 'x'.repeat(1001) })],
  ])('is refused for %s', async (_, body) => {
    expect(await create(body)).toMatchObject({ status: 400, code: 50035 })
  })

  test('is refused without permission, in an unknown guild, and as the 101st', async () => {
    expect(await create(event(), '101')).toMatchObject({ status: 403, code: 50013 })
    expect(await create(event(), '999')).toMatchObject({ status: 404, code: 10004 })
    for (let made = discord.scheduledEvents.length; made < 100; made++) await create(event())
    expect(await create(event())).toMatchObject({ status: 400, code: 30038 })
  })
})
