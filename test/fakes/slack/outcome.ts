import type { Delivery, Envelope } from './envelope.ts'
import { acceptMessage } from './message.ts'
import { responseUrl as allowance } from './rules.ts'
import { SlackError } from './slackError.ts'
import type { Json, Post, Workspace } from './workspace.ts'

/** A message somebody sees in answer to what they did. */
export type Seen = Post & { ephemeral: boolean }

/**
 * What came of a command or a press. It stays live: what the bot sends to `response_url` after the call has
 * resolved still appears here.
 */
export interface Outcome {
  envelope: Envelope
  /** The payload in the acknowledgement; undefined when it had none, or never came. */
  ack?: Json
  acknowledged: boolean
  /** Bodies POSTed to `response_url`, refused ones included. */
  responses: Json[]
  /** Everything now visible, oldest first. */
  messages: Seen[]
  /** The newest visible message. */
  readonly message: Seen | undefined
  /** Whether that message is private; false too when there is none. */
  readonly ephemeral: boolean
  /** What Slack itself tells the user: `dispatch_failed`, `operation_timeout`, `invalid_command_response`. */
  error?: string
  /** Until the acknowledgement, or until Slack gave up. */
  ms: number
  /** Resolves with the next message to appear or be replaced; rejects after `withinMs`. */
  next(withinMs?: number): Promise<Seen>
}

/** An outcome together with the means to feed it. */
export interface OpenOutcome extends Outcome {
  settle(delivery: Delivery): void
  /** One POST to the response_url: the HTTP status and body Slack answers with. */
  respond(body: Json): { status: number; body: Json }
}

/**
 * `original` is the message a press came from; response_url can replace or delete it.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function openOutcome(
  workspace: Workspace,
  envelope: Envelope,
  channel: string,
  original?: Seen,
): OpenOutcome {
  const issued = workspace.now()
  const watchers = new Set<(seen: Seen) => void>()
  let uses = 0

  function accept(body: Json): void {
    if (JSON.stringify(body.blocks ?? '').includes('"slack_file"'))
      throw new SlackError('invalid_blocks', 'a file cannot be shown in a message that one person sees')
    const seen = {
      ...acceptMessage(workspace, body, channel),
      ephemeral: body.response_type !== 'in_channel',
    }
    const at = body.replace_original === true ? outcome.messages.length - 1 : -1
    const replaced = outcome.messages[at]
    if (replaced) outcome.messages[at] = { ...seen, ts: replaced.ts, ephemeral: replaced.ephemeral }
    else outcome.messages.push(seen)
    for (const watcher of watchers) watcher(outcome.messages.at(-1) ?? seen)
  }

  const outcome: OpenOutcome = {
    envelope,
    acknowledged: false,
    responses: [],
    messages: original ? [original] : [],
    ms: 0,
    get message() {
      return this.messages.at(-1)
    },
    get ephemeral() {
      return this.messages.at(-1)?.ephemeral ?? false
    },
    next(withinMs = 2000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watcher)
          reject(new Error(`nothing appeared within ${withinMs} ms`))
        }, withinMs)
        timer.unref()
        const watcher = (seen: Seen): void => {
          clearTimeout(timer)
          watchers.delete(watcher)
          resolve(seen)
        }
        watchers.add(watcher)
      })
    },
    settle(delivery) {
      outcome.ms = delivery.ms
      outcome.error = delivery.error
      outcome.acknowledged = delivery.ack !== undefined
      const ack = delivery.ack
      if (!ack || Object.keys(ack).length === 0) return
      outcome.ack = ack
      if (envelope.type !== 'slash_commands' || (Object.keys(ack).length === 1 && 'response_type' in ack))
        return
      try {
        accept(ack)
      } catch (problem) {
        if (!(problem instanceof SlackError)) throw problem
        workspace.refuse('ack', problem.error, problem.detail)
        outcome.error = 'invalid_command_response'
      }
    },
    respond(body) {
      outcome.responses.push(body)
      const refuse = (error: string, status: number, detail = ''): { status: number; body: Json } => {
        workspace.refuse('response_url', error, detail)
        return { status, body: { ok: false, error } }
      }
      if (workspace.now() - issued > allowance.lifetimeMs) return refuse('expired_url', 404)
      if (uses >= allowance.uses) return refuse('used_url', 404, `more than ${allowance.uses} uses`)
      uses += 1
      if (body.delete_original === true) {
        outcome.messages.pop()
        return { status: 200, body: { ok: true } }
      }
      try {
        accept(body)
        return { status: 200, body: { ok: true } }
      } catch (problem) {
        if (!(problem instanceof SlackError)) throw problem
        return refuse(problem.error, 400, problem.detail)
      }
    },
  }
  return outcome
}
