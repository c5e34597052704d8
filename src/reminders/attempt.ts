import type { Bot, ChatPlatform, Manner, Posted } from '../core/platform.ts'
import { postOf } from '../core/post.ts'
import type { Outcome } from '../core/reminder.ts'
import type { Reply } from '../core/reply.ts'
import type { Due } from '../core/store.ts'
import { TookTooLong, within } from '../core/within.ts'

export type Posting = {
  answer: Bot['answer']
  /** The post of whichever platform the place belongs to. */
  post: ChatPlatform['post']
  now(): Temporal.Instant
  /** How long an answer or a post may take before we stop waiting for it. */
  deadlineMs: number
}

export type Attempt = Outcome | { result: 'retry'; afterMs: number; why: string }

/** Types the reminder's line and posts the reply, once. Never rejects. */
export async function attempt({ answer, post, now, deadlineMs }: Posting, due: Due): Promise<Attempt> {
  const { community, channel } = due.reminder
  const place = { community, channel }
  let reply: Reply
  try {
    reply = await within(deadlineMs, () => postOf(due.reminder, due.occurrence, { answer, now: now() }))
  } catch (error) {
    return { result: 'failed', why: `its command failed: ${reasonOf(error)}`, pause: true }
  }
  // A mistake, a refusal or an apology is for whoever asked, and nobody did.
  if (reply.tone === 'problem' || reply.seenBy !== 'everyone')
    return { result: 'failed', why: `its command has no answer to post: ${reply.title}`, pause: true }
  try {
    return ended(await within(deadlineMs, () => post(place, reply, due.occurrence, mannerOf(due))))
  } catch (error) {
    // It may have been sent before this happened, so it is not sent again.
    return { result: 'unknown', why: reasonOf(error) }
  }
}

const mannerOf = ({ reminder: { mention, previous, thread }, previous: id }: Due): Manner => ({
  ...(mention && { mention }),
  ...(thread && { thread }),
  ...(previous && id && { previous: { id, how: previous } }),
})

const ended = (posted: Posted): Attempt =>
  posted.result === 'refused' ? { result: 'failed', why: posted.why, pause: true } : posted

/** Our own deadline says so in words; of any other error only its name is kept, since an SDK's message can hold a body. */
const reasonOf = (error: unknown): string =>
  error instanceof TookTooLong ? error.message : error instanceof Error ? error.name : 'an unknown error'
