/** An interaction that nobody acknowledged within three seconds is gone; so much of that is left for the way back. */
const tooOldMs = 2500
/** Discord's first second (https://docs.discord.com/developers/reference#snowflakes). */
const epoch = 1_420_070_400_000
/** For so long the quickest delivery seen is believed to have been an undisturbed one. */
const windowMs = 10 * 60_000

/** When Discord made an id. */
const madeAt = (id: string): number => Number(BigInt(id) >> 22n) + epoch

/** Nothing steps it: a clock that is set right would make every interaction look old, or young. */
const steadily = (): number => performance.timeOrigin + performance.now()

/**
 * Says whether an interaction is too old to answer when it arrives: the event loop stood still, or the gateway replays
 * what was missed. This machine's clock may be wrong, so age is what a delivery took beyond the quickest of late.
 */
export function staleness(now: () => number = steadily): (id: string) => boolean {
  let since = now()
  let quickest = Number.POSITIVE_INFINITY
  let before = Number.POSITIVE_INFINITY
  return id => {
    const at = now()
    if (at - since > windowMs) {
      before = quickest
      quickest = Number.POSITIVE_INFINITY
      since = at
    }
    const took = at - madeAt(id)
    quickest = Math.min(quickest, took)
    return took - Math.min(quickest, before) > tooOldMs
  }
}

/** How many, and nothing else: no id, no member. */
export class Dropped extends Error {
  override name = 'Dropped'
  readonly code: number
  constructor(count: number) {
    super(`${count} dropped`)
    this.code = count
  }
}

const minute = 60_000

/** Counts what was dropped, and reports the first at once and the rest by the minute. */
export function dropCounter(report: (where: string, error: unknown) => void): {
  add(): void
  readonly total: number
} {
  let total = 0
  let told = 0
  let quietUntil = 0
  return {
    add: () => {
      total++
      if (performance.now() < quietUntil) return
      quietUntil = performance.now() + minute
      report('stale interaction', new Dropped(total - told))
      told = total
    },
    get total() {
      return total
    },
  }
}
