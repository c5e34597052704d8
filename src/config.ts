import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { z } from 'zod'
import { OperatorError } from './core/operatorError.ts'

const url = z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:4000/api' })
const filled = (what: string) => z.string().min(1, what)

/** Every variable the bot reads. `.env.example` explains each in a line; a test keeps the two together. */
export const Variables = z.object({
  DISCORD_TOKEN: filled('is the bot token from https://discord.com/developers/applications').optional(),
  DISCORD_API_URL: url.optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith(
      'xoxb-',
      'must begin with xoxb-: the Bot User OAuth Token of your app at https://api.slack.com/apps',
    )
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'must begin with xapp-: an app-level token with connections:write, from https://api.slack.com/apps',
    )
    .optional(),
  SLACK_API_URL: url.optional(),
  PORT: z.coerce
    .number({ error: 'must be a port number between 1 and 65535' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65535, 'must be at most 65535')
    .optional(),
  DATA_DIR: z.string().default('data'),
})

export type Config = {
  discord?: { token: string; apiUrl?: string }
  slack?: { botToken: string; appToken: string; apiUrl?: string }
  port?: number
  dataDir: string
}

/**
 * The only reader of the environment. Reads `.env` where there is one, then checks every variable at once. Throws an
 * OperatorError that says what is wrong with which variable and where its value comes from.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, file = '.env'): Config {
  if (env === process.env && existsSync(file)) loadEnvFile(file)
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const result = Variables.safeParse(given)
  const faults = result.success
    ? []
    : result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)
  const half = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'].filter(name => given[name] === undefined)
  if (half.length === 1)
    faults.push(`${half[0]} is missing: Slack needs both SLACK_BOT_TOKEN (xoxb-) and SLACK_APP_TOKEN (xapp-)`)
  if (!result.success || faults.length > 0)
    throw new OperatorError(
      `The configuration has a fault. Mend it in .env (see .env.example) and start again.\n  ${faults.join('\n  ')}`,
    )
  const v = result.data
  return {
    discord: v.DISCORD_TOKEN ? { token: v.DISCORD_TOKEN, apiUrl: v.DISCORD_API_URL } : undefined,
    slack:
      v.SLACK_BOT_TOKEN && v.SLACK_APP_TOKEN
        ? { botToken: v.SLACK_BOT_TOKEN, appToken: v.SLACK_APP_TOKEN, apiUrl: v.SLACK_API_URL }
        : undefined,
    port: v.PORT,
    dataDir: v.DATA_DIR,
  }
}
