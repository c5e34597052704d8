import type { CommunityId, Settings } from '../core/community.ts'
import { nextOccurrence, type Occurrence } from '../core/occurrence.ts'
import { heldBack } from '../core/quiet.ts'
import { graceMinutes, type Outcome, type Reminder } from '../core/reminder.ts'
import type { Due, Reminders } from '../core/store.ts'
import { within } from '../core/within.ts'
import { attempt, type Posting } from './attempt.ts'

/** Something the operator should be able to see. Names a reminder, never a person or what was said. */
export type Problem = { what: string; reminder?: string; slot?: string; why?: string; error?: unknown }

export type Handling = Posting & {
  reminders: Reminders
  /** The last good copy; never waits long, never fails. */
  settings(community: CommunityId): Promise<Settings>
  /** Tells the moderators that a reminder has paused, where they read it. */
  tell(reminder: Reminder, occurrence: Occurrence, why: string): Promise<void>
  report(problem: Problem): void
}

/** What this process knows about a claimed occurrence that the ledger does not say yet. */
export type Held =
  | { tries: number; notBefore: Temporal.Instant; why: string }
  /** Ended, but the store could not record it: recorded later, never posted again. */
  | { outcome: Outcome }

/** A later post than this is recorded as late. */
const lateMs = 2 * 60_000
const storeMs = 10_000

/**
 * Takes one occurrence as far as it can now. Resolves to the reminder's next occurrence if that is due as well,
 * as after an outage. Rejects when the store does; nothing is sent without a claim.
 */
export async function handle(ports: Handling, held: Map<string, Held>, due: Due): Promise<Due | undefined> {
  const key = keyOf(due.occurrence)
  const known = held.get(key)
  if (known && 'outcome' in known) return settle(ports, held, due, known.outcome)
  const grace = due.reminder.graceMinutes ?? graceMinutes
  const tooOld = agedMs(ports, due) > grace * 60_000
  if (known && !tooOld && Temporal.Instant.compare(ports.now(), known.notBefore) < 0) return undefined

  const claim = await within(storeMs, () => ports.reminders.ledger.claim(due.occurrence))
  // Posted before the clock was set back, or paused, changed or removed since it was found due.
  if (claim === 'done')
    return settle(ports, held, due, { result: 'skipped', why: 'there was nothing left to do' })
  if (tooOld) return settle(ports, held, due, stale(grace, due, known, claim === 'in-flight'))

  const withheld = heldBack(due.reminder, await ports.settings(due.reminder.community), ports.now())
  if (withheld) return settle(ports, held, due, { result: 'skipped', ...withheld })

  const ended = await attempt(ports, due)
  if (ended.result === 'retry') {
    const tries = (known?.tries ?? 0) + 1
    held.set(key, {
      tries,
      notBefore: ports.now().add({ milliseconds: pause(tries, ended.afterMs) }),
      why: ended.why,
    })
    ports.report({ what: 'a reminder will be tried again', ...about(due), why: ended.why })
    return undefined
  }
  return settle(ports, held, due, noted(ports, due, ended, claim === 'in-flight' && !known))
}

/** Half a minute, doubled with each try up to ten minutes, or what the platform asks for if that is longer. */
const pause = (tries: number, afterMs: number): number =>
  Math.max(afterMs, Math.min(30_000 * 2 ** (tries - 1), 600_000))

function stale(graceMinutes: number, due: Due, known: Held | undefined, inFlight: boolean): Outcome {
  const grace = `more than ${graceMinutes} minutes ago`
  if (known && 'tries' in known)
    return { result: 'failed', why: `given up after ${known.tries} tries: ${known.why}` }
  if (inFlight) return { result: 'unknown', why: `the bot stopped while it posted this, ${grace}` }
  const when = `${due.occurrence.slot} (${due.reminder.when.timeZone})`
  return { result: 'skipped', why: `was due at ${when}, ${grace}: the bot was not running` }
}

function noted(ports: Handling, due: Due, ended: Outcome, repeated: boolean): Outcome {
  const aged = agedMs(ports, due)
  const late = ended.result === 'posted' && aged > lateMs
  const why = [
    ended.why,
    late && `posted ${Math.round(aged / 60_000)} minutes after it was due`,
    repeated && 'repeated after a restart',
  ].filter(note => note)
  return { ...ended, result: late ? 'late' : ended.result, why: why.length ? why.join('; ') : undefined }
}

async function settle(
  ports: Handling,
  held: Map<string, Held>,
  due: Due,
  outcome: Outcome,
): Promise<Due | undefined> {
  const key = keyOf(due.occurrence)
  // Until the ledger has it, this is all that keeps the next look from posting it again.
  held.set(key, { outcome })
  const next = following(due)
  const ending =
    'slot' in next ? outcome : { ...outcome, why: join(outcome.why, next.why), pause: true as const }
  const waitsFor = 'slot' in next ? next : due.occurrence
  await within(storeMs, () => ports.reminders.ledger.settle(due, ending, waitsFor))
  held.delete(key)
  if (ending.result !== 'posted')
    ports.report({ what: `a reminder was ${ending.result}`, ...about(due), why: ending.why })
  // Its end needs nobody; everything else that pauses it does.
  if (outcome.pause || ('unknown' in next && next.unknown)) await tell(ports, due, ending.why ?? '')
  const goesOn = 'slot' in next && !ending.pause && Temporal.Instant.compare(next.due, ports.now()) <= 0
  return goesOn
    ? { ...due, occurrence: next, ...(outcome.message && { previous: outcome.message }) }
    : undefined
}

/** The ledger has it and /reminders shows it, so that a note that fails holds up nothing. */
async function tell(ports: Handling, due: Due, why: string): Promise<void> {
  try {
    await within(ports.deadlineMs, () => ports.tell(due.reminder, due.occurrence, why))
  } catch (error) {
    ports.report({ what: 'moderators could not be told that a reminder paused', ...about(due), error })
  }
}

/** What it waits for next, or why there is nothing more to wait for. */
function following({ reminder, occurrence }: Due): Occurrence | { why: string; unknown?: true } {
  try {
    return nextOccurrence(reminder, occurrence.due) ?? { why: 'that was the last time' }
  } catch {
    return { why: `the time zone ${reminder.when.timeZone} is not known here`, unknown: true }
  }
}

const join = (...whys: (string | undefined)[]): string => whys.filter(why => why).join('; ')

const agedMs = (ports: Handling, { occurrence }: Due): number =>
  ports.now().epochMilliseconds - occurrence.due.epochMilliseconds
const about = ({ occurrence: { reminder, slot } }: Due) => ({ reminder, slot })
export const keyOf = ({ reminder, slot }: Occurrence): string => `${reminder} ${slot}`
