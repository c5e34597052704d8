import type { CommunityId, Settings } from './community.ts'
import type { Occurrence, Outcome, Reminder } from './reminder.ts'

/** What a store is asked about communities. Every call may fail or hang; callers set the deadline. */
export interface Communities {
  settings(id: CommunityId): Promise<Settings>
  /** One change at a time a community: keyv has no compare-and-set. Rejects when it was not saved. */
  change(id: CommunityId, edit: (settings: Settings) => Settings): Promise<Settings>
  /** Removes everything about a community, its reminders included. Safe to repeat. */
  forget(id: CommunityId): Promise<void>
}

export type Due = { reminder: Reminder; occurrence: Occurrence }
/** `new`: ours to post. `in-flight`: claimed before a crash, outcome unrecorded. `done`: nothing to do. */
export type Claim = 'new' | 'in-flight' | 'done'

/** What a store is asked about reminders. The ledger has one line an occurrence. */
export interface Reminders {
  list(community: CommunityId): Promise<Reminder[]>
  /** Saves it with the occurrence it waits for. */
  save(reminder: Reminder, next: Occurrence): Promise<void>
  remove(community: CommunityId, id: string): Promise<boolean>
  /** Reminders that are due at an instant, oldest first; paused ones are never due. */
  due(now: Temporal.Instant): Promise<Due[]>
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
}
