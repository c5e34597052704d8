import { expect, onTestFinished } from 'vitest'
import { allCommands } from '../../commands/index.ts'
import type { Check } from '../../commands/reminders/desk.ts'
import type { Context } from '../../src/core/ask.ts'
import { createBot } from '../../src/core/bot.ts'
import type { CommunityId } from '../../src/core/community.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Bot, ScheduledEvents } from '../../src/core/platform.ts'
import { postOf } from '../../src/core/post.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Campaign } from '../../src/knowledge/campaign.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'
import { runDue } from '../../src/reminders/run.ts'
import { lastGoodSettings } from '../../src/store/lastGood.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { instant } from '../store/sample.ts'

/** Content takes a second to load and nothing changes it. */
export const knowledge = openKnowledge()

export type Posted = { at: string; channel: string; reply: Reply }

/** ScheduledEvents as a platform might keep them. */
export function events(refusal?: string) {
  const made: Parameters<ScheduledEvents['create']>[1][] = []
  const gone: string[] = []
  const port: ScheduledEvents = {
    create: async (_, event) => {
      if (refusal) return { why: refusal }
      made.push(event)
      return { id: `event-${made.length}` }
    },
    cancel: async (_, id) => void gone.push(id),
  }
  return { port, made, gone }
}

/** The whole bot over the real store, with a moderator at the keyboard and a clock that a test moves. */
export function stage(
  start: string,
  { check, port, campaigns }: { check?: Check; port?: ScheduledEvents; campaigns?: Campaign[] } = {},
) {
  const reported: unknown[] = []
  const store = openStore(':memory:')
  const { communities, settings } = lastGoodSettings(store.communities)
  const posts: Posted[] = []
  const told: string[] = []
  const scene = { now: instant(start) }
  const bot: Bot = createBot({
    commands: allCommands({
      knowledge: { ...knowledge, ...(campaigns && { campaigns }) },
      communities,
      reminders: store.reminders,
      pending: store.pending,
      check: check ?? (async () => []),
      post: (reminder, occurrence, now) => postOf(reminder, occurrence, { answer: bot.answer, now }),
      events: port,
      version: 'test',
    }),
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
  const look = runDue({
    reminders: store.reminders,
    answer: bot.answer,
    post: async ({ channel }, reply) => {
      posts.push({ at: scene.now.toString().slice(0, 16), channel, reply })
      return { result: 'posted', message: `m${posts.length}` }
    },
    now: () => scene.now,
    settings,
    tell: async ({ id }, _, why) => void told.push(`${id}: ${why}`),
    report: () => {},
  })
  const context = (isModerator: boolean, community: CommunityId): Context => ({
    by: { isModerator: () => isModerator, signature: () => 'mod-1' },
    now: scene.now,
    locale: 'en',
    place: { community, channel: 'here' },
  })
  return {
    store,
    commands: bot.commands,
    scene,
    posts,
    told,
    ask: (line: string, community: CommunityId = 'discord:1') => bot.answer(line, context(true, community)),
    member: (line: string) => bot.answer(line, context(false, 'discord:1')),
    clock: (line: string) =>
      bot.answer(line, {
        by: 'clock',
        now: scene.now,
        locale: 'en',
        place: { community: 'discord:1', channel: 'here' },
      }),
    settings: () => store.communities.settings('discord:1'),
    reminders: async () => (await store.reminders.list('discord:1')).map(due => due.reminder),
    /** Every minute of the clock until an instant, that one included. */
    async until(end: string) {
      const last = instant(end)
      while (Temporal.Instant.compare(scene.now, last) < 0) {
        scene.now = scene.now.add({ minutes: 1 })
        await look()
      }
    },
  }
}

export const words = (reply: Reply): string => plainReply(reply)
/** The line behind a button, or in the menu. */
export function button(reply: Reply, label: string): string {
  const found = [...reply.actions, ...(reply.menu?.choices ?? [])].find(action => action.label === label)
  if (!found || !('ask' in found)) throw new Error(`no button ${label} on: ${words(reply)}`)
  return found.ask
}
