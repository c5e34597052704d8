import { expect, onTestFinished } from 'vitest'
import { allCommands } from '../../commands/index.ts'
import type { Check } from '../../commands/reminders/desk.ts'
import type { Backups } from '../../commands/settings/desk.ts'
import type { Context } from '../../src/core/ask.ts'
import { createBot } from '../../src/core/bot.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Reminder } from '../../src/core/reminder.ts'
import { Reply } from '../../src/core/reply.ts'
import type { Typed } from '../../src/core/typed.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'
import { lastGoodSettings } from '../../src/store/lastGood.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { reminder } from '../store/sample.ts'

export const now = Temporal.Instant.from('2026-11-24T12:00:00Z')

/** Content takes a second to load and nothing changes it. */
const knowledge = openKnowledge()

/** Every command over a store in memory, with a moderator of some community at the keyboard. */
export function stage({ check = async () => [], backups }: { check?: Check; backups?: Backups } = {}) {
  const reported: unknown[] = []
  const store = openStore(':memory:')
  const { communities, settings } = lastGoodSettings(store.communities)
  const commands = allCommands({
    knowledge,
    communities,
    reminders: store.reminders,
    pending: store.pending,
    backups,
    check,
    post: async () => Reply.parse({ tone: 'info', title: 'A post', text: [], seenBy: 'everyone' }),
    version: 'test',
  })
  const bot = createBot({
    commands,
    settings,
    emergencyLine: knowledge.emergency.line,
    report: (where, error) => void reported.push(where, error),
    forget: communities.forget,
    present: async () => {},
  })
  onTestFinished(() => {
    store.close()
    expect(reported).toEqual([])
  })
  const context = (community: CommunityId, by: string): Context => ({
    by: { isModerator: () => true, signature: () => by },
    now,
    locale: 'en',
    place: { community, channel: 'here' },
  })
  return {
    bot,
    store,
    reported,
    /** What a moderator gets for a line, a button or typed options. */
    ask: (typed: Typed, community: CommunityId = 'discord:1', by = 'mod-1'): Promise<Reply> =>
      bot.answer(typed, context(community, by)),
    member: (typed: Typed): Promise<Reply> =>
      bot.answer(typed, { ...context('discord:1', 'x'), by: { isModerator: () => false } }),
    settings: (community: CommunityId = 'discord:1'): Promise<Settings> =>
      store.communities.settings(community),
    reminders: async (community: CommunityId = 'discord:1') =>
      (await store.reminders.list(community)).map(due => due.reminder),
    async save(parts: Partial<Reminder> = {}) {
      const one = reminder(parts)
      await store.reminders.save(one, nextOccurrence(one, now)!)
      return one
    },
  }
}
export type Stage = ReturnType<typeof stage>

/** Everything somebody reads. */
export const words = (reply: Reply): string => plainReply(reply)
export const fieldsIn = (reply: Reply): Record<string, string> =>
  Object.fromEntries(
    reply.parts.flatMap(part =>
      'fields' in part ? part.fields.map(field => [field.name, field.value.join('')]) : [],
    ),
  )
/** The line behind a button. */
export const button = (reply: Reply, label: string): string => {
  const found = reply.actions.find(action => action.label === label)
  if (!found || !('ask' in found)) throw new Error(`no button ${label} on: ${words(reply)}`)
  return found.ask
}
