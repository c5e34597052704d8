import type { Change, CommunityId, Settings } from './community.ts'
import type { Occurrence } from './occurrence.ts'
import type { Outcome, Reminder } from './reminder.ts'

/** What was removed with a community, for the receipt. */
export type Receipt = { settings: boolean; reminders: number; posts: number; changes: number }

/** What a store is asked about communities. Every call may fail or hang; callers set the deadline. */
export interface Communities {
  settings(id: CommunityId): Promise<Settings>
  /**
   * One change at a time a community: keyv has no compare-and-set. Rejects when it was not saved. With `by`, the
   * moderator's id, the change is kept in the history for 90 days.
   */
  change(id: CommunityId, edit: (settings: Settings) => Settings, by?: string): Promise<Settings>
  /** Changes of the last 90 days, latest first. */
  history(id: CommunityId): Promise<Change[]>
  /** Removes everything about a community, its reminders included. Safe to repeat. */
  forget(id: CommunityId): Promise<Receipt>
  /** Every community that something is kept about. */
  all(): Promise<CommunityId[]>
}

/** What waits for a button: kept for an hour, the latest of a community only, and forgotten with it. */
export interface Pending {
  /** Resolves to the id that takes it back. */
  keep(community: CommunityId, value: string): Promise<string>
  /** Once: it is gone afterwards. Nothing where it is too old, was taken, or something newer is kept. */
  take(community: CommunityId, id: string): Promise<string | undefined>
}

/** `previous`: the platform's id of the last post of this reminder. */
export type Due = { reminder: Reminder; occurrence: Occurrence; previous?: string }
/** `new`: ours to post. `in-flight`: claimed before a crash, outcome unrecorded. `done`: nothing to do. */
export type Claim = 'new' | 'in-flight' | 'done'
/** A line of the ledger: what became of one occurrence. Without a result it is in flight, or the bot stopped there. */
export type LedgerLine = { slot: string; result?: Outcome['result']; why?: string }

/** What a store is asked about reminders. The ledger has one line an occurrence. */
export interface Reminders {
  /** Those of a community, each with the occurrence it waits for; soonest first. */
  list(community: CommunityId): Promise<Due[]>
  /** Saves it with the occurrence it waits for. */
  save(reminder: Reminder, next: Occurrence): Promise<void>
  remove(community: CommunityId, id: string): Promise<boolean>
  /** Reminders that are due at an instant, oldest first; paused ones are never due. */
  due(now: Temporal.Instant): Promise<Due[]>
  ledger: Ledger
}

export interface Ledger {
  /**
   * Writes the occurrence into the ledger before anything is sent. `done` also where the reminder no longer waits for
   * it: it was removed, changed or paused since somebody asked what is due.
   */
  claim(occurrence: Occurrence): Promise<Claim>
  /**
   * Records what became of it and what the reminder waits for next (or that it pauses), in one transaction. The first
   * outcome recorded stays; a reminder that was removed or changed meanwhile is left alone.
   */
  settle(due: Due, outcome: Outcome, next: Occurrence): Promise<void>
  /** The latest lines of one reminder, latest first. */
  lines(reminder: string, count: number): Promise<LedgerLine[]>
}
