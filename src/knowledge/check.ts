import { isPossiblePhoneNumber } from 'libphonenumber-js'
import type { ZodError } from 'zod'
import { Contact, Reply } from '../core/reply.ts'
import { entryReply } from './entryReply.ts'
import type { Knowledge } from './knowledge.ts'
import { contactOf } from './support.ts'

/** What the files alone cannot show: whether each entry and service, as the bot would say it, fits a message. */
export function checkReplies(knowledge: Knowledge, now: Temporal.Instant): string[] {
  const faults: string[] = []
  const check = (file: string, result: { success: boolean; error?: ZodError }) => {
    for (const issue of result.error?.issues ?? [])
      faults.push(`content/${file} (${issue.path.join('.')}): ${issue.message}`)
  }
  for (const entry of knowledge.entries)
    check(`en/${entry.id}.md`, Reply.safeParse(entryReply(knowledge, entry, { now })))
  for (const resource of knowledge.resources) {
    check(`resources: ${resource.id}`, Contact.safeParse(contactOf(resource, { now, locale: 'en' })))
    // Short codes have no plan to check against; a number in E.164 has.
    const numbers = [resource.call, resource.text, ...resource.also_call].flatMap(phone => phone?.dial ?? [])
    for (const dial of numbers.filter(dial => dial.startsWith('+') && !isPossiblePhoneNumber(dial)))
      faults.push(
        `content/resources: ${resource.id}: ${dial} cannot be a phone number in that country: read it again`,
      )
  }
  check('en/overdose/now.md', Reply.safeParse(knowledge.emergency.card(undefined)))
  return faults
}

/** Entries and services whose day to check again comes before a date, earliest first. */
export const dueBefore = (knowledge: Knowledge, date: string): { name: string; check_again: string }[] =>
  [
    ...knowledge.entries.map(({ id, check_again }) => ({ name: `en/${id}.md`, check_again })),
    ...knowledge.resources.map(({ id, check_again }) => ({ name: `resources: ${id}`, check_again })),
  ]
    .filter(({ check_again }) => check_again <= date)
    .sort((a, b) => a.check_again.localeCompare(b.check_again))
