import { z } from 'zod'

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

/** What moderators have chosen. Everything is optional: the bot answers before anybody has set it up. */
export const Settings = z.strictObject({
  region: z.string().optional(),
  language: Locale.optional(),
  timeZone: z.string().optional(),
  /** Where reminders go unless they say otherwise. */
  channel: z.string().optional(),
})
export type Settings = z.infer<typeof Settings>
