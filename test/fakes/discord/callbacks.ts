/** The routes of an interaction: callback, original response, follow-ups. Authorized by the token in the path. */
import { judgeChoices } from './commands.ts'
import type { Answer } from './faults.ts'
import { checkField, choice, list, required } from './fields.ts'
import { CALLBACK, type Interaction, KIND } from './interaction.ts'
import { asList, asNumber, asObject, asObjects, type Json } from './json.ts'
import { judge, numbered } from './message.ts'
import { attachmentsOf, newMessage, onWire } from './payloads.ts'
import { pingsOf } from './pings.ts'
import { FormBody, Refusal, refuse } from './refusal.ts'
import { bodyOf, type Call, conform, type Route } from './rest.ts'
import { FLAGS } from './rules.ts'
import { APPLICATION_ID, type FakeMessage, type World } from './world.ts'

/** What each kind of interaction may be answered with ("Interaction Callback Type"). */
const ANSWERS: Record<number, number[]> = {
  [KIND.COMMAND]: [CALLBACK.CHANNEL_MESSAGE, CALLBACK.DEFERRED_CHANNEL_MESSAGE, CALLBACK.MODAL],
  [KIND.COMPONENT]: [4, 5, CALLBACK.DEFERRED_UPDATE, CALLBACK.UPDATE, CALLBACK.MODAL],
  [KIND.AUTOCOMPLETE]: [CALLBACK.AUTOCOMPLETE_RESULT],
}

export function interactionRoutes(world: World, limits: { deadlineMs: number; tokenMs: number }): Route[] {
  const webhook = '/webhooks/:application/:token'

  /** Refusals are noted on the interaction as well as on the world. */
  const noted =
    (handle: (call: Call, interaction: Interaction) => Answer, find: (call: Call) => Interaction) =>
    (call: Call) => {
      const interaction = find(call)
      interaction.lastCallAt = performance.now()
      try {
        return handle(call, interaction)
      } catch (error) {
        if (error instanceof Refusal) {
          const route = `${call.method} ${call.path}`
          interaction.response.refusals.push({ route, status: error.status, ...error.toJSON() })
        }
        throw error
      }
    }

  const byId = ({ params: [id = '', token] }: Call) => {
    const interaction = world.interactions.get(id)
    if (interaction?.token !== token) throw refuse.unknownInteraction()
    return interaction as Interaction
  }

  /** Before the acknowledgement the webhook does not exist; after 15 minutes its token is worth nothing. */
  const byToken = ({ params: [application, token] }: Call) => {
    const interaction = [...world.interactions.values()].find(candidate => candidate.token === token)
    if (!interaction || application !== APPLICATION_ID) throw refuse.unknownWebhook()
    if (interaction.acknowledgedBy === undefined || interaction.kind === KIND.AUTOCOMPLETE)
      throw refuse.unknownWebhook()
    if (interaction.age > limits.tokenMs) throw refuse.invalidWebhookToken()
    return interaction
  }

  const say = (interaction: Interaction, body: Json, files: string[]): FakeMessage => {
    const { response, payload } = interaction
    const message = newMessage(world, body, files, {
      type: interaction.kind === KIND.COMMAND && response.message === undefined ? 20 : 19,
      channel_id: payload.channel_id,
      application_id: APPLICATION_ID,
      webhook_id: APPLICATION_ID,
      pings: pingsOf(body, 'interaction'),
    })
    world.store.set(message.id, message)
    return message
  }

  const callback = (call: Call, interaction: Interaction): Answer => {
    if (interaction.acknowledgedBy !== undefined) throw refuse.alreadyAcknowledged()
    if (call.receivedAt - interaction.dispatchedAt > limits.deadlineMs) throw refuse.unknownInteraction()
    const { type, data: given } = bodyOf(call)
    const data = asObject(given)
    const form = new FormBody()
    checkField(required(choice(...(ANSWERS[interaction.kind] ?? []))), type, ['type'], form)
    form.throwIfInvalid()
    if (type === CALLBACK.CHANNEL_MESSAGE) judge(data, 'interaction', call.files, ['data'])
    if (type === CALLBACK.DEFERRED_CHANNEL_MESSAGE) judge(data, 'defer', [], ['data'])
    if (type === CALLBACK.UPDATE) judge(data, 'edit', call.files, ['data'], interaction.source)
    if (type === CALLBACK.AUTOCOMPLETE_RESULT) judgeResults(data, focusedType(interaction))
    if (type === CALLBACK.MODAL) judgeModal(data)
    conform(call)
    acknowledge(interaction, type as number, data, call)
    if (call.query.get('with_response') !== 'true') return { status: 204 }
    return { status: 200, body: callbackResponse(interaction, type as number) }
  }

  const acknowledge = (interaction: Interaction, type: number, data: Json, call: Call) => {
    const { response, source } = interaction
    interaction.acknowledgedBy = type
    response.callbacks.push({ type, data })
    response.ms = call.receivedAt - interaction.dispatchedAt
    response.deferred = type === CALLBACK.DEFERRED_CHANNEL_MESSAGE || type === CALLBACK.DEFERRED_UPDATE
    if (type === CALLBACK.CHANNEL_MESSAGE) response.message = say(interaction, data, call.files)
    if (type === CALLBACK.DEFERRED_CHANNEL_MESSAGE) {
      response.message = say(interaction, { flags: asNumber(data.flags) | FLAGS.LOADING }, [])
      interaction.loading = true
    }
    if (type === CALLBACK.DEFERRED_UPDATE || type === CALLBACK.UPDATE) response.message = source
    if (type === CALLBACK.UPDATE && source) change(source, data, call.files)
    if (type === CALLBACK.AUTOCOMPLETE_RESULT) response.choices = asObjects(data.choices)
    if (type === CALLBACK.MODAL) response.modal = data
    response.ephemeral = Boolean((response.message?.flags ?? 0) & FLAGS.EPHEMERAL)
  }

  /** An edit changes what it names; the ephemeral state and IS_COMPONENTS_V2 outlive every edit. */
  const change = (message: FakeMessage, body: Json, files: string[]): void => {
    const kept = message.flags & (FLAGS.EPHEMERAL | FLAGS.IS_COMPONENTS_V2)
    const settable = FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2
    const flags =
      body.flags === undefined || body.flags === null
        ? message.flags & ~FLAGS.LOADING
        : asNumber(body.flags) & settable
    const { content = message.content, embeds = message.embeds, components } = body
    const listed =
      body.attachments === undefined
        ? message.attachments
        : message.attachments.filter(file => asObjects(body.attachments).some(({ id }) => id === file.id))
    Object.assign(message, {
      content: content ?? '',
      embeds: asList(embeds),
      flags: kept | flags,
      components: components === undefined ? message.components : numbered(components),
      attachments: [...listed, ...attachmentsOf(world, files)],
      edited_timestamp: new Date().toISOString(),
    })
    message.pings = [
      ...new Set([
        ...message.pings,
        ...pingsOf({ ...message, allowed_mentions: body.allowed_mentions }, 'interaction'),
      ]),
    ]
  }

  const messageOf = (call: Call, interaction: Interaction): FakeMessage => {
    const id = call.params[2]
    const { message, followups, deleted } = interaction.response
    const found =
      id === '@original'
        ? deleted
          ? undefined
          : message
        : [message, ...followups].find(one => one?.id === id)
    if (!found || !world.store.has(found.id)) throw refuse.unknownMessage()
    return found
  }

  const edit = (call: Call, interaction: Interaction): Answer => {
    const message = messageOf(call, interaction)
    const body = bodyOf(call)
    judge(
      body,
      'edit',
      call.files,
      [],
      interaction.loading && message === interaction.response.message ? { flags: message.flags } : message,
    )
    conform(call)
    change(message, body, call.files)
    if (message === interaction.response.message) interaction.loading = false
    interaction.response.edits++
    return { status: 200, body: onWire(message) }
  }

  /** Straight after a deferral a follow-up becomes the deferred response, its EPHEMERAL flag ignored. */
  const followUp = (call: Call, interaction: Interaction): Answer => {
    if (interaction.loading) return edit({ ...call, params: [...call.params, '@original'] }, interaction)
    const body = bodyOf(call)
    judge(body, 'interaction', call.files, [])
    conform(call)
    const message = say(interaction, body, call.files)
    interaction.response.followups.push(message)
    return { status: 200, body: onWire(message) }
  }

  const remove = (call: Call, interaction: Interaction): Answer => {
    const message = messageOf(call, interaction)
    world.store.delete(message.id)
    if (message === interaction.response.message) interaction.response.deleted = true
    return { status: 204 }
  }

  return [
    { method: 'POST', path: '/interactions/:id/:token/callback', handle: noted(callback, byId), open: true },
    { method: 'POST', path: webhook, handle: noted(followUp, byToken), open: true },
    {
      method: 'GET',
      path: `${webhook}/messages/:message`,
      handle: noted((call, it) => ({ status: 200, body: onWire(messageOf(call, it)) }), byToken),
      open: true,
    },
    { method: 'PATCH', path: `${webhook}/messages/:message`, handle: noted(edit, byToken), open: true },
    { method: 'DELETE', path: `${webhook}/messages/:message`, handle: noted(remove, byToken), open: true },
  ]
}

const focusedType = (interaction: Interaction): unknown => {
  const flat = (options: Json[]): Json[] =>
    options.flatMap(option => [option, ...flat(asObjects(option.options))])
  return flat(asObjects(asObject(interaction.payload.data).options)).find(option => option.focused)?.type
}

function judgeResults(data: Json, type: unknown): void {
  const form = new FormBody()
  checkField(list(0, 25), data.choices, ['data', 'choices'], form)
  judgeChoices(asList(data.choices), type, ['data', 'choices'], form)
  form.throwIfInvalid()
}

/** Only the frame of a modal is judged: id, title, one to five components. */
function judgeModal(data: Json): void {
  const form = new FormBody()
  checkField(required({ kind: 'string', min: 1, max: 100 }), data.custom_id, ['data', 'custom_id'], form)
  checkField(required({ kind: 'string', min: 1, max: 45 }), data.title, ['data', 'title'], form)
  checkField(required(list(1, 5)), data.components, ['data', 'components'], form)
  form.throwIfInvalid()
}

function callbackResponse({ id, kind, response, loading }: Interaction, type: number): Json {
  const { message, ephemeral } = response
  return {
    interaction: {
      id,
      type: kind,
      ...(message ? { response_message_id: message.id } : {}),
      response_message_loading: loading,
      response_message_ephemeral: ephemeral,
    },
    resource: { type, ...(message && (type === 4 || type === 7) ? { message: onWire(message) } : {}) },
  }
}
