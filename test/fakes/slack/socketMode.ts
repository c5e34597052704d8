import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Delivery, DisconnectReason, Envelope } from './envelope.ts'
import { connectionsMax } from './rules.ts'
import { isObject } from './shape.ts'
import type { Json, Workspace } from './workspace.ts'

interface Waiting {
  envelope: Envelope
  state: 'waiting' | 'acknowledged' | 'late'
  settle(ack: Json): void
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}

export type SocketMode = ReturnType<typeof createSocketMode>

/** The WebSocket side of Slack: hello, envelopes and their acknowledgements, disconnects. */
export function createSocketMode(workspace: Workspace) {
  const server = new WebSocketServer({ noServer: true })
  const open = new Map<WebSocket, { draining: boolean }>()
  const envelopes = new Map<string, Waiting>()
  const tickets = new Set<string>()
  const watchers = new Set<() => void>()
  let turn = 0

  function receive(message: unknown): void {
    const waiting = isObject(message) ? envelopes.get(String(message.envelope_id)) : undefined
    if (!isObject(message) || waiting?.state !== 'waiting') {
      const errors = { acknowledged: 'already_acknowledged', late: 'late', waiting: '' }
      const error = waiting ? errors[waiting.state] : 'unknown_envelope'
      workspace.refuse('ack', error, JSON.stringify(message))
      return
    }
    const payload = isObject(message.payload) ? message.payload : {}
    if (!waiting.envelope.accepts_response_payload && Object.keys(payload).length > 0)
      workspace.refuse('ack', 'payload_ignored', `${waiting.envelope.type} takes no payload`)
    waiting.state = 'acknowledged'
    waiting.settle(payload)
  }

  function disconnect(socket: WebSocket, reason: DisconnectReason, closeAfterMs = 10_000): void {
    const state = open.get(socket)
    // Slack warns some ten seconds ahead and still delivers; the other reasons take the connection out of use.
    if (state && reason !== 'warning') state.draining = true
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake' } }))
    const timer = setTimeout(() => socket.close(), closeAfterMs)
    timer.unref()
    socket.once('close', () => clearTimeout(timer))
  }

  function greet(socket: WebSocket): void {
    const crowded = open.size >= connectionsMax
    open.set(socket, { draining: false })
    socket.on('message', data => receive(parse(String(data))))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => open.delete(socket))
    if (crowded) {
      disconnect(socket, 'too_many_websockets', 100)
      return
    }
    const debug_info = { host: 'fake', started: new Date(workspace.now()).toISOString() }
    const connection_info = { app_id: workspace.appId }
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.size, debug_info, connection_info }))
    for (const watcher of watchers) watcher()
  }

  const usable = (): WebSocket[] =>
    [...open]
      .filter(([socket, state]) => socket.readyState === 1 && !state.draining)
      .map(([socket]) => socket)

  const chosen = (only: number | undefined): WebSocket[] => {
    if (only === undefined) return [...open.keys()]
    const sockets = usable()
    return sockets.slice(only % Math.max(1, sockets.length)).slice(0, 1)
  }

  return {
    /** A one-time address, as apps.connections.open hands out. */
    ticket(): string {
      const ticket = crypto.randomUUID()
      tickets.add(ticket)
      return ticket
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket)) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
      server.handleUpgrade(request, socket, head, greet)
    },
    get connections(): number {
      return usable().length
    },
    connected(wanted: number): Promise<void> {
      return new Promise(resolve => {
        const look = (): void => {
          if (usable().length < wanted) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      })
    },
    /** Sends to one connection, each in turn, and waits for the acknowledgement or the deadline. */
    deliver(envelope: Envelope): Promise<Delivery> {
      const sockets = usable()
      const socket = sockets[turn++ % Math.max(1, sockets.length)]
      if (!socket) {
        workspace.refuse('envelope', 'dispatch_failed', `no connection for ${envelope.type}`)
        return Promise.resolve({ error: 'dispatch_failed', ms: 0 })
      }
      const sent = performance.now()
      return new Promise(resolve => {
        const timer = setTimeout(() => {
          waiting.state = 'late'
          workspace.refuse('envelope', 'operation_timeout', `${envelope.type} was not acknowledged`)
          resolve({ error: 'operation_timeout', ms: performance.now() - sent })
        }, workspace.deadlineMs)
        timer.unref()
        const settle = (ack: Json): void => {
          clearTimeout(timer)
          resolve({ ack, ms: performance.now() - sent })
        }
        const waiting: Waiting = { envelope, state: 'waiting', settle }
        envelopes.set(envelope.envelope_id, waiting)
        socket.send(JSON.stringify(envelope))
      })
    },
    /** Of every connection, or of one of those that are usable now. */
    disconnectAll(reason: DisconnectReason, closeAfterMs?: number, only?: number): void {
      for (const socket of chosen(only)) disconnect(socket, reason, closeAfterMs)
    },
    dropAll(only?: number): void {
      for (const socket of chosen(only)) {
        socket.terminate()
        open.delete(socket)
      }
    },
    /** Nothing comes through any more, not even a pong, and nobody says so. */
    silenceAll(): void {
      for (const [socket, state] of open) {
        state.draining = true
        socket.pause()
      }
    },
  }
}
