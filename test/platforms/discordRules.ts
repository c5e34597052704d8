import type { Reply } from '../../src/core/reply.ts'
import { fileOf } from '../../src/platforms/discord/render.ts'
import { schemaViolations } from '../fakes/discord/conformance.ts'
import {
  asList,
  asNumber,
  asObject,
  asObjects,
  asText,
  componentsOf,
  type Json,
  lengthOf,
} from '../fakes/discord/json.ts'
import { judge } from '../fakes/discord/message.ts'
import { Refusal } from '../fakes/discord/refusal.ts'

/**
 * What Discord documents of a message and its OpenAPI file does not say, and what this bot promises beside it. `breaks`
 * makes a good message a bad one, so that a test can see each rule notice.
 */
export type DiscordRule = {
  rule: string
  source: string
  holds(message: Json, reply: Reply): boolean
  breaks(message: Json): void
}

const REFERENCE = 'https://docs.discord.com/developers/components/reference'
const MESSAGE = 'https://docs.discord.com/developers/resources/message'
const V2 = 1 << 15
const EPHEMERAL = 1 << 6

const ofType = (message: Json, type: number): Json[] => componentsOf(message).filter(c => c.type === type)
const first = (message: Json, type: number): Json => ofType(message, type)[0]!
const texts = (message: Json): string[] => ofType(message, 10).map(display => asText(display.content))
const options = (message: Json): Json[] => ofType(message, 3).flatMap(menu => asObjects(menu.options))
const within = (text: unknown, least: number, most: number): boolean =>
  typeof text === 'string' && text.trim() !== '' && lengthOf(text) >= least && lengthOf(text) <= most
const unique = (values: unknown[]): boolean => new Set(values).size === values.length
const inContainer = (message: Json): Json[] => asObjects(first(message, 17).components)
const add = (message: Json, ...components: Json[]) => {
  first(message, 17).components = [...inContainer(message), ...components]
}
const ids = (message: Json): string[] =>
  componentsOf(message).flatMap(c => ('custom_id' in c ? [asText(c.custom_id)] : []))
const described = (message: Json): unknown[] => [
  ...asObjects(message.attachments).flatMap(a => ('description' in a ? [a.description] : [])),
  ...ofType(message, 12).flatMap(gallery => asObjects(gallery.items).map(item => item.description)),
]

export const discordRules: DiscordRule[] = [
  {
    rule: 'at most 40 components, nested ones counted',
    source: REFERENCE,
    holds: message => componentsOf(message).length <= 40,
    breaks: message => add(message, ...Array.from({ length: 40 }, () => ({ type: 14 }))),
  },
  {
    rule: 'at most 4,000 characters in all text displays',
    source: `${REFERENCE}#text-display`,
    holds: message => lengthOf(texts(message).join('')) <= 4000,
    breaks: message => add(message, { type: 10, content: 'x'.repeat(3990) }),
  },
  {
    rule: 'at most 10,170 bytes of text, 12 a display added, or the server fails',
    source: 'https://github.com/discord/discord-api-docs/issues/8554',
    holds: message => texts(message).reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0) <= 10_170,
    breaks: message => {
      first(message, 10).content = '😀'.repeat(2600)
    },
  },
  {
    rule: 'a text display says something',
    source: `${REFERENCE}#text-display`,
    holds: message => texts(message).every(text => within(text, 1, 4000)),
    breaks: message => add(message, { type: 10, content: ' ' }),
  },
  {
    rule: 'a custom_id has 1 to 100 characters',
    source: `${REFERENCE}#anatomy-of-a-component-custom-id`,
    holds: message => ids(message).every(id => within(id, 1, 100)),
    breaks: message => {
      first(message, 2).custom_id = 'x'.repeat(101)
    },
  },
  {
    rule: 'a custom_id is unique in its message',
    source: `${REFERENCE}#anatomy-of-a-component-custom-id`,
    holds: message => unique(ids(message)),
    breaks: message => {
      first(message, 3).custom_id = ids(message)[0]
    },
  },
  {
    rule: 'a row has up to 5 buttons, or one menu',
    source: `${REFERENCE}#action-row`,
    holds: message =>
      ofType(message, 1).every(row => {
        const children = asObjects(row.components)
        const most = children.every(child => child.type === 2) ? 5 : 1
        return children.length >= 1 && children.length <= most
      }),
    breaks: message => asList(first(message, 1).components).push(first(message, 3)),
  },
  {
    rule: 'a button has a label of up to 80 characters',
    source: `${REFERENCE}#button`,
    holds: message => ofType(message, 2).every(button => within(button.label, 1, 80)),
    breaks: message => {
      first(message, 2).label = ' '
    },
  },
  {
    rule: 'a button has a custom_id, or one that opens a page of up to 512 characters, and never both',
    source: `${REFERENCE}#button`,
    holds: message =>
      ofType(message, 2).every(({ style, url, custom_id }) =>
        style === 5
          ? /^https?:\/\/\S+$/.test(asText(url)) && lengthOf(asText(url)) <= 512 && custom_id === undefined
          : url === undefined && custom_id !== undefined,
      ),
    breaks: message => {
      first(message, 2).url = 'https://example.org'
    },
  },
  {
    rule: 'a menu has 1 to 25 options and a placeholder of up to 150 characters',
    source: `${REFERENCE}#string-select`,
    holds: message =>
      ofType(message, 3).every(menu => {
        const { length } = asList(menu.options)
        return length >= 1 && length <= 25 && within(menu.placeholder, 1, 150)
      }),
    breaks: message => {
      first(message, 3).options = []
    },
  },
  {
    rule: 'an option has a label and a value of up to 100 characters',
    source: `${REFERENCE}#string-select-select-option-structure`,
    holds: message =>
      options(message).every(({ label, value }) => within(label, 1, 100) && within(value, 1, 100)),
    breaks: message => {
      options(message)[0]!.value = 'x'.repeat(101)
    },
  },
  {
    rule: 'the values of a menu are unique',
    source: `${REFERENCE}#string-select-select-option-structure`,
    holds: message =>
      ofType(message, 3).every(menu => unique(asObjects(menu.options).map(option => option.value))),
    breaks: message => {
      first(message, 3).options = [options(message)[0], options(message)[0]]
    },
  },
  {
    rule: 'it is made of components, without content, embeds, polls and stickers',
    source: `${MESSAGE}#create-message`,
    holds: message =>
      (asNumber(message.flags) & V2) !== 0 &&
      !['content', 'embeds', 'poll', 'sticker_ids'].some(field => field in message),
    breaks: message => {
      message.content = 'x'
    },
  },
  {
    rule: 'only the asker sees it, or everyone, as the reply says',
    source:
      'https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-messages',
    holds: (message, { seenBy }) => ((asNumber(message.flags) & EPHEMERAL) !== 0) === (seenBy === 'asker'),
    breaks: message => {
      message.flags = asNumber(message.flags) ^ EPHEMERAL
    },
  },
  {
    rule: 'nobody is mentioned by it, whatever it says',
    source: `${MESSAGE}#allowed-mentions-object`,
    holds: ({ allowed_mentions }) =>
      JSON.stringify(asObject(allowed_mentions)) === JSON.stringify({ parse: [] }),
    breaks: message => void delete message.allowed_mentions,
  },
  {
    rule: 'pictures are described in up to 1,024 characters',
    source: `${MESSAGE}#attachment-object`,
    holds: message =>
      described(message).every(words => within(words, 1, 1024)) &&
      ofType(message, 12).every(gallery => asObjects(gallery.items).every(item => 'description' in item)),
    breaks: message => {
      asObjects(message.attachments)[0]!.description = 'x'.repeat(1025)
    },
  },
  {
    rule: 'a component names a file that comes along, and each file is named by one',
    source: `${REFERENCE}#unfurled-media-item`,
    holds: message => {
      const named = componentsOf(message).flatMap(c =>
        [c.file, ...asObjects(c.items).map(item => item.media)].flatMap(media =>
          media === undefined ? [] : [asText(asObject(media).url)],
        ),
      )
      const beside = asObjects(message.attachments).map(({ filename }) => `attachment://${filename}`)
      return JSON.stringify(named.toSorted()) === JSON.stringify(beside.toSorted()) && unique(beside)
    },
    breaks: message => {
      message.attachments = []
    },
  },
]

/** Every rule that a message does not keep: ours, those of Discord's OpenAPI file, and the fake Discord's. */
export function discordFaults(message: object, reply: Reply): string[] {
  const body = message as Json
  const posted = reply.seenBy === 'everyone'
  const [path, sent] = posted
    ? ['/channels/1/messages', body]
    : ['/interactions/1/token/callback', { type: 4, data: body }]
  return [
    ...discordRules.filter(({ holds }) => !holds(body, reply)).map(({ rule }) => rule),
    ...(schemaViolations('POST', path, sent) ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    ),
    ...refused(body, reply, posted ? 'channel' : 'interaction'),
  ]
}

function refused(body: Json, reply: Reply, use: 'channel' | 'interaction'): string[] {
  const names = [
    ...reply.parts.flatMap(part => ('chart' in part ? [fileOf(part.chart)] : [])),
    ...(reply.file ? [reply.file.name] : []),
  ]
  const beside = asObjects(body.attachments).length
  const files = names
    .slice(names.length - beside)
    .map((name, at) => ({ id: String(at), name, type: 'x/y', data: new Uint8Array() }))
  try {
    judge(body, use, files, [])
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [`refused: ${error.message} ${JSON.stringify(error.errors)}`]
  }
}
