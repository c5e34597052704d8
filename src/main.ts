import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble } from './assemble.ts'
import { readConfig } from './config.ts'
import { connect, howToConnect, type Tell, together } from './connect.ts'
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
    reaches: community => platforms.has(community.split(':')[0]!),
  })
  const upkeep = dailyUpkeep({
    communities: store.communities,
    reminders: store.reminders,
    post,
    now,
    firstOn: store.firstOn,
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
  let clock: ReturnType<typeof startCron> | undefined
  const stop = async (code: number) => {
    stopping.abort()
    await clock?.stop()
    await Promise.allSettled(found.map(platform => platform.stop()))
    rmSync(pidFile, { force: true })
    store.close()
    process.exit(code)
  }
  // A platform that is lost does not take the other with it; a bot that is lost altogether ends, and says why.
  const tell: Tell = (fault, refused) => {
    process.stderr.write(`${fault.message}\n`)
    if (refused && found.length === 1) void stop(1)
  }
  const found = await connect(config, { now, forward }, tell, store.installs)
  process.once('SIGINT', () => void stop(0))
  process.once('SIGTERM', () => void stop(0))
  if (found.some(platform => platform.name === 'local')) await settle(communities)
  // Builds the index of /ask while nobody waits: it takes as long as all else before.
  knowledge.understand('')
  // One that cannot be reached yet holds up nobody: the clock runs as soon as any of them is there.
  const starting = found.map(async platform => {
    await platform.start(bot)
    platforms.set(platform.name, platform)
    // What is due there need not wait for the next beat.
    if (clock) void due()
    clock ??= startCron(
      () => Promise.all([due(), upkeep()]),
      error => report('clock', error),
    )
  })
  await Promise.all(starting)
  announce(found)
}

/** The playground is on this machine, so its time zone is this machine's until somebody sets another. */
const settle = (communities: Communities) =>
  communities.change('local:playground', settings => ({
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...settings,
  }))

function announce(platforms: readonly ChatPlatform[]): void {
  const playground = platforms.find(({ name }) => name === 'local') as
    | (ChatPlatform & { url: string })
    | undefined
  if (playground) say(`Heroine is ready: open ${playground.url}\n\n${howToConnect}`)
  else say(`Heroine is ready on ${platforms.map(({ name }) => name).join(' and ')}.`)
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
