import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextSection } from '@slack/types'
import type { Block, Inline } from '../../core/text.ts'

/** A run of words, a link: what stands in a section. Its strings are never parsed. */
export type Words = RichTextElement

/**
 * Slack puts no space between sections: paragraphs share one, with an empty line between, and one that follows a
 * list or a quote begins with the line break that sets it off, as Slack's own composer writes them.
 */
export function richText(parts: RichTextBlockElement[]): RichTextBlock {
  const elements: RichTextBlockElement[] = []
  for (const part of parts) {
    const before = elements.at(-1)
    if (part.type !== 'rich_text_section' || !before) elements.push(part)
    else if (before.type === 'rich_text_section') before.elements.push(words('\n\n'), ...part.elements)
    else elements.push(section(words('\n'), ...part.elements))
  }
  return { type: 'rich_text', elements }
}

export const section = (...elements: Words[]): RichTextSection => ({ type: 'rich_text_section', elements })

export const words = (text: string, style?: { bold?: true; italic?: true }): Words => ({
  type: 'text',
  text,
  ...(style && { style }),
})

function word(part: Inline): Words[] {
  if (typeof part === 'string') return part ? [words(part)] : []
  if ('strong' in part) return part.strong ? [words(part.strong, { bold: true })] : []
  if ('emphasis' in part) return part.emphasis ? [words(part.emphasis, { italic: true })] : []
  if ('spoiler' in part) return [words(part.spoiler)]
  if ('instant' in part) {
    const timestamp = Temporal.Instant.from(part.instant).epochMilliseconds / 1000
    // On the reader's own clock, in brackets (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type).
    const date: Words = {
      type: 'date',
      timestamp,
      format: '{date_short_pretty} {time}',
      fallback: part.words,
    }
    return [words(`${part.words} (`), date, words(')')]
  }
  return [{ type: 'link', url: part.link, text: part.label }]
}
export const inlines = (parts: Inline[]): Words[] => parts.flatMap(word)

export function block(part: Block): RichTextBlockElement {
  if ('quote' in part) return { type: 'rich_text_quote', elements: inlines(part.quote) }
  if ('list' in part) return items(part.list, part.numbered ? 'ordered' : 'bullet', part.from)
  return section(...inlines(part.paragraph))
}

/** `offset` is how many numbers come before (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). */
export const items = (
  list: Inline[][],
  style: 'ordered' | 'bullet',
  from?: number,
): RichTextBlockElement => ({
  type: 'rich_text_list',
  style,
  ...(from && style === 'ordered' && { offset: from - 1 }),
  elements: list.map(item => section(...inlines(item))),
})
