import { z } from 'zod'
import { LocalResource } from './localResource.ts'
import { Screening } from './screening.ts'
import { LocalDate, LocalTime } from './when.ts'

export const platforms = ['discord', 'slack', 'local'] as const
/** A Discord server, a Slack workspace or the playground on this machine. */
export const CommunityId = z.templateLiteral([z.enum(platforms), ':', z.string()])
export type CommunityId = z.infer<typeof CommunityId>

/** Where something is said. Absent in direct messages and for an app somebody installed for themselves. */
export const Place = z.strictObject({ community: CommunityId, channel: z.string() })
export type Place = z.infer<typeof Place>

export const locales = ['en', 'es'] as const
export const Locale = z.enum(locales)
export type Locale = z.infer<typeof Locale>

/** A channel, a role or a person, as the platform writes it. */
export const PlatformId = z.string().regex(/^[\w-]{1,80}$/, 'must be an id of the platform')

/** What moderators have chosen. Everything is optional: the bot answers before anybody has set it up. */
export const Settings = z.strictObject({
  region: z.string().max(10).optional(),
  language: Locale.optional(),
  timeZone: z.string().max(60).optional(),
  /** Where reminders go unless they say otherwise. */
  channel: PlatformId.optional(),
  /** Where the bot tells moderators that something needs them: a channel that only they read. */
  moderatorChannel: PlatformId.optional(),
  /** Roles and people who count as moderators beside the platform's own. */
  moderators: z.array(PlatformId).max(20).optional(),
  /** Answers of /film and /facts are seen by everyone in the channel. */
  publicFacts: z.boolean().optional(),
  /** The bot never posts there, and answers only privately. */
  quietChannels: z.array(PlatformId).max(50).optional(),
  /** Local times between which nothing is posted; may go over midnight. */
  quietHours: z.strictObject({ from: LocalTime, to: LocalTime }).optional(),
  /** No posts before this day. */
  pausedUntil: LocalDate.optional(),
  /** What the community itself knows: places, people and numbers nearby. */
  resources: z.array(LocalResource).max(40).optional(),
  screenings: z.array(Screening).max(10).optional(),
})
export type Settings = z.infer<typeof Settings>

/** One change of the settings. `by` is the moderator's id on the platform; it is kept for 90 days. */
export type Change = { at: Temporal.Instant; by: string; before: Settings; after: Settings }
