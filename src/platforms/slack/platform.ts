import type { Receiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { Draw } from '../../core/chart.ts'
import { OperatorError } from '../../core/operatorError.ts'
import type { ChatPlatform } from '../../core/platform.ts'
import { createApp } from './app.ts'
import { clientOptions } from './client.ts'
import { type ConnectionWaits, connections } from './connections.ts'
import { startFault } from './faults.ts'
import { scopes } from './manifest.ts'
import { type Names, namesOf } from './names.ts'
import { pace as createPace } from './pace.ts'
import { scheduled } from './scheduled.ts'

export type Surroundings = {
  apiUrl?: string
  /** In front of the commands' names, where the app's manifest says so. */
  prefix?: string
  /** Charts in posts are tables without it. */
  draw?: Draw
  now(): Temporal.Instant
  /** Told what went wrong at the edge: a place and an error, never a payload. */
  report(where: string, error: unknown): void
  /** Hears what the operator should know; `refused` where Slack will hardly take the bot back by itself. */
  tell?(fault: OperatorError, refused: boolean): void
  /** Between two messages in one channel, in milliseconds; tests shorten it. */
  paceMs?: number
}

export type SlackOptions = Surroundings & { botToken: string; appToken: string; waits?: ConnectionWaits }

/** Slack over Socket Mode, for one workspace. */
export function createSlack({ botToken, appToken, waits, ...around }: SlackOptions): ChatPlatform {
  const { apiUrl, prefix, draw, now, report, tell, paceMs } = around
  const pace = createPace(paceMs)
  const client = new WebClient(botToken, clientOptions(apiUrl, pace))
  let app: Receiver | undefined
  let names: Names = { inReply: reply => reply }
  return {
    name: 'slack',
    start: async bot => {
      // Known before the first command, so that acknowledging one waits for nothing.
      const identity = await identityOf(client)
      names = namesOf(bot.commands, prefix)
      app = createApp(bot, {
        receiver: connections({ appToken, apiUrl, report, tell, waits }),
        authorize: async () => identity,
        apiUrl,
        pace,
        now,
        report,
        prefix,
        draw,
        clientOf: () => client,
        gone: async ({ team }) => (team ? [team] : []),
        without: async () => {},
      })
      try {
        await app.start()
      } catch (error) {
        throw startFault(error, 'SLACK_APP_TOKEN')
      }
    },
    ...scheduled(
      async () => client,
      () => ({ names, draw, report }),
    ),
    stop: async () => void (await app?.stop()),
  }
}

type Identity = { botId?: string; botUserId?: string; teamId?: string }

async function identityOf(client: WebClient): Promise<Identity> {
  try {
    const { response_metadata, bot_id, user_id, team_id } = await client.auth.test()
    const granted = response_metadata?.scopes
    const missing = granted ? Object.keys(scopes).filter(scope => !granted.includes(scope)) : []
    if (missing.length > 0)
      throw new OperatorError(
        `The token in SLACK_BOT_TOKEN lacks ${missing.join(', ')}. Paste the output of "npm run manifest" at https://api.slack.com/apps → your app → App Manifest, install the app again, and put the new token into .env.`,
      )
    return { botId: bot_id, botUserId: user_id, teamId: team_id }
  } catch (error) {
    throw error instanceof OperatorError ? error : startFault(error, 'SLACK_BOT_TOKEN')
  }
}
