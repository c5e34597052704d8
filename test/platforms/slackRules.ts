import type { Reply } from '../../src/core/reply.ts'
import { asList, asObjects, asText, type Json } from '../fakes/discord/json.ts'
import { checkMessage } from '../fakes/slack/message.ts'

/**
 * What Slack documents of a message, and what this bot promises beside it; Slack's schema of blocks says little of
 * lengths. `breaks` makes a good message a bad one, so that a test can see each rule notice. Lengths are UTF-16 units:
 * Slack does not say what it counts, and of the plausible answers this is the stricter.
 */
export type SlackRule = {
  rule: string
  source: string
  holds(message: Json, reply: Reply): boolean
  breaks(message: Json): void
}

const BLOCKS = 'https://docs.slack.dev/reference/block-kit/blocks'
const ELEMENTS = 'https://docs.slack.dev/reference/block-kit/block-elements'
const OBJECTS = 'https://docs.slack.dev/reference/block-kit/composition-objects'
const FORMATTING = 'https://docs.slack.dev/messaging/formatting-message-text'

/** Every object in a message, at any depth. */
export function nodesOf(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (!value || typeof value !== 'object') return []
  return [value as Json, ...Object.values(value).flatMap(nodesOf)]
}
const ofType = (message: Json, ...types: string[]): Json[] =>
  nodesOf(message.blocks).filter(({ type }) => types.includes(asText(type)))
const words = (node: Json | undefined): string => asText((node?.text as Json | undefined)?.text)
const within = (text: unknown, most: number): boolean =>
  typeof text === 'string' && text.trim() !== '' && text.length <= most
const unique = (values: unknown[]): boolean => new Set(values).size === values.length
const block = (message: Json, type: string): Json => asObjects(message.blocks).find(b => b.type === type)!
const charactersOf = (message: Json): number =>
  nodesOf(message.blocks).reduce((sum, { text }) => sum + (typeof text === 'string' ? text.length : 0), 0)
const menus = (message: Json): Json[] => ofType(message, 'static_select')
const options = (message: Json): Json[] => menus(message).flatMap(menu => asObjects(menu.options))
const buttons = (message: Json): Json[] => ofType(message, 'button')
const marked = (message: Json): string[] => [
  asText(message.text),
  ...ofType(message, 'mrkdwn').map(({ text }) => asText(text)),
]
/** What is left of marked text once what Slack itself spells with angle brackets and entities is taken away. */
const bare = (text: string): string =>
  text.replace(/<https?:\/\/[^\s<>|]+\|([^<>|]+)>/g, '$1').replace(/&(?:amp|lt|gt);/g, '')

export const slackRules: SlackRule[] = [
  {
    rule: 'at most 50 blocks',
    source: BLOCKS,
    holds: message => asList(message.blocks).length <= 50,
    breaks: message =>
      asList(message.blocks).push(...Array.from({ length: 50 }, () => ({ type: 'divider' }))),
  },
  {
    rule: 'at most 12,000 characters in all blocks, 125 a block added',
    source: 'https://github.com/slackapi/bolt-js/issues/2509',
    holds: message => charactersOf(message) + 125 * asList(message.blocks).length <= 12_000,
    breaks: message => {
      ofType(message, 'text')[0]!.text = 'x'.repeat(12_000)
    },
  },
  {
    rule: 'a heading has up to 150 characters of plain text',
    source: `${BLOCKS}/header-block`,
    holds: message =>
      ofType(message, 'header').every(b => within(words(b), 150) && (b.text as Json).type === 'plain_text'),
    breaks: message => {
      ;(block(message, 'header').text as Json).text = 'x'.repeat(151)
    },
  },
  {
    rule: 'marked text has up to 3,000 characters',
    source: `${OBJECTS}/text-object`,
    holds: message => ofType(message, 'mrkdwn').every(({ text }) => within(text, 3000)),
    breaks: message => {
      ofType(message, 'mrkdwn')[0]!.text = 'x'.repeat(3001)
    },
  },
  {
    rule: 'a run of rich text says something, and its list, quote and section hold at most 1,000',
    source: `${BLOCKS}/rich-text-block`,
    holds: message =>
      ofType(message, 'text').every(({ text }) => typeof text === 'string' && text !== '') &&
      ofType(message, 'rich_text', 'rich_text_section', 'rich_text_list', 'rich_text_quote').every(
        ({ elements }) => asList(elements).length <= 1000,
      ),
    breaks: message => {
      ofType(message, 'text')[0]!.text = ''
    },
  },
  {
    rule: 'a link goes to a page or a number, and says something',
    source: `${BLOCKS}/rich-text-block#link-element-type`,
    holds: message =>
      ofType(message, 'link').every(
        ({ url, text }) => /^(?:https?:\/\/|tel:|mailto:)\S+$/.test(asText(url)) && within(text, 3000),
      ),
    breaks: message => {
      ofType(message, 'link')[0]!.url = 'ftp://example.org'
    },
  },
  {
    rule: 'at most 25 elements stand in a row of actions',
    source: `${BLOCKS}/actions-block`,
    holds: message => ofType(message, 'actions').every(({ elements }) => within25(elements)),
    breaks: message => {
      block(message, 'actions').elements = Array(26).fill(buttons(message)[0])
    },
  },
  {
    rule: 'a button has up to 75 characters',
    source: `${ELEMENTS}/button-element`,
    holds: message => buttons(message).every(button => within(words(button), 75)),
    breaks: message => {
      ;(buttons(message)[0]!.text as Json).text = ' '
    },
  },
  {
    rule: 'an action_id has up to 255 characters and is unique in its message',
    source: ELEMENTS,
    holds: message => {
      const ids = [...buttons(message), ...menus(message)].map(({ action_id }) => action_id)
      return ids.every(id => within(id, 255)) && unique(ids)
    },
    breaks: message => {
      buttons(message)[0]!.action_id = buttons(message)[1]!.action_id
    },
  },
  {
    rule: 'a button that opens a page has an address of up to 3,000 characters',
    source: `${ELEMENTS}/button-element`,
    holds: message =>
      buttons(message).every(({ url }) => url === undefined || /^https?:\/\/\S{1,2990}$/.test(asText(url))),
    breaks: message => {
      buttons(message)[0]!.url = 'https://exa mple.org'
    },
  },
  {
    rule: 'a menu has 1 to 100 options and a placeholder of up to 150 characters',
    source: `${ELEMENTS}/select-menu-element`,
    holds: message =>
      menus(message).every(({ options, placeholder }) => {
        const { length } = asList(options)
        return length >= 1 && length <= 100 && within((placeholder as Json).text, 150)
      }),
    breaks: message => {
      menus(message)[0]!.options = []
    },
  },
  {
    rule: 'an option has up to 75 characters and a value of up to 150',
    source: `${OBJECTS}/option-object`,
    holds: message => options(message).every(o => within(words(o), 75) && within(o.value, 150)),
    breaks: message => {
      ;(options(message)[0]!.text as Json).text = 'x'.repeat(76)
    },
  },
  {
    rule: 'the values of a menu are unique',
    source: `${ELEMENTS}/select-menu-element`,
    holds: message => menus(message).every(menu => unique(asObjects(menu.options).map(({ value }) => value))),
    breaks: message => {
      menus(message)[0]!.options = [options(message)[0], options(message)[0]]
    },
  },
  {
    rule: 'one table, of up to 100 rows, 20 columns and 10,000 characters, with no empty cell',
    source: `${BLOCKS}/table-block`,
    holds: message => {
      const tables = ofType(message, 'table')
      const cells = tables.flatMap(({ rows }) => (rows as Json[][]).flat())
      return (
        tables.length <= 1 &&
        tables.every(
          ({ rows }) => (rows as Json[][]).length <= 100 && (rows as Json[][]).every(r => r.length <= 20),
        ) &&
        cells.every(({ text }) => within(text, 10_000)) &&
        cells.reduce((sum, { text }) => sum + asText(text).length, 0) <= 10_000
      )
    },
    breaks: message => {
      ;(block(message, 'table').rows as Json[][])[0]![0]!.text = ''
    },
  },
  {
    rule: 'its text makes sense alone: it begins with the title and is not cut at 40,000 characters',
    source: 'https://docs.slack.dev/reference/methods/chat.postMessage#truncating',
    holds: (message, { title }) =>
      within(message.text, 40_000) && bare(asText(message.text)).startsWith(bare(escaped(title))),
    breaks: message => void delete message.text,
  },
  {
    rule: 'only &, < and > are escaped, and all of them are: no word is a mention or a link',
    source: `${FORMATTING}#escaping`,
    holds: message => marked(message).every(text => !/[<>]|&(?!amp;|lt;|gt;)/.test(bare(text))),
    breaks: message => {
      message.text = `${asText(message.text)} <!channel>`
    },
  },
  {
    rule: 'no element mentions anybody',
    source: `${BLOCKS}/rich-text-block`,
    holds: message => ofType(message, 'user', 'usergroup', 'broadcast', 'channel').length === 0,
    breaks: message => void Object.assign(ofType(message, 'text')[0]!, { type: 'broadcast', range: 'here' }),
  },
  {
    rule: 'only the asker sees it where the reply says so',
    source: 'https://docs.slack.dev/interactivity/handling-user-interaction#message_responses',
    holds: ({ response_type }, { seenBy }) =>
      response_type === (seenBy === 'asker' ? 'ephemeral' : undefined),
    breaks: message => {
      message.response_type = 'in_channel'
    },
  },
]

const within25 = (elements: unknown): boolean => asList(elements).length >= 1 && asList(elements).length <= 25
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Every rule that a message does not keep: ours, the fake Slack's, and those of Slack's schema of blocks. */
export function slackFaults(message: object, reply: Reply): string[] {
  const body = message as Json
  const { error, messages, pings, unescaped } = checkMessage(body)
  return [
    ...slackRules.filter(({ holds }) => !holds(body, reply)).map(({ rule }) => rule),
    ...(error ? [`refused: ${error}`] : []),
    ...messages,
    ...pings.map(ping => `pings ${ping}`),
    ...unescaped.map(found => `not escaped: ${found}`),
  ]
}
