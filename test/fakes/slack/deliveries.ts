import type { Envelope } from './envelope.ts'
import { type OpenOutcome, type Outcome, openOutcome, type Seen } from './outcome.ts'
import { actionPayload, type Command, commandPayload, type Press } from './payloads.ts'
import { createPeople } from './people.ts'
import type { SocketMode } from './socketMode.ts'
import type { Json, Workspace } from './workspace.ts'

/** How long to wait, after an acknowledgement that shows nothing, for the first use of response_url. */
interface Patience {
  waitMs?: number
}

interface Act extends Patience {
  channel: string
  original?: Seen | undefined
}

export type Deliveries = ReturnType<typeof createDeliveries>

/** What people and Slack itself send to the bot. */
export function createDeliveries(
  workspace: Workspace,
  socketMode: Pick<SocketMode, 'deliver'>,
  address: () => string,
) {
  const byResponseUrl = new Map<string, OpenOutcome>()

  function wrap(type: Envelope['type'], payload: Json, retry: Partial<Envelope> = {}): Envelope {
    const accepts_response_payload =
      type === 'slash_commands' || payload.type === 'view_submission' || payload.type === 'block_suggestion'
    return { envelope_id: crypto.randomUUID(), type, payload, accepts_response_payload, ...retry }
  }

  async function act(
    type: 'slash_commands' | 'interactive',
    makePayload: (responseUrl: string) => Json,
    { channel, original, waitMs = 500 }: Act,
  ): Promise<Outcome> {
    const id = crypto.randomUUID()
    const folder = type === 'slash_commands' ? 'commands' : 'actions'
    const envelope = wrap(type, makePayload(`${address()}/${folder}/${workspace.team.id}/${id}`))
    const outcome = openOutcome(workspace, envelope, channel, original)
    byResponseUrl.set(id, outcome)
    const shown = outcome.next(workspace.deadlineMs + waitMs).catch(() => undefined)
    outcome.settle(await socketMode.deliver(envelope))
    if (outcome.error || outcome.ack || outcome.responses.length > 0) return outcome
    await Promise.race([shown, new Promise(resolve => setTimeout(resolve, waitMs).unref())])
    return outcome
  }

  function actOn(kind: 'button' | 'static_select', press: Press & Patience): Promise<Outcome> {
    const channel = press.channel ?? press.from?.channel ?? 'C1'
    const original = press.from && ({ ephemeral: false, ...press.from } as Seen)
    const makePayload = (url: string): Json => actionPayload(workspace, kind, press, url)
    return act('interactive', makePayload, { ...press, channel, original })
  }

  const interact = async (payload: Json): Promise<Outcome> => {
    const outcome = openOutcome(workspace, wrap('interactive', payload), 'view')
    outcome.settle(await socketMode.deliver(outcome.envelope))
    return outcome
  }

  return {
    ...createPeople(workspace, interact),

    /** The outcome a response_url belongs to. */
    find: (id: string): OpenOutcome | undefined => byResponseUrl.get(id),

    /** Somebody types a slash command. `&`, `<` and `>` reach the bot as entities, as Slack sends them. */
    command: (command: Command & Patience): Promise<Outcome> =>
      act('slash_commands', url => commandPayload(workspace, command, url), {
        ...command,
        channel: command.channel ?? 'C1',
      }),

    /** Somebody presses a button. With `from`, `message` starts as that message and follows its replacement. */
    press: (press: Press & Patience): Promise<Outcome> => actOn('button', press),

    /** Somebody chooses from a static_select; `value` is the option's. */
    select: (press: Press & { value: string } & Patience): Promise<Outcome> => actOn('static_select', press),

    /**
     * Slack sends the same payload again, under a new envelope. What comes by response_url still belongs to the
     * first outcome, since the address is the same; the outcome returned here shows the acknowledgement.
     */
    async redeliver({ type, payload }: Envelope, attempt = 1): Promise<Outcome> {
      const envelope = wrap(type, payload, { retry_attempt: attempt, retry_reason: 'timeout' })
      const outcome = openOutcome(workspace, envelope, String(payload.channel_id ?? 'C1'))
      outcome.settle(await socketMode.deliver(envelope))
      return outcome
    },

    /** An Events API event. https://docs.slack.dev/apis/events-api#event-type-structure */
    async event(event: Json & { type: string }): Promise<Outcome> {
      const team_id = workspace.team.id
      const authorizations = [
        {
          enterprise_id: workspace.org?.id ?? null,
          team_id,
          user_id: workspace.botUserId,
          is_bot: true,
          is_enterprise_install: workspace.org !== undefined,
        },
      ]
      const event_time = Math.floor(workspace.now() / 1000)
      const about = {
        team_id,
        enterprise_id: workspace.org?.id,
        api_app_id: workspace.appId,
        event_id: `Ev${crypto.randomUUID()}`,
        event_time,
      }
      const payload = { token: 'verification-token', type: 'event_callback', ...about, authorizations, event }
      const envelope = wrap('events_api', payload)
      const outcome = openOutcome(workspace, envelope, String(event.channel ?? 'C1'))
      outcome.settle(await socketMode.deliver(envelope))
      return outcome
    },
  }
}
