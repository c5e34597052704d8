/** Faults a test orders ahead: the next requests to a route go wrong as asked. */

/** `raw` is a file instead of JSON; `chunked` does not say beforehand how long it is. */
export type Answer = {
  status: number
  body?: unknown
  raw?: Uint8Array
  chunked?: boolean
  headers?: Record<string, string>
}
export type Fault =
  /** Answer this instead of doing what was asked: an error of Discord's, a 429, a 502 from the edge. */
  | { status: number; code?: number; message?: string; body?: unknown; headers?: Record<string, string> }
  /** Take the request and never answer. */
  | { hang: true }
  /** Do what was asked, then answer with this status: the client cannot know it was done. */
  | { storeThen: number }
  /** Do what was asked, this many milliseconds late. */
  | { delayMs: number }

type Ordered = { route: string | RegExp; fault: Fault }

export class Faults {
  private readonly ordered: Ordered[] = []

  /** `route` is matched against 'POST /channels/1/messages' (no version prefix): as a part of it, or a pattern. */
  order(route: string | RegExp, faults: Fault | readonly Fault[]): void {
    for (const fault of [faults].flat()) this.ordered.push({ route, fault })
  }

  /** Each fault strikes once, in the order given. */
  take(route: string): Fault | undefined {
    const hit = (pattern: string | RegExp) =>
      typeof pattern === 'string' ? route.includes(pattern) : pattern.test(route)
    const at = this.ordered.findIndex(candidate => hit(candidate.route))
    return at < 0 ? undefined : this.ordered.splice(at, 1)[0]?.fault
  }

  clear(): void {
    this.ordered.length = 0
  }

  /** Faults ordered and not yet struck; a test may insist there are none left. */
  get pending(): number {
    return this.ordered.length
  }
}

export const answerOf = (fault: Extract<Fault, { status: number }>): Answer => ({
  status: fault.status,
  body: fault.body ?? { message: fault.message ?? `${fault.status}`, code: fault.code ?? 0 },
  ...(fault.headers ? { headers: fault.headers } : {}),
})
