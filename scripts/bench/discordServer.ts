import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from '../../test/fakes/discord/json.ts'
import { guildPayload, readyPayload } from '../../test/fakes/discord/payloads.ts'
import type { World } from '../../test/fakes/discord/world.ts'

/** What a bot sent as its answer, and when all of it had arrived. */
export type Answered = { at: number; body: Buffer; type: string }

/**
 * As much of Discord as a stopwatch needs: a gateway, and callbacks taken unread. Bots are told apart by their token.
 * The strict fake of the tests would spend more on its checks than the bots on their answers.
 */
export async function discordServer(world: World) {
  const sockets = new Map<string, WebSocket>()
  const waiting = new Map<string, (answered: Answered) => void>()
  const server = createServer((request, response) => {
    const { url = '', method } = request
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const at = performance.now()
      if (method === 'POST' && url.includes('/callback')) {
        const id = url.split('/interactions/')[1]!.split('/')[0]!
        waiting.get(id)?.({ at, body: Buffer.concat(pieces), type: request.headers['content-type'] ?? '' })
        waiting.delete(id)
        response.writeHead(204).end()
        return
      }
      const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ url: gatewayUrl, shards: 1, session_start_limit: limit }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const gatewayUrl = `ws://127.0.0.1:${port}/gateway`
  let sequence = 0
  const tell = (socket: WebSocket, t: string, d: Json) =>
    socket.send(JSON.stringify({ op: 0, t, s: ++sequence, d }))
  const gateway = new WebSocketServer({ server, path: '/gateway' })
  gateway.on('connection', socket => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }))
    socket.on('message', data => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: { token: string } }
      if (op === 1) socket.send(JSON.stringify({ op: 11 }))
      if (op !== 2) return
      sockets.set(d.token, socket)
      tell(socket, 'READY', readyPayload(world, { id: d.token, shard: [0, 1] }, gatewayUrl))
      for (const guild of world.guilds.values()) tell(socket, 'GUILD_CREATE', guildPayload(world, guild))
    })
  })
  return {
    url: `http://127.0.0.1:${port}/api`,
    /** Sends one interaction to a bot; resolves to its answer and how long that took from the frame. */
    ask: (token: string, payload: Json): Promise<Answered & { ms: number }> =>
      new Promise(resolve => {
        const frame = JSON.stringify({ op: 0, t: 'INTERACTION_CREATE', s: ++sequence, d: payload })
        const sent = performance.now()
        waiting.set(payload.id as string, answered => resolve({ ...answered, ms: answered.at - sent }))
        sockets.get(token)!.send(frame)
      }),
    stop: () => {
      for (const socket of gateway.clients) socket.terminate()
      gateway.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
export type DiscordServer = Awaited<ReturnType<typeof discordServer>>
