/**
 * The callback: the one acknowledgement of an interaction, in time and of a kind that fits it.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response
 */
import { judgeChoices } from './commands.ts'
import type { Answer } from './faults.ts'
import { checkField, choice, list, required } from './fields.ts'
import { CALLBACK, type Interaction, KIND, say } from './interaction.ts'
import { asList, asNumber, asObject, asObjects, type Json } from './json.ts'
import { judge } from './message.ts'
import { judgeModal } from './modals.ts'
import { FormBody, refuse } from './refusal.ts'
import { bodyOf, type Call, conform } from './rest.ts'
import { FLAGS } from './rules.ts'
import { changeMessage, onWire } from './stored.ts'
import type { Upload } from './uploads.ts'
import type { World } from './world.ts'

const { CHANNEL_MESSAGE, DEFERRED_CHANNEL_MESSAGE, DEFERRED_UPDATE, UPDATE, AUTOCOMPLETE_RESULT, MODAL } =
  CALLBACK

/** "Interaction Callback Type": updates are for components alone, choices for autocompletes and nothing else. */
const ANSWERS: Record<number, number[]> = {
  [KIND.COMMAND]: [CHANNEL_MESSAGE, DEFERRED_CHANNEL_MESSAGE, MODAL],
  [KIND.COMPONENT]: [CHANNEL_MESSAGE, DEFERRED_CHANNEL_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL],
  [KIND.AUTOCOMPLETE]: [AUTOCOMPLETE_RESULT],
  [KIND.MODAL]: [CHANNEL_MESSAGE, DEFERRED_CHANNEL_MESSAGE],
}

/** No modal answers a modal; one that a component opened may change the component's message. */
const answersTo = ({ kind, source }: Interaction): number[] => [
  ...(ANSWERS[kind] ?? []),
  ...(kind === KIND.MODAL && source ? [DEFERRED_UPDATE, UPDATE] : []),
]

/** A body that is refused acknowledges nothing: the bot may try again while there is time. */
export function callback(world: World, deadlineMs: number, call: Call, interaction: Interaction): Answer {
  if (interaction.acknowledgedBy !== undefined) throw refuse.alreadyAcknowledged()
  if (call.receivedAt - interaction.dispatchedAt > deadlineMs) throw refuse.unknownInteraction()
  const body = bodyOf(call)
  const type = asNumber(body.type)
  const data = asObject(body.data)
  const form = new FormBody()
  checkField(required(choice(...answersTo(interaction))), body.type, ['type'], form)
  form.throwIfInvalid()
  judgeAnswer(type, data, call.files, interaction)
  conform(call)
  acknowledge(world, interaction, type, data, call)
  if (call.query.get('with_response') !== 'true') return { status: 204 }
  return { status: 200, body: callbackResponse(interaction, type) }
}

function judgeAnswer(type: number, data: Json, files: Upload[], interaction: Interaction): void {
  if (type === CHANNEL_MESSAGE) judge(data, 'interaction', files, ['data'])
  if (type === DEFERRED_CHANNEL_MESSAGE) judge(data, 'defer', [], ['data'])
  if (type === UPDATE) judge(data, 'edit', files, ['data'], interaction.source)
  const form = new FormBody()
  if (type === AUTOCOMPLETE_RESULT) {
    checkField(list(0, 25), data.choices, ['data', 'choices'], form)
    judgeChoices(asList(data.choices), focusedType(interaction), ['data', 'choices'], form)
  }
  if (type === MODAL) judgeModal(data, form)
  form.throwIfInvalid()
}

function acknowledge(world: World, interaction: Interaction, type: number, data: Json, call: Call): void {
  const { response, source } = interaction
  interaction.acknowledgedBy = type
  response.callbacks.push({ type, data })
  response.ms = call.receivedAt - interaction.dispatchedAt
  response.deferred = type === DEFERRED_CHANNEL_MESSAGE || type === DEFERRED_UPDATE
  interaction.loading = type === DEFERRED_CHANNEL_MESSAGE
  if (type === CHANNEL_MESSAGE) response.message = say(world, interaction, data, call.files)
  if (interaction.loading) {
    response.message = say(world, interaction, { flags: asNumber(data.flags) | FLAGS.LOADING }, [])
  }
  if (type === DEFERRED_UPDATE || type === UPDATE) response.message = source
  if (type === UPDATE && source) changeMessage(world, 'interaction', source, data, call.files)
  if (type === AUTOCOMPLETE_RESULT) response.choices = asObjects(data.choices)
  if (type === MODAL) response.modal = data
  response.ephemeral = Boolean((response.message?.flags ?? 0) & FLAGS.EPHEMERAL)
}

function focusedType({ payload }: Interaction): unknown {
  const flat = (options: Json[]): Json[] => options.flatMap(one => [one, ...flat(asObjects(one.options))])
  return flat(asObjects(asObject(payload.data).options)).find(option => option.focused)?.type
}

function callbackResponse({ id, kind, response, loading }: Interaction, type: number): Json {
  const { message, ephemeral } = response
  const shown = type === CHANNEL_MESSAGE || type === UPDATE ? message : undefined
  return {
    interaction: {
      id,
      type: kind,
      ...(message ? { response_message_id: message.id } : {}),
      response_message_loading: loading,
      response_message_ephemeral: ephemeral,
    },
    resource: { type, ...(shown ? { message: onWire(shown) } : {}) },
  }
}
