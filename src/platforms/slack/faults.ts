import { OperatorError } from '../../core/operatorError.ts'
import type { Posted } from '../../core/platform.ts'

/** Errors of chat.postMessage that trying again cannot heal (https://docs.slack.dev/reference/methods/chat.postMessage). */
const lasting: Record<string, string> = {
  not_in_channel: 'the bot is not in the channel: type /invite @Heroine there',
  channel_not_found: 'the channel no longer exists, or the bot was never invited to it',
  is_archived: 'the channel is archived',
  restricted_action: 'a workspace setting keeps the bot from posting there',
  missing_scope: 'the app lacks a permission (chat:write): install it again',
  account_inactive: 'the app was removed from the workspace',
  token_revoked: 'the app was removed from the workspace',
  invalid_auth: 'Slack no longer accepts the bot token',
}

type SlackFault = {
  code?: string
  data?: { error?: string; needed?: string }
  retryAfter?: number
  original?: { code?: string; cause?: { code?: string } }
}

/** The short error that Slack names, or the SDK's own code. Never the body: it can hold what somebody wrote. */
export const named = (error: unknown): string => {
  const { data, code, original } = error as SlackFault
  return data?.error ?? original?.cause?.code ?? original?.code ?? code ?? 'unknown'
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])

/** How a post that threw has ended. Only what certainly never arrived is tried again: Slack has no idempotency key. */
export function outcomeOf(error: unknown): Posted {
  const name = named(error)
  const { code, retryAfter } = error as SlackFault
  if (code === 'slack_webapi_rate_limited_error' || name === 'ratelimited')
    return { result: 'retry', afterMs: (retryAfter ?? 30) * 1000, why: 'Slack asked to wait' }
  if (lasting[name]) return { result: 'refused', why: lasting[name] }
  if (code === 'slack_webapi_platform_error') return { result: 'refused', why: `Slack refused it (${name})` }
  if (neverSent.has(name))
    return { result: 'retry', afterMs: 30_000, why: `Slack cannot be reached (${name})` }
  return { result: 'unknown', why: 'Slack did not say whether it was posted' }
}

/** Why the app could not start, with the remedy. */
export function startFault(error: unknown, variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): unknown {
  const name = named(error)
  const where =
    variable === 'SLACK_BOT_TOKEN'
      ? 'OAuth & Permissions → Bot User OAuth Token'
      : 'Basic Information → App-Level Tokens'
  if (
    [
      'invalid_auth',
      'not_authed',
      'account_inactive',
      'token_revoked',
      'token_expired',
      'not_allowed_token_type',
    ].includes(name)
  )
    return new OperatorError(
      `Slack refused ${variable} (${name}). Copy it again from https://api.slack.com/apps → your app → ${where}, and put it into .env.`,
    )
  if (name === 'missing_scope') {
    const needed =
      (error as SlackFault).data?.needed ??
      (variable === 'SLACK_APP_TOKEN' ? 'connections:write' : 'chat:write')
    return new OperatorError(
      `The token in ${variable} lacks the scope ${needed}. Add it at https://api.slack.com/apps → your app → ${where}, install the app again, and put the new token into .env.`,
    )
  }
  if (neverSent.has(name) || name === 'slack_webapi_request_error')
    return new OperatorError(
      `Slack cannot be reached (${name}). Check the network, and SLACK_API_URL if you set it, then start again.`,
    )
  return error
}
