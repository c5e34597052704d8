/**
 * The websocket half: hello, identify, resume, heartbeats and dispatches, with JSON encoding and no compression.
 * Source: https://docs.discord.com/developers/events/gateway
 */
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { GatewayIntentBits } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { asNumber, asObject, asText, type Json } from './json.ts'
import { ALL_INTENTS, IGNORED_OPS, OP, type Packet, packetOf } from './opcodes.ts'

type Session = { id: string; intents: number; sent: Packet[]; socket: WebSocket | undefined }
type Options = {
  token: string
  disallowedIntents: number
  heartbeatMs: number
  /** What follows READY: the payload itself, and the guilds that become available after it. */
  ready: (session: { id: string; shard: unknown }) => Json
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
      socket.on('error', () => socket.terminate())
      if (query.get('v') !== '10') socket.close(4012, 'Invalid API version')
      else if (query.get('encoding') !== 'json' || query.has('compress')) socket.close(4002, 'Decode error')
      else this.welcome(socket)
    })
  }

  /** A client is connected, identified, and has been told of its guilds. */
  get connected(): boolean {
    return this.session?.socket !== undefined
  }

  /** Resolves once a client is connected; or, `session`, once there is a session to keep events for it. */
  async ready(needed: 'socket' | 'session' = 'socket'): Promise<void> {
    if (needed === 'socket' ? this.connected : this.session) return
    await new Promise<void>(resolve => this.waiting.push(resolve))
  }

  /** Sends an event, or keeps it for the resume when the socket is down; not without the intent it needs. */
  dispatch(event: string, data: Json, intent = 0): void {
    const { session } = this
    if (!session || (intent && !(session.intents & intent))) return
    const packet = { op: OP.DISPATCH, t: event, s: session.sent.length + 1, d: data }
    session.sent.push(packet)
    this.send(session.socket, packet)
  }

  /** Cuts the connection: without a code as a broken cable does, with one as Discord closes. */
  drop(code?: number): void {
    const { session } = this
    if (code === undefined) session?.socket?.terminate()
    else session?.socket?.close(code)
    if (session) session.socket = undefined
  }

  /** Opcode 7: please reconnect and resume. */
  reconnect(): void {
    this.send(this.session?.socket, { op: OP.RECONNECT, d: null })
  }

  /** Opcode 9. The session is gone unless said to be resumable. */
  invalidSession(resumable = false): void {
    this.send(this.session?.socket, { op: OP.INVALID_SESSION, d: resumable })
    if (!resumable) this.session = undefined
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate()
    await new Promise(resolve => this.sockets.close(resolve))
  }

  private send(socket: WebSocket | undefined, packet: Packet): void {
    socket?.send(JSON.stringify(packet))
  }

  private welcome(socket: WebSocket): void {
    socket.on('message', data => this.receive(socket, packetOf(String(data))))
    socket.on('close', code => {
      if (this.session?.socket !== socket) return
      this.session.socket = undefined
      // A client that closes with 1000 or 1001 ends its session.
      if (code === 1000 || code === 1001) this.session = undefined
    })
    this.send(socket, { op: OP.HELLO, d: { heartbeat_interval: this.options.heartbeatMs } })
  }

  private receive(socket: WebSocket, packet: Json | undefined): void {
    const authenticated = this.session?.socket === socket
    if (!packet) socket.close(4002, 'Decode error')
    else if (packet.op === OP.HEARTBEAT) this.send(socket, { op: OP.HEARTBEAT_ACK, d: null })
    else if (packet.op === OP.IDENTIFY && authenticated) socket.close(4005, 'Already authenticated')
    else if (packet.op === OP.IDENTIFY) this.identify(socket, asObject(packet.d))
    else if (packet.op === OP.RESUME) this.resume(socket, asObject(packet.d))
    else if (!authenticated) socket.close(4003, 'Not authenticated')
    else if (!IGNORED_OPS.includes(asNumber(packet.op))) socket.close(4001, 'Unknown opcode')
  }

  private identify(socket: WebSocket, d: Json): void {
    const intents = asNumber(d.intents)
    const { token, disallowedIntents } = this.options
    this.identifies.push(d)
    if (d.token !== token) socket.close(4004, 'Authentication failed')
    else if (!Number.isInteger(d.intents) || intents & ~ALL_INTENTS) socket.close(4013, 'Invalid intent(s)')
    else if (intents & disallowedIntents) socket.close(4014, 'Disallowed intent(s)')
    else {
      const id = randomBytes(16).toString('hex')
      this.session = { id, intents, sent: [], socket }
      this.dispatch('READY', this.options.ready({ id, shard: d.shard }))
      for (const guild of this.options.guilds())
        this.dispatch('GUILD_CREATE', guild, GatewayIntentBits.Guilds)
      this.announce()
    }
  }

  /** Replays what was missed, then RESUMED; an unknown session is invalid, an impossible sequence closes. */
  private resume(socket: WebSocket, d: Json): void {
    const { session } = this
    const seq = asNumber(d.seq)
    if (d.token !== this.options.token) socket.close(4004, 'Authentication failed')
    else if (asText(d.session_id) !== session?.id) this.send(socket, { op: OP.INVALID_SESSION, d: false })
    else if (seq > session.sent.length) socket.close(4007, 'Invalid seq')
    else {
      session.socket = socket
      this.resumes++
      for (const packet of session.sent.slice(seq)) this.send(socket, packet)
      this.dispatch('RESUMED', {})
      this.announce()
    }
  }

  private announce(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
