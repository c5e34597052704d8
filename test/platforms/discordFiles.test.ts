import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Typed } from '../../src/core/typed.ts'
import { sample } from '../charts/sample.ts'
import { type Attached, componentsOf, type Response, textOf } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'
import { wholeDiscord } from './wholeDiscord.ts'

const most = 262_144
const fine = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })

describe('a file that somebody attaches on Discord', () => {
  const answer = vi.fn(async (_: Typed) => fine)
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(botThat({ answer }))
  })
  afterAll(async () => {
    await started.stop()
    expect(started.reported).toEqual([])
  })
  beforeEach(() => {
    answer.mockClear()
  })
  const attach = (file: Partial<Attached> = {}): Promise<Response> =>
    started.fake.command({
      name: 'settings',
      subcommand: 'import',
      options: { file: { filename: 'a.json', data: '{}', ...file }, map: '1=2' },
    })
  const expectRefused = async (response: Response, why: string) => {
    expect(response).toMatchObject({ ephemeral: true, deferred: true, refusals: [] })
    expect(textOf(response.message ?? {})).toContain(why)
    expect(componentsOf(response.message ?? {}).map(c => c.custom_id)).toContain('/overdose')
    expect(answer).not.toHaveBeenCalled()
  }

  it('reaches the command as its text, whatever letters it holds', async () => {
    const response = await attach({ data: '{ "ä": "😀" }\n' })
    expect(response).toMatchObject({ ephemeral: true, deferred: true })
    expect(answer.mock.lastCall?.[0]).toEqual({
      command: 'settings import',
      values: { file: '{ "ä": "😀" }\n', map: '1=2' },
    })
  })

  it('may be as large as the limit, and no byte larger, whether or not its length is told beforehand', async () => {
    for (const chunked of [false, true]) {
      await attach({ data: 'x'.repeat(most), chunked })
      expect(answer).toHaveBeenCalledTimes(1)
      answer.mockClear()
      await expectRefused(await attach({ data: 'x'.repeat(most + 1), chunked }), 'too large')
    }
  })

  it('is not read at all where its length is told and too much', async () => {
    const real = globalThis.fetch
    const cancel = vi.fn()
    const never = new ReadableStream({ cancel })
    const fetched = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async (input, init) =>
        String(input).includes('/attachments/')
          ? new Response(never, { headers: { 'content-length': String(most + 1) } })
          : real(input, init),
      )
    await expectRefused(await attach(), 'too large')
    expect(cancel).toHaveBeenCalled()
    fetched.mockRestore()
  })

  it('must be text', async () => {
    await expectRefused(await attach({ data: new Uint8Array([0x7b, 0xff, 0x7d]) }), 'not plain text')
  })

  it('is fetched from Discord and nowhere else, not even where Discord would send us', async () => {
    const elsewhere = [
      'https://evil.example/a.json',
      'http://cdn.discordapp.com/a.json',
      'https://cdn.discordapp.com.evil.example/a.json',
      'https://cdn.discordapp.com:8443/a.json',
      `http://127.0.0.1:1/api/attachments/1/a.json`,
      'file:///etc/passwd',
    ]
    const fetched = vi.spyOn(globalThis, 'fetch')
    for (const url of elsewhere) await expectRefused(await attach({ url }), 'Discord’s own server')
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
    const location = `${started.fake.url}/attachments/2/b.json`
    started.fake.fail('GET /attachments', { status: 302, headers: { location } })
    await expectRefused(await attach(), 'could not be fetched')
  })

  it('is taken from Discord’s own server', async () => {
    const url = 'https://cdn.discordapp.com/ephemeral-attachments/1/2/a.json'
    const real = globalThis.fetch
    const fetched = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async (input, init) =>
        input === url ? new Response('{ "a": 1 }') : real(input, init),
      )
    await attach({ url })
    expect(answer.mock.lastCall?.[0]).toMatchObject({ values: { file: '{ "a": 1 }' } })
    fetched.mockRestore()
  })

  it('is not waited for longer than ten seconds', async () => {
    const real = AbortSignal.timeout.bind(AbortSignal)
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => real(ms / 100))
    started.fake.fail('GET /attachments', { hang: true })
    await expectRefused(await attach(), 'in time')
    expect(limit).toHaveBeenCalledWith(10_000)
    limit.mockRestore()
  })

  it('that Discord lost is asked for again', async () => {
    started.fake.fail('GET /attachments', { status: 404 })
    await expectRefused(await attach(), 'Attach it again')
  })
})

describe('a file that the bot hands over on Discord', () => {
  const file = { name: 'heroine.json', text: '{ "ä": 1 }' }
  let reply = Reply.parse({ ...fine, file })
  let waits = false
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(botThat({ answer: async () => reply, waits: () => waits }), {
      draw: async () => new Uint8Array([1, 2, 3]),
    })
  })
  afterAll(async () => {
    await started.stop()
    expect(started.fake.refusals).toEqual([])
  })
  const expectFile = ({ message, ephemeral }: Response) => {
    expect(ephemeral).toBe(true)
    expect(componentsOf(message ?? {})).toContainEqual(
      expect.objectContaining({ type: 13, file: { url: 'attachment://heroine.json' } }),
    )
    expect(Buffer.from(started.fake.bytes(message, 'heroine.json') ?? []).toString()).toBe(file.text)
  }

  it('comes with the answer, at once or deferred, and only for who asked', async () => {
    expectFile(await started.fake.command({ name: 'settings' }))
    waits = true
    expectFile(await started.fake.command({ name: 'settings' }))
    waits = false
  })

  it('comes beside a picture without being taken for it', async () => {
    reply = Reply.parse({ ...fine, file, parts: [{ chart: sample }] })
    const response = await started.fake.command({ name: 'settings' })
    expectFile(response)
    expect(response.message?.attachments).toMatchObject([
      { filename: 'sample.png', description: sample.alt },
      { filename: 'heroine.json' },
    ])
    expect(response.message?.attachments[1]).not.toHaveProperty('description')
  })
})

describe('a configuration on Discord', () => {
  const whole = wholeDiscord()
  const settings = (subcommand: string, options: Record<string, string | Attached> = {}) =>
    whole.started.fake.command({ name: 'settings', subcommand, options, permissions: '32' })

  it('goes out as a file and comes back in as one', async () => {
    await settings('change', { region: 'GB' })
    const { message } = await settings('export')
    const [{ filename }] = message!.attachments as [{ filename: string }]
    const data = whole.started.fake.bytes(message, filename)!
    await settings('change', { region: 'US-WV' })
    await settings('import', { file: { filename, data }, apply: 'yes' })
    await expect
      .poll(() => whole.assembled.store.communities.settings('discord:100'))
      .toMatchObject({
        region: 'GB',
      })
  })
})
