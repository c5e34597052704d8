import type { DatabaseSync } from 'node:sqlite'
import { type Change, type CommunityId, Settings } from '../core/community.ts'

/** Moderators' ids are kept no longer than this, as docs/privacy.md promises. */
export const historyDays = 90
const dayMs = 86_400_000

type Row = { id: number; at: number; by: string; before: string; after: string }

/** Who changed which settings, and what they were before. */
export type History = {
  note(community: CommunityId, change: Change): void
  of(community: CommunityId): Change[]
  forget(community: CommunityId): number
  /** Removes what is older than 90 days. */
  purge(now: Temporal.Instant): void
}

export function sqliteHistory(database: DatabaseSync): History {
  const insert = database.prepare(
    'INSERT INTO history (community, at, by, before, after) VALUES (?, ?, ?, ?, ?)',
  )
  const select = database.prepare('SELECT * FROM history WHERE community = ? ORDER BY id DESC LIMIT 200')
  const removeAll = database.prepare('DELETE FROM history WHERE community = ?')
  const sweep = database.prepare('DELETE FROM history WHERE at < ?')
  const purge = (now: Temporal.Instant) => void sweep.run(now.epochMilliseconds - historyDays * dayMs)

  return {
    purge,
    note: (community, { at, by, before, after }) => {
      purge(at)
      insert.run(community, at.epochMilliseconds, by, JSON.stringify(before), JSON.stringify(after))
    },
    of: community => (select.all(community) as Row[]).flatMap(read),
    forget: community => Number(removeAll.run(community).changes),
  }
}

/** A change that an older version wrote differently is left out: nobody can go back to it. */
function read({ at, by, before, after }: Row): Change[] {
  const [was, is] = [before, after].map(settingsOf)
  if (!was || !is) return []
  return [{ at: Temporal.Instant.fromEpochMilliseconds(at), by, before: was, after: is }]
}

function settingsOf(body: string): Settings | undefined {
  try {
    return Settings.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}
