import { expect, it } from 'vitest'
import { about } from '../../commands/about.ts'
import type { Ask } from '../../src/core/ask.ts'
import { plainReply } from '../../src/core/plain.ts'
import { Reply } from '../../src/core/reply.ts'
import { entryReply } from '../../src/knowledge/entryReply.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'

const knowledge = openKnowledge()
const ask = { now: Temporal.Instant.from('2026-11-24T12:00:00Z') } as Ask
const words = async (known = knowledge) => plainReply(Reply.parse(await about(known, '1.2.3').answer(ask)))

it('says that it is a program, reads no messages, keeps nothing, generates nothing, and that nobody has reviewed it', async () => {
  const told = await words()
  expect(told).toContain('I read no messages, and I will not notice an emergency.')
  expect(told).toContain('Nothing is generated when you ask.')
  expect(told).toContain('I keep nothing about who asks or what.')
  expect(told).toContain('No clinician has reviewed the content yet.')
})

it('says who has reviewed an entry, once somebody has', async () => {
  const entry = { ...knowledge.entry('overdose/signs')!, reviewedBy: 'Jane Doe, MD, 2027-01-15' }
  expect(plainReply(Reply.parse(entryReply(knowledge, entry, ask)))).toContain(
    'Reviewed by Jane Doe, MD, 2027-01-15.',
  )
  expect(await words({ ...knowledge, entries: [entry] })).toContain(
    'An expert has reviewed 1 of the entries.',
  )
})
