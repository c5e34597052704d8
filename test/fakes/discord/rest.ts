/**
 * The HTTP half: reads requests, checks who asks, hands them to a route and writes the answer, as
 * https://docs.discord.com/developers/reference#http-api describes. No rate limits: nothing here is slow.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { schemaViolations } from './conformance.ts'
import { type Answer, answerOf, type Faults } from './faults.ts'
import { asObject, isObject, type Json } from './json.ts'
import { FormBody, Refusal, type RefusalRecord, refuse } from './refusal.ts'
import { readForm, type Upload } from './uploads.ts'

export type Call = {
  method: string
  path: string
  params: string[]
  query: URLSearchParams
  body: unknown
  files: Upload[]
  receivedAt: number
}
export type Handler = (call: Call) => Answer | Promise<Answer>
/** `open` routes are authorized by a token in their path instead of the bot's. */
export type Route = { method: string; path: string; handle: Handler; open?: boolean }

type Options = { token: string; routes: readonly Route[]; faults: Faults; refusals: RefusalRecord[] }

export function restServer(options: Options): Server {
  const table = options.routes.map(route => ({ ...route, pattern: patternOf(route.path) }))
  return createServer((request, response) => {
    void serve(request, response, { ...options, table }).catch(error => response.destroy(error))
  })
}

type Compiled = Route & { pattern: RegExp }

/** '/channels/:id' as a pattern over a path without its '/api/v10'. */
const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`)

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: Options & { table: Compiled[] },
) {
  const receivedAt = performance.now()
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const method = request.method ?? 'GET'
  const path = url.pathname.replace(/^\/api(\/v10)?/, '')
  const raw = Buffer.concat(await Array.fromAsync(request))
  const fault = options.faults.take(`${method} ${path}`)
  if (fault && 'hang' in fault) return
  if (fault && 'status' in fault) return send(response, answerOf(fault))
  if (fault && 'delayMs' in fault) await wait(fault.delayMs)

  let answer: Answer
  try {
    const route = options.table.find(candidate => candidate.method === method && candidate.pattern.test(path))
    if (!route?.open && request.headers.authorization !== `Bot ${options.token}`) throw refuse.unauthorized()
    if (!route) throw refuse.notFound()
    const params = (route.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent)
    const { body, files } = await parse(raw, request.headers['content-type'])
    const at = fault && 'delayMs' in fault ? performance.now() : receivedAt
    const call = { method, path, params, query: url.searchParams, body, files, receivedAt: at }
    answer = await route.handle(call)
  } catch (error) {
    // A mistake of the fake's own shows as a 500 that no test expects.
    const refusal = error instanceof Refusal ? error : new Refusal(500, 0, `The fake Discord broke: ${error}`)
    options.refusals.push(refusal.record({ method, path }))
    answer = { status: refusal.status, body: refusal.toJSON() }
  }
  if (fault && 'storeThen' in fault)
    answer = { status: fault.storeThen, body: { message: 'Bad Gateway', code: 0 } }
  send(response, answer)
}

/** JSON, or a form with files beside it. */
async function parse(raw: Buffer, type = ''): Promise<{ body: unknown; files: Upload[] }> {
  if (raw.length === 0) return { body: undefined, files: [] }
  if (type.startsWith('application/json')) return { body: json(raw.toString()), files: [] }
  if (!type.startsWith('multipart/form-data')) throw refuse.contentType()
  const { payload, files } = await readForm(raw, type)
  return { body: json(payload), files }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 50109, 'The request body contains invalid JSON.')
  }
}

function send(response: ServerResponse, { status, body, raw, chunked, headers = {} }: Answer): void {
  if (raw) {
    response.writeHead(status, { ...headers, ...(chunked ? {} : { 'content-length': raw.length }) })
    // In two pieces, so that Node cannot work out the length by itself.
    response.write(raw.subarray(0, 1000))
    response.end(raw.subarray(1000))
    return
  }
  const text = body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, { ...(text ? { 'content-type': 'application/json' } : {}), ...headers })
  response.end(text)
}

/** The body as an object, held to Discord's own schema of the route where that is at hand. */
export function bodyOf(call: Call): Json {
  if (call.body !== undefined && !isObject(call.body)) throw refuse.notAnObject()
  return asObject(call.body)
}

/** The second judge, asked after the fake's own rules so that their errors, which are Discord's, come first. */
export function conform(call: Call): void {
  const form = new FormBody()
  form.violations.push(...(schemaViolations(call.method, call.path, call.body) ?? []))
  form.throwIfInvalid()
}
