/** The rules a table of fields cannot say. Each is named in rules.ts beside its source. */
import {
  asList,
  asNumber,
  asObject,
  asObjects,
  asText,
  componentsOf,
  isObject,
  type Json,
  lengthOf,
} from './json.ts'
import { type FormBody, type Path, Refusal } from './refusal.ts'

/** A message as it would be after the request, with the names of the files it carries. */
export type Draft = { body: Json; v2: boolean; files: readonly string[] }
export type MessageRule = {
  name: string
  source: string
  check: (draft: Draft, path: Path, form: FormBody) => void
}

const has = (value: unknown) => value !== undefined && value !== null

/** Styles decide the fields: links have a url and no custom_id, premium a sku_id alone, the rest a custom_id. */
export function buttonShape(button: Json, path: Path, form: FormBody): void {
  const needs = button.style === 5 ? 'url' : button.style === 6 ? 'sku_id' : 'custom_id'
  if (!has(button[needs])) form.report([...path, needs], 'BASE_TYPE_REQUIRED', 'This field is required')
  for (const other of ['url', 'sku_id', 'custom_id']) {
    if (other !== needs && has(button[other])) {
      form.report(path, 'BUTTON_COMPONENT_INVALID_FIELD', `A button of this style cannot have ${other}.`)
    }
  }
  const bare = !asText(button.label).trim() && !has(button.emoji)
  if (button.style !== 6 && bare)
    form.report(path, 'BASE_TYPE_REQUIRED', 'A button needs a label or an emoji.')
  if (button.style === 6 && (has(button.label) || has(button.emoji))) {
    form.report(path, 'BUTTON_COMPONENT_INVALID_FIELD', 'A premium button cannot have a label or an emoji.')
  }
  emojiExists(button.emoji, [...path, 'emoji'], form)
}

/** Unicode emoji go by their own character; Discord takes them with or without the variation selector. */
function emojiExists(emoji: unknown, path: Path, form: FormBody): void {
  if (!isObject(emoji) || has(emoji.id)) return
  const name = asText(emoji.name)
  const known = /^\p{RGI_Emoji}$/v
  if (!known.test(name) && !known.test(`${name}\uFE0F`)) {
    form.report([...path, 'name'], 'BUTTON_COMPONENT_INVALID_EMOJI', 'Invalid emoji')
  }
}

/** A select fills its row: it cannot share it with another select or with buttons. */
export function rowShape(row: Json, path: Path, form: FormBody): void {
  const children = asObjects(row.components)
  if (children.length < 2 || children.every(child => child.type === 2)) return
  const message = 'The specified component exceeds the maximum width'
  form.report([...path, 'components', 1], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message)
}

export function selectShape(select: Json, path: Path, form: FormBody): void {
  const options = asObjects(select.options)
  const at = [...path, 'options']
  duplicates(options.map(option => option.value)).forEach(index => {
    form.report(
      [...at, index, 'value'],
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      'The specified option value is already used',
    )
  })
  for (const [index, option] of options.entries()) emojiExists(option.emoji, [...at, index, 'emoji'], form)
  const min = asNumber(select.min_values ?? 1)
  const max = asNumber(select.max_values ?? 1)
  if (min > max)
    form.report([...path, 'min_values'], 'NUMBER_TYPE_MAX', 'min_values is greater than max_values.')
  if (select.type === 3 && max > options.length) {
    form.report(
      [...path, 'max_values'],
      'NUMBER_TYPE_MAX',
      'max_values is greater than the number of options.',
    )
  }
  const chosen = options.filter(option => option.default === true).length
  if (chosen > max) form.report(at, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values.')
}

export function noLegacyFields({ body, v2 }: Draft, path: Path, form: FormBody): void {
  if (!v2) return
  for (const field of ['content', 'embeds', 'poll', 'sticker_ids', 'shared_client_theme']) {
    const value = body[field]
    if (!has(value) || value === '' || (Array.isArray(value) && value.length === 0)) continue
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    form.report([...path, field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message)
  }
}

export function totalComponents({ body }: Draft, path: Path, form: FormBody): void {
  if (componentsOf(body).length <= 40) return
  const message = 'Total number of components cannot exceed 40'
  form.report([...path, 'components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message)
}

const displays = (body: Json) => componentsOf(body).filter(component => component.type === 10)

export function displayableText({ body }: Draft, path: Path, form: FormBody): void {
  const total = displays(body).reduce((sum, display) => sum + lengthOf(asText(display.content)), 0)
  if (total <= 4000) return
  const message = 'Components displayable text size exceeds maximum size of 4000'
  form.report([...path, 'components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message)
}

/** Undocumented, measured by its reporter: UTF-8 bytes + 12 a display ≤ 10170, else the server answers 500. */
export function processedSize({ body, v2 }: Draft, _path: Path, form: FormBody): void {
  if (!v2 || form.violations.length > 0) return
  const texts = displays(body).map(display => asText(display.content))
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0)
  if (size > 10170) throw new Refusal(500, 0, '500: Internal Server Error')
}

/** The places, after the first, where a value stands again. */
const duplicates = (values: unknown[]): number[] =>
  values.flatMap((value, at) => (has(value) && values.indexOf(value) < at ? [at] : []))

export function customIdsUnique({ body }: Draft, path: Path, form: FormBody): void {
  if (duplicates(componentsOf(body).map(component => component.custom_id)).length === 0) return
  form.report(
    [...path, 'components'],
    'COMPONENT_CUSTOM_ID_DUPLICATED',
    'Component custom id cannot be duplicated',
  )
}

/** An `id` of 0 counts as absent. */
export function idsUnique({ body }: Draft, path: Path, form: FormBody): void {
  if (duplicates(componentsOf(body).map(component => component.id || undefined)).length === 0) return
  form.report([...path, 'components'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
}

export function referencedAttachments({ body, files }: Draft, path: Path, form: FormBody): void {
  const items = componentsOf(body).flatMap(c => [
    c.media,
    c.file,
    ...asObjects(c.items).map(item => item.media),
  ])
  const pictures = asObjects(body.embeds).flatMap(embed => [embed.image, embed.thumbnail])
  for (const item of [...items, ...pictures]) {
    const name = /^attachment:\/\/(.*)$/.exec(asText(asObject(item).url))?.[1]
    if (name === undefined || files.includes(name)) continue
    const message = `The attachment ${name} is not part of the message`
    form.report([...path, 'components'], 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message)
  }
}

export function embedTotal({ body }: Draft, path: Path, form: FormBody): void {
  const textsOf = (embed: Json) => [
    embed.title,
    embed.description,
    asObject(embed.footer).text,
    asObject(embed.author).name,
    ...asObjects(embed.fields).flatMap(field => [field.name, field.value]),
  ]
  const total = asObjects(body.embeds)
    .flatMap(textsOf)
    .reduce<number>((sum, text) => sum + lengthOf(asText(text).trim()), 0)
  if (total > 6000)
    form.report([...path, 'embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
}

export function mentionsExclusive({ body }: Draft, path: Path, form: FormBody): void {
  const allowed = asObject(body.allowed_mentions)
  for (const type of ['users', 'roles']) {
    if (!asList(allowed.parse).includes(type) || asList(allowed[type]).length === 0) continue
    const message = `parse:["${type}"] and ${type}: [ids...] are mutually exclusive.`
    form.report([...path, 'allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)
  }
}
