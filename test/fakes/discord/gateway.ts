/**
 * The websocket half: hello, identify, resume, heartbeats and dispatches, with JSON encoding and no compression.
 * Source: https://docs.discord.com/developers/events/gateway
 */
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { GatewayIntentBits } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { asNumber, asObject, asObjects, asText, type Json } from './json.ts'
import { ALL_INTENTS, IGNORED_OPS, OP, type Packet, packetOf } from './opcodes.ts'

type Session = { id: string; intents: number; sent: Packet[]; socket: WebSocket | undefined; shard: Shard }
/** Which connection this is, and of how many. */
type Shard = [id: number, count: number]
type Options = {
  token: string
  disallowedIntents: number
  heartbeatMs: number
  /** What follows READY: the payload itself, and the guilds that become available after it. */
  ready: (session: { id: string; shard: unknown }) => Json
  guilds: () => Json[]
}

/** https://docs.discord.com/developers/events/gateway#sharding-sharding-formula */
const isOf = ([id, count]: Shard, guild: unknown): boolean =>
  Number((BigInt(asText(guild) || 0) >> 22n) % BigInt(count)) === id

export class Gateway {
  readonly identifies: Json[] = []
  private readonly sockets: WebSocketServer
  private readonly options: Options
  private readonly waiting: (() => void)[] = []
  private readonly sessions = new Map<number, Session>()
  private readonly silent = new WeakSet<WebSocket>()
  resumes = 0
  /** So many identifies get no READY. */
  withheld = 0
  /** As for a bot of 2,500 servers. */
  refuseUnsharded = false

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

  /** Connections that stand, with a session or without. */
  get open(): number {
    return this.sockets.clients.size
  }

  /** The first connection's; without shards there is no other. */
  private get session(): Session | undefined {
    return this.sessions.get(0)
  }

  /** Resolves once a client is connected; or, `session`, once there is a session to keep events for it. */
  async ready(needed: 'socket' | 'session' = 'socket'): Promise<void> {
    if (needed === 'socket' ? this.connected : this.session) return
    await new Promise<void>(resolve => this.waiting.push(resolve))
  }

  /** Sends an event, or keeps it for the resume when the socket is down; not without the intent it needs. */
  dispatch(event: string, data: Json, intent = 0): void {
    const guild = data.guild_id ?? (event.startsWith('GUILD_') ? data.id : undefined)
    const session = [...this.sessions.values()].find(({ shard }) => isOf(shard, guild))
    if (session) this.tell(session, event, data, intent)
  }

  /** Cuts the connection: without a code as a broken cable does, with one as Discord closes. */
  drop(code?: number, shard = 0): void {
    const socket = this.lost(shard)
    if (code === undefined) socket?.terminate()
    else socket?.close(code)
  }

  /** Sends the last events once more, as a resume does with what it cannot know to have arrived. */
  replay(count: number): void {
    for (const packet of this.session?.sent.slice(-count) ?? []) this.send(this.session?.socket, packet)
  }

  /** Ends the bare TCP connection under the socket, without a word of the websocket's. */
  cut(how: 'FIN' | 'RST'): void {
    const socket = this.lost() as (WebSocket & { _socket: Socket }) | undefined
    if (how === 'FIN') socket?._socket.end()
    else socket?._socket.resetAndDestroy()
  }

  /** The connection stands, and nothing comes through it any more in either direction. */
  silence(): void {
    const socket = this.lost()
    socket?.pause()
    if (socket) this.silent.add(socket)
  }

  private lost(shard = 0): WebSocket | undefined {
    const session = this.sessions.get(shard)
    const socket = session?.socket
    if (session) session.socket = undefined
    return socket
  }

  /** Opcode 7: please reconnect and resume. */
  reconnect(): void {
    this.send(this.session?.socket, { op: OP.RECONNECT, d: null })
  }

  /** Opcode 9. The session is gone unless said to be resumable. */
  invalidSession(resumable = false): void {
    this.send(this.session?.socket, { op: OP.INVALID_SESSION, d: resumable })
    if (!resumable) this.sessions.delete(0)
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate()
    await new Promise(resolve => this.sockets.close(resolve))
  }

  private tell(session: Session, event: string, data: Json, intent = 0): void {
    if (intent && !(session.intents & intent)) return
    const packet = { op: OP.DISPATCH, t: event, s: session.sent.length + 1, d: data }
    session.sent.push(packet)
    this.send(session.socket, packet)
  }

  private send(socket: WebSocket | undefined, packet: Packet): void {
    if (socket && !this.silent.has(socket)) socket.send(JSON.stringify(packet))
  }

  private welcome(socket: WebSocket): void {
    socket.on('message', data => this.receive(socket, packetOf(String(data))))
    socket.on('close', code => {
      const session = this.of(socket)
      if (!session) return
      session.socket = undefined
      // A client that closes with 1000 or 1001 ends its session.
      if (code === 1000 || code === 1001) this.sessions.delete(session.shard[0])
    })
    this.send(socket, { op: OP.HELLO, d: { heartbeat_interval: this.options.heartbeatMs } })
  }

  private of(socket: WebSocket): Session | undefined {
    return [...this.sessions.values()].find(session => session.socket === socket)
  }

  private receive(socket: WebSocket, packet: Json | undefined): void {
    const authenticated = this.of(socket) !== undefined
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
    else if (this.refuseUnsharded) socket.close(4011, 'Sharding required')
    else if (this.withheld > 0) this.withheld--
    else {
      const id = randomBytes(16).toString('hex')
      const shard = (d.shard as Shard | undefined) ?? [0, 1]
      const session = { id, intents, sent: [], socket, shard }
      this.sessions.set(shard[0], session)
      const ready = this.options.ready({ id, shard })
      const named = asObjects(ready.guilds).filter(guild => isOf(shard, guild.id))
      this.tell(session, 'READY', { ...ready, guilds: named })
      for (const guild of this.options.guilds())
        if (isOf(shard, guild.id)) this.tell(session, 'GUILD_CREATE', guild, GatewayIntentBits.Guilds)
      if (this.sessions.size === shard[1]) this.announce()
    }
  }

  /** Replays what was missed, then RESUMED; an unknown session is invalid, an impossible sequence closes. */
  private resume(socket: WebSocket, d: Json): void {
    const session = [...this.sessions.values()].find(({ id }) => id === d.session_id)
    const seq = asNumber(d.seq)
    if (d.token !== this.options.token) socket.close(4004, 'Authentication failed')
    else if (!session) this.send(socket, { op: OP.INVALID_SESSION, d: false })
    else if (seq > session.sent.length) socket.close(4007, 'Invalid seq')
    else {
      session.socket = socket
      this.resumes++
      for (const packet of session.sent.slice(seq)) this.send(socket, packet)
      this.tell(session, 'RESUMED', {})
      this.announce()
    }
  }

  private announce(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
