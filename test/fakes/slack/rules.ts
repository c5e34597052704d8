/**
 * Slack's limits, each with where it is written. Lengths are counted in UTF-16 units: Slack does not say
 * what it counts, and this is the stricter of the plausible answers short of bytes.
 */
export interface Limit {
  min: number
  max: number
  source: string
}

const blocks = 'https://docs.slack.dev/reference/block-kit/blocks/'
const elements = 'https://docs.slack.dev/reference/block-kit/block-elements/'
const objects = 'https://docs.slack.dev/reference/block-kit/composition-objects/'
const limit = (min: number, max: number, source: string): Limit => ({ min, max, source })

export const limits = {
  blocksPerMessage: limit(0, 50, blocks),
  blocksPerView: limit(0, 100, blocks),
  blockId: limit(1, 255, blocks),
  actionId: limit(1, 255, 'https://docs.slack.dev/reference/block-kit/block-elements'),
  textObject: limit(1, 3000, objects + 'text-object'),
  sectionText: limit(1, 3000, blocks + 'section-block'),
  sectionFields: limit(1, 10, blocks + 'section-block'),
  sectionField: limit(1, 2000, blocks + 'section-block'),
  headerText: limit(1, 150, blocks + 'header-block'),
  contextElements: limit(1, 10, blocks + 'context-block'),
  actionsElements: limit(1, 25, blocks + 'actions-block'),
  markdownText: limit(1, 12_000, blocks + 'markdown-block'),
  imageUrl: limit(1, 3000, blocks + 'image-block'),
  imageAltText: limit(1, 2000, blocks + 'image-block'),
  imageTitle: limit(1, 2000, blocks + 'image-block'),
  inputLabel: limit(1, 2000, blocks + 'input-block'),
  richTextElements: limit(1, 1000, blocks + 'rich-text-block'),
  tableRows: limit(1, 100, blocks + 'table-block'),
  tableColumns: limit(1, 20, blocks + 'table-block'),
  tableCell: limit(1, 10_000, blocks + 'table-block'),
  /** In all cells of a message; met by others (https://github.com/vellum-ai/vellum-assistant/pull/36219). */
  tableCharacters: limit(1, 10_000, 'https://github.com/vellum-ai/vellum-assistant/pull/36219'),
  buttonText: limit(1, 75, elements + 'button-element'),
  buttonValue: limit(1, 2000, elements + 'button-element'),
  buttonUrl: limit(1, 3000, elements + 'button-element'),
  accessibilityLabel: limit(1, 75, elements + 'button-element'),
  selectOptions: limit(1, 100, elements + 'select-menu-element'),
  optionGroups: limit(1, 100, elements + 'select-menu-element'),
  placeholder: limit(1, 150, elements + 'select-menu-element'),
  overflowOptions: limit(1, 5, elements + 'overflow-menu-element'),
  choiceOptions: limit(1, 10, elements + 'checkboxes-element'),
  optionText: limit(1, 75, objects + 'option-object'),
  /** 150 in today's documentation; @slack/types still says 75, from before. */
  optionValue: limit(1, 150, objects + 'option-object'),
  optionDescription: limit(1, 75, objects + 'option-object'),
  optionUrl: limit(1, 3000, objects + 'option-object'),
  groupLabel: limit(1, 75, objects + 'option-group-object'),
  confirmTitle: limit(1, 100, objects + 'confirmation-dialog-object'),
  confirmText: limit(1, 300, objects + 'confirmation-dialog-object'),
  confirmButton: limit(1, 30, objects + 'confirmation-dialog-object'),
  viewTitle: limit(1, 24, 'https://docs.slack.dev/reference/views/modal-views'),
  privateMetadata: limit(0, 3000, 'https://docs.slack.dev/reference/views/modal-views'),
  callbackId: limit(1, 255, 'https://docs.slack.dev/reference/views/modal-views'),
  inputHint: limit(1, 2000, blocks + 'input-block'),
  inputText: limit(1, 3000, elements + 'plain-text-input-element'),
} satisfies Record<string, Limit>

/** Longer `text` is cut, not refused. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
export const textTruncatedAt = 40_000

/** `markdown_text` has a limit of its own. https://docs.slack.dev/reference/methods/chat.postMessage */
export const markdownTextMax = 12_000

/**
 * The undocumented whole-message limit behind `msg_blocks_too_long`. Measured by others: 13,297 characters in
 * one markdown block, 13,172 once a divider joins it (https://github.com/slackapi/bolt-js/issues/2509), hence
 * about 125 a further block; 11,341 characters over many blocks were refused too (issues/2867). That report
 * says response_url is spared; this fake holds every surface to it, so that a reply can move between them.
 */
export const blocksTotal = { characters: 13_297, perFurtherBlock: 125 }

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const responseUrl = { uses: 5, lifetimeMs: 30 * 60_000 }

/** https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses */
export const triggerLifetimeMs = 3000

/** https://docs.slack.dev/apis/events-api/using-socket-mode#connections */
export const connectionsMax = 10

/** Real block types whose inside only the schema judges here. https://docs.slack.dev/reference/block-kit/blocks */
export const blocksLeftToTheSchema = [
  'alert',
  'card',
  'carousel',
  'container',
  'context_actions',
  'data_table',
  'plan',
  'task_card',
  'video',
]
