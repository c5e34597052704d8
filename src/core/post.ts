import { datesUntil, type Occurrence } from './occurrence.ts'
import type { Bot } from './platform.ts'
import type { Reminder } from './reminder.ts'
import { Reply } from './reply.ts'
import { paragraph } from './text.ts'

/**
 * What a reminder says at one of its times: the answer of the line whose turn it is, or the moderators' own words.
 * The clock is who asks, so that nothing comes in which only a moderator may see.
 */
export async function postOf(
  reminder: Reminder,
  occurrence: Occurrence,
  { answer, now }: { answer: Bot['answer']; now: Temporal.Instant },
): Promise<Reply> {
  if (reminder.words !== undefined) return wordsOf(reminder.words)
  const place = { community: reminder.community, channel: reminder.channel }
  // The bot puts the community's own language in place of this one.
  return answer(lineFor(reminder, occurrence), { by: 'clock', now, locale: 'en', place })
}

/** Lines take turns by how many dates there have been, so that a skipped post does not skip a turn for ever. */
export const lineFor = ({ run, when }: Reminder, { slot }: Occurrence): string =>
  run.length < 2 ? run[0]! : run[datesUntil(when, slot.slice(0, 10)) % run.length]!

/** Moderators' own words as a post: plain text, paragraphs kept, marked as theirs. */
export const wordsOf = (words: string): Reply => {
  const [first = '', ...rest] = words.trim().split(/\n+/)
  const short = [...first].length <= 100
  return Reply.parse({
    tone: 'info',
    title: short ? first : 'From the moderators',
    text: (short ? rest : [first, ...rest]).map(line => paragraph(line)),
    actions: [{ label: 'Where help is', ask: '/support' }],
    seenBy: 'everyone',
  })
}
