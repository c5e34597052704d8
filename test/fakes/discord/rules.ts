/**
 * What Discord takes in a message, as tables, each entry with the page that says so; the components have their own
 * table in components.ts. Written from Discord's documentation alone, never from the bot's renderers.
 */

import {
  boolean,
  choice,
  type Fields,
  integer,
  list,
  object,
  required,
  snowflake,
  string,
  url,
} from './fields.ts'
import {
  customIdsUnique,
  displayableText,
  embedTotal,
  idsUnique,
  type MessageRule,
  mentionsExclusive,
  noLegacyFields,
  processedSize,
  referencedAttachments,
  totalComponents,
} from './message-checks.ts'

const REFERENCE = 'https://docs.discord.com/developers/components/reference'
const MESSAGE = 'https://docs.discord.com/developers/resources/message'

const link = url(2048, 'http', 'https')
const image = object({ url: url(2048, 'http', 'https', 'attachment') })
const embed = object({
  title: string(0, 256),
  description: string(0, 4096),
  url: link,
  color: integer(0, 0xffffff),
  fields: list(
    0,
    25,
    object({ name: required(string(1, 256)), value: required(string(1, 1024)), inline: boolean }),
  ),
  footer: object({ text: string(0, 2048), icon_url: link }),
  author: object({ name: string(0, 256), url: link, icon_url: link }),
  image,
  thumbnail: image,
})
const ids = list(0, 100, snowflake)

/** Fields of a message body: (message)#create-message-jsonform-params and #embed-object-embed-limits */
export const MESSAGE_FIELDS: Fields = {
  content: string(0, 2000),
  embeds: list(0, 10, embed),
  allowed_mentions: object({
    parse: list(0, 3, choice('users', 'roles', 'everyone')),
    users: ids,
    roles: ids,
    replied_user: boolean,
  }),
  flags: { kind: 'integer' },
  tts: boolean,
  /** (message)#attachment-object: `id` and what may be said of a file that comes along. */
  attachments: list(
    0,
    10,
    object({ id: required(snowflake), filename: string(1, 1024), description: string(0, 1024) }),
  ),
}

/** Flags that may be set, by request: (message)#message-object-message-flags, and interactions' receiving-and-responding#interaction-response-object-messages */
export const FLAGS = {
  SUPPRESS_EMBEDS: 1 << 2,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  IS_VOICE_MESSAGE: 1 << 13,
  IS_COMPONENTS_V2: 1 << 15,
}
const common =
  FLAGS.SUPPRESS_EMBEDS | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_VOICE_MESSAGE | FLAGS.IS_COMPONENTS_V2
export const SETTABLE_FLAGS = {
  channel: common,
  interaction: common | FLAGS.EPHEMERAL,
  /** A deferral takes EPHEMERAL and nothing else; IS_COMPONENTS_V2 comes with the edit. */
  defer: FLAGS.EPHEMERAL,
  /** EPHEMERAL is ignored here, not refused: an existing message's ephemeral state cannot be changed. */
  edit: FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2 | FLAGS.EPHEMERAL,
}

export const MESSAGE_RULES: MessageRule[] = [
  {
    name: 'IS_COMPONENTS_V2 excludes content, embeds, polls, stickers',
    source: `${MESSAGE}#create-message`,
    check: noLegacyFields,
  },
  { name: 'at most 40 components, nested ones counted', source: REFERENCE, check: totalComponents },
  {
    name: 'at most 4000 characters of text displays in all',
    source: 'https://github.com/discord/discord-api-docs/pull/8562',
    check: displayableText,
  },
  {
    name: 'text over 10170 bytes in all breaks the server',
    source: 'https://github.com/discord/discord-api-docs/issues/8554',
    check: processedSize,
  },
  {
    name: 'custom_id is unique in the message',
    source: `${REFERENCE}#anatomy-of-a-component-custom-id`,
    check: customIdsUnique,
  },
  {
    name: 'component id is unique in the message',
    source: `${REFERENCE}#anatomy-of-a-component`,
    check: idsUnique,
  },
  {
    name: 'attachment:// names an attachment of the message',
    source: `${REFERENCE}#unfurled-media-item`,
    check: referencedAttachments,
  },
  {
    name: 'at most 6000 characters of embeds in all',
    source: `${MESSAGE}#embed-object-embed-limits`,
    check: embedTotal,
  },
  {
    name: 'parse and ids exclude each other',
    source: `${MESSAGE}#allowed-mentions-object`,
    check: mentionsExclusive,
  },
]
