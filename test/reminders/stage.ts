import type { Settings } from '../../src/core/community.ts'
import type { Occurrence } from '../../src/core/occurrence.ts'
import type { Posted } from '../../src/core/platform.ts'
import type { Outcome, Reminder } from '../../src/core/reminder.ts'
import { type Draft, Reply } from '../../src/core/reply.ts'
import type { Reminders } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Problem } from '../../src/reminders/occurrence.ts'
import { type Running, runDue } from '../../src/reminders/run.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { first, nine, reminder } from '../store/sample.ts'

export const answerWith = (draft: Partial<Draft> = {}): Reply =>
  Reply.parse({ tone: 'info', title: 'Film', text: [paragraph('It is on.')], seenBy: 'everyone', ...draft })

export type Post = { community: string; channel: string; line: string; slot: string }
export type Settled = { slot: string } & Outcome

/** The real store with a clock, a platform and failures that a test sets. */
export function stage(start = nine) {
  const store = openStore(':memory:')
  const posts: Post[] = []
  const settled: Settled[] = []
  const problems: Problem[] = []
  const told: string[] = []
  const scene = {
    ...store,
    now: start,
    posts,
    settled,
    problems,
    /** What the community has chosen, and what its moderators were told. */
    settings: {} as Settings,
    told,
    /** How the platform ends a post. */
    posting: async (_: Occurrence): Promise<Posted> => ({ result: 'posted' }),
    answering: async (_line: string): Promise<Reply> => answerWith(),
    /** Called before the store does something; throws to make it fail. */
    before: (_: 'due' | 'claim' | 'settle', _slot?: string): void => {},
    async save(parts: Partial<Reminder> = {}, due?: Temporal.Instant) {
      const r = reminder(parts)
      await store.reminders.save(r, { ...first(r, start), ...(due && { due }) })
      return r
    },
    list: (community: Reminder['community'] = 'discord:1') =>
      store.reminders.list(community).then(all => all.map(due => due.reminder)),
    /** The bot as it starts: it knows nothing but what the store says. */
    start: (parts: Partial<Running> = {}) =>
      runDue({
        reminders: watched,
        answer: typed => {
          const line = String(typed)
          return scene.answering(line).then(reply => ({ ...reply, title: line }))
        },
        post: (place, reply, occurrence) => {
          posts.push({ ...place, line: reply.title, slot: occurrence.slot })
          return scene.posting(occurrence)
        },
        now: () => scene.now,
        settings: async () => scene.settings,
        tell: async ({ id }, _, why) => void told.push(`${id}: ${why}`),
        report: problem => problems.push(problem),
        ...parts,
      }),
    minutes: (count: number) => {
      scene.now = scene.now.add({ seconds: Math.round(count * 60) })
    },
  }
  const watched: Reminders = {
    ...store.reminders,
    due: async now => {
      scene.before('due')
      return store.reminders.due(now)
    },
    ledger: {
      ...store.reminders.ledger,
      claim: async occurrence => {
        scene.before('claim', occurrence.slot)
        return store.reminders.ledger.claim(occurrence)
      },
      settle: async (due, outcome, next) => {
        scene.before('settle', due.occurrence.slot)
        await store.reminders.ledger.settle(due, outcome, next)
        settled.push({ slot: due.occurrence.slot, ...outcome })
      },
    },
  }
  return scene
}
