import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { once } from '../../core/once.ts'
import { OperatorError } from '../../core/operatorError.ts'
import type { ChatPlatform } from '../../core/platform.ts'
import { named, startFault } from './faults.ts'
import { listen } from './listen.ts'
import { scopes } from './manifest.ts'
import { post } from './post.ts'

export type SlackOptions = {
  botToken: string
  appToken: string
  apiUrl?: string
  now(): Temporal.Instant
  /** Told what went wrong at the edge: a place and an error, never a payload. */
  report(where: string, error: unknown): void
}

/** Nothing waits for Slack longer than this. Bolt's `respond` has no limit of its own, so `fetch` brings it. */
const timeout = 10_000
const limited: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeout) })

/**
 * The WebClient would send a post whose answer was lost again, so it gets no retries, and a rate limit that rejects
 * instead of holding back every other channel.
 */
const clientOptions = (slackApiUrl: string | undefined) => ({
  ...(slackApiUrl && { slackApiUrl }),
  timeout,
  fetch: limited,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
})

/** Slack over Socket Mode, for one workspace. */
export function createSlack({ botToken, appToken, apiUrl, now, report }: SlackOptions): ChatPlatform {
  const client = new WebClient(botToken, { ...clientOptions(apiUrl), logger: quiet })
  let app: App | undefined
  return {
    name: 'slack',
    start: async bot => {
      const identity = await checkToken(client)
      await checkAppToken(appToken, apiUrl)
      app = createApp(appToken, apiUrl, { botToken, ...identity })
      listen(app, client, bot, { now, report, firstTime: once() })
      app.error(async error => report('slack', error))
      try {
        await app.start()
      } catch (error) {
        throw startFault(error, 'SLACK_APP_TOKEN')
      }
    },
    post: ({ channel }, reply, _, manner = {}) => post(client, channel, reply, manner, report),
    check: async ({ channel }) => {
      try {
        const { channel: found } = await client.conversations.info({ channel })
        if (found?.is_archived) return ['a channel that is not archived']
        return found?.is_member ? [] : [invite]
      } catch (error) {
        return [named(error) === 'channel_not_found' ? invite : `an answer from Slack (${named(error)})`]
      }
    },
    stop: async () => void (await app?.stop()),
  }
}

const invite = 'the bot in that channel (type /invite @Heroine there)'

type Identity = { botId?: string; botUserId?: string; teamId?: string }

/** The identity is known before the first command, so that acknowledging one waits for nothing. */
const createApp = (
  appToken: string,
  slackApiUrl: string | undefined,
  identity: Identity & { botToken: string },
) =>
  new App({
    authorize: async () => identity,
    receiver: new SocketModeReceiver({
      appToken,
      logger: quiet,
      // An object of its own: Socket Mode writes its retry policy into it, and must keep it to reconnect.
      installerOptions: { clientOptions: { ...(slackApiUrl && { slackApiUrl }), timeout } },
    }),
    logger: quiet,
    clientOptions: clientOptions(slackApiUrl),
  })

async function checkToken(client: WebClient): Promise<Identity> {
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

/** Socket Mode asks again for ever when a scope is missing; one question of our own tells why at once. */
async function checkAppToken(appToken: string, apiUrl: string | undefined): Promise<void> {
  try {
    await new WebClient(appToken, { ...clientOptions(apiUrl), logger: quiet }).apps.connections.open({})
  } catch (error) {
    throw startFault(error, 'SLACK_APP_TOKEN')
  }
}

/** Bolt's own log can hold payloads; what matters reaches `report`. */
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}
