import { z } from 'zod'

const Name = z.strictObject({
  name: z.string().min(1).max(32).optional(),
  about: z.string().min(1).max(100).optional(),
})

/**
 * What commands and their options are called in other languages, by how they are spelled: `support`,
 * `reminders create`, `support region:`. A name that is missing stays English.
 */
export const Names = z.record(z.string(), z.partialRecord(z.enum(['es']), Name))
export type Names = z.infer<typeof Names>
