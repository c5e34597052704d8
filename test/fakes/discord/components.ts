/**
 * The components a message may hold, as a table, each entry with the page that says so. Written from Discord's
 * documentation alone, never from the bot's renderers: this is the referee, not a mirror of the player.
 */
import { buttonShape, rowShape, selectShape } from './component-checks.ts'
import {
  boolean,
  choice,
  type Field,
  type Fields,
  integer,
  list,
  object,
  required,
  snowflake,
  string,
  url,
} from './fields.ts'
import type { Json } from './json.ts'
import type { FormBody, Path } from './refusal.ts'

const REFERENCE = 'https://docs.discord.com/developers/components/reference'

/** `children` are lists of components, `accessory` is a single one; `also` sees what fields alone cannot. */
export type ComponentRule = {
  name: string
  source: string
  fields: Fields
  children?: { min: number; max: number; of: readonly number[] }
  accessory?: readonly number[]
  also?: (component: Json, path: Path, form: FormBody) => void
}

const media = required(object({ url: required(url(2048, 'http', 'https', 'attachment')) }))
const emoji = object({ id: snowflake, name: required(string(1, 32)), animated: boolean })
const custom_id = string(1, 100)
const select: Fields = {
  custom_id: required(custom_id),
  placeholder: string(0, 150),
  min_values: integer(0, 25),
  max_values: integer(1, 25),
  disabled: boolean,
}
const option = object({
  label: required(string(1, 100)),
  value: required(string(1, 100)),
  description: string(0, 100),
  default: boolean,
  emoji,
})
const autoSelect = (name: string, anchor: string): ComponentRule => ({
  name,
  source: `${REFERENCE}#${anchor}`,
  fields: { ...select, default_values: list(0, 25) },
  also: selectShape,
})

/** Component types that may stand in a message, by number: (reference)#component-object-component-types */
export const COMPONENTS: Record<number, ComponentRule> = {
  1: {
    name: 'Action Row',
    source: `${REFERENCE}#action-row`,
    fields: {},
    children: { min: 1, max: 5, of: [2, 3, 5, 6, 7, 8] },
    also: rowShape,
  },
  2: {
    name: 'Button',
    source: `${REFERENCE}#button`,
    fields: {
      style: required(choice(1, 2, 3, 4, 5, 6)),
      label: string(0, 80),
      custom_id,
      url: url(512, 'discord', 'https', 'http'),
      sku_id: snowflake,
      disabled: boolean,
      emoji,
    },
    also: buttonShape,
  },
  3: {
    name: 'String Select',
    source: `${REFERENCE}#string-select`,
    fields: { ...select, options: required(list(1, 25, option)) },
    also: selectShape,
  },
  5: autoSelect('User Select', 'user-select'),
  6: autoSelect('Role Select', 'role-select'),
  7: autoSelect('Mentionable Select', 'mentionable-select'),
  8: autoSelect('Channel Select', 'channel-select'),
  9: {
    name: 'Section',
    source: `${REFERENCE}#section`,
    fields: {},
    children: { min: 1, max: 3, of: [10] },
    accessory: [2, 11],
  },
  10: {
    name: 'Text Display',
    source: `${REFERENCE}#text-display`,
    fields: { content: required(string(1, 4000)) },
  },
  11: {
    name: 'Thumbnail',
    source: `${REFERENCE}#thumbnail`,
    fields: { media, description: string(1, 1024), spoiler: boolean },
  },
  12: {
    name: 'Media Gallery',
    source: `${REFERENCE}#media-gallery`,
    fields: {
      items: required(list(1, 10, object({ media, description: string(1, 1024), spoiler: boolean }))),
    },
  },
  13: {
    name: 'File',
    source: `${REFERENCE}#file`,
    fields: { file: required(object({ url: required(url(2048, 'attachment')) })), spoiler: boolean },
  },
  14: {
    name: 'Separator',
    source: `${REFERENCE}#separator`,
    fields: { divider: boolean, spacing: choice(1, 2) },
  },
  17: {
    name: 'Container',
    source: `${REFERENCE}#container`,
    fields: { accent_color: integer(0, 0xffffff), spoiler: boolean },
    children: { min: 1, max: 40, of: [1, 9, 10, 12, 13, 14] },
  },
}
/** Every component may carry an `id`, a 32 bit integer: (reference)#anatomy-of-a-component */
export const COMPONENT_ID: Field = integer(0, 0x7fffffff)

/** Which components may be top-level, with the flag and without it: (reference)#legacy-message-component-behavior */
export const TOP_LEVEL = { v2: { max: 40, of: [1, 9, 10, 12, 13, 14, 17] }, legacy: { max: 5, of: [1] } }
