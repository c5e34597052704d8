/**
 * Threads under messages.
 * Source: https://docs.discord.com/developers/resources/channel#start-thread-from-message
 */
import type { Answer } from './faults.ts'
import { checkFields, choice, type Fields, integer, required, string } from './fields.ts'
import { asText } from './json.ts'
import { channelPayload } from './payloads.ts'
import { FormBody, refuse } from './refusal.ts'
import { bodyOf, type Call, conform } from './rest.ts'
import type { Channel, FakeMessage, World } from './world.ts'

const FIELDS: Fields = {
  name: required(string(1, 100)),
  auto_archive_duration: choice(60, 1440, 4320, 10080),
  rate_limit_per_user: integer(0, 21600),
}

/** A thread has the id of the message it starts from, so that there can be one and no second. */
export function startThread(world: World, call: Call, channel: Channel, message: FakeMessage): Answer {
  if (channel.parentId) throw refuse.wrongChannelType()
  if (world.lacks(channel, 'CREATE_PUBLIC_THREADS')) throw refuse.missingPermissions()
  const body = bodyOf(call)
  const form = new FormBody()
  checkFields(FIELDS, body, [], form)
  form.throwIfInvalid()
  conform(call)
  if (world.channels.has(message.id)) throw refuse.threadExists()
  const thread = world.addChannel(
    { id: message.id, name: asText(body.name) },
    world.guilds.get(channel.guildId ?? ''),
  )
  thread.parentId = channel.id
  return { status: 201, body: channelPayload(world, thread) }
}
