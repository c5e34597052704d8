import { type Limit, limits } from './rules.ts'
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
  url,
} from './shape.ts'

/** Text objects: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function text(limit: Limit, kind?: 'plain_text'): Check {
  const counted = (parsed: boolean): Check =>
    also(
      object({
        required: { text: string(limit) },
        optional: parsed ? { verbatim: boolean } : { emoji: boolean },
      }),
      (value, _at, found) => {
        if (typeof value.text !== 'string') return
        found.characters += value.text.length
        if (parsed) found.mrkdwn.push(value.text)
      },
    )
  return typed(kind ? { plain_text: counted(false) } : { plain_text: counted(false), mrkdwn: counted(true) })
}

const plain = (limit: Limit): Check => text(limit, 'plain_text')

const confirm = object({
  required: {
    title: plain(limits.confirmTitle),
    text: text(limits.confirmText),
    confirm: plain(limits.confirmButton),
    deny: plain(limits.confirmButton),
  },
  optional: { style: oneOf('primary', 'danger') },
})

const option = (label: Check, extra: Record<string, Check> = {}): Check =>
  object({
    required: { text: label, value: string(limits.optionValue) },
    optional: { description: label, ...extra },
  })

const selectOption = option(plain(limits.optionText))

/** `action_id` must be unique within the message: a press could not be told apart otherwise. */
const actionId: Check = (value, at, found) => {
  string(limits.actionId)(value, at, found)
  if (typeof value !== 'string') return
  if (found.actionIds.has(value)) fail(found, `\`action_id\` ${value} already exists`, at)
  found.actionIds.add(value)
}

const interactive = { action_id: actionId, confirm, focus_on_load: boolean }

const button = object({
  required: { text: plain(limits.buttonText) },
  optional: {
    ...interactive,
    value: string(limits.buttonValue),
    url: url(limits.buttonUrl),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(limits.accessibilityLabel),
  },
})

const group = object({
  required: { label: plain(limits.groupLabel), options: list(limits.selectOptions, selectOption) },
})

const optionSource = (value: Record<string, unknown>): unknown[] => [
  ...(Array.isArray(value.options) ? value.options : []),
  ...(Array.isArray(value.option_groups)
    ? value.option_groups.flatMap(entry =>
        isObject(entry) && Array.isArray(entry.options) ? entry.options : [],
      )
    : []),
]

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#static_select */
const staticSelect = also(
  object({
    optional: {
      ...interactive,
      placeholder: plain(limits.placeholder),
      options: list(limits.selectOptions, selectOption),
      option_groups: list(limits.optionGroups, group),
      initial_option: selectOption,
      initial_options: list(limits.selectOptions, selectOption),
      max_selected_items: anything,
    },
  }),
  (value, at, found) => {
    if ((value.options === undefined) === (value.option_groups === undefined))
      fail(found, 'must provide either options or option_groups', at)
    const offered = optionSource(value).map(entry => JSON.stringify(entry))
    if (value.initial_option !== undefined && !offered.includes(JSON.stringify(value.initial_option)))
      fail(found, 'initial_option must exactly match one of the options', `${at}/initial_option`)
  },
)

const choice = option(text(limits.optionText))
const choices = object({
  required: { options: list(limits.choiceOptions, choice) },
  optional: { ...interactive, initial_option: choice, initial_options: list(limits.choiceOptions, choice) },
})

const picker = object({
  optional: {
    ...interactive,
    placeholder: plain(limits.placeholder),
    initial_date: anything,
    initial_time: anything,
  },
})

const overflow = object({
  required: {
    options: list(limits.overflowOptions, option(plain(limits.optionText), { url: url(limits.optionUrl) })),
  },
  optional: { action_id: actionId, confirm },
})

export const image = object({
  required: { alt_text: string(limits.imageAltText) },
  optional: { image_url: url(limits.imageUrl), slack_file: anything },
})

const plainTextInput = object({
  optional: {
    ...interactive,
    initial_value: string(limits.inputText),
    placeholder: plain(limits.placeholder),
    multiline: boolean,
    min_length: anything,
    max_length: (value, at, found) => {
      if (!(Number(value) >= 1 && Number(value) <= limits.inputText.max)) fail(found, 'must be 1 to 3000', at)
    },
  },
})

/** Pickers of Slack's own, and the select that asks the app what to offer. */
const asking = object({
  optional: {
    ...interactive,
    placeholder: plain(limits.placeholder),
    min_query_length: anything,
    initial_option: selectOption,
    initial_conversation: anything,
    initial_user: anything,
    initial_channel: anything,
    filter: anything,
    default_to_current_conversation: boolean,
  },
})

/** Elements of an input block. https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const inputElements: Record<string, Check> = {
  plain_text_input: plainTextInput,
  static_select: staticSelect,
  external_select: asking,
  conversations_select: asking,
  channels_select: asking,
  users_select: asking,
  radio_buttons: choices,
  checkboxes: choices,
  datepicker: picker,
  timepicker: picker,
}

/** Elements a person can act on, by `type`. */
export const interactiveElements: Record<string, Check> = {
  button,
  static_select: staticSelect,
  multi_static_select: staticSelect,
  radio_buttons: choices,
  checkboxes: choices,
  overflow,
  datepicker: picker,
  timepicker: picker,
}
