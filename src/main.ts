import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble } from './assemble.ts'
import { readConfig } from './config.ts'
import { connect, howToConnect, together } from './connect.ts'
import { OperatorError } from './core/operatorError.ts'
import type { ChatPlatform } from './core/platform.ts'
import type { Communities } from './core/store.ts'
import { startCron } from './reminders/cron.ts'
import { runDue } from './reminders/run.ts'
import { tellModerators } from './reminders/tell.ts'
import { dailyUpkeep } from './reminders/upkeep.ts'
import { report } from './report.ts'
import { backups, hasBackupOf, nextBackup, pruneBackups } from './store/backups.ts'

const say = (words: string) => process.stdout.write(`${words}\n`)

/** The playground's clock can be moved forward; everybody else's is the machine's. */
let ahead = Temporal.Duration.from({ minutes: 0 })
const now = () => Temporal.Now.instant().add(ahead)

async function run(): Promise<void> {
  const config = readConfig()
  const platforms = new Map<string, ChatPlatform>()
  const { post, check, events } = together(platforms)
  const { bot, knowledge, communities, settings, store } = assemble({
    dataDir: config.dataDir,
    check,
    events,
    backups: async () => backups(config.dataDir),
    report,
  })
  const backUp = () => store.backup(nextBackup(config.dataDir, now()))
  // `npm run backup` asks for a copy this way: the file is ours alone while we run. Said before anything else is
  // done, so that whoever finds the file in use finds our number, and never that of a process before us.
  process.on('SIGUSR2', () => void backUp().catch(error => report('backup', error)))
  const pidFile = join(config.dataDir, 'heroine.pid')
  writeFileSync(pidFile, String(process.pid))
  const stopping = new AbortController()
  const due = runDue({
    reminders: store.reminders,
    answer: bot.answer,
    post,
    settings,
    tell: tellModerators({ post, settings }),
    now,
    report: ({ what, error, ...about }) => report(what, error, about),
    signal: stopping.signal,
  })
  const upkeep = dailyUpkeep({
    communities: store.communities,
    reminders: store.reminders,
    post,
    now,
    daily: async at => {
      store.purge(at)
      pruneBackups(config.dataDir, at)
      if (!hasBackupOf(config.dataDir, at)) await backUp()
    },
    report: ({ what, error, ...about }) => report(what, error, about),
  })
  const forward = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      ahead = ahead.add({ minutes: 1 })
      await due()
    }
  }
  for (const platform of await connect(config, { now, forward })) platforms.set(platform.name, platform)
  if (platforms.has('local')) await settle(communities)
  await Promise.all([...platforms.values()].map(platform => platform.start(bot)))
  const clock = startCron(
    () => Promise.all([due(), upkeep()]),
    error => report('clock', error),
  )

  const stop = async () => {
    stopping.abort()
    await clock.stop()
    await Promise.allSettled([...platforms.values()].map(platform => platform.stop()))
    rmSync(pidFile, { force: true })
    store.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  announce(platforms)
  // Builds the index of /ask before anybody waits for it.
  setImmediate(() => knowledge.understand(''))
}

/** The playground is on this machine, so its time zone is this machine's until somebody sets another. */
const settle = (communities: Communities) =>
  communities.change('local:playground', settings => ({
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...settings,
  }))

function announce(platforms: Map<string, ChatPlatform>): void {
  const playground = platforms.get('local') as (ChatPlatform & { url: string }) | undefined
  if (playground) say(`Heroine is ready: open ${playground.url}\n\n${howToConnect}`)
  else say(`Heroine is ready on ${[...platforms.keys()].join(' and ')}.`)
}

// An SDK that fails out of reach of any caller must not take the other platform down with it.
process.on('unhandledRejection', error => report('unhandled', error))

try {
  await run()
} catch (error) {
  const words =
    error instanceof OperatorError
      ? error.message
      : 'Heroine could not start, for a reason it did not expect.'
  if (!(error instanceof OperatorError)) report('start', error)
  process.stderr.write(`${words}\n`)
  process.exit(1)
}
