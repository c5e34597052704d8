import { readFileSync } from 'node:fs'
import { allCommands } from '../commands/index.ts'
import type { Check } from '../commands/reminders/desk.ts'
import type { Backups } from '../commands/settings/desk.ts'
import { createBot } from './core/bot.ts'
import type { Bot, ScheduledEvents } from './core/platform.ts'
import { postOf } from './core/post.ts'
import type { Communities } from './core/store.ts'
import { type Knowledge, openKnowledge } from './knowledge/knowledge.ts'
import { type LastGood, lastGoodSettings } from './store/lastGood.ts'
import { openStore, type Store } from './store/sqlite.ts'

export const version: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version

export type Assembled = {
  bot: Bot
  knowledge: Knowledge
  communities: Communities
  /** The last good copy; never waits long, never fails. */
  settings: LastGood['settings']
  store: Store
}
export type Wanted = {
  /** A folder for the data file, or `:memory:`. */
  dataDir: string
  check: Check
  /** Copies of the data file that are kept; nobody knows of any without it. */
  backups?: Backups
  /** Scheduled events of a platform's own; none are made without it. */
  events?: ScheduledEvents
  report(where: string, error: unknown): void
}

/** The bot without its platforms: content, store and commands, ready to answer. Throws OperatorErrors. */
export function assemble({ dataDir, check, backups, events, report }: Wanted): Assembled {
  const knowledge = openKnowledge()
  const store = openStore(dataDir, (record, why) => report(`record ${record}`, why))
  const { communities, settings } = lastGoodSettings(store.communities)
  const commands = allCommands({
    knowledge,
    communities,
    reminders: store.reminders,
    pending: store.pending,
    backups,
    check,
    events,
    post: (reminder, occurrence, now) => postOf(reminder, occurrence, { answer: bot.answer, now }),
    version,
  })
  const bot: Bot = createBot({
    commands,
    settings,
    emergencyLine: knowledge.emergency.line,
    report,
    forget: communities.forget,
    present: async (platform, here) => {
      const known = (await communities.all()).filter(id => id.startsWith(`${platform}:`))
      for (const gone of store.absent(known, new Set(here), Temporal.Now.instant()))
        await communities.forget(gone)
    },
  })
  return { bot, knowledge, communities, settings, store }
}
