import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDeliveries } from './deliveries.ts'
import type { DisconnectReason } from './envelope.ts'
import { deliverOverHttp, type EventsUrl } from './httpMode.ts'
import { createOauth } from './oauth.ts'
import { createSocketMode } from './socketMode.ts'
import { handleResponseUrl, handleUpload, handleWebApi, sendJson } from './webApi.ts'
import { createWorkspace, type FakeSlackOptions, type Fault } from './workspace.ts'

export type { Envelope } from './envelope.ts'
export type { Outcome, Seen } from './outcome.ts'
export type { FakeSlackOptions, Fault, Post, Refusal } from './workspace.ts'
export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>

/**
 * A Slack of one workspace on 127.0.0.1: Web API, Socket Mode and response_url, refusing what Slack refuses.
 * Point Bolt at it with `clientOptions: { slackApiUrl: slack.url }`.
 */
export async function startFakeSlack(options: FakeSlackOptions) {
  const workspace = createWorkspace(options)
  const socketMode = createSocketMode(workspace)
  let host = ''
  workspace.oauth = options.oauth && createOauth(workspace, options.oauth)
  let events: EventsUrl | undefined
  const line: Pick<typeof socketMode, 'deliver'> = {
    deliver: envelope =>
      events ? deliverOverHttp(workspace, events, envelope) : socketMode.deliver(envelope),
  }
  const deliveries = createDeliveries(workspace, line, () => `http://${host}`)
  workspace.newConnectionUrl = () =>
    `ws://${host}/link/?ticket=${socketMode.ticket()}&app_id=${workspace.appId}`

  workspace.uploadUrl = id => `http://${host}/upload/${id}`

  const server = createServer((request, response) => {
    const [, area, ...rest] = new URL(request.url ?? '/', 'http://fake').pathname.split('/')
    if (area === 'oauth' && workspace.oauth) return workspace.oauth.consent(request, response)
    const handled =
      area === 'api'
        ? handleWebApi(workspace, rest.join('/'), request, response)
        : area === 'upload'
          ? handleUpload(workspace, rest.join('/'), request, response)
          : handleResponseUrl(workspace, deliveries.find(rest.at(-1) ?? ''), request, response)
    handled.catch(problem => {
      workspace.refuse('fake', 'internal_error', String(problem))
      if (!response.headersSent) sendJson(response, { ok: false, error: 'internal_error' }, 500)
    })
  })
  server.on('upgrade', (request, socket, head) => socketMode.upgrade(request, socket, head))
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  const { find: _, ...people } = deliveries

  return {
    ...people,
    /** For `slackApiUrl`. */
    url: `http://${host}/api/`,
    /** Messages accepted by chat.postMessage. */
    posts: workspace.posts,
    /** Messages accepted by chat.postEphemeral; `shown` is false where nobody saw them. */
    ephemerals: workspace.ephemerals,
    /** Views that were opened or published, as they stand now. */
    views: workspace.views,
    /** Files by id, with the bytes that arrived. */
    files: workspace.files,
    refusals: workspace.refusals,
    /** Arguments of every Web API call, by method, tokens left out. */
    calls: workspace.calls,
    /** Channels by id; change `member` or `archived` to have the bot removed or the channel closed. */
    channels: workspace.channels,

    /** Connections that would be given an envelope now. */
    get connections(): number {
      return socketMode.connections
    },
    /** Resolves once that many connections are usable. */
    connected: (wanted = 1): Promise<void> => socketMode.connected(wanted),

    /** The next `times` calls of a method (or `response_url`) fail so. */
    fail(method: string, fault: Fault, times = 1): void {
      for (let n = 0; n < times; n += 1) workspace.faults.push({ method, fault })
    },
    /** The network loses every connection, without a closing handshake; or one of those that are usable. */
    drop: (only?: number): void => socketMode.dropAll(only),
    /** Every connection stays open and is dead. */
    silence: (): void => socketMode.silenceAll(),
    /** Slack asks the bot to reconnect, on each connection or on one; it closes it itself after `closeAfterMs`. */
    refresh: (reason: DisconnectReason = 'refresh_requested', closeAfterMs = 10_000, only?: number): void =>
      socketMode.disconnectAll(reason, closeAfterMs, only),
    /** From now on over HTTP, to this address. */
    sendTo: (url: EventsUrl): void => {
      events = url
    },
    /** What happens from now on happens in this workspace; with `org`, the app is installed for its whole organization. */
    enter(team: { id: string; name: string }, org?: { id: string; name: string }): void {
      Object.assign(workspace.team, team)
      workspace.org = org
    },
    oauth: workspace.oauth,
    /** The token of every Web API call, by method. */
    tokens: workspace.tokens,
    /** The tokens stop working. Open connections stay open, as they do at Slack. */
    revoke(error: string | undefined = 'invalid_auth'): void {
      workspace.authError = error
    },
    /** The tokens work again. */
    unrevoke(): void {
      workspace.authError = undefined
    },
    /** An admin removes the app: two events, then dead tokens and closed connections. */
    async uninstall(): Promise<void> {
      workspace.authError = 'account_inactive'
      await Promise.all([
        people.event({ type: 'app_uninstalled' }),
        people.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.botUserId] } }),
      ])
      socketMode.disconnectAll('link_disabled', 100)
    },
    async stop(): Promise<void> {
      socketMode.dropAll()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
