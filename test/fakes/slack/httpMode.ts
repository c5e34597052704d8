import { createHmac } from 'node:crypto'
import type { Delivery, Envelope } from './envelope.ts'
import type { Json, Workspace } from './workspace.ts'

export type EventsUrl = { url: string; signingSecret: string }

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const signed = (secret: string, body: string, seconds = Math.floor(Date.now() / 1000)) => ({
  'x-slack-request-timestamp': String(seconds),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
})

/** What Slack would send over HTTP, and as what. */
export function bodyOf({ type, payload }: Envelope): { body: string; contentType: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' }
  const form = type === 'slash_commands' ? payload : { payload: JSON.stringify(payload) }
  return {
    body: new URLSearchParams(form as Record<string, string>).toString(),
    contentType: 'application/x-www-form-urlencoded',
  }
}

/** One request to the bot, answered within Slack's three seconds or not at all. */
export async function deliverOverHttp(
  workspace: Workspace,
  { url, signingSecret }: EventsUrl,
  envelope: Envelope,
): Promise<Delivery> {
  const { body, contentType } = bodyOf(envelope)
  const retried = envelope.retry_attempt !== undefined && {
    'x-slack-retry-num': String(envelope.retry_attempt),
    'x-slack-retry-reason': envelope.retry_reason ?? 'http_timeout',
  }
  const sent = performance.now()
  const fail = (error: 'dispatch_failed' | 'operation_timeout', detail: string): Delivery => {
    workspace.refuse('envelope', error, detail)
    return { error, ms: performance.now() - sent }
  }
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': contentType, ...signed(signingSecret, body), ...retried },
      body,
      signal: AbortSignal.timeout(workspace.deadlineMs),
    })
    const words = await answer.text()
    const ms = performance.now() - sent
    if (answer.status !== 200) return fail('dispatch_failed', `${envelope.type}: ${answer.status}`)
    return { ack: words ? (JSON.parse(words) as Json) : {}, ms }
  } catch (error) {
    const late = (error as Error).name === 'TimeoutError'
    return fail(late ? 'operation_timeout' : 'dispatch_failed', envelope.type)
  }
}
