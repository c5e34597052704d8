import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDeliveries } from './deliveries.ts'
import type { DisconnectReason } from './envelope.ts'
import { createSocketMode } from './socketMode.ts'
import { handleResponseUrl, handleWebApi, sendJson } from './webApi.ts'
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
  const deliveries = createDeliveries(workspace, socketMode, () => `http://${host}`)
  workspace.newConnectionUrl = () =>
    `ws://${host}/link/?ticket=${socketMode.ticket()}&app_id=${workspace.appId}`

  const server = createServer((request, response) => {
    const [, area, ...rest] = new URL(request.url ?? '/', 'http://fake').pathname.split('/')
    const handled =
      area === 'api'
        ? handleWebApi(workspace, rest.join('/'), request, response)
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
    /** Views accepted by views.open and views.publish. */
    views: workspace.views,
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
    /** The network loses every connection, without a closing handshake. */
    drop: (): void => socketMode.dropAll(),
    /** Slack asks the bot to reconnect; it closes the connection itself after `closeAfterMs`. */
    refresh: (reason: DisconnectReason = 'refresh_requested', closeAfterMs = 10_000): void =>
      socketMode.disconnectAll(reason, closeAfterMs),
    /** The tokens stop working. Open connections stay open, as they do at Slack. */
    revoke(error = 'invalid_auth'): void {
      workspace.authError = error
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
