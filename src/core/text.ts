import { z } from 'zod'

/**
 * Text is a small tree, never a string of markup. A string in it is plain words, whoever wrote them, and each
 * platform escapes it on the way out. Nothing a member or a moderator types can become a mention or a link.
 */
export const Inline = z.union([
  z.string(),
  z.strictObject({ strong: z.string() }),
  z.strictObject({ emphasis: z.string() }),
  z.strictObject({ link: z.url({ protocol: /^https?$/ }), label: z.string().min(1) }),
])
export type Inline = z.infer<typeof Inline>

export const Block = z.union([
  z.strictObject({ paragraph: z.array(Inline).min(1) }),
  z.strictObject({
    list: z.array(z.array(Inline).min(1)).min(1),
    numbered: z.boolean().optional(),
    /** Where the numbers go on, after something that stood between two steps. */
    from: z.int().min(2).optional(),
  }),
  z.strictObject({ quote: z.array(Inline).min(1) }),
])
export type Block = z.infer<typeof Block>

export const Text = z.array(Block)
export type Text = z.infer<typeof Text>

export const paragraph = (...inlines: Inline[]): Block => ({ paragraph: inlines })
export const list = (...items: (Inline | Inline[])[]): Block => ({
  list: items.map(item => (Array.isArray(item) ? item : [item])),
})
export const strong = (words: string): Inline => ({ strong: words })
export const link = (label: string, url: string): Inline => ({ link: url, label })

/** Renders the tree with one platform's marks. `marks.escape` sees every plain string exactly once. */
export type Marks = {
  escape(words: string): string
  strong(escaped: string): string
  emphasis(escaped: string): string
  link(escapedLabel: string, url: string): string
  item(escaped: string, number: number | undefined): string
  quote(escaped: string): string
}

export function inline(inlines: Inline[], marks: Marks): string {
  return inlines
    .map(part => {
      if (typeof part === 'string') return marks.escape(part)
      if ('strong' in part) return marks.strong(marks.escape(part.strong))
      if ('emphasis' in part) return marks.emphasis(marks.escape(part.emphasis))
      return marks.link(marks.escape(part.label), part.link)
    })
    .join('')
}

export function block(part: Block, marks: Marks): string {
  if ('paragraph' in part) return inline(part.paragraph, marks)
  if ('quote' in part) return marks.quote(inline(part.quote, marks))
  return part.list
    .map((item, index) =>
      marks.item(inline(item, marks), part.numbered ? index + (part.from ?? 1) : undefined),
    )
    .join('\n')
}

/** One string a block, in reading order. */
export const blocks = (text: Text, marks: Marks): string[] => text.map(part => block(part, marks))

/** The words alone: for the terminal, notifications, screen readers and search. */
export const plainMarks: Marks = {
  escape: words => words,
  strong: words => words,
  emphasis: words => words,
  link: (label, url) => (label === url ? url : `${label} (${url})`),
  item: (words, number) => (number === undefined ? `- ${words}` : `${number} ${words}`),
  quote: words => `> ${words}`,
}
export const plain = (text: Text): string => blocks(text, plainMarks).join('\n\n')
