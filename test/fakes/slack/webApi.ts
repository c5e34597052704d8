import type { IncomingMessage, ServerResponse } from 'node:http'
import { received } from './files.ts'
import { type Method, methods } from './methods.ts'
import type { OpenOutcome } from './outcome.ts'
import { SlackError } from './slackError.ts'
import type { Json, Workspace } from './workspace.ts'

/** What a request carries, whether it came as JSON or as a form with JSON inside (which is what WebClient sends). */
export async function readBody(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks).toString()
  if (request.headers['content-type']?.includes('json')) {
    const parsed: unknown = JSON.parse(raw || '{}')
    return typeof parsed === 'object' && parsed !== null ? (parsed as Json) : {}
  }
  return Object.fromEntries(new URLSearchParams(raw))
}

export function sendJson(response: ServerResponse, body: Json, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

/** Plays a planned fault. True when it has taken the request over. */
export async function playFault(
  workspace: Workspace,
  method: string,
  response: ServerResponse,
  effect: () => void,
): Promise<boolean> {
  const fault = workspace.takeFault(method)
  if (!fault) return false
  if ('delayMs' in fault) {
    await new Promise(resolve => setTimeout(resolve, fault.delayMs))
    return false
  }
  if ('hang' in fault) return true
  if ('acceptThenDrop' in fault) {
    effect()
    response.destroy()
  } else if ('ratelimited' in fault) {
    const headers = { 'retry-after': String(fault.ratelimited) }
    sendJson(response, { ok: false, error: 'ratelimited' }, 429, headers)
  } else if ('status' in fault) {
    response.writeHead(fault.status, { 'content-type': 'text/html' })
    response.end(fault.body ?? '<html>upstream error</html>')
  } else {
    sendJson(response, { ok: false, error: fault.error })
  }
  return true
}

/** One Web API request: https://docs.slack.dev/apis/web-api */
export async function handleWebApi(
  workspace: Workspace,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { token: bodyToken, ...args } = await readBody(request)
  const token = request.headers.authorization?.replace(/^Bearer /, '') || bodyToken
  workspace.calls[name] = [...(workspace.calls[name] ?? []), args]
  workspace.tokens[name] = [...(workspace.tokens[name] ?? []), String(token ?? '')]
  const answer = (): Json => perform(workspace, name, String(token ?? ''), args)
  if (await playFault(workspace, name, response, answer)) return
  sendJson(response, answer(), 200, {
    'x-oauth-scopes': workspace.scopes.join(','),
    'x-accepted-oauth-scopes': methods[name]?.scopes.join(',') ?? '',
  })
}

/** The bytes of a file, at the address that files.getUploadURLExternal gave. */
export async function handleUpload(
  workspace: Workspace,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const took = received(workspace, id, Buffer.concat(chunks))
  response.writeHead(took ? 200 : 400, { 'content-type': 'text/plain' })
  response.end(took ? `OK - ${id}` : 'bad upload')
}

/** One POST to a response_url: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export async function handleResponseUrl(
  workspace: Workspace,
  outcome: OpenOutcome | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request)
  if (!outcome) return sendJson(response, { ok: false, error: 'no_service' }, 404)
  if (await playFault(workspace, 'response_url', response, () => outcome.respond(body))) return
  const answer = outcome.respond(body)
  sendJson(response, answer.body, answer.status)
}

function perform(workspace: Workspace, name: string, token: string, args: Json): Json {
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    if (!method) throw new SlackError('unknown_method', name)
    authorize(workspace, method, token)
    return { ok: true, ...method.run(workspace, args) }
  } catch (problem) {
    if (!(problem instanceof SlackError)) throw problem
    workspace.refuse(name, problem.error, problem.detail)
    return { ok: false, error: problem.error, ...problem.extra }
  }
}

function authorize(workspace: Workspace, method: Method, token: string): void {
  if (method.token === 'none') return
  if (!token) throw new SlackError('not_authed', 'no token was sent')
  const isApp = token === workspace.appToken
  if (!isApp && token !== workspace.botToken && !workspace.oauth?.grantOf(token))
    throw new SlackError('invalid_auth', 'unknown token')
  if (workspace.authError) throw new SlackError(workspace.authError, 'the token no longer works')
  if (isApp !== (method.token === 'app'))
    throw new SlackError('not_allowed_token_type', `needs the ${method.token} token`)
  const granted = isApp ? workspace.appScopes : workspace.scopes
  if (method.scopes.length > 0 && !method.scopes.some(scope => granted.includes(scope))) {
    const extra = { needed: method.scopes.join(','), provided: granted.join(',') }
    throw new SlackError('missing_scope', `needs ${extra.needed}`, extra)
  }
}
