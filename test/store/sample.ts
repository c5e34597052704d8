import { nextOccurrence, type Occurrence } from '../../src/core/occurrence.ts'
import type { Reminder } from '../../src/core/reminder.ts'

/** A reminder for every day at 09:00 in New York, with whatever else a test says. */
export const reminder = (parts: Partial<Reminder> = {}): Reminder => ({
  id: 'r0001',
  community: 'discord:1',
  channel: 'general',
  run: ['/film'],
  when: { every: 'day', at: '09:00', timeZone: 'America/New_York' },
  ...parts,
})

export const instant = (iso: string) => Temporal.Instant.from(iso)

/** Nine in the morning in New York on 24 November 2026. */
export const nine = instant('2026-11-24T14:00Z')

export const first = (r: Reminder, due = nine): Occurrence =>
  nextOccurrence(r, due.subtract({ milliseconds: 1 }))!
