/** What the fields of a component cannot say one by one. Each check is named in components.ts beside its source. */
import { asNumber, asObjects, asText, isObject, type Json } from './json.ts'
import type { FormBody, Path } from './refusal.ts'

export const has = (value: unknown) => value !== undefined && value !== null

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

/** The places, after the first, where a value stands again. */
export const duplicates = (values: unknown[]): number[] =>
  values.flatMap((value, at) => (has(value) && values.indexOf(value) < at ? [at] : []))
