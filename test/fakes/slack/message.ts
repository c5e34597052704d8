import { checkBlock } from './blocks.ts'
import { checkBlockSchema } from './conformance.ts'
import { checkFiles } from './files.ts'
import { findPings, findPlainPings, findUnescaped } from './mrkdwn.ts'
import { blocksTotal, limits, markdownTextMax, textTruncatedAt } from './rules.ts'
import { type Found, isObject, list } from './shape.ts'
import { SlackError } from './slackError.ts'
import { tooManyTables } from './table.ts'
import type { Json, Post, Workspace } from './workspace.ts'

/** What a reader would see, and what it would do to them. */
export interface CheckedMessage {
  text: string
  blocks: Json[]
  /** Mentions that would notify somebody, as written. */
  pings: string[]
  /** Raw `&`, `<`, `>` outside any sequence Slack knows. Not refused by Slack; shown wrongly or swallowed. */
  unescaped: string[]
  /** Slack cut `text`. */
  truncated: boolean
}

export type Verdict = CheckedMessage & {
  /** Slack's error code, when it would refuse the message. */
  error?: string
  /** As in `response_metadata.messages`, without `[ERROR] `. */
  messages: string[]
}

/** Judges the body of chat.postMessage, of an acknowledgement or of a response_url alike. */
export function checkMessage(payload: Json): Verdict {
  const parsed = parseBlocks(payload.blocks)
  const blocks = parsed ?? []
  const text = typeof payload.text === 'string' ? payload.text : ''
  const found = inspect(blocks)
  const parsesText = payload.mrkdwn !== false && payload.mrkdwn !== 'false'
  const strings = [...found.mrkdwn, ...(parsesText ? [text] : [])]
  const plainNames =
    ['full', 'client'].includes(String(payload.parse)) ||
    [true, 1, 'true', '1'].includes(payload.link_names as string)
  const verdict: Verdict = {
    text: text.slice(0, textTruncatedAt),
    blocks,
    pings: [
      ...[text, ...found.mrkdwn, ...markdownTexts(blocks)].flatMap(findPings),
      ...found.pings,
      ...(plainNames ? findPlainPings(text) : []),
    ],
    unescaped: strings.flatMap(findUnescaped),
    truncated: text.length > textTruncatedAt,
    messages: found.errors,
  }
  verdict.error = errorOf(payload, parsed, found)
  return verdict
}

function errorOf(payload: Json, blocks: Json[] | undefined, found: Found): string | undefined {
  if (blocks === undefined) return 'invalid_blocks_format'
  const attachments = payload.attachments
  const hasMarkdown = typeof payload.markdown_text === 'string' && payload.markdown_text !== ''
  if (hasMarkdown && (payload.text || blocks.length > 0)) return 'markdown_text_conflict'
  if (hasMarkdown && String(payload.markdown_text).length > markdownTextMax) return 'msg_too_long'
  if (found.errors.length > 0) return 'invalid_blocks'
  if (!payload.text && !hasMarkdown && blocks.length === 0 && !attachments) return 'no_text'
  const weight = found.characters + blocksTotal.perFurtherBlock * Math.max(0, blocks.length - 1)
  if (weight > blocksTotal.characters) return 'msg_blocks_too_long'
  return undefined
}

/** `blocks` arrives as an array in JSON, and as a string of JSON in a form. */
function parseBlocks(value: unknown): Json[] | undefined {
  if (value === undefined || value === null || value === '') return []
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return Array.isArray(parsed) ? (parsed as Json[]) : undefined
  } catch {
    return undefined
  }
}

/** Judges blocks alone; `view` allows the hundred of a modal or a Home tab. */
export function inspect(blocks: unknown[], surface: 'message' | 'view' = 'message'): Found {
  const found: Found = {
    errors: [],
    blockIds: new Set(),
    actionIds: new Set(),
    mrkdwn: [],
    pings: [],
    characters: 0,
  }
  const most = surface === 'view' ? limits.blocksPerView : limits.blocksPerMessage
  list(most, checkBlock)(blocks, '/blocks', found)
  if (markdownTexts(blocks).join('').length > limits.markdownText.max)
    found.errors.push('markdown blocks must be less than 12001 characters in all [json-pointer:/blocks]')
  if (tooManyTables(blocks)) found.errors.push('only_one_table_allowed [json-pointer:/blocks]')
  // The schema only adds what the rules above missed: one fault, one message where possible.
  if (found.errors.length === 0) found.errors.push(...blocks.flatMap(checkBlockSchema))
  return found
}

function markdownTexts(blocks: unknown[]): string[] {
  return blocks.flatMap(block => (isObject(block) && block.type === 'markdown' ? [String(block.text)] : []))
}

/** Throws Slack's answer to a bad message: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
export function acceptMessage(workspace: Workspace, args: Json, channel: string): Post {
  const { error, messages, ...message } = checkMessage(args)
  if (error) {
    const errors = messages.length > 0 ? { errors: messages } : {}
    const response_metadata = { messages: messages.map(line => `[ERROR] ${line}`) }
    throw new SlackError(error, messages.join('; '), { ...errors, response_metadata })
  }
  checkFiles(workspace, message.blocks)
  const thread = typeof args.thread_ts === 'string' ? { thread_ts: args.thread_ts } : {}
  return { ...message, ...thread, channel, ts: workspace.stamp(), shown: true }
}
