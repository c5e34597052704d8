/**
 * Says whether an id comes for the first time. Platforms deliver the same interaction again after a reconnect
 * (Discord) or while they wait for an answer (Slack, for up to five minutes); it must have one effect.
 */
export function once(minutes = 15): (id: string, nowMs: number) => boolean {
  const seen = new Map<string, number>()
  return (id, nowMs) => {
    for (const [old, at] of seen) {
      if (nowMs - at < minutes * 60_000) break
      seen.delete(old)
    }
    if (seen.has(id)) return false
    seen.set(id, nowMs)
    return true
  }
}
