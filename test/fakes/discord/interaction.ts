/**
 * The life of an interaction: dispatched, acknowledged once and in time, edited, followed up.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding
 */
import { asNumber, asObject, asText, type Json } from './json.ts'
import type { RefusalRecord } from './refusal.ts'
import { FLAGS } from './rules.ts'
import { storeMessage } from './stored.ts'
import type { Upload } from './uploads.ts'
import { APPLICATION_ID, type FakeMessage, type World } from './world.ts'

export const KIND = { COMMAND: 2, COMPONENT: 3, AUTOCOMPLETE: 4, MODAL: 5 } as const
export const CALLBACK = {
  CHANNEL_MESSAGE: 4,
  DEFERRED_CHANNEL_MESSAGE: 5,
  DEFERRED_UPDATE: 6,
  UPDATE: 7,
  AUTOCOMPLETE_RESULT: 8,
  MODAL: 9,
} as const

/** What a user saw of the bot's answer. The object is live: later follow-ups and edits still arrive in it. */
export type Response = {
  id: string
  token: string
  /** Callback bodies Discord accepted: one at most. */
  callbacks: { type: number; data: Json }[]
  followups: FakeMessage[]
  /** The original response as last seen; for UPDATE callbacks, the message the component stands on. */
  message: FakeMessage | undefined
  ephemeral: boolean
  deferred: boolean
  deleted: boolean
  /** Nothing acknowledged it in time: the user read "The application did not respond". */
  failed: boolean
  edits: number
  choices: Json[] | undefined
  modal: Json | undefined
  /** From dispatch to acknowledgement, in milliseconds. */
  ms: number
  refusals: RefusalRecord[]
}

export class Interaction {
  readonly id: string
  readonly token: string
  readonly kind: number
  readonly payload: Json
  readonly dispatchedAt = performance.now()
  readonly response: Response
  /** The message a component stands on. */
  readonly source: FakeMessage | undefined
  acknowledgedBy: number | undefined
  /** DEFERRED_CHANNEL_MESSAGE and no message yet: the user sees the bot thinking. */
  loading = false
  lastCallAt = 0

  constructor(payload: Json, source?: FakeMessage) {
    this.id = payload.id as string
    this.token = payload.token as string
    this.kind = payload.type as number
    this.payload = payload
    this.source = source
    this.response = {
      id: this.id,
      token: this.token,
      callbacks: [],
      followups: [],
      message: undefined,
      ephemeral: false,
      deferred: false,
      deleted: false,
      failed: false,
      edits: 0,
      choices: undefined,
      modal: undefined,
      ms: Number.NaN,
      refusals: [],
    }
  }

  get age(): number {
    return performance.now() - this.dispatchedAt
  }

  /** The user has before them all that was promised: nothing is thinking, nothing is pending. */
  get complete(): boolean {
    const { response } = this
    if (this.acknowledgedBy === undefined) return false
    if (this.acknowledgedBy === CALLBACK.DEFERRED_UPDATE)
      return response.edits > 0 || response.followups.length > 0
    return !this.loading || response.deleted
  }
}

const CHAT_INPUT_COMMAND = 20
const REPLY = 19

/** A message the bot says through an interaction; an ephemeral one is seen by the invoker alone. */
export function say(
  world: World,
  { kind, payload, response }: Interaction,
  body: Json,
  files: Upload[],
): FakeMessage {
  const first = kind === KIND.COMMAND && response.message === undefined
  const invoker = asObject(asObject(payload.member).user ?? payload.user)
  const message = storeMessage(world, 'interaction', body, files, {
    type: first ? CHAT_INPUT_COMMAND : REPLY,
    channel_id: payload.channel_id,
    application_id: APPLICATION_ID,
    webhook_id: APPLICATION_ID,
  })
  if (asNumber(body.flags) & FLAGS.EPHEMERAL) message.visibleTo = asText(invoker.id)
  return message
}
