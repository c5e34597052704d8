import type { StateStore } from './types.ts'

/** How long somebody may take between our page and Slack's. */
const lifetimeMs = 600_000

type Options = Awaited<ReturnType<StateStore['verifyStateParam']>>

/**
 * The state of an installation: signed, good for ten minutes and once. The SDK also binds it to the browser with a
 * cookie. Nothing is kept but the states that were used, until they expire, so that asking for many costs us nothing.
 */
export function states(secret: string): StateStore {
  const key = crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(`state of an installation: ${secret}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  )
  const used = new Map<string, number>()

  return {
    generateStateParam: async (options, now) => {
      const claims = { id: crypto.randomUUID(), until: now.getTime() + lifetimeMs, options }
      const body = encoded(new TextEncoder().encode(JSON.stringify(claims)))
      const signature = await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(body))
      return `${body}.${encoded(new Uint8Array(signature))}`
    },
    verifyStateParam: async (now, state) => {
      const [body = '', signature = ''] = state.split('.')
      const signed = new TextEncoder().encode(body)
      if (!(await crypto.subtle.verify('HMAC', await key, decoded(signature), signed)))
        throw new InvalidState('it was not made here')
      const claims: { id: string; until: number; options: Options } = JSON.parse(
        new TextDecoder().decode(decoded(body)),
      )
      for (const [id, until] of used) if (until <= now.getTime()) used.delete(id)
      if (claims.until <= now.getTime()) throw new InvalidState('it is too old')
      if (used.has(claims.id)) throw new InvalidState('it was used before')
      used.set(claims.id, claims.until)
      return claims.options
    },
  }
}

export class InvalidState extends Error {
  override name = 'InvalidState'
  /** As @slack/oauth names it. */
  readonly code = 'slack_oauth_invalid_state'
}

const encoded = (bytes: Uint8Array): string => bytes.toBase64({ alphabet: 'base64url', omitPadding: true })

/** Nothing where it is not base64: no signature fits it. */
const decoded = (words: string): Uint8Array<ArrayBuffer> => {
  try {
    return Uint8Array.fromBase64(words, { alphabet: 'base64url' })
  } catch {
    return new Uint8Array()
  }
}
