/**
 * The websocket half: hello, identify, resume, heartbeats and dispatches, with JSON encoding and no compression.
 * Source: https://docs.discord.com/developers/events/gateway
 */
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { GatewayIntentBits } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { asNumber, asObject, asText, type Json } from './json.ts'

const OP = {
  DISPATCH: 0,
  HEARTBEAT: 1,
  IDENTIFY: 2,
  RESUME: 6,
  RECONNECT: 7,
  INVALID_SESSION: 9,
  HELLO: 10,
  HEARTBEAT_ACK: 11,
}
const GATEWAY_COMMANDS = new Set([3, 4, 8, 31])
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
)

type Packet = { op: number; d: unknown; t?: string; s?: number }
type Session = { id: string; intents: number; sent: Packet[]; socket: WebSocket | undefined }
type Options = {
  token: string
  disallowedIntents: number
  heartbeatMs: number
  resumeUrl: () => string
  /** What follows READY: the payload itself, and the guilds that become available after it. */
  ready: (session: { id: string; shard: unknown; resumeUrl: string }) => Json
  guilds: () => Json[]
}

export class Gateway {
  readonly identifies: Json[] = []
  private readonly sockets: WebSocketServer
  private readonly options: Options
  private readonly waiting: (() => void)[] = []
  private session: Session | undefined
  resumes = 0

  constructor(server: Server, options: Options) {
    this.options = options
    this.sockets = new WebSocketServer({ server, path: '/gateway' })
    this.sockets.on('connection', (socket, request) => {
      const query = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams
      if (query.get('v') !== '10') return socket.close(4012, 'Invalid API version')
      if (query.get('encoding') !== 'json') return socket.close(4002, 'Decode error')
      this.send(socket, { op: OP.HELLO, d: { heartbeat_interval: options.heartbeatMs } })
      socket.on('message', data => this.receive(socket, String(data)))
      socket.on('close', () => {
        if (this.session?.socket === socket) this.session.socket = undefined
      })
      socket.on('error', () => socket.terminate())
    })
  }

  /** A client is connected, identified, and has been told of its guilds. */
  get connected(): boolean {
    return this.session?.socket !== undefined
  }

  get intents(): number {
    return asNumber(this.identifies.at(-1)?.intents)
  }

  async ready(): Promise<void> {
    if (!this.connected) await new Promise<void>(resolve => this.waiting.push(resolve))
  }

  /** Sends an event, or keeps it for the resume when the socket is down; not without the intent it needs. */
  dispatch(event: string, data: Json, intent = 0): void {
    const { session } = this
    if (!session || (intent && !(session.intents & intent))) return
    const packet = { op: OP.DISPATCH, t: event, s: session.sent.length + 1, d: data }
    session.sent.push(packet)
    if (session.socket) this.send(session.socket, packet)
  }

  /** Cuts the connection: without a code as a broken cable does, with one as Discord closes. */
  drop(code?: number): void {
    const socket = this.session?.socket
    if (this.session) this.session.socket = undefined
    if (code === undefined) socket?.terminate()
    else socket?.close(code)
  }

  /** Opcode 7: please reconnect and resume. */
  reconnect(): void {
    if (this.session?.socket) this.send(this.session.socket, { op: OP.RECONNECT, d: null })
  }

  /** Opcode 9. The session is gone unless said to be resumable. */
  invalidSession(resumable = false): void {
    const socket = this.session?.socket
    if (!resumable) this.session = undefined
    if (socket) this.send(socket, { op: OP.INVALID_SESSION, d: resumable })
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate()
    await new Promise(resolve => this.sockets.close(resolve))
  }

  private send(socket: WebSocket, packet: Packet): void {
    socket.send(JSON.stringify(packet))
  }

  private receive(socket: WebSocket, text: string): void {
    let packet: Json
    try {
      packet = asObject(JSON.parse(text))
    } catch {
      return socket.close(4002, 'Decode error')
    }
    const authenticated = this.session?.socket === socket
    if (packet.op === OP.HEARTBEAT) return this.send(socket, { op: OP.HEARTBEAT_ACK, d: null })
    if (packet.op === OP.IDENTIFY)
      return authenticated ? socket.close(4005) : this.identify(socket, asObject(packet.d))
    if (packet.op === OP.RESUME) return this.resume(socket, asObject(packet.d))
    if (!authenticated) return socket.close(4003, 'Not authenticated')
    if (!GATEWAY_COMMANDS.has(asNumber(packet.op))) socket.close(4001, 'Unknown opcode')
  }

  private identify(socket: WebSocket, d: Json): void {
    const intents = asNumber(d.intents)
    this.identifies.push(d)
    if (d.token !== this.options.token) return socket.close(4004, 'Authentication failed')
    if (!Number.isInteger(d.intents) || intents & ~ALL_INTENTS) return socket.close(4013, 'Invalid intent(s)')
    if (intents & this.options.disallowedIntents) return socket.close(4014, 'Disallowed intent(s)')
    const id = randomBytes(16).toString('hex')
    this.session = { id, intents, sent: [], socket }
    this.dispatch('READY', this.options.ready({ id, shard: d.shard, resumeUrl: this.options.resumeUrl() }))
    for (const guild of this.options.guilds()) this.dispatch('GUILD_CREATE', guild, GatewayIntentBits.Guilds)
    this.announce()
  }

  /** Replays what was missed, then RESUMED; an unknown session is invalid, an impossible sequence closes. */
  private resume(socket: WebSocket, d: Json): void {
    const { session } = this
    if (d.token !== this.options.token) return socket.close(4004, 'Authentication failed')
    if (asText(d.session_id) !== session?.id) return this.send(socket, { op: OP.INVALID_SESSION, d: false })
    if (asNumber(d.seq) > session.sent.length) return socket.close(4007, 'Invalid seq')
    session.socket = socket
    this.resumes++
    for (const packet of session.sent.slice(asNumber(d.seq))) this.send(socket, packet)
    this.dispatch('RESUMED', {})
    this.announce()
  }

  private announce(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
