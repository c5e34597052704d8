import { type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import { within } from '../../core/within.ts'
import { quiet } from './client.ts'

/** `at`: when it was first sent, by the clock of `performance`. */
export type Acknowledgement = { envelope: string; payload: object; at: number }

/** One Socket Mode connection that Slack has greeted. */
export type Connection = {
  /** Resolves once it has to be replaced: Slack says that it will close it, or it is lost. Until then it still serves. */
  over: Promise<void>
  closed: Promise<void>
  /** Acknowledgements that may have been lost with it: those of the last three seconds, after which Slack gave up. */
  unsure(): Acknowledgement[]
  send(acknowledgement: Acknowledgement): Promise<void>
  close(): Promise<void>
}

export type ConnectionOptions = {
  appToken: string
  apiUrl?: string
  /** Until an address from apps.connections.open, which can hang, and until a connection without a pong is lost. */
  openMs: number
  pongMs: number
  handle(event: ReceiverEvent, envelope: string): Promise<void>
  failed(error: unknown): void
}

/** How long Slack waits for an acknowledgement. */
const patienceMs = 3000
/** What the SDK's client emits: its types leave it open. */
type Envelope = {
  envelope_id: string
  body: ReceiverEvent['body']
  retry_num?: number
  retry_reason?: string
  ack(response?: object): Promise<void>
}
type Sender = { send(envelope: string, payload: object): Promise<void> }

/**
 * Bolt's receiver, without its way back: that takes five seconds, and can end the process
 * (https://github.com/slackapi/node-slack-sdk/issues/2656).
 */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const { appToken, apiUrl, openMs, pongMs, handle, failed } = options
  const receiver = new SocketModeReceiver({
    appToken,
    logger: quiet,
    autoReconnectEnabled: false,
    clientPingTimeout: pongMs,
    installerOptions: {
      clientOptions: {
        ...(apiUrl && { slackApiUrl: apiUrl }),
        timeout: openMs,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
  })
  const recent: Acknowledgement[] = []
  const note = (acknowledgement: Acknowledgement) => {
    while (recent[0] && performance.now() - recent[0].at > patienceMs) recent.shift()
    recent.push(acknowledgement)
  }
  const { client } = receiver
  // The receiver's own listener writes every reply into a log line twice, whether or not anybody reads it.
  client.removeAllListeners('slack_event')
  client.on('slack_event', (event: Envelope) => {
    const { body, envelope_id: envelope, retry_num: retryNum, retry_reason: retryReason } = event
    const ack = async (response?: object) => {
      await event.ack(response)
      note({ envelope, payload: response ?? {}, at: performance.now() })
    }
    handle({ body, ack, retryNum, retryReason }, envelope).catch(failed)
  })
  const over = Promise.withResolvers<void>()
  // The SDK would close at once, and lose what Slack sends until it closes by itself.
  const [hear] = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (message: unknown, isBinary: boolean) => {
    if (isGoodbye(message)) over.resolve()
    else hear?.(message, isBinary)
  })
  const closed = Promise.withResolvers<void>()
  let isOurs = false
  client.on('close', () => {
    over.resolve()
    closed.resolve()
  })
  try {
    await within(2 * openMs, () => receiver.start())
  } catch (error) {
    void client.disconnect()
    throw error ?? new Error('closed before it was open')
  }
  return {
    over: over.promise,
    closed: closed.promise,
    unsure: () => (isOurs ? [] : recent.filter(({ at }) => performance.now() - at < patienceMs)),
    send: async acknowledgement => {
      await (client as unknown as Sender).send(acknowledgement.envelope, acknowledgement.payload)
      note(acknowledgement)
    },
    close: () => {
      isOurs = true
      over.resolve()
      return client.disconnect()
    },
  }
}

function isGoodbye(message: unknown): boolean {
  if (typeof message !== 'string' || message.length > 1000 || !message.includes('"disconnect"')) return false
  try {
    return JSON.parse(message).type === 'disconnect'
  } catch {
    return false
  }
}
