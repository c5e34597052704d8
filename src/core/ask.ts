import type { Locale, Place, Settings } from './community.ts'
import type { Options, Values } from './options.ts'

/**
 * Who asks, as far as a command may know: never a name. The clock has no authority of its own.
 * `named` are the roles and people that the settings name as moderators.
 * `signature` gives the moderator's id for the history of the settings, and for nothing else.
 */
export type Person = {
  isModerator(named: readonly string[]): boolean | Promise<boolean>
  signature?(): string
  /** The person's own IANA time zone, where the platform tells it. */
  timeZone?(): Promise<string | undefined>
}
export type By = Person | 'clock'

/** What a platform knows about the moment of asking. */
export type Context = {
  by: By
  now: Temporal.Instant
  locale: Locale
  place?: Place
  /** Typed as a slash command, so that an answer may be for everyone where the community wants that. */
  openly?: boolean
  /** Whether the bot may write in this channel, where the platform tells. */
  mayPost?: boolean
  /** Where the asker is, stated outright; it wins over the community's setting. */
  region?: string
  /** Region the platform's own locale hints at (`en-GB` → `GB`). A hint, never as good as a setting. */
  hint?: string
}

/** Whose emergency number and services to show, and how sure we are. */
export type Whereabouts = { region: string; sure: boolean }

/** What somebody asks, ready for a command. */
export type Ask<O extends Options = Options> = Context & {
  command: string
  options: Values<O>
  /** Words that fitted no option. Only forgiving commands get any; shown to nobody and kept nowhere. */
  rest: string
  /** The community's settings, from the last good copy: no member's answer waits for the store. */
  settings: Settings
  whereabouts?: Whereabouts
}
