import { type Client, Events, Status } from 'discord.js'
import { connectionsOf } from './inside.ts'

/** discord.js rests for half a second before it connects again, so no reconnect falls between two looks. */
const lookEvery = 250
/** Until so many gaps between beats were seen nobody knows how long they are; Discord's are 41.25 seconds. */
const gapsNeeded = 3
const firstPatience = 90_000
const beatsOfSilence = 1.2

type Seen = { at: number; status: Status; beat: number; gaps: number[] }

/**
 * Watches for a connection that fell silent. discord.js waits for two missed heartbeats and then up to half a minute
 * for the close that a dead peer never sends; here a socket without a frame for 1.2 heartbeats is cut off, and
 * discord.js resumes at once. Returns what ends the watching.
 */
export function watch(client: Client, report: (where: string, error: unknown) => void): () => void {
  const seen = new Map<number, Seen>()
  client.on(Events.Raw, (_packet: unknown, shard: number) => {
    const known = seen.get(shard)
    if (known) known.at = performance.now()
  })
  let looked = performance.now()
  const look = () => {
    const now = performance.now()
    // When this very look is late, frames may be waiting behind it.
    const wasBlocked = now - looked > 2 * lookEvery
    looked = now
    for (const [id, { status, lastPingTimestamp: beat }] of client.ws.shards) {
      const known = seen.get(id) ?? { at: now, status, beat, gaps: [] }
      seen.set(id, known)
      if (known.status !== status || known.beat !== beat) known.at = now
      if (known.status === status && known.beat > 0 && beat > known.beat)
        known.gaps = [...known.gaps, beat - known.beat].slice(-gapsNeeded)
      Object.assign(known, { status, beat })
      const patience =
        known.gaps.length === gapsNeeded ? Math.max(...known.gaps) * beatsOfSilence : firstPatience
      const isOpen = status === Status.Ready || status === Status.Resuming
      if (wasBlocked || !isOpen || now - known.at <= patience) continue
      seen.delete(id)
      report('silent gateway', undefined)
      connectionsOf(client).get(id)?.connection?.terminate?.()
    }
  }
  const timer = setInterval(look, lookEvery)
  return () => clearInterval(timer)
}
