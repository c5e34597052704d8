/**
 * Messages of a channel. Source: https://docs.discord.com/developers/resources/message#create-message
 */
import { checkField, string } from './fields.ts'
import { asList, asObject, asText, type Json } from './json.ts'
import { judge } from './message.ts'
import { channelPayload } from './payloads.ts'
import { FormBody, refuse } from './refusal.ts'
import { bodyOf, type Call, conform, type Handler, type Route } from './rest.ts'
import { changeMessage, onWire, storeMessage } from './stored.ts'
import { startThread } from './threads.ts'
import type { Upload } from './uploads.ts'
import { BOT, type Channel, type FakeMessage, INVOKER, type World } from './world.ts'

export type Dispatch = (event: string, data: Json, intent?: number) => void

const GUILDS = 1 << 0
const GUILD_MESSAGES = 1 << 9

const isOurs = (message: FakeMessage) => asObject(message.author).id === BOT.id

export function channelRoutes(world: World, dispatch: Dispatch, nonceMs: number): Route[] {
  const create: Handler = call => {
    const channel = channelOf(world, call)
    const body = bodyOf(call)
    checkPermissions(world, channel, body, call.files)
    checkNonce(body.nonce)
    judge(body, 'channel', call.files, [])
    conform(call)
    const twin = body.enforce_nonce === true ? sameNonce(channel, body.nonce) : undefined
    if (twin) return { status: 200, body: onWire(twin) }
    const message = storeMessage(world, 'channel', body, call.files, { channel_id: channel.id })
    world.messages.push(message)
    if (channel.guildId) {
      dispatch('MESSAGE_CREATE', { ...onWire(message), guild_id: channel.guildId }, GUILD_MESSAGES)
    }
    return { status: 200, body: onWire(message) }
  }

  /** With enforce_nonce the same nonce, in the past few minutes, is the same message and makes no new one. */
  const sameNonce = (channel: Channel, nonce: unknown): FakeMessage | undefined => {
    const since = Date.now() - nonceMs
    const recent = world.messages.filter(message => Date.parse(asText(message.timestamp)) >= since)
    if (nonce === undefined || nonce === null) return undefined
    return recent.find(message => message.channel_id === channel.id && message.nonce === nonce)
  }

  const edit: Handler = call => {
    const message = messageOf(world, call)
    if (!isOurs(message)) throw refuse.notYourMessage()
    if (call.files.length > 0) checkFiles(world, channelOf(world, call))
    const body = bodyOf(call)
    judge(body, 'edit', call.files, [], message)
    conform(call)
    changeMessage(world, 'channel', message, body, call.files)
    return { status: 200, body: onWire(message) }
  }

  const remove: Handler = call => {
    const message = messageOf(world, call)
    if (!isOurs(message) && world.lacks(channelOf(world, call), 'MANAGE_MESSAGES'))
      throw refuse.missingPermissions()
    world.store.delete(message.id)
    return { status: 204 }
  }

  const openDm: Handler = call => {
    const channel = world.dmChannel(asText(bodyOf(call).recipient_id) || INVOKER)
    return { status: 200, body: channelPayload(world, channel) }
  }

  const one = '/channels/:channel/messages/:message'
  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      handle: call => ok(channelPayload(world, channelOf(world, call))),
    },
    { method: 'POST', path: '/channels/:channel/messages', handle: create },
    { method: 'GET', path: one, handle: call => ok(onWire(messageOf(world, call))) },
    { method: 'PATCH', path: one, handle: edit },
    { method: 'DELETE', path: one, handle: remove },
    {
      method: 'POST',
      path: `${one}/threads`,
      handle: call => {
        const message = messageOf(world, call)
        const channel = channelOf(world, call)
        const answer = startThread(world, call, channel, message)
        dispatch('THREAD_CREATE', answer.body as Json, GUILDS)
        return answer
      },
    },
    { method: 'POST', path: '/users/@me/channels', handle: openDm },
  ]
}

const ok = (body: Json) => ({ status: 200, body })

/** A channel the bot cannot see is "Missing Access"; one that is not there is unknown. */
function channelOf(world: World, { params: [id = ''] }: Call): Channel {
  const channel = world.channels.get(id)
  if (!channel) throw refuse.unknownChannel()
  if (world.lacks(channel, 'VIEW_CHANNEL')) throw refuse.missingAccess()
  return channel
}

function messageOf(world: World, call: Call): FakeMessage {
  const message = world.store.get(call.params[1] ?? '')
  if (message?.channel_id !== channelOf(world, call).id || message.visibleTo) throw refuse.unknownMessage()
  return message
}

function checkFiles(world: World, channel: Channel): void {
  if (world.lacks(channel, 'ATTACH_FILES')) throw refuse.missingPermissions()
}

function checkPermissions(world: World, channel: Channel, body: Json, files: Upload[]): void {
  const needed = ['SEND_MESSAGES']
  if (asList(body.embeds).length > 0) needed.push('EMBED_LINKS')
  if (files.length > 0) checkFiles(world, channel)
  if (needed.some(name => world.lacks(channel, name))) throw refuse.missingPermissions()
}

/** An integer, or up to 25 characters. */
function checkNonce(nonce: unknown): void {
  const form = new FormBody()
  if (typeof nonce !== 'number') checkField(string(0, 25), nonce, ['nonce'], form)
  form.throwIfInvalid()
}
