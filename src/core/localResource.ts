import { z } from 'zod'
import { Phone } from './reply.ts'
import { LocalDate } from './when.ts'

/**
 * A place, a person or a number that moderators added for their own community. It is shown as theirs, never as
 * checked by us. `need` is one of /support's needs, or `here`: where naloxone is, a line on the emergency card.
 */
export const LocalResource = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{4,12}$/),
  name: z.string().min(2).max(80),
  need: z.string().max(20),
  about: z.string().max(160).optional(),
  call: Phone.optional(),
  text: Phone.optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(250)
    .optional(),
  hours: z.string().max(100).optional(),
  place: z.string().max(120).optional(),
  /** The day on which a moderator last said that it is right, and the day to ask again. */
  confirmed: LocalDate,
  checkAgain: LocalDate,
})
export type LocalResource = z.infer<typeof LocalResource>
