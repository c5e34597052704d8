import { readFileSync } from 'node:fs'
import { allCommands } from '../commands/index.ts'
import type { Check } from '../commands/reminders/create.ts'
import { createBot } from './core/bot.ts'
import type { Bot } from './core/platform.ts'
import type { Communities } from './core/store.ts'
import { type Knowledge, openKnowledge } from './knowledge/knowledge.ts'
import { lastGoodSettings } from './store/lastGood.ts'
import { openStore, type Store } from './store/sqlite.ts'

export const version: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version

export type Assembled = { bot: Bot; knowledge: Knowledge; communities: Communities; store: Store }
export type Wanted = {
  /** A folder for the data file, or `:memory:`. */
  dataDir: string
  check: Check
  report(where: string, error: unknown): void
}

/** The bot without its platforms: content, store and commands, ready to answer. Throws OperatorErrors. */
export function assemble({ dataDir, check, report }: Wanted): Assembled {
  const knowledge = openKnowledge()
  const store = openStore(dataDir)
  const { communities, settings } = lastGoodSettings(store.communities)
  const commands = allCommands({ knowledge, communities, reminders: store.reminders, check, version })
  const emergencyLine = knowledge.emergency.line
  const bot = createBot({ commands, settings, emergencyLine, report, forget: communities.forget })
  return { bot, knowledge, communities, store }
}
