import { createServer, get, type IncomingHttpHeaders, request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { createBot } from '../src/core/bot.ts'
import { command, type Folder } from '../src/core/command.ts'
import { choice, date, file, person } from '../src/core/options.ts'
import type { Manner } from '../src/core/platform.ts'
import { Reply } from '../src/core/reply.ts'
import { paragraph } from '../src/core/text.ts'
import { render as discord } from '../src/platforms/discord/render.ts'
import { createPlayground, type PlaygroundOptions } from '../src/platforms/playground/platform.ts'
import { seen as slack } from '../src/platforms/slack/render.ts'

const film = command({
  name: 'film',
  about: 'The documentary',
  options: {
    topic: choice({ about: 'What?', example: 'people', choices: [{ value: 'people', label: 'The people' }] }),
  },
  who: 'everyone',
  answer: () => ({
    tone: 'info',
    title: 'Heroin(e) *4141*',
    text: [paragraph('Three women. ', { link: 'https://example.org/a_b_c', label: 'Read <more>' })],
    actions: [
      { label: 'People', ask: '/film people' },
      { label: 'Site', url: 'https://example.org' },
    ],
    menu: { label: 'More', choices: [{ label: 'Help', ask: '/help' }] },
    sources: [{ publisher: 'X & Y', url: 'https://example.org/a_b_c', published: '2024' }],
  }),
})
const secret = command({
  name: 'secret',
  about: 'For moderators',
  options: {},
  who: 'moderators',
  answer: ask => ({ tone: 'notice', title: `Yes ${ask.place?.community} ${ask.hint} ${ask.now}`, text: [] }),
})
const taken = command({
  name: 'import',
  about: 'Takes a file over',
  options: {
    file: file({ about: 'Which?', longest: 50_000, required: true }),
    from: date({ about: 'When?' }),
  },
  who: 'moderators',
  answer: ({ options }) => ({
    tone: 'notice',
    title: 'Taken over',
    text: [paragraph(`from ${options.from}`)],
    file: { name: 'all.json', text: options.file },
  }),
})
const named = command({
  name: 'change',
  about: 'Changes it',
  options: { who: person({ about: 'Who?' }) },
  who: 'moderators',
  answer: ({ options }) => ({ tone: 'notice', title: `Now ${options.who}`, text: [] }),
})
const desk: Folder = {
  name: 'desk',
  about: 'For moderators',
  who: 'moderators',
  alone: 'import',
  otherwise: 'change',
  subcommands: [taken, named, { ...named, name: 'apply', hidden: true }],
}
let settings = {}
const bot = createBot({
  commands: [{ ...film, shareable: true }, secret, desk],
  settings: async () => settings,
  emergencyLine: () => 'Call 911.',
  report: () => {},
  forget: async () => {},
  present: async () => {},
})

let minutes = 0
const now = () => Temporal.Instant.from('2026-11-24T12:00:00Z').add({ minutes })
const forward = async (by: number) => {
  minutes += by
}
const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  minutes = 0
  settings = {}
  for (const stop of stops.splice(0)) await stop()
})

async function open(options: Partial<PlaygroundOptions> = { port: 0 }) {
  const renderers = { discord, slack }
  const playground = createPlayground({
    renderers,
    clock: { now, forward },
    connect: 'Like this.',
    ...options,
  })
  await playground.start(bot)
  stops.push(playground.stop)
  return playground
}

type Got = { status: number; body: string; headers: IncomingHttpHeaders }
/** fetch does not let a caller choose Host and Origin; node:http does. */
const send = (url: string, path: string, headers: Record<string, string>, content?: string): Promise<Got> =>
  new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method: content === undefined ? 'GET' : 'POST', headers })
    sent.on('error', reject)
    sent.on('response', async response => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode!, body, headers: response.headers })
    })
    sent.end(content)
  })

const answer = async (url: string, asked: object) => {
  const { status, body } = await send(url, '/answer', {}, JSON.stringify(asked))
  return { status, ...JSON.parse(body) }
}

/** A port that something listens on for as long as the test lasts. */
async function takenPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => void server.close())
  return (server.address() as { port: number }).port
}

test('answers with exactly what the adapters would send, drawn twice', async () => {
  const { url } = await open()
  const shown = await answer(url, { line: '/film', as: 'member', locale: 'en-US' })
  const reply = await bot.answer('/film', { by: 'clock', now: now(), locale: 'en' })
  const asked = Reply.parse(await film.answer({} as never))
  expect(reply.tone).toBe('notice')
  expect(shown.discord.payload).toEqual(JSON.parse(JSON.stringify(discord(asked))))
  expect(shown.slack.payload).toEqual(JSON.parse(JSON.stringify(slack(asked))))
  expect(shown.private).toBe(true)
  expect(shown.text).toContain('Three women.')
})

test('neither library reads marks that the platforms do not', async () => {
  const { url } = await open()
  const shown = await answer(url, { line: '/film', as: 'member' })
  for (const { html } of [shown.discord, shown.slack]) {
    const words = html
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d+);/g, (_: string, code: string) => String.fromCharCode(Number(code)))
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
    expect(words).toContain('Heroin(e) *4141*')
    expect(words).toContain('Read <more>')
    expect(words).toContain('X & Y, 2024')
    expect(words).not.toMatch(/[\ue000-\uf8ff\\]/)
    expect(html.replace(/&#95;/g, '_').match(/href="https:\/\/example\.org\/a_b_c"/g)).toHaveLength(2)
    expect(html).not.toMatch(/(src|href)="(?!data:|https:\/\/example\.org|#)/)
  }
})

test('tells what each button and menu asks, in order', async () => {
  const { url } = await open()
  const shown = await answer(url, { line: '/film', as: 'member' })
  const controls = [
    { line: '/film people' },
    { url: 'https://example.org' },
    { choices: [{ label: 'Help', line: '/help' }] },
  ]
  expect(shown.discord.controls).toEqual(controls)
  expect(shown.slack.controls).toEqual(controls)
})

test('asks as a member or as a moderator, in the playground, on its clock', async () => {
  const { url } = await open()
  const member = await answer(url, { line: '/secret', as: 'member' })
  expect(member.text).toContain('Only moderators')
  const moderator = await answer(url, { line: '/secret', as: 'moderator', locale: 'en-GB' })
  expect(moderator.text).toBe('Yes local:playground GB 2026-11-24T12:00:00Z')
  const mistake = await answer(url, { line: '/nonsense', as: 'member' })
  expect(mistake.text).toContain('I do not know that command')
  expect(mistake.discord.html).toContain('Call 911')
})

test('lists commands and suggests words', async () => {
  const { url } = await open()
  const { commands, connect } = JSON.parse((await send(url, '/commands', {})).body)
  expect(commands.map((c: { words: string; who: string }) => [c.words, c.who])).toEqual([
    ['film', 'everyone'],
    ['secret', 'moderators'],
    ['desk import', 'moderators'],
    ['desk change', 'moderators'],
  ])
  expect(connect).toBe('Like this.')
  const suggested = await send(url, '/suggest?command=film&option=topic&typed=peo', {})
  expect(JSON.parse(suggested.body)).toEqual([{ value: 'people', label: 'The people' }])
  expect(JSON.parse((await send(url, '/suggest', {})).body)).toEqual([])
})

test('tells what a folder means without its second word, and the kind of each field', async () => {
  const { url } = await open()
  const { commands } = JSON.parse((await send(url, '/commands', {})).body)
  expect(commands.slice(2)).toMatchObject([
    {
      alone: 'desk',
      options: [
        { name: 'file', kind: 'file', longest: 50_000, required: true },
        { name: 'from', kind: 'date', example: '2026-12-01', required: false },
      ],
    },
    { otherwise: 'desk', options: [{ kind: 'person', example: '@moderators' }] },
  ])
  const changed = await answer(url, { line: '/desk who:@ann', as: 'moderator' })
  expect(changed.text).toBe('Now ann')
})

test('takes a form as it was filled in, quotes and line breaks and all, and offers the file to keep', async () => {
  const { url } = await open()
  const text = `{\n "from": "2026-01-01",\n "who": "“x”"\n}${' '.repeat(40_000)}`
  const values = { file: text, from: '2026-12-01' }
  const shown = await answer(url, { command: 'desk import', values, as: 'moderator' })
  expect(shown).toMatchObject({ text: 'Taken over\n\nfrom 2026-12-01', file: { name: 'all.json', text } })
  expect(shown.discord.html).toContain('📎 all.json')
  expect(shown.discord.html).not.toContain('attachment:')
  expect((await answer(url, { command: 'desk import', values, as: 'member' })).file).toBeUndefined()
})

test('shows everyone what a community made public, but not the answer of a button', async () => {
  const { url } = await open()
  settings = { publicFacts: true }
  expect((await answer(url, { line: '/film', as: 'member' })).private).toBe(false)
  expect((await answer(url, { line: '/film', as: 'member', pressed: true })).private).toBe(true)
})

/** What a page that opens now is told, until it has had so many events. */
const heard = (url: string, count: number): Promise<{ kind: string; id: string; text?: string }[]> =>
  new Promise(resolve => {
    get(`${url}/events`, async response => {
      let read = ''
      const events = () =>
        [...read.matchAll(/^(?:event: (\w+)\n)?data: (.*)\n\n/gm)].map(([, kind = 'post', data]) => {
          const { id, text } = JSON.parse(data!)
          return { kind, id, text }
        })
      for await (const chunk of response) {
        read += chunk
        if (events().length >= count) break
      }
      resolve(events())
    })
  })

const posting = async () => {
  const playground = await open()
  const reply = { ...Reply.parse(await film.answer({} as never)), seenBy: 'everyone' as const }
  const place = { community: 'local:playground', channel: 'general' } as const
  const post = (slot: string, manner?: Manner, title = reply.title) =>
    playground.post(place, { ...reply, title }, { reminder: 'abcd', slot, due: now() }, manner)
  const previously = (id: string, how: 'replace' | 'delete'): Manner => ({ previous: { id, how } })
  return { playground, place, post, previously, url: playground.url }
}

test('shows a scheduled post once, and again to a page that comes later', async () => {
  const { playground, place, post, url } = await posting()
  for (const slot of ['one', 'one', 'two'])
    expect(await post(slot)).toEqual({ result: 'posted', message: `abcd ${slot}` })
  expect(await playground.check(place)).toEqual([])
  expect((await heard(url, 2)).map(({ id }) => id)).toEqual(['abcd one', 'abcd two'])
})

test('replaces a post in place, again and again, and posts afresh where it is gone', async () => {
  const { post, previously, url } = await posting()
  await post('one')
  const listening = heard(url, 4)
  await expect.poll(async () => (await heard(url, 1)).length).toBe(1)
  for (const slot of ['two', 'three'])
    expect(await post(slot, previously('abcd one', 'replace'), slot)).toEqual({
      result: 'posted',
      message: 'abcd one',
    })
  expect(await post('four', previously('abcd gone', 'replace'))).toMatchObject({ message: 'abcd four' })
  expect((await listening).map(({ id }) => id)).toEqual(['abcd one', 'abcd one', 'abcd one', 'abcd four'])
  const later = await heard(url, 2)
  expect(later.map(({ id }) => id)).toEqual(['abcd one', 'abcd four'])
  expect(later[0]?.text).toContain('three')
})

test('takes the post before away once the new one stands', async () => {
  const { post, previously, url } = await posting()
  await post('one')
  const listening = heard(url, 3)
  await expect.poll(async () => (await heard(url, 1)).length).toBe(1)
  await post('two', previously('abcd one', 'delete'))
  expect((await listening).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'post abcd one',
    'post abcd two',
    'gone abcd one',
  ])
  expect((await heard(url, 1)).map(({ id }) => id)).toEqual(['abcd two'])
})

test('moves the clock forward, within reason', async () => {
  const { url } = await open()
  const moved = await send(url, '/forward', {}, '{"minutes":60}')
  expect(JSON.parse(moved.body)).toEqual({ now: '2026-11-24T13:00:00Z', posted: 0 })
  for (const wrong of ['{"minutes":-1}', '{"minutes":1e9}', '{"minutes":"60"}', '{}'])
    expect((await send(url, '/forward', {}, wrong)).status).toBe(400)
})

test('only this machine and its own page may ask', async () => {
  const { url } = await open()
  const own = new URL(url)
  const asked = JSON.stringify({ line: '/film', as: 'member' })
  expect((await send(url, '/answer', { origin: own.origin }, asked)).status).toBe(200)
  expect((await send(url, '/', { host: `localhost:${own.port}` })).status).toBe(200)
  expect((await send(url, '/', { host: `evil.example:${own.port}` })).status).toBe(403)
  expect((await send(url, '/', { host: 'localhost:1' })).status).toBe(403)
  for (const origin of ['https://evil.example', 'null', `http://localhost:${own.port}`])
    expect((await send(url, '/answer', { origin }, asked)).status, origin).toBe(403)
  const outside = Object.values(networkInterfaces())
    .flat()
    .find(address => address && !address.internal && address.family === 'IPv4')
  if (outside) await expect(send(`http://${outside.address}:${own.port}`, '/', {})).rejects.toThrow()
})

test('says in a sentence what is wrong with a request', async () => {
  const { url } = await open()
  const cases: [string, string, number][] = [
    ['/answer', 'not json', 400],
    ['/answer', '[]', 400],
    ['/answer', '{"as":"member"}', 400],
    ['/answer', '{"line":"/film","as":"owner"}', 400],
    ['/answer', '{"command":"film","values":{"topic":1},"as":"member"}', 400],
    ['/answer', JSON.stringify({ line: 'x'.repeat(2 ** 21), as: 'member' }), 413],
    ['/nowhere', '{}', 404],
  ]
  for (const [path, content, status] of cases) {
    const got = await send(url, path, {}, content)
    expect([content.slice(0, 20), got.status]).toEqual([content.slice(0, 20), status])
    expect(JSON.parse(got.body).wrong).toMatch(/\.$/)
  }
  expect((await send(url, '/__proto__', {})).status).toBe(404)
})

test('serves the page with a policy that lets nothing in from elsewhere', async () => {
  const { url } = await open()
  for (const path of [
    '/',
    '/app.css',
    '/app.js',
    '/drawing.js',
    '/fields.js',
    '/picker.js',
    '/posts.js',
    '/discord.css',
    '/slack.css',
  ]) {
    const { status, headers, body } = await send(url, path, {})
    expect([path, status]).toEqual([path, 200])
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toMatch(/script-src|unsafe-eval|https?:/)
    expect(body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
  }
})

test('a port that was asked for and is taken stops the start and says what to do', async () => {
  const port = await takenPort()
  await expect(open({ port })).rejects.toMatchObject({
    name: 'OperatorError',
    message: expect.stringMatching(new RegExp(`Port ${port} is taken.*PORT=\\d+ npm start`)),
  })
})

test('without a port it takes the next free one', async () => {
  const firstPort = await takenPort()
  const { url } = await open({ firstPort })
  expect(Number(new URL(url).port)).toBeGreaterThan(firstPort)
  expect((await send(url, '/', {})).status).toBe(200)
})
