import { z } from 'zod'
import { LocalDate, LocalTime } from './when.ts'

/** A film night that moderators planned. Who comes is never kept here: the platform holds the reactions. */
export const Screening = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{4,12}$/),
  date: LocalDate,
  at: LocalTime,
  timeZone: z.string().max(60),
  place: z.string().regex(/\S/, 'must not be blank').max(120),
  channel: z.string().max(80),
  note: z.string().max(200).optional(),
  /** The platform's id of its own scheduled event, where one was wanted. */
  event: z.string().max(60).optional(),
})
export type Screening = z.infer<typeof Screening>

/** How many a community may plan at a time: as many as its settings hold. */
export const mostScreenings = 10

/** What the bot posts about one, in this order. */
export const screeningPosts = ['announcement', 'start', 'afterwards'] as const
export type ScreeningPost = (typeof screeningPosts)[number]

/** The questions come six minutes after the end of a film of 39 (content/en/film/length-and-rating.md). */
export const afterMinutes = 45

/**
 * When the film begins. A time that the spring change leaves out moves forward, and one that the autumn change repeats
 * is the first, as for every reminder.
 *
 * @throws RangeError for a time zone that this machine does not know
 */
export const startOf = ({
  date,
  at,
  timeZone,
}: Pick<Screening, 'date' | 'at' | 'timeZone'>): Temporal.Instant =>
  Temporal.PlainDateTime.from(`${date}T${at}`)
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    .toInstant()

/** The line that the clock types for a post. */
export const screeningLine = (id: string, post: ScreeningPost): string => `/screening show ${id} post:${post}`
