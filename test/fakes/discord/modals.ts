/**
 * Modals: what Discord takes in one, and what its client sends when somebody fills it in. Bounds of single fields are
 * the OpenAPI description's to judge; this is what it misses.
 * Source: https://docs.discord.com/developers/components/reference (label, text input, selects, file upload, radio group)
 */
import { duplicates, has } from './component-checks.ts'
import { checkField, choice, list, required, string } from './fields.ts'
import { asList, asNumber, asObject, asObjects, asText, type Json, lengthOf } from './json.ts'
import type { FormBody } from './refusal.ts'
import { type Entered, resolve } from './resolved.ts'
import type { World } from './world.ts'

const LABEL = 18
const TEXT_INPUT = 4
const STRING_SELECT = 3
const RADIO_GROUP = 21
const SELECTS = [3, 5, 6, 7, 8]
const IN_LABEL = [3, 4, 5, 6, 7, 8, 19, 21, 22, 23]
const AT = ['data', 'components']

/** "A modal has a title and between 1 and 5 components"; Labels here, since rows in modals are deprecated. */
export function judgeModal(data: Json, form: FormBody): void {
  checkField(required(string(1, 100)), data.custom_id, ['data', 'custom_id'], form)
  checkField(required(string(1, 45)), data.title, ['data', 'title'], form)
  checkField(required(list(1, 5)), data.components, AT, form)
  const inside = asObjects(data.components).map(label => asObject(label.component))
  for (const [at, label] of asObjects(data.components).entries()) {
    checkField(required(choice(LABEL)), label.type, [...AT, at, 'type'], form)
    checkField(required(string(1, 45)), label.label, [...AT, at, 'label'], form)
    checkField(string(0, 100), label.description, [...AT, at, 'description'], form)
    judgeInput(inside[at]!, [...AT, at, 'component'], form)
  }
  for (const at of duplicates(inside.map(one => one.custom_id)))
    form.report([...AT, at, 'component', 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'custom_id is taken')
}

function judgeInput(input: Json, path: (string | number)[], form: FormBody): void {
  const type = asNumber(input.type)
  checkField(required(choice(...IN_LABEL)), input.type, [...path, 'type'], form)
  checkField(required(string(1, 100)), input.custom_id, [...path, 'custom_id'], form)
  if (type === TEXT_INPUT && has(input.label))
    form.report([...path, 'label'], 'BASE_TYPE_INVALID', 'A text input in a Label has no label of its own.')
  if (SELECTS.includes(type) && has(input.disabled))
    form.report([...path, 'disabled'], 'BASE_TYPE_INVALID', 'disabled is an error in modals.')
  if (input.required !== false && input.min_values === 0)
    form.report([...path, 'min_values'], 'NUMBER_TYPE_MIN', 'A required select takes at least one value.')
  for (const at of duplicates(asObjects(input.options).map(option => option.value)))
    form.report([...path, 'options', at], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'value is used')
}

/** Kinds that are picked, as the options of commands that they correspond to. */
const PICKED: Record<number, number> = { 5: 6, 6: 8, 7: 9, 8: 7, 19: 11 }

/** The `data` of a modal's submission. What Discord's client would not let anybody send is a mistake of the test. */
export function submission(world: World, guild: string, modal: Json, values: Record<string, Entered>): Json {
  const resolved: Json = {}
  const fields = asObjects(modal.components).map(label => asObject(label.component))
  const unknown = Object.keys(values).find(name => !fields.some(field => field.custom_id === name))
  if (unknown) throw new Error(`The form has no ${unknown}`)
  const components = fields.map((field, at) => {
    const name = asText(field.custom_id)
    const value = values[name]
    if (field.required !== false && (value === undefined || value === ''))
      throw new Error(`The form needs ${name}`)
    return { type: LABEL, id: at * 2 + 1, component: { id: at * 2 + 2, ...sent(field, value) } }
  })

  function sent({ type, custom_id, options, max_length }: Json, value: Entered | undefined): Json {
    const common = { type, custom_id }
    const offered = asObjects(options).map(option => option.value)
    if (asList(options).length > 0 && value !== undefined && !offered.includes(value))
      throw new Error(`${value} is no choice of ${custom_id}`)
    if (type === TEXT_INPUT) {
      if (lengthOf(String(value ?? '')) > asNumber(max_length ?? 4000))
        throw new Error(`${custom_id} takes no more than ${max_length} characters`)
      return { ...common, value: String(value ?? '') }
    }
    if (type === RADIO_GROUP) return { ...common, value: value ?? null }
    if (value === undefined) return { ...common, values: [] }
    if (type === STRING_SELECT) return { ...common, values: [value] }
    return { ...common, values: [resolve(world, guild, PICKED[asNumber(type)], value, resolved)] }
  }
  return { custom_id: modal.custom_id, components, resolved }
}
