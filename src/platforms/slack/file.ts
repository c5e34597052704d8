import type { KnownBlock } from '@slack/types'
import type { Reply } from '../../core/reply.ts'
import { richText, section, words } from './richText.ts'

const longest = 2900
/**
 * Slack refuses a message of about 13,300 characters, of which each further block takes about 125
 * (https://github.com/slackapi/bolt-js/issues/2509).
 */
const mostInAll = 12_000
const perBlock = 125

/**
 * A file as preformatted text, to copy: Slack cannot share a file in a message that one person sees. `rest` is the
 * rest of the message; where both are too much, this says how to get it instead.
 */
export function fileBlocks({ name, text }: NonNullable<Reply['file']>, rest: KnownBlock[]): KnownBlock[] {
  const title = section(words(name, { bold: true }))
  const shown = cut(text).map((piece, index) =>
    richText([
      ...(index === 0 ? [title] : []),
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] },
    ]),
  )
  const whole = [...rest, ...shown]
  if (charactersOf(whole) + perBlock * whole.length <= mostInAll) return shown
  const instead =
    ' is too long for a private message on Slack. Ask whoever runs the bot: npm run backup gives them all of it.'
  return [richText([section(words(name, { bold: true }), words(instead))])]
}

/** At line ends where that can be, so that the pieces joined by line breaks are the file again. */
export function cut(text: string): string[] {
  if (text.length <= longest) return text ? [text] : []
  const end = text.lastIndexOf('\n', longest)
  if (end > 0) return [text.slice(0, end), ...cut(text.slice(end + 1))]
  const halved = /[\uD800-\uDBFF]/.test(text[longest - 1]!)
  const at = halved ? longest - 1 : longest
  return [text.slice(0, at), ...cut(text.slice(at))]
}

/** Of every text that a reader sees, wherever it stands. */
const charactersOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + charactersOf(one), 0)
  if (!value || typeof value !== 'object') return 0
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : charactersOf(inner)),
    0,
  )
}
