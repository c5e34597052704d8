import { schemaViolations } from '../fakes/discord/conformance.ts'
import { asList, asObject, asObjects, asText, type Json, lengthOf } from '../fakes/discord/json.ts'
import { judgeModal } from '../fakes/discord/modals.ts'
import { FormBody } from '../fakes/discord/refusal.ts'
import { checkView } from '../fakes/slack/views.ts'
import { nodesOf } from './slackRules.ts'

/** What is documented of a form on one platform, as discordRules.ts and slackRules.ts are of messages. */
export type FormRule = { rule: string; source: string; holds(form: Json): boolean; breaks(form: Json): void }

const REFERENCE = 'https://docs.discord.com/developers/components/reference'
const SLACK = 'https://docs.slack.dev/reference'
const unique = (values: unknown[]): boolean => new Set(values).size === values.length
const says = (text: unknown, most: number): boolean =>
  typeof text === 'string' && text.trim() !== '' && lengthOf(text) <= most
const labels = (modal: Json): Json[] => asObjects(modal.components)
const fields = (modal: Json): Json[] => labels(modal).map(label => asObject(label.component))

export const modalRules: FormRule[] = [
  {
    rule: 'a modal has a title of up to 45 characters and a custom_id of up to 100',
    source:
      'https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal',
    holds: ({ title, custom_id }) => says(title, 45) && says(custom_id, 100),
    breaks: modal => {
      modal.title = 'x'.repeat(46)
    },
  },
  {
    rule: 'a modal has 1 to 5 fields, each with its own custom_id',
    source:
      'https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal',
    holds: modal =>
      labels(modal).length >= 1 &&
      labels(modal).length <= 5 &&
      unique(fields(modal).map(({ custom_id }) => custom_id)),
    breaks: modal => {
      modal.components = Array(6).fill(labels(modal)[0])
    },
  },
  {
    rule: 'a field is called something of up to 45 characters and described in up to 100',
    source: `${REFERENCE}#label`,
    holds: modal =>
      labels(modal).every(
        ({ label, description }) => says(label, 45) && (description === undefined || says(description, 100)),
      ),
    breaks: modal => {
      labels(modal)[0]!.description = 'x'.repeat(101)
    },
  },
  {
    rule: 'a text field takes 1 to 4,000 characters and shows an example of up to 100',
    source: `${REFERENCE}#text-input`,
    holds: modal =>
      fields(modal)
        .filter(({ type }) => type === 4)
        .every(
          ({ max_length, placeholder }) =>
            Number(max_length) >= 1 && Number(max_length) <= 4000 && says(placeholder, 100),
        ),
    breaks: modal => {
      Object.assign(fields(modal)[0]!, { type: 4, max_length: 4001 })
    },
  },
  {
    rule: 'a menu has up to 25 options and a group of radios 2 to 10, all different',
    source: `${REFERENCE}#string-select`,
    holds: modal =>
      fields(modal).every(({ type, options }) => {
        const { length } = asList(options)
        const inBounds =
          type === 3 ? length >= 1 && length <= 25 : type !== 21 || (length >= 2 && length <= 10)
        const all = asObjects(options)
        return (
          inBounds &&
          all.every(({ label, value }) => says(label, 100) && says(value, 100)) &&
          unique(all.map(({ value }) => value))
        )
      }),
    breaks: modal => {
      Object.assign(fields(modal)[0]!, { type: 21, options: [] })
    },
  },
]

/** Every rule that a form does not keep on Discord: ours, the fake's, and those of Discord's OpenAPI file. */
export function modalFaults(modal: Json): string[] {
  const form = new FormBody()
  judgeModal(modal, form)
  const body = { type: 9, data: modal }
  const found = [
    ...form.violations,
    ...(schemaViolations('POST', '/interactions/1/token/callback', body) ?? []),
  ]
  return [
    ...modalRules.filter(({ holds }) => !holds(modal)).map(({ rule }) => rule),
    ...found.map(({ path, message }) => `${path.join('.')}: ${message}`),
  ]
}

const texts = (view: Json): Json[] => nodesOf(view.blocks).filter(({ type }) => type === 'plain_text')
const inputs = (view: Json): Json[] => nodesOf(view.blocks).filter(({ type }) => type === 'input')
const selects = (view: Json): Json[] => nodesOf(view.blocks).filter(({ type }) => type === 'static_select')

export const viewRules: FormRule[] = [
  {
    rule: 'a modal has a title of up to 24 characters, and a button to send it where it has fields',
    source: `${SLACK}/views/modal-views`,
    holds: ({ type, title, submit, ...view }) =>
      type === 'home' ||
      (says(asObject(title).text, 24) && (submit !== undefined || inputs(view).length === 0)),
    breaks: view => {
      delete view.title
    },
  },
  {
    rule: 'a view has up to 100 blocks, each with an id of its own',
    source: `${SLACK}/block-kit/blocks`,
    holds: view =>
      asList(view.blocks).length <= 100 &&
      unique(asObjects(view.blocks).flatMap(({ block_id }) => (block_id === undefined ? [] : [block_id]))),
    breaks: view => {
      view.blocks = Array(101).fill({ type: 'divider' })
    },
  },
  {
    rule: 'a view keeps up to 3,000 characters with itself',
    source: `${SLACK}/views/modal-views`,
    holds: ({ private_metadata }) => asText(private_metadata).length <= 3000,
    breaks: view => {
      view.private_metadata = 'x'.repeat(3001)
    },
  },
  {
    rule: 'a field has a label of up to 2,000 characters and every text says something',
    source: `${SLACK}/block-kit/blocks/input-block`,
    holds: view =>
      inputs(view).every(({ label }) => says(asObject(label).text, 2000)) &&
      texts(view).every(({ text }) => says(text, 3000)),
    breaks: view => {
      texts(view)[0]!.text = ' '
    },
  },
  {
    rule: 'an example has up to 150 characters and a text field takes up to 3,000',
    source: `${SLACK}/block-kit/block-elements/plain-text-input-element`,
    holds: view =>
      nodesOf(view.blocks).every(
        ({ placeholder, max_length }) =>
          (placeholder === undefined || says(asObject(placeholder).text, 150)) &&
          Number(max_length ?? 1) <= 3000,
      ),
    breaks: view => {
      asObject(asObjects(view.blocks).find(({ type }) => type === 'input')!.element).max_length = 3001
    },
  },
  {
    rule: 'a menu has 1 to 100 options of up to 75 characters, all different',
    source: `${SLACK}/block-kit/block-elements/select-menu-element`,
    holds: view =>
      selects(view).every(({ options }) => {
        const all = asObjects(options)
        return (
          all.length >= 1 &&
          all.length <= 100 &&
          all.every(({ text, value }) => asText(asObject(text).text).length <= 75 && says(value, 150)) &&
          unique(all.map(({ value }) => value))
        )
      }),
    breaks: view => {
      asObject(asObjects(view.blocks).find(({ type }) => type === 'input')!.element).type = 'static_select'
      selects(view)[0]!.options = []
    },
  },
]

/** Every rule that a view does not keep on Slack: ours, the fake's, and those of Slack's schema of blocks. */
export const viewFaults = (view: Json): string[] => [
  ...viewRules.filter(({ holds }) => !holds(view)).map(({ rule }) => rule),
  ...checkView(view),
]
