import type { RESTOptions } from 'discord.js'
import { Agent } from 'undici'

/** A burst waits in line instead of opening a socket a request, until the machine has none left. */
const mostSockets = 64
/** Up to here a 429 is waited for; beyond it the ledger tries again later. */
const longestWait = 60_000

/**
 * Discord bans an address after 10,000 refused requests (401, 403, 429) in ten minutes
 * (https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 */
export const invalidRequestsStep = 500

export const restOptions = (apiUrl: string | undefined): Partial<RESTOptions> => ({
  ...(apiUrl && { api: apiUrl }),
  agent: new Agent({ connections: mostSockets }),
  invalidRequestWarningInterval: invalidRequestsStep,
  rejectOnRateLimit: ({ retryAfter }) => retryAfter > longestWait,
})

/** Discord takes 50 requests a second; the rest are for edits and for what moderators wait for. */
const postsPerSecond = 45

/** Lets so many requests through a second, in the order they came; answers to interactions need not ask. */
export function pace(perSecond = postsPerSecond): (requests?: number) => Promise<void> {
  const gap = 1000 / perSecond
  let free = Number.NEGATIVE_INFINITY
  return async (requests = 1) => {
    const now = performance.now()
    // A second's worth may go at once after a pause.
    free = Math.max(free, now - 1000) + gap * requests
    if (free > now) await new Promise(resolve => setTimeout(resolve, free - now))
  }
}
