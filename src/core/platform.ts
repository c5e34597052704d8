import type { Context } from './ask.ts'
import type { Commands } from './command.ts'
import type { CommunityId, Place } from './community.ts'
import type { Form } from './form.ts'
import type { Occurrence } from './occurrence.ts'
import type { Choice } from './options.ts'
import type { Filling } from './press.ts'
import type { Reply } from './reply.ts'
import type { Typed } from './typed.ts'

/** What a platform asks of the bot. */
export interface Bot {
  commands: Commands
  /** Never rejects: a crash becomes a private apology with the emergency line in it. */
  answer(typed: Typed, context: Context): Promise<Reply>
  /** True where the answer may have to wait for the store: acknowledge privately first. */
  waits(typed: Typed): boolean
  /** Autocomplete: what fits the words typed so far into one option. */
  suggest(command: string, option: string, typed: string, context?: Context): Promise<Choice[]>
  /** The form that a button opens. */
  form(filling: Filling): Form | undefined
  /**
   * "Post it for everyone": a command that may stand in a channel unasked, posted afresh by `post`, since an answer to
   * an interaction would name who asked. Resolves to what the person who pressed is told.
   */
  share(line: string, context: Context, post: (reply: Reply) => Promise<Posted>): Promise<Reply>
  /** The community removed the bot: forget all about it. */
  left(community: CommunityId): Promise<void>
  /** The communities that a platform names when it connects. Others are forgotten once they have been away for a week. */
  present(platform: ChatPlatform['name'], communities: readonly CommunityId[]): Promise<void>
}

/** How a post is made: whom it mentions, what becomes of the one before, whether a thread opens under it. */
export type Manner = {
  /** The id of the one role (on Slack also a user group) that is pinged. */
  mention?: string
  /** `replace` edits that message in place, and posts afresh where it is gone; `delete` removes it afterwards. */
  previous?: { id: string; how: 'delete' | 'replace' }
  thread?: boolean
}

/**
 * How a scheduled post ended, with the platform's id of the message. `refused` cannot heal by trying again and names
 * what is missing.
 */
export type Posted =
  | { result: 'posted'; message?: string }
  | { result: 'retry'; afterMs: number; why: string }
  | { result: 'refused'; why: string }
  | { result: 'unknown'; why: string }

export type PlannedEvent = {
  name: string
  description: string
  start: Temporal.Instant
  end: Temporal.Instant
  place: string
}

/** A platform's own scheduled events. `why` says in words what it lacks: a permission, or events at all. */
export interface ScheduledEvents {
  create(community: CommunityId, event: PlannedEvent): Promise<{ id: string } | { why: string }>
  /** One that is gone already is no fault. Rejects with a sentence for moderators. */
  cancel(community: CommunityId, id: string): Promise<void>
}

/** A place where people talk. Translate in, translate out. */
export interface ChatPlatform {
  name: 'discord' | 'slack' | 'local'
  /** Resolves when it can receive; rejects with a sentence for the operator. */
  start(bot: Bot): Promise<void>
  /** Posts once for an occurrence, however often it is called where the platform can tell. */
  post(place: Place, reply: Reply, occurrence: Occurrence, manner?: Manner): Promise<Posted>
  /** What would stop us from posting there, in the platform's own words for permissions. Empty: nothing. */
  check(place: Place): Promise<string[]>
  stop(): Promise<void>
  events?: ScheduledEvents
}
