import type { Ask } from '../../src/core/ask.ts'
import type { Commands } from '../../src/core/command.ts'
import type { Place, Settings } from '../../src/core/community.ts'
import { nextOccurrence, type Occurrence } from '../../src/core/occurrence.ts'
import { refusing } from '../../src/core/problem.ts'
import type { Reminder } from '../../src/core/reminder.ts'
import type { Draft, Reply } from '../../src/core/reply.ts'
import type { Due, Reminders } from '../../src/core/store.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { directMessage } from '../settings/directMessage.ts'
import { type Plan, planOf } from './plan.ts'

/** What would stop a post there: the names of missing permissions. Empty where nothing would. */
export type Check = (place: Place) => Promise<string[]>

/** What the commands about reminders work with. */
export type Desk = {
  store: Reminders
  knowledge: Knowledge
  schedulable: Commands
  check: Check
  /** The post of an occurrence, as the clock would make it. */
  post(reminder: Reminder, occurrence: Occurrence, now: Temporal.Instant): Promise<Reply>
}

export const refused = refusing({ label: 'All reminders', ask: '/reminders list' })

/** Finds a community's reminder by its id and hands it on; anything else gets a sentence. */
export async function withReminder(
  { store }: Pick<Desk, 'store'>,
  { place, options }: Pick<Ask, 'place'> & { options: { id?: string | undefined } },
  use: (due: Due) => Draft | Promise<Draft>,
): Promise<Draft> {
  if (!place) return directMessage
  const id = options.id?.trim().toLowerCase()
  const found = (await store.list(place.community)).find(due => due.reminder.id === id)
  return found
    ? use(found)
    : refused('There is no such reminder', 'It may have been deleted. See /reminders list for the ids.')
}

/** The plan of a reminder, with its post rendered and its channel checked. */
export async function planned(desk: Desk, reminder: Reminder, now: Temporal.Instant, settings: Settings) {
  const next = nextOccurrence(reminder, now) ?? {
    reminder: reminder.id,
    slot: now.toString().slice(0, 16),
    due: now,
  }
  const [missing, post] = await Promise.all([desk.check(reminder), desk.post(reminder, next, now)])
  const advice = reminder.words === undefined ? [] : desk.knowledge.advice(reminder.words)
  const plan: Plan = { reminder, now, settings, missing, post, advice }
  return { plan, draft: planOf(plan) }
}
