import { type Limit, limits } from './rules.ts'
import {
  anything,
  boolean,
  type Check,
  fail,
  isObject,
  list,
  object,
  oneOf,
  string,
  typed,
  url,
} from './shape.ts'

/** No maximum is documented for a single run of rich text; a message's total still applies. */
const run: Limit = { min: 1, max: 40_000, source: limits.richTextElements.source }

const style = object({
  optional: { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean },
})

const counted: Check = (value, at, found) => {
  string(run)(value, at, found)
  if (typeof value === 'string') found.characters += value.length
}

/** Mentions in rich text ping without any markup, so they are noted here. */
const mention =
  (field: string, sign: string): Check =>
  (value, at, found) => {
    object({ required: { [field]: string(run) }, optional: { style } })(value, at, found)
    if (isObject(value)) found.pings.push(`<${sign}${String(value[field])}>`)
  }

const inline = typed({
  text: object({ required: { text: counted }, optional: { style } }),
  link: (value, at, found) => {
    const safe = /^(https?:\/\/|mailto:|tel:)\S+$/
    object({ required: { url: string(run) }, optional: { text: counted, style, unsafe: boolean } })(
      value,
      at,
      found,
    )
    if (isObject(value) && !safe.test(String(value.url))) fail(found, 'must be a valid URL', `${at}/url`)
  },
  emoji: object({
    required: { name: string(run) },
    optional: { unicode: anything, skin_tone: anything, style },
  }),
  color: object({ required: { value: string(run) } }),
  date: object({
    required: { timestamp: anything, format: string(run) },
    optional: { url: url(limits.buttonUrl), fallback: string(run), style },
  }),
  channel: object({ required: { channel_id: string(run) }, optional: { style } }),
  team: object({ required: { team_id: string(run) }, optional: { style } }),
  user: mention('user_id', '@'),
  usergroup: mention('usergroup_id', '!subteam^'),
  broadcast: (value, at, found) => {
    mention('range', '!')(value, at, found)
    if (isObject(value)) oneOf('here', 'channel', 'everyone')(value.range, `${at}/range`, found)
  },
})

const lines = list({ ...limits.richTextElements, min: 0 }, inline)
const section = object({ required: { elements: lines } })

/** The parts of a rich_text block. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const richText: Check = typed({
  rich_text_section: section,
  rich_text_quote: object({ required: { elements: lines }, optional: { border: anything } }),
  rich_text_preformatted: object({
    required: { elements: lines },
    optional: { border: anything, language: anything },
  }),
  rich_text_list: object({
    required: {
      style: oneOf('bullet', 'ordered'),
      elements: list(limits.richTextElements, typed({ rich_text_section: section })),
    },
    optional: { indent: anything, offset: anything, border: anything },
  }),
})
