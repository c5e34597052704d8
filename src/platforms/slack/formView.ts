import type { InputBlock, InputBlockElement, ModalView, PlainTextOption } from '@slack/types'
import type { Form } from '../../core/form.ts'
import type { Choice, Option, Value } from '../../core/options.ts'
import { read } from '../../core/read.ts'
import { formModal, plainText } from './view.ts'

export const formId = 'form'
/** Choices of a select, and what is suggested for one (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
export const mostOptions = 100
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const longestInput = 3000
const oneLine = 150

/** A form as a modal. `metadata` comes back when it is sent. */
export const formView = (form: Form, metadata: string): ModalView =>
  formModal(
    `/${form.words}`,
    [{ type: 'section', text: plainText(`${form.title}.`) }, ...form.fields.map(field(form))],
    {
      callback_id: formId,
      private_metadata: metadata,
    },
  )

const field =
  ({ given }: Form) =>
  ({ name, option }: Form['fields'][number]): InputBlock => ({
    type: 'input',
    block_id: name,
    label: plainText(option.about),
    optional: option.required !== true,
    element: { action_id: name, ...element(option, given[name]) },
  })

const cut = (text: string, most: number): string =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text

export const optionOf = ({ value, label }: Choice): PlainTextOption => ({
  text: plainText(cut(label, 75)),
  value,
})

/** Each kind by the picker that Slack has for it. A user group has none, and a file is pasted: see scopes. */
function element(option: Option, given: Value | undefined): InputBlockElement {
  switch (option.kind) {
    case 'choice':
    case 'zone': {
      const choices = option.kind === 'choice' ? option.choices : undefined
      const chosen =
        given === undefined
          ? undefined
          : (choices?.find(c => c.value === given) ?? { value: given, label: given })
      const initial = chosen && { initial_option: optionOf(chosen) }
      return choices && choices.length <= mostOptions
        ? { type: 'static_select', options: choices.map(optionOf), ...initial }
        : { type: 'external_select', min_query_length: 1, placeholder: example(option), ...initial }
    }
    case 'date':
      return { type: 'datepicker', ...(given && { initial_date: given }) }
    case 'time':
      return { type: 'timepicker', ...(given && { initial_time: given }) }
    case 'channel':
      return {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(given && { initial_conversation: given }),
      }
    case 'person':
      return { type: 'users_select', ...(given && { initial_user: given }) }
    case 'role':
      return {
        type: 'plain_text_input',
        placeholder: example(option),
        ...(given && { initial_value: given }),
      }
    default:
      return {
        type: 'plain_text_input',
        multiline: option.longest > oneLine,
        max_length: Math.min(option.longest, longestInput),
        placeholder: example(option),
        ...(given && { initial_value: given }),
      }
  }
}

const example = ({ example }: Option) => plainText(cut(`For example: ${example}`, oneLine))

type State = {
  values: Record<
    string,
    Record<
      string,
      {
        value?: string | null
        selected_option?: { value: string } | null
        selected_date?: string | null
        selected_time?: string | null
        selected_conversation?: string | null
        selected_user?: string | null
      }
    >
  >
}

/** What was filled in, and what the button had named for other options. A field that was emptied is not given. */
export function valuesOf({ fields, given }: Form, { values }: State): Record<string, Value> {
  const filled: Record<string, Value> = Object.fromEntries(
    Object.entries(given).filter(([name]) => !fields.some(known => known.name === name)),
  )
  for (const { name } of fields) {
    const typed = values[name]?.[name]
    const value =
      typed?.selected_option?.value ??
      typed?.selected_date ??
      typed?.selected_time ??
      typed?.selected_conversation ??
      typed?.selected_user ??
      typed?.value
    if (value) filled[name] = value
  }
  return filled
}

/** What is wrong with single fields, to stand below them. */
export function mistakesIn(
  { fields }: Form,
  values: Record<string, Value>,
): Record<string, string> | undefined {
  const wrong = fields.flatMap(({ name, option }) => {
    const typed = values[name]
    const result = typed === undefined ? undefined : read(option, typed)
    return result && 'wrong' in result ? [[name, `This ${result.wrong}`] as const] : []
  })
  return wrong.length > 0 ? Object.fromEntries(wrong) : undefined
}
