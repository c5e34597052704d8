import { createHmac } from 'node:crypto'
import { Agent, createServer, type RequestOptions, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

type Json = Record<string, unknown>
/** The reply in an acknowledgement, and how long it took from the moment the command was sent. */
export type Answered = { body: string; ms: number }
export type SlackServer = Awaited<ReturnType<typeof slackServer>>

export const signingSecret = 'bench'

/**
 * As much of Slack as a stopwatch needs. Bots are told apart by their tokens, `xapp-<name>`, and over HTTP by their
 * ports. The strict fake of the tests would spend more on its checks than the bots on their answers.
 */
export async function slackServer() {
  const sockets = new Map<string, WebSocket[]>()
  const waiting = new Map<string, (at: number, body: string) => void>()
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      const name = /xapp-(\w+)/.exec(incoming.headers.authorization ?? '')?.[1] ?? ''
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          ok: true,
          url: `${address}/link/${name}`,
          team_id: 'T1',
          user_id: 'U0BOT',
          bot_id: 'B0BOT',
        }),
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address = `ws://127.0.0.1:${port}`
  const line = new WebSocketServer({ server })
  line.on('connection', (socket, { url = '' }) => {
    const name = url.split('/').at(-1)!
    sockets.set(name, [...(sockets.get(name) ?? []), socket])
    socket.on('close', () =>
      sockets.set(
        name,
        sockets.get(name)!.filter(other => other !== socket),
      ),
    )
    socket.on('message', data => {
      const at = performance.now()
      const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload: Json }
      waiting.get(envelope_id)?.(at, JSON.stringify(payload))
      waiting.delete(envelope_id)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }))
  })

  let sent = 0
  const payloadOf = (command: string): Json => ({
    token: 'verification-token',
    team_id: 'T1',
    team_domain: 'bench',
    channel_id: 'C1',
    channel_name: 'general',
    user_id: 'U1',
    user_name: 'u1',
    command: `/${command}`,
    text: '',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: `http://127.0.0.1:${port}/commands/${++sent}`,
    trigger_id: `${sent}.${crypto.randomUUID()}`,
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })

  return {
    url: `http://127.0.0.1:${port}/api/`,
    connections: (name: string): number => sockets.get(name)?.length ?? 0,
    /** A command over Socket Mode, over each connection in turn. */
    overSocket: (name: string, command: string): Promise<Answered> =>
      new Promise(resolve => {
        const envelope_id = crypto.randomUUID()
        const payload = payloadOf(command)
        const frame = JSON.stringify({
          envelope_id,
          type: 'slash_commands',
          accepts_response_payload: true,
          payload,
        })
        const all = sockets.get(name)!
        const began = performance.now()
        waiting.set(envelope_id, (at, body) => resolve({ body, ms: at - began }))
        all[sent % all.length]!.send(frame)
      }),
    /** A command over HTTP, over one connection that stays open. */
    overHttp: (to: number, command: string): Promise<Answered> =>
      new Promise((resolve, reject) => {
        const body = new URLSearchParams(payloadOf(command) as Record<string, string>).toString()
        const seconds = String(Math.floor(Date.now() / 1000))
        const signature = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex')
        const options: RequestOptions = {
          agent,
          port: to,
          host: '127.0.0.1',
          path: '/slack/events',
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
            'x-slack-request-timestamp': seconds,
            'x-slack-signature': `v0=${signature}`,
          },
        }
        const began = performance.now()
        const asking = request(options, response => {
          let answer = ''
          response.setEncoding('utf8').on('data', piece => (answer += piece))
          response.on('end', () => resolve({ body: answer, ms: performance.now() - began }))
        })
        asking.on('error', reject).end(body)
      }),
    stop: () => {
      agent.destroy()
      for (const socket of line.clients) socket.terminate()
      line.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
