import { readFileSync } from 'node:fs'
import { App, LogLevel } from '@slack/bolt'
import { assemble } from '../../src/assemble.ts'
import { createSlackHttp } from '../../src/platforms/slack/http.ts'
import { createSlack } from '../../src/platforms/slack/platform.ts'
import { signingSecret } from './slackServer.ts'

/** One bot of a pair, in a process of its own: `ours`, or `bare`, which acknowledges with constants that it is given. */
const [which, way, apiUrl, port, constants] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
]

async function ours() {
  const report = (where: string, error: unknown) => process.stderr.write(`${where} ${error}\n`)
  const { bot, knowledge } = assemble({ dataDir: ':memory:', check: async () => [], report })
  const around = { apiUrl, now: () => Temporal.Now.instant(), report }
  const installed = {
    id: 'T1',
    isEnterprise: false,
    teams: [],
    botToken: 'xoxb-ours',
    botId: 'B0BOT',
    botUserId: 'U0BOT',
    installedAt: 0,
  }
  const platform =
    way === 'http'
      ? createSlackHttp({
          ...around,
          clientId: '1',
          clientSecret: 'bench',
          signingSecret,
          publicUrl: `http://127.0.0.1:${port}`,
          port: Number(port),
          installs: {
            all: async () => [{ id: 'T1', body: JSON.stringify(installed) }],
            keep: async () => {},
            remove: async () => {},
          },
        })
      : createSlack({ ...around, botToken: 'xoxb-ours', appToken: 'xapp-ours' })
  await platform.start(bot)
  knowledge.understand('')
}

/** As Slack's own introduction writes it; only its log is quiet, as ours is. */
async function bare() {
  const known: Record<string, object> = JSON.parse(readFileSync(constants, 'utf8'))
  const app = new App({
    token: 'xoxb-bare',
    clientOptions: { slackApiUrl: apiUrl },
    logLevel: LogLevel.ERROR,
    ...(way === 'http' ? { signingSecret } : { socketMode: true, appToken: 'xapp-bare' }),
  })
  app.command(/.*/, async ({ command, ack }) => ack(known[command.command] as never))
  await app.start(way === 'http' ? Number(port) : undefined!)
}

await (which === 'ours' ? ours() : bare())
process.on('disconnect', () => process.exit())
process.send!('ready')
