import type { DatabaseSync } from 'node:sqlite'
import type { CommunityId } from '../core/community.ts'

/** A community that removed the bot while it was not running is kept this long, in case the platform was wrong. */
export const absentDays = 7

/**
 * Notes which communities a platform no longer names, and returns those that have been away for seven days.
 *
 * @param known every community of that platform that something is kept about
 * @param present those that the platform names
 */
export function absentFor(
  database: DatabaseSync,
): (
  known: readonly CommunityId[],
  present: ReadonlySet<CommunityId>,
  now: Temporal.Instant,
) => CommunityId[] {
  const back = database.prepare('DELETE FROM absent WHERE community = ?')
  const away = database.prepare('INSERT OR IGNORE INTO absent (community, since) VALUES (?, ?)')
  const since = database.prepare('SELECT since FROM absent WHERE community = ?')
  return (known, present, now) =>
    known.filter(community => {
      if (present.has(community)) {
        back.run(community)
        return false
      }
      away.run(community, now.epochMilliseconds)
      const first = (since.get(community) as { since: number }).since
      return now.epochMilliseconds - first >= absentDays * 86_400_000
    })
}
