/**
 * Options that Discord's client lets a user pick go over the wire as an id, with what they stand for beside them.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
 */
import { asNumber, asObject, isObject, type Json } from './json.ts'
import { channelPayload, memberPayload, rolePayload, userPayload } from './payloads.ts'
import type { World } from './world.ts'

/** A file that the user attaches. `url` puts it elsewhere than on the fake's own server for files. */
export type Attached = { filename: string; data: string | Uint8Array; url?: string; chunked?: boolean }
export type Entered = string | number | boolean | Attached

const USER = 6
const CHANNEL = 7
const ROLE = 8
const MENTIONABLE = 9
export const ATTACHMENT = 11

/** The value as it goes over the wire, noted in `resolved`. Whatever nobody could have picked is a mistake of the test. */
export function resolve(
  world: World,
  guild: string,
  type: unknown,
  value: Entered,
  resolved: Json,
): string | number | boolean {
  const note = (kind: string, id: string, payload: Json) => {
    resolved[kind] = { ...asObject(resolved[kind]), [id]: payload }
  }
  if (isObject(value)) {
    const id = world.attach(value)
    note('attachments', id, attachmentPayload(world, id, value))
    return id
  }
  const id = String(value)
  const role = world.guilds.get(guild)?.roles.find(one => one.id === id)
  switch (asNumber(type)) {
    case ATTACHMENT:
      throw new Error('A file is attached, not typed')
    case CHANNEL: {
      const channel = world.channels.get(id)
      if (channel) note('channels', id, channelPayload(world, channel))
      break
    }
    case ROLE:
      if (!role) throw new Error(`There is no role ${id} to pick`)
      note('roles', id, rolePayload(role))
      break
    case USER:
    case MENTIONABLE:
      if (role && type === MENTIONABLE) note('roles', id, rolePayload(role))
      else {
        const { user: _, ...member } = memberPayload(id)
        note('users', id, userPayload(id))
        note('members', id, { ...member, permissions: '0' })
      }
  }
  return value
}

const attachmentPayload = (world: World, id: string, { filename, url }: Attached): Json => ({
  id,
  filename,
  size: world.files.get(id)?.data.length,
  url: url ?? `${world.address}/attachments/${id}/${filename}`,
  proxy_url: url ?? `${world.address}/attachments/${id}/${filename}`,
  content_type: 'application/octet-stream',
  ephemeral: true,
})
