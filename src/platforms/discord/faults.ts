import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { OperatorError } from '../../core/operatorError.ts'
import type { Posted } from '../../core/platform.ts'

/** Codes that trying again cannot heal, in words for moderators (https://docs.discord.com/developers/topics/opcodes-and-status-codes). */
const lasting: Record<number, string> = {
  10003: 'the channel no longer exists',
  50001: 'the bot may not see the channel (View Channel)',
  50013: 'the bot may not write in the channel (Send Messages)',
  50083: 'the thread is archived',
  160005: 'the thread is locked',
}

/** Whether Discord refused a request with one of these codes. */
export const isCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof DiscordAPIError && codes.includes(Number(error.code))

/** An interaction that is gone, or was answered already: final, and nobody's fault. */
export const isTooLate = (error: unknown): boolean => isCode(error, 10062, 40060)

/** How a post that threw has ended. Repeating is safe on Discord: the nonce makes it one message. */
export function outcomeOf(error: unknown): Posted {
  if (error instanceof RateLimitError)
    return { result: 'retry', afterMs: error.retryAfter, why: 'Discord asked to wait' }
  if (error instanceof DiscordAPIError) {
    const why = lasting[Number(error.code)]
    if (why) return { result: 'refused', why }
    // Not the channel's fault: it is about the bot's token, and the connection sees to that.
    if (error.status < 500 && error.status !== 401)
      return { result: 'refused', why: `Discord refused it (code ${error.code})` }
  }
  const status = error instanceof HTTPError || error instanceof DiscordAPIError ? ` (${error.status})` : ''
  return { result: 'retry', afterMs: 30_000, why: `Discord did not answer${status}` }
}

/** Why the bot could not log in, with the remedy. */
export function loginFault(error: unknown): unknown {
  const code = (error as { code?: unknown }).code
  if (code === 'TokenInvalid' || code === 4004 || (error instanceof DiscordAPIError && error.status === 401))
    return new OperatorError(
      'Discord refused DISCORD_TOKEN. Copy the bot token again from https://discord.com/developers/applications → your application → Bot → Reset Token, and put it into .env.',
    )
  if (/disallowed intents/i.test(String((error as Error).message)))
    return new OperatorError(
      'Discord refused an intent. This bot needs none that is privileged: check that nothing changed src/platforms/discord/client.ts.',
    )
  if (/sharding is required/i.test(String((error as Error).message)))
    return new OperatorError(
      'Discord wants more shards for this bot: it is in 2,500 servers or more. Set DISCORD_SHARDS=auto in .env and start again.',
    )
  if (/invalid shard/i.test(String((error as Error).message)))
    return new OperatorError(
      'Discord refused the number of shards. Set DISCORD_SHARDS=auto in .env and start again.',
    )
  if (isUnreachable(error))
    return new OperatorError(
      'Discord cannot be reached. Check the network, and DISCORD_API_URL if you set it.',
    )
  return error
}

/** Whether nobody answered, or only something on the way to Discord: another time it may be different. */
export const isUnreachable = (error: unknown): boolean =>
  (error instanceof HTTPError && error.status >= 500) ||
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR|AbortError|fetch failed|other side closed|handshake/i.test(
    `${(error as Error).name} ${(error as Error).message} ${(error as { code?: unknown }).code}`,
  )
