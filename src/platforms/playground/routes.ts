import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Bot } from '../../core/platform.ts'
import { assets } from './assets.ts'
import { ask, menuOf, type Renderers, type Shown, show } from './desk.ts'
import type { Feed } from './feed.ts'
import { admit, body, Refusal } from './refusal.ts'

/** A scheduled post as the page shows it: whom it would mention, and whether a thread would open under it. */
export type Post = Shown & {
  id: string
  channel: string
  at: string
  mention: string | undefined
  thread: boolean | undefined
}

/** The playground's own clock. `forward` moves it and runs what falls due on the way. */
export type Clock = { now(): Temporal.Instant; forward(minutes: number): Promise<void> }

/** What the answers to requests are made of. */
export type Parts = {
  bot: Bot
  feed: Feed<Post>
  renderers: Renderers
  clock: Clock
  connect: string
  port: number
}

/** Nothing loads from elsewhere and no inline script runs. The libraries write colours as style attributes. */
const headers = {
  'content-security-policy':
    "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Answers one request; every fault becomes a status and a sentence. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Promise<void> {
  try {
    admit(request, parts.port)
    await route(request, response, parts)
  } catch (error) {
    const known = error instanceof Refusal
    // A body that is too long is not read to its end, so the connection cannot be used again.
    if (known && error.status === 413) response.setHeader('connection', 'close')
    const why = known ? error.message : 'Something went wrong inside the playground.'
    json(response, known ? error.status : 500, { wrong: why })
    request.resume()
  }
}

async function route(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { bot, feed, renderers, clock, connect } = parts
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const now = () => clock.now().toString()
  const asset = Object.hasOwn(assets, pathname) ? assets[pathname] : undefined
  if (request.method === 'GET' && asset) {
    const { type, content } = await asset()
    return send(response, 200, type, content)
  }
  switch (`${request.method} ${pathname}`) {
    case 'GET /commands':
      return json(response, 200, { commands: menuOf(bot), connect, now: now() })
    case 'GET /suggest': {
      const [command, option, typed] = ['command', 'option', 'typed'].map(
        name => searchParams.get(name) ?? '',
      )
      return json(response, 200, (await bot.suggest(command!, option!, typed!)).slice(0, 25))
    }
    case 'GET /events':
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
      return feed.listen(response)
    case 'POST /answer': {
      const reply = await ask(bot, await body(request), clock.now())
      return json(response, 200, await show(reply, renderers, clock.now()))
    }
    case 'POST /forward': {
      const wanted = minutes(await body(request))
      const before = feed.count
      await clock.forward(wanted)
      return json(response, 200, { now: now(), posted: feed.count - before })
    }
    default:
      throw new Refusal(404, 'There is nothing at this address.')
  }
}

const week = 7 * 24 * 60

function minutes(asked: Record<string, unknown>): number {
  const given = asked.minutes
  if (typeof given === 'number' && Number.isInteger(given) && given > 0 && given <= week) return given
  throw new Refusal(400, `"minutes" must be a whole number from 1 to ${week}.`)
}

const json = (response: ServerResponse, status: number, content: object): void =>
  send(response, status, 'application/json', JSON.stringify(content))

function send(response: ServerResponse, status: number, type: string, content: string): void {
  response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` })
  response.end(content)
}
