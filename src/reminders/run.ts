import { setImmediate } from 'node:timers/promises'
import type { CommunityId } from '../core/community.ts'
import type { Due } from '../core/store.ts'
import { within } from '../core/within.ts'
import { atMost } from './atMost.ts'
import { type Handling, type Held, handle, keyOf } from './occurrence.ts'

export type Running = Omit<Handling, 'deadlineMs'> & {
  deadlineMs?: number
  /**
   * Whether the platform of a community is there to post to. While it is not, nothing of that community is claimed:
   * what is claimed may have been sent, and is repeated and flagged after a crash.
   */
  reaches?(community: CommunityId): boolean
  /** Communities posted to at the same time. */
  atOnce?: number
  /** Once aborted nothing new is posted; what has begun is finished and recorded. */
  signal?: AbortSignal
}

const lookMs = 30_000

/**
 * What the clock calls to post everything that is due. A call resolves when all it began has ended, and never
 * rejects. Calls may overlap: a community that is still being posted to is left to the call that does it, so one
 * that is slow holds back nobody else, and nothing is posted twice.
 */
export function runDue({
  deadlineMs = 60_000,
  atOnce = 8,
  reaches = () => true,
  ...rest
}: Running): () => Promise<void> {
  const { signal } = rest
  const ports: Handling = { ...rest, deadlineMs, report: quietly(rest.report) }
  const held = new Map<string, Held>()
  const busy = new Set<CommunityId>()
  const place = atMost(atOnce)
  let looking = false

  const look = async (): Promise<Due[]> => {
    looking = true
    try {
      return await within(lookMs, () => ports.reminders.due(ports.now()))
    } catch (error) {
      ports.report({ what: 'the store could not say what is due', error })
      return []
    } finally {
      looking = false
    }
  }

  const oneByOne = async (all: Due[]) => {
    for (const first of all)
      for (let due: Due | undefined = first; due && !signal?.aborted; ) {
        due = await carefully(due)
        // Where nothing is sent nothing waits, and thousands of those would keep members waiting.
        await setImmediate()
      }
  }

  /** A reminder that goes wrong is reported and stays due; the next look tries again. */
  const carefully = (due: Due): Promise<Due | undefined> =>
    handle(ports, held, due).catch(error => {
      ports.report({ what: 'a reminder could not be handled', reminder: due.reminder.id, error })
      return undefined
    })

  return async () => {
    if (looking || signal?.aborted) return
    const due = await look()
    dropRetries(held, due)
    const free = [...Map.groupBy(due, d => d.reminder.community)].filter(
      ([community]) => !busy.has(community) && reaches(community),
    )
    for (const [community] of free) busy.add(community)
    await Promise.all(
      free.map(([community, all]) => place(() => oneByOne(all)).finally(() => busy.delete(community))),
    )
  }
}

/** Retries of reminders that were removed, changed or paused. Outcomes not recorded yet are kept. */
function dropRetries(held: Map<string, Held>, due: Due[]): void {
  if (held.size === 0) return
  const still = new Set(due.map(d => keyOf(d.occurrence)))
  for (const [key, known] of held) if ('tries' in known && !still.has(key)) held.delete(key)
}

const quietly =
  (report: Handling['report']): Handling['report'] =>
  problem => {
    try {
      report(problem)
    } catch {
      // A broken log must not stop a reminder.
    }
  }
