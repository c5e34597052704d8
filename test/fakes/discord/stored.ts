/** Messages as Discord keeps them: made of an accepted body, changed by an accepted edit. */
import { asNumber, asObjects, asText, type Json } from './json.ts'
import { numbered } from './message.ts'
import { pingsOf } from './pings.ts'
import { FLAGS } from './rules.ts'
import { attachmentsOf, type Upload } from './uploads.ts'
import { BOT, type FakeMessage, type World } from './world.ts'

type Origin = 'channel' | 'interaction'

/** Keeps a new message; `more` says where it stands and what kind it is. */
export function storeMessage(
  world: World,
  origin: Origin,
  body: Json,
  files: readonly Upload[],
  more: Json,
): FakeMessage {
  const { allowed_mentions: _, enforce_nonce: __, attachments: ___, ...said } = body
  const id = world.snowflake()
  const message: FakeMessage = {
    type: 0,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    ...said,
    author: BOT,
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    channel_id: '',
    ...more,
    id,
    content: asText(body.content),
    embeds: asObjects(body.embeds),
    flags: asNumber(body.flags),
    components: numbered(body.components),
    attachments: attachmentsOf(world, body, files),
    pings: pingsOf(body, origin),
    allowed: body.allowed_mentions,
  }
  world.store.set(id, message)
  return message
}

/** An edit changes what it names. The ephemeral state and IS_COMPONENTS_V2 outlive every edit, LOADING none. */
export function changeMessage(
  world: World,
  origin: Origin,
  message: FakeMessage,
  body: Json,
  files: readonly Upload[],
): void {
  const named = (field: string) => body[field] !== undefined
  const lasting = message.flags & (FLAGS.EPHEMERAL | FLAGS.IS_COMPONENTS_V2)
  const asked = named('flags') ? asNumber(body.flags) & ~FLAGS.EPHEMERAL : message.flags & ~FLAGS.LOADING
  const kept = asObjects(body.attachments).map(file => file.id)
  if (named('content')) message.content = asText(body.content)
  if (named('embeds')) message.embeds = asObjects(body.embeds)
  if (named('components')) message.components = numbered(body.components)
  if (named('attachments')) message.attachments = message.attachments.filter(file => kept.includes(file.id))
  message.attachments = [...message.attachments, ...attachmentsOf(world, body, files)]
  message.flags = lasting | asked
  message.edited_timestamp = new Date().toISOString()
  const pings = pingsOf({ ...message, allowed_mentions: body.allowed_mentions }, origin)
  message.allowed = body.allowed_mentions
  message.pings = [...new Set([...message.pings, ...pings])]
}

/** The message as it goes over the wire. */
export const onWire = ({ pings: _, visibleTo: __, allowed: ___, ...message }: FakeMessage): Json => message
