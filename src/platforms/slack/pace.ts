export type Pace = (channel: string, send: () => Promise<Response>) => Promise<Response>

/**
 * One message a second in a channel, each channel for itself (https://docs.slack.dev/apis/web-api/rate-limits). A
 * channel that Slack told to wait waits alone. What would be the tenth to wait gets the answer that Slack
 * would give, and whoever sends it comes back.
 */
export function pace(everyMs = 1000): Pace {
  const free = new Map<string, number>()

  return async (channel, send) => {
    const now = performance.now()
    for (const [known, at] of free) if (at <= now) free.delete(known)
    const at = Math.max(now, free.get(channel) ?? 0)
    if (at - now > 10 * everyMs) return tooMany(Math.ceil((at - now) / 1000))
    free.set(channel, at + everyMs)
    if (at > now) await new Promise(resolve => setTimeout(resolve, at - now))
    const response = await send()
    if (response.status === 429) {
      const seconds = Number(response.headers.get('retry-after')) || 30
      free.set(channel, Math.max(free.get(channel) ?? 0, performance.now() + seconds * 1000))
    }
    return response
  }
}

const tooMany = (seconds: number): Response =>
  new Response('{"ok":false,"error":"ratelimited"}', {
    status: 429,
    headers: { 'retry-after': String(seconds) },
  })
