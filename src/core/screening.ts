import { z } from 'zod'
import { LocalDate, LocalTime } from './when.ts'

/** A film night that moderators planned. Who comes is never kept here: the platform holds the reactions. */
export const Screening = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{4,12}$/),
  date: LocalDate,
  at: LocalTime,
  timeZone: z.string().max(60),
  place: z.string().min(1).max(120),
  channel: z.string().max(80),
  note: z.string().max(200).optional(),
  /** The platform's id of its own scheduled event, where one was wanted. */
  event: z.string().max(60).optional(),
})
export type Screening = z.infer<typeof Screening>
