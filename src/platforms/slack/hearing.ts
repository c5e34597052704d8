import type { WebClient } from '@slack/web-api'
import type { Context, Person } from '../../core/ask.ts'
import type { Bot } from '../../core/platform.ts'
import type { Reply } from '../../core/reply.ts'
import type { Typed } from '../../core/typed.ts'
import type { Posting } from './post.ts'

/** What everything that listens to Slack needs. */
export type Hearing = {
  bot: Bot
  posting: Posting
  prefix: string | undefined
  now(): Temporal.Instant
  report(where: string, error: unknown): void
  person(client: WebClient, team: string, user: string): Person
  /** The bot's answer, with commands named as they are typed here. */
  ask(typed: Typed, context: Context): Promise<Reply>
  clientOf: ClientOf
}

/** The client of the workspace that something came from. `botToken` is what `authorize` found for it. */
export type ClientOf = (from: { teamId?: string; enterpriseId?: string; botToken?: string }) => WebClient
