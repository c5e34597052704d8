import { image, inputElements, interactiveElements, text } from './elements.ts'
import { richText } from './richText.ts'
import { blocksLeftToTheSchema, limits } from './rules.ts'
import { also, anything, boolean, type Check, fail, list, object, string, typed, url } from './shape.ts'
import { table } from './table.ts'

const { multi_static_select: _multi, ...inActions } = interactiveElements

/** https://docs.slack.dev/reference/block-kit/blocks: unique in the message, 255 characters. */
const blockId: Check = (value, at, found) => {
  string(limits.blockId)(value, at, found)
  if (typeof value !== 'string') return
  if (found.blockIds.has(value)) fail(found, `\`block_id\` ${value} already exists`, at)
  found.blockIds.add(value)
}

type Fields = Record<string, Check>
const block = (required: Fields, optional: Fields = {}): Check =>
  object({ required, optional: { block_id: blockId, ...optional } })

const section = also(
  block(
    {},
    {
      text: text(limits.sectionText),
      fields: list(limits.sectionFields, text(limits.sectionField)),
      accessory: typed({ ...interactiveElements, image }),
      expand: boolean,
    },
  ),
  (value, at, found) => {
    if (value.text === undefined && value.fields === undefined)
      fail(found, 'must provide either text or fields', at)
  },
)

const contextElement = typed({
  image,
  plain_text: text(limits.textObject),
  mrkdwn: text(limits.textObject),
})

const imageBlock = also(
  block(
    { alt_text: string(limits.imageAltText) },
    { image_url: url(limits.imageUrl), slack_file: anything, title: text(limits.imageTitle, 'plain_text') },
  ),
  (value, at, found) => {
    if ((value.image_url === undefined) === (value.slack_file === undefined))
      fail(found, 'must provide either image_url or slack_file', at)
  },
)

/** Standard Markdown. Its 12,000 characters are for all such blocks of a message together: see message.ts. */
const markdown = also(block({ text: string(limits.markdownText) }), (value, _at, found) => {
  if (typeof value.text === 'string') found.characters += value.text.length
})

const input = block(
  { label: text(limits.inputLabel, 'plain_text'), element: typed(inputElements) },
  { hint: text(limits.inputHint, 'plain_text'), optional: boolean, dispatch_action: boolean },
)

/** One Block Kit block of a message. A type Slack does not document is refused. */
export const checkBlock: Check = typed({
  section,
  header: block({ text: text(limits.headerText, 'plain_text') }),
  context: block({ elements: list(limits.contextElements, contextElement) }),
  actions: block({ elements: list(limits.actionsElements, typed(inActions)) }),
  divider: block({}),
  image: imageBlock,
  markdown,
  input,
  table: table(blockId),
  rich_text: block({ elements: list(limits.richTextElements, richText) }),
  ...Object.fromEntries(blocksLeftToTheSchema.map(type => [type, anything])),
})
