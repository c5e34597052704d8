import { LogLevel } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Pace } from './pace.ts'

/** Nothing waits for Slack longer than this, once its turn has come. */
const timeout = 10_000

/** Bolt's own log can hold payloads and tokens; what matters reaches `report`. */
export const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/**
 * How every client of ours talks to Slack, Bolt's own and its `respond` among them. The WebClient would send a post
 * whose answer was lost again, so it gets no retries; a rate limit rejects, where it would hold back every other
 * channel. `fetch` keeps each channel's pace and brings the time limit, which neither Bolt's `respond` nor a WebClient
 * has by itself.
 */
export const clientOptions = (slackApiUrl: string | undefined, pace: Pace): WebClientOptions => ({
  ...(slackApiUrl && { slackApiUrl }),
  fetch: paced(pace),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: quiet,
})

const limited: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeout) })

const paced =
  (pace: Pace): typeof fetch =>
  (input, init) => {
    const send = () => limited(input, init)
    const channel = String(input).endsWith('/chat.postMessage') && channelIn(init?.body)
    return channel ? pace(channel, send) : send()
  }

/** The WebClient sends a form. */
const channelIn = (body: unknown): string | null =>
  typeof body === 'string' ? new URLSearchParams(body).get('channel') : null
