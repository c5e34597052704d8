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
  DISCORD_SHARDS: z
    .string()
    .regex(
      /^(auto|[1-9]\d{0,2}|1000)$/,
      'must be a whole number from 1 to 1000, or auto for as many as Discord recommends',
    )
    .transform(shards => (shards === 'auto' ? shards : Number(shards)))
    .optional(),
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
  SLACK_CLIENT_ID: filled('is the Client ID of your app at https://api.slack.com/apps').optional(),
  SLACK_CLIENT_SECRET: filled('is the Client Secret of your app at https://api.slack.com/apps').optional(),
  SLACK_SIGNING_SECRET: filled('is the Signing Secret of your app at https://api.slack.com/apps').optional(),
  SLACK_INSTALL_KEY: z
    .string()
    .regex(
      /^\s*[A-Za-z0-9+/]{43}=(\s*,\s*[A-Za-z0-9+/]{43}=)*\s*$/,
      'must be 32 random bytes in base64: make one with "openssl rand -base64 32". When you change it, put the old one after a comma',
    )
    .optional(),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error:
        'must be the address of this bot as Slack and browsers reach it, such as https://heroine.example.org',
    })
    .refine(address => URL.canParse(address) && new URL(address).pathname === '/', 'must have no path')
    .refine(
      address => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]?/.test(address),
      'must begin with https: Slack sends nothing to another address',
    )
    .optional(),
  SLACK_API_URL: url.optional(),
  SLACK_PREFIX: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,15}$/,
      'must be up to 16 lower-case letters, digits, - and _: what "npm run manifest -- --prefix" was given',
    )
    .optional(),
  PORT: z.coerce
    .number({ error: 'must be a port number between 1 and 65535' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65535, 'must be at most 65535')
    .optional(),
  DATA_DIR: z.string().default('data'),
})

export type Config = {
  discord?: { token: string; apiUrl?: string; shards?: number | 'auto' }
  slack?: { botToken: string; appToken: string; apiUrl?: string; prefix?: string }
  slackHttp?: {
    clientId: string
    clientSecret: string
    signingSecret: string
    installKey: string
    publicUrl: string
    port: number
    apiUrl?: string
    prefix?: string
  }
  port?: number
  dataDir: string
}

const socketMode = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const
const http = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_SIGNING_SECRET',
  'SLACK_INSTALL_KEY',
  'PUBLIC_URL',
] as const

/** Slack has two ways, each with all of its variables or none. */
function slackFaults(given: Record<string, unknown>): string[] {
  const lacking = (names: readonly string[]) => names.filter(name => given[name] === undefined)
  const partly = (names: readonly string[]) =>
    lacking(names).length > 0 && lacking(names).length < names.length
  const faults: string[] = []
  if (partly(socketMode))
    faults.push(
      `${lacking(socketMode)[0]} is missing: Slack needs both SLACK_BOT_TOKEN (xoxb-) and SLACK_APP_TOKEN (xapp-)`,
    )
  if (partly(http))
    faults.push(`${lacking(http).join(', ')} missing: Slack over HTTP needs all of ${http.join(', ')}`)
  if (lacking(socketMode).length === 0 && lacking(http).length === 0)
    faults.push(
      'SLACK_BOT_TOKEN and SLACK_CLIENT_ID exclude each other: Socket Mode is for one workspace, HTTP for many',
    )
  return faults
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
  faults.push(...slackFaults(given))
  if (!result.success || faults.length > 0)
    throw new OperatorError(
      `The configuration has a fault. Mend it in .env (see .env.example) and start again.\n  ${faults.join('\n  ')}`,
    )
  const v = result.data
  return {
    discord: v.DISCORD_TOKEN
      ? { token: v.DISCORD_TOKEN, apiUrl: v.DISCORD_API_URL, shards: v.DISCORD_SHARDS }
      : undefined,
    slack:
      v.SLACK_BOT_TOKEN && v.SLACK_APP_TOKEN
        ? {
            botToken: v.SLACK_BOT_TOKEN,
            appToken: v.SLACK_APP_TOKEN,
            apiUrl: v.SLACK_API_URL,
            prefix: v.SLACK_PREFIX,
          }
        : undefined,
    slackHttp:
      v.SLACK_CLIENT_ID &&
      v.SLACK_CLIENT_SECRET &&
      v.SLACK_SIGNING_SECRET &&
      v.SLACK_INSTALL_KEY &&
      v.PUBLIC_URL
        ? {
            clientId: v.SLACK_CLIENT_ID,
            clientSecret: v.SLACK_CLIENT_SECRET,
            signingSecret: v.SLACK_SIGNING_SECRET,
            installKey: v.SLACK_INSTALL_KEY,
            publicUrl: v.PUBLIC_URL,
            port: v.PORT ?? 8080,
            apiUrl: v.SLACK_API_URL,
            prefix: v.SLACK_PREFIX,
          }
        : undefined,
    port: v.PORT,
    dataDir: v.DATA_DIR,
  }
}
