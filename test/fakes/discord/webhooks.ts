/**
 * All routes of an interaction, authorized by the token in their path: the callback, then the webhook that edits
 * the original response and sends follow-ups.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
 */
import { callback } from './callbacks.ts'
import type { Answer } from './faults.ts'
import { type Interaction, KIND, say } from './interaction.ts'
import { judge } from './message.ts'
import { Refusal, refuse } from './refusal.ts'
import { bodyOf, type Call, conform, type Route } from './rest.ts'
import { changeMessage, onWire } from './stored.ts'
import { APPLICATION_ID, type FakeMessage, type World } from './world.ts'

type Handle = (call: Call, interaction: Interaction) => Answer

export function interactionRoutes(world: World, limits: { deadlineMs: number; tokenMs: number }): Route[] {
  const byId = ({ params: [id = '', token] }: Call): Interaction => {
    const interaction = world.interactions.get(id)
    if (interaction?.token !== token) throw refuse.unknownInteraction()
    return interaction as Interaction
  }

  /** Before the acknowledgement the webhook does not exist; after 15 minutes its token is worth nothing. */
  const byToken = ({ params: [application, token] }: Call): Interaction => {
    const interaction = [...world.interactions.values()].find(candidate => candidate.token === token)
    const exists = interaction?.acknowledgedBy !== undefined && interaction.kind !== KIND.AUTOCOMPLETE
    if (!exists || application !== APPLICATION_ID) throw refuse.unknownWebhook()
    if (interaction.age > limits.tokenMs) throw refuse.invalidWebhookToken()
    return interaction
  }

  const edit: Handle = (call, interaction) => {
    const message = messageOf(world, call, interaction)
    const body = bodyOf(call)
    judge(body, 'edit', call.files, [], message)
    conform(call)
    changeMessage(world, 'interaction', message, body, call.files)
    if (message === interaction.response.message) interaction.loading = false
    interaction.response.edits++
    return { status: 200, body: onWire(message) }
  }

  /** Straight after a deferral a follow-up becomes the deferred response, its EPHEMERAL flag ignored. */
  const followUp: Handle = (call, interaction) => {
    if (interaction.loading) return edit({ ...call, params: [...call.params, '@original'] }, interaction)
    const body = bodyOf(call)
    judge(body, 'interaction', call.files, [])
    conform(call)
    const message = say(world, interaction, body, call.files)
    interaction.response.followups.push(message)
    return { status: 200, body: onWire(message) }
  }

  const read: Handle = (call, interaction) => ({
    status: 200,
    body: onWire(messageOf(world, call, interaction)),
  })

  const remove: Handle = (call, interaction) => {
    const message = messageOf(world, call, interaction)
    world.store.delete(message.id)
    if (message === interaction.response.message) interaction.response.deleted = true
    return { status: 204 }
  }

  const route = (method: string, path: string, find: (call: Call) => Interaction, handle: Handle): Route => ({
    method,
    path,
    open: true,
    handle: call => noted(call, find(call), handle),
  })
  const webhook = '/webhooks/:application/:token'
  return [
    route('POST', '/interactions/:id/:token/callback', byId, (call, it) =>
      callback(world, limits.deadlineMs, call, it),
    ),
    route('POST', webhook, byToken, followUp),
    route('GET', `${webhook}/messages/:message`, byToken, read),
    route('PATCH', `${webhook}/messages/:message`, byToken, edit),
    route('DELETE', `${webhook}/messages/:message`, byToken, remove),
  ]
}

/** Refusals are noted on the interaction they befell, too. */
function noted(call: Call, interaction: Interaction, handle: Handle): Answer {
  interaction.lastCallAt = performance.now()
  try {
    return handle(call, interaction)
  } catch (error) {
    if (error instanceof Refusal) interaction.response.refusals.push(error.record(call))
    throw error
  }
}

function messageOf(world: World, call: Call, { response }: Interaction): FakeMessage {
  const id = call.params[2]
  const found =
    id === '@original'
      ? response.message
      : [response.message, ...response.followups].find(one => one?.id === id)
  if (!found || !world.store.has(found.id)) throw refuse.unknownMessage()
  return found
}
