import { OperatorError } from '../../core/operatorError.ts'
import type { Posted } from '../../core/platform.ts'

const removed = 'the app was removed from the workspace'
const restricted = 'a workspace setting keeps the bot from posting there'

/** Errors of chat.postMessage that trying again cannot heal (https://docs.slack.dev/reference/methods/chat.postMessage). */
const lasting: Record<string, string> = {
  not_in_channel: 'the bot is not in the channel: type /invite @Heroine there',
  channel_not_found: 'the channel no longer exists, or the bot was never invited to it',
  is_archived: 'the channel is archived',
  restricted_action: restricted,
  restricted_action_read_only_channel: restricted,
  restricted_action_thread_only_channel: 'a workspace setting allows only replies in threads there',
  restricted_action_non_threadable_channel: restricted,
  no_permission: 'the app lacks a permission (chat:write): install it again',
  missing_scope: 'the app lacks a permission (chat:write): install it again',
  access_denied: 'the app may not act in this workspace',
  team_access_not_granted: 'the organization has not given this workspace the app',
  enterprise_is_restricted: 'the organization restricts what the app may do',
  org_login_required: 'the workspace was moved to another organization: install the app there',
  ekm_access_denied: 'administrators have suspended posting in this workspace',
  account_inactive: removed,
  token_revoked: removed,
  not_authed: removed,
  invalid_auth: 'Slack no longer accepts the bot token',
}

/** Errors that Slack documents as passing, and after which nothing was posted: in how many milliseconds to come back. */
const passing: Record<string, number> = {
  service_unavailable: 60_000,
  request_timeout: 30_000,
  team_added_to_org: 600_000,
  token_expired: 60_000,
}

/** An answer that is no JSON. */
const unreadable = 'unreadable'

/** "It's possible some aspect of the operation succeeded before the error was raised." */
const undecided = new Set(['internal_error', 'fatal_error', unreadable])

/** The workspace will not take this token again, whatever is asked. */
const refusedTokens = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'user_removed_from_team',
  'team_disabled',
  'missing_scope',
  'invalid_refresh_token',
])
export const isLasting = (error: unknown): boolean => refusedTokens.has(named(error))

type SlackFault = {
  code?: string
  data?: { error?: string; needed?: string }
  retryAfter?: number
  original?: { code?: string; cause?: { code?: string } }
}

/** The short error that Slack names, or the SDK's own code. Never the body: it can hold what somebody wrote. */
export const named = (error: unknown): string => {
  const { data, code, original } = (error ?? {}) as SlackFault
  // Where an answer is no JSON, the SDK calls all of it the error.
  const theirs = data?.error !== undefined && !/^\w{1,60}$/.test(data.error) ? unreadable : data?.error
  return theirs ?? original?.cause?.code ?? original?.code ?? code ?? 'unknown'
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])

/** How a post that threw has ended. Only what certainly never arrived is tried again: Slack has no idempotency key. */
export function outcomeOf(error: unknown): Posted {
  const name = named(error)
  const { code, retryAfter } = error as SlackFault
  if (code === 'slack_webapi_rate_limited_error' || name === 'ratelimited')
    return { result: 'retry', afterMs: (retryAfter ?? 30) * 1000, why: 'Slack asked to wait' }
  if (Object.hasOwn(lasting, name)) return { result: 'refused', why: lasting[name]! }
  if (Object.hasOwn(passing, name))
    return { result: 'retry', afterMs: passing[name]!, why: `Slack could not take it now (${name})` }
  if (undecided.has(name)) return { result: 'unknown', why: `Slack failed in the middle of it (${name})` }
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
  if (name !== 'missing_scope' && refusedTokens.has(name))
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
