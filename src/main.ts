import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble } from './assemble.ts'
import { type Config, readConfig } from './config.ts'
import type { Draw } from './core/chart.ts'
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

const howToConnect = `To connect Discord or Slack, copy .env.example to .env and fill in:
  Discord  DISCORD_TOKEN, then run "npm run register" once
  Slack    SLACK_BOT_TOKEN and SLACK_APP_TOKEN; "npm run manifest" prints the app to create`

/** The playground's clock can be moved forward; everybody else's is the machine's. */
let ahead = Temporal.Duration.from({ minutes: 0 })
const now = () => Temporal.Now.instant().add(ahead)

/** Charts are drawn by a native library, which loads with the first of them. */
const draw: Draw = async chart => (await import('./charts/png.ts')).draw(chart)

/** Platforms whose credentials are there; with none, the playground alone. SDKs load only where they are used. */
async function platformsOf(
  config: Config,
  forward: (minutes: number) => Promise<void>,
): Promise<ChatPlatform[]> {
  const { discord, slack } = config
  const found: ChatPlatform[] = []
  if (discord)
    found.push(
      (await import('./platforms/discord/platform.ts')).createDiscord({ ...discord, now, draw, report }),
    )
  if (slack)
    found.push((await import('./platforms/slack/platform.ts')).createSlack({ ...slack, now, report }))
  if (found.length > 0) return found
  const [{ createPlayground }, discordRender, slackRender] = await Promise.all([
    import('./platforms/playground/platform.ts'),
    import('./platforms/discord/render.ts'),
    import('./platforms/slack/render.ts'),
  ])
  const renderers = { discord: discordRender.render, slack: slackRender.seen, draw }
  return [createPlayground({ port: config.port, renderers, clock: { now, forward }, connect: howToConnect })]
}

const notConnected = { result: 'retry', afterMs: 60_000, why: 'that platform is not connected' } as const

async function run(): Promise<void> {
  const config = readConfig()
  const platforms = new Map<string, ChatPlatform>()
  const platformOf = (community: string) => platforms.get(community.split(':')[0]!)
  const { bot, knowledge, communities, settings, store } = assemble({
    dataDir: config.dataDir,
    check: async place => (await platformOf(place.community)?.check(place)) ?? [],
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
  const post: ChatPlatform['post'] = async (place, reply, occurrence, manner) =>
    (await platformOf(place.community)?.post(place, reply, occurrence, manner)) ?? notConnected
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
  for (const platform of await platformsOf(config, forward)) platforms.set(platform.name, platform)
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
