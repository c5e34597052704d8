import { richText } from './richText.ts'
import { limits } from './rules.ts'
import {
  also,
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
} from './shape.ts'

const cellText = object({ required: { text: string(limits.tableCell) } })
const cell = typed({
  raw_text: cellText,
  raw_number: object({ required: { text: string(limits.tableCell), value: anything } }),
  rich_text: object({ required: { elements: list(limits.richTextElements, richText) } }),
})
const column = object({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } })

const charactersOf = (rows: unknown): number =>
  (Array.isArray(rows) ? rows.flat() : []).reduce(
    (sum: number, one: unknown) =>
      sum + (isObject(one) && typeof one.text === 'string' ? one.text.length : 0),
    0,
  )

/** https://docs.slack.dev/reference/block-kit/blocks/table-block. Rich text in a cell counts itself. */
export const table = (blockId: Check): Check =>
  also(
    object({
      required: { rows: list(limits.tableRows, list(limits.tableColumns, cell)) },
      optional: { block_id: blockId, column_settings: list({ ...limits.tableColumns, min: 0 }, column) },
    }),
    (value, at, found) => {
      const characters = charactersOf(value.rows)
      found.characters += characters
      if (characters > limits.tableCharacters.max)
        fail(
          found,
          `no more than ${limits.tableCharacters.max} characters allowed in all cells`,
          `${at}/rows`,
        )
    },
  )

export const tables = (blocks: unknown[]): number =>
  blocks.filter(block => isObject(block) && (block.type === 'table' || block.type === 'data_table')).length

/** A message takes one: more are refused as `only_one_table_allowed`. */
export const tooManyTables = (blocks: unknown[]): boolean => tables(blocks) > 1
