import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import type { OperatorError } from '../../core/operatorError.ts'
import { within } from '../../core/within.ts'
import { type Acknowledgement, type Connection, connect } from './connection.ts'
import { isLasting, named, startFault } from './faults.ts'

export type ConnectionsOptions = {
  appToken: string
  apiUrl?: string
  report(where: string, error: unknown): void
  /** Hears that Slack will not take the token again. */
  tell?(fault: OperatorError, refused: boolean): void
  waits?: ConnectionWaits
}
/** In milliseconds; tests shorten them. */
export type ConnectionWaits = Partial<typeof standard>

const standard = {
  open: 5000,
  pong: 5000,
  /** The first pause between two tries; each is twice as long as the one before, up to `longest`. */
  pause: 250,
  longest: 8000,
  /** Until one that Slack has said goodbye to is closed, if Slack has not done it: it serves to the end. */
  drain: 15_000,
  /** Until a token that Slack refused is tried again. */
  refused: 600_000,
  /** For another connection, to take an acknowledgement whose own is gone. Slack waits for three seconds. */
  acknowledge: 2000,
}

/** Slack allows ten (https://docs.slack.dev/apis/events-api/using-socket-mode#connections). */
const wanted = 2

/**
 * Socket Mode over two connections. Slack delivers to any of them, so that one which Slack asks to renew, or which is
 * lost, costs no command. A refused token stops Slack alone: it is told once, and tried again now and then.
 */
export function connections({ appToken, apiUrl, report, tell, waits }: ConnectionsOptions): Receiver {
  const ms = { ...standard, ...waits }
  const open = new Set<Connection>()
  const stopping = Promise.withResolvers<void>()
  let stopped = false
  let isReported = false
  let isTold = false
  let opened = Promise.withResolvers<void>()
  let app: App

  /** An acknowledgement whose connection is gone takes another, and waits a moment for one. */
  const handle = (event: ReceiverEvent, envelope: string) => {
    let isAcknowledged = false
    return app.processEvent({
      ...event,
      ack: async response => {
        if (isAcknowledged) return
        isAcknowledged = true
        try {
          await event.ack(response)
        } catch {
          await elsewhere([{ envelope, payload: response ?? {}, at: performance.now() }])
        }
      },
    })
  }

  async function elsewhere(acknowledgements: Acknowledgement[]): Promise<void> {
    for (const each of acknowledgements) {
      if (await sent(each)) continue
      await within(ms.acknowledge, () => opened.promise)
      await sent(each)
    }
  }

  /** Over the newest connection that takes it. */
  async function sent(acknowledgement: Acknowledgement): Promise<boolean> {
    for (const connection of [...open].reverse())
      try {
        await connection.send(acknowledgement)
        return true
      } catch {
        // It is closing: the next one.
      }
    return false
  }

  async function openOne(): Promise<Connection> {
    const connection = await connect({
      appToken,
      apiUrl,
      openMs: ms.open,
      pongMs: ms.pong,
      handle,
      failed: error => report('slack', error),
    })
    open.add(connection)
    void connection.closed.then(() => {
      open.delete(connection)
      // Slack takes the first of an envelope; a connection can die with some that were sent and never arrived.
      elsewhere(connection.unsure()).catch(() => {})
    })
    void connection.over.then(async () => {
      await Promise.race([connection.closed, pause(ms.drain)])
      if (open.has(connection)) await connection.close()
    })
    if (stopped) void connection.close()
    isReported = false
    isTold = false
    opened.resolve()
    opened = Promise.withResolvers()
    return connection
  }

  /** Keeps one connection for as long as the bot runs. */
  async function keep(first?: Connection): Promise<void> {
    let connection = first
    for (let failures = 0; !stopped; ) {
      try {
        connection ??= await openOne()
        const began = performance.now()
        await Promise.race([connection.over, stopping.promise])
        connection = undefined
        // The next one at once, except where one after the other is closed as soon as it is open.
        failures = performance.now() - began < ms.pause ? failures + 1 : 0
        if (failures > 3) await pause(backoff(failures - 3))
      } catch (error) {
        failures++
        if (isLasting(error)) refused(error)
        else if (failures === 3) report(`slack connection: ${named(error)}`, error)
        const { retryAfter = 0 } = error as { retryAfter?: number }
        await pause(isLasting(error) ? ms.refused : Math.max(backoff(failures), retryAfter * 1000))
      }
    }
  }

  function refused(error: unknown): void {
    if (!isReported) report(`slack connection: ${named(error)}`, error)
    isReported = true
    if (open.size > 0 || isTold) return
    isTold = true
    tell?.(startFault(error, 'SLACK_APP_TOKEN') as OperatorError, true)
  }

  const backoff = (failures: number) =>
    Math.min(ms.longest, ms.pause * 2 ** (failures - 1)) * (0.8 + 0.2 * Math.random())

  async function pause(forMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, forMs)
    await Promise.race([promise, stopping.promise])
    clearTimeout(timer)
  }

  return {
    init: to => {
      app = to
    },
    /** Rejects where the first connection cannot be made: what is wrong at the start is for the operator to mend. */
    start: async () => {
      const first = await openOne()
      for (let n = 0; n < wanted; n++)
        keep(n === 0 ? first : undefined).catch(error => report('slack connection', error))
    },
    stop: async () => {
      stopped = true
      stopping.resolve()
      const closed = [...open].map(connection => connection.close())
      await within(1000, () => Promise.allSettled(closed)).catch(() => {})
    },
  }
}
