import { z } from 'zod'
import { CommunityId } from './community.ts'
import { Line } from './line.ts'
import { LocalDate, When } from './when.ts'

/** How long after its time a post is still made, in minutes, where a reminder says nothing else. */
export const graceMinutes = 60

/**
 * A command that the clock types into a channel, or the moderators' own words. Lines hold ids only; nothing here says
 * who made it.
 */
export const Reminder = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{4,12}$/),
    community: CommunityId,
    channel: z.string(),
    /** Lines that take turns, one an occurrence. */
    run: z.array(Line).max(12).default([]),
    /** What the moderators wrote themselves, posted instead of a command's answer. */
    words: z.string().min(1).max(1500).optional(),
    when: When,
    /** From this day on it waits until a moderator has said that it may go on. */
    review: LocalDate.optional(),
    /** The one role, by its id, that a post mentions. */
    mention: z.string().max(60).optional(),
    /** What happens to the post before: left alone, deleted once the new one stands, or replaced by it in place. */
    previous: z.enum(['delete', 'replace']).optional(),
    /** Opens a thread under each post. */
    thread: z.boolean().optional(),
    graceMinutes: z
      .number()
      .int()
      .min(5)
      .max(24 * 60)
      .optional(),
    /** Set when it does not post: why, for the moderators. */
    paused: z.string().optional(),
  })
  .refine(({ run, words }) => run.length > 0 !== (words !== undefined), {
    message: 'must hold either commands or words',
    path: ['run'],
  })
export type Reminder = z.infer<typeof Reminder>

/** Why a new reminder does not post yet. */
export const unconfirmed = 'not started yet: press "Save and start", or delete it'

/**
 * What became of an occurrence. `unknown`: it was sent and no answer came, so it may or may not stand there.
 * `pause`: trying again cannot mend it, so the reminder pauses and shows `why` to the moderators.
 */
export const outcomes = ['posted', 'late', 'skipped', 'failed', 'unknown'] as const
export type Outcome = {
  result: (typeof outcomes)[number]
  why?: string
  pause?: true
  /** The platform's id of the message, to replace or delete it the next time. */
  message?: string
}

/** What a reminder posts, in a few words. */
export const subject = ({ run, words }: Pick<Reminder, 'run' | 'words'>): string =>
  words === undefined ? run.join(', then ') : `“${shorten(words.replace(/\s+/g, ' '), 60)}”`

/** At most so many characters, with an ellipsis where some are left out. */
export const shorten = (text: string, longest: number): string =>
  [...text].length <= longest
    ? text
    : `${[...text]
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
