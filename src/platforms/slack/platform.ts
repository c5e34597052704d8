import bolt from '@slack/bolt'
import { once } from '../../core/once.ts'
import { OperatorError } from '../../core/operatorError.ts'
import type { ChatPlatform } from '../../core/platform.ts'
import { named, outcomeOf, startFault } from './faults.ts'
import { listen } from './listen.ts'
import { scopes } from './manifest.ts'
import { render } from './render.ts'

export type SlackOptions = {
  botToken: string
  appToken: string
  apiUrl?: string
  now(): Temporal.Instant
  /** Told what went wrong at the edge: a place and an error, never a payload. */
  report(where: string, error: unknown): void
}

/**
 * The WebClient has no time limit of its own and would send a post whose answer was lost again, so it gets a limit,
 * no retries, and a rate limit that rejects instead of holding back every other channel.
 */
const clientOptions = (apiUrl: string | undefined) => ({
  ...(apiUrl && { slackApiUrl: apiUrl }),
  timeout: 10_000,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
})

/** Slack over Socket Mode, for one workspace. */
export function createSlack(options: SlackOptions): ChatPlatform {
  const { botToken, appToken, apiUrl, now, report } = options
  const receiver = new bolt.SocketModeReceiver({
    appToken,
    logger: quiet,
    installerOptions: { clientOptions: clientOptions(apiUrl) },
  })
  const app = new bolt.App({
    token: botToken,
    receiver,
    logger: quiet,
    clientOptions: clientOptions(apiUrl),
    tokenVerificationEnabled: false,
    // The bot hears nothing but commands and buttons; there is no message to ignore.
    ignoreSelf: false,
  })
  return {
    name: 'slack',
    start: async bot => {
      await checkToken(app)
      listen(app, bot, { now, report, firstTime: once() })
      app.error(async error => report('slack', error))
      try {
        await app.start()
      } catch (error) {
        throw startFault(error, 'SLACK_APP_TOKEN')
      }
    },
    post: async ({ channel }, reply) => {
      try {
        await app.client.chat.postMessage({
          channel,
          ...render(reply),
          unfurl_links: false,
          unfurl_media: false,
        })
        return { result: 'posted' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    check: async ({ channel }) => {
      try {
        const { channel: found } = await app.client.conversations.info({ channel })
        if (found?.is_archived) return ['a channel that is not archived']
        return found?.is_member ? [] : ['the bot in that channel: type /invite @Heroine there']
      } catch (error) {
        return [
          named(error) === 'channel_not_found'
            ? 'the bot in that channel: type /invite @Heroine there'
            : `an answer from Slack (${named(error)})`,
        ]
      }
    },
    stop: async () => void (await app.stop()),
  }
}

async function checkToken(app: InstanceType<typeof bolt.App>): Promise<void> {
  let granted: readonly string[] | undefined
  try {
    granted = (await app.client.auth.test()).response_metadata?.scopes
  } catch (error) {
    throw startFault(error, 'SLACK_BOT_TOKEN')
  }
  const missing = granted ? Object.keys(scopes).filter(scope => !granted.includes(scope)) : []
  if (missing.length > 0)
    throw new OperatorError(
      `The token in SLACK_BOT_TOKEN lacks ${missing.join(', ')}. Paste the output of "npm run manifest" at https://api.slack.com/apps → your app → App Manifest, install the app again, and put the new token into .env.`,
    )
}

/** Bolt's own log can hold payloads; what matters reaches `report`. */
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => bolt.LogLevel.ERROR,
  setName() {},
}
