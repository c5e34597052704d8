import { z } from 'zod'

/**
 * Text is a small tree, never a string of markup. A string in it is plain words, whoever wrote them, and each
 * platform escapes it on the way out. Nothing a member or a moderator types can become a mention or a link.
 */
/** An address that both platforms take: Slack refuses one with a space, Discord makes no link of other schemes. */
export const Address = z.url({ protocol: /^https?$/ }).regex(/^https?:\/\/[^\s<>"]+$/)
/** Something to read. Platforms refuse a button or a heading of spaces alone. */
export const Words = z.string().regex(/\S/, 'must not be blank')

export const Inline = z.union([
  z.string(),
  z.strictObject({ strong: z.string() }),
  z.strictObject({ emphasis: z.string() }),
  z.strictObject({ link: Address, label: Words }),
  /** An instant, which platforms show on each reader's own clock; `words` are for those that cannot. */
  z.strictObject({ instant: z.iso.datetime({ precision: 0 }), words: Words }),
  /** Hidden until somebody wants to read it, where the platform can; a content note says what it is about. */
  z.strictObject({ spoiler: Words }),
])
export type Inline = z.infer<typeof Inline>

const run = z.array(Inline).min(1)
/** Whether there is something to read; a link, a time and a spoiler always are. */
const says = (inlines: Inline[]): boolean =>
  inlines.some(part => {
    if (typeof part === 'string') return /\S/.test(part)
    return 'strong' in part ? /\S/.test(part.strong) : !('emphasis' in part) || /\S/.test(part.emphasis)
  })
export const Block = z.union([
  z.strictObject({ paragraph: run }),
  z.strictObject({
    list: z.array(run).min(1),
    numbered: z.boolean().optional(),
    /** Where the numbers go on, after something that stood between two steps. */
    from: z.int().min(2).optional(),
  }),
  z.strictObject({ quote: run }),
])
export type Block = z.infer<typeof Block>

/** What says nothing is left out, since Discord refuses a text of spaces alone: an answer goes without, never undone. */
export const Text = z
  .array(Block)
  .transform(blocks => blocks.map(withoutBlanks).filter(block => says(runsOf(block).flat())))

const runsOf = (block: Block): Inline[][] =>
  'list' in block ? block.list : ['quote' in block ? block.quote : block.paragraph]
const withoutBlanks = (block: Block): Block =>
  'list' in block ? { ...block, list: block.list.filter(says) } : block
export type Text = z.infer<typeof Text>

export const paragraph = (...inlines: Inline[]): Block => ({ paragraph: inlines })
export const list = (...items: (Inline | Inline[])[]): Block => ({
  list: items.map(item => (Array.isArray(item) ? item : [item])),
})
export const quote = (...inlines: Inline[]): Block => ({ quote: inlines })
export const strong = (words: string): Inline => ({ strong: words })
/** `words` say the same in words: for notifications, screen readers and platforms without such a thing. */
export const moment = (instant: Temporal.Instant, words: string): Inline => ({
  instant: instant.toString({ smallestUnit: 'second' }),
  words,
})
export const link = (label: string, url: string): Inline => ({ link: url, label })

/** Renders the tree with one platform's marks. `marks.escape` sees every plain string exactly once. */
export type Marks = {
  escape(words: string): string
  /** Stands between two marked words that would otherwise share their marks. */
  between?: string
  strong(escaped: string): string
  emphasis(escaped: string): string
  link(escapedLabel: string, url: string): string
  /** `escapedWords` where the platform shows no times of its own. */
  instant(epochSeconds: number, escapedWords: string): string
  spoiler(escaped: string): string
  item(escaped: string, number: number | undefined): string
  quote(escaped: string): string
}

export function inline(inlines: Inline[], marks: Marks): string {
  const parts = inlines.map(part => marked(part, marks)).filter(part => part.text)
  return parts
    .map(({ text, plain }, i) =>
      i > 0 && !plain && !parts[i - 1]!.plain ? (marks.between ?? '') + text : text,
    )
    .join('')
}

function marked(part: Inline, marks: Marks): { text: string; plain?: true } {
  if (typeof part === 'string') return { text: marks.escape(part), plain: true }
  if ('strong' in part) return { text: marks.strong(marks.escape(part.strong)) }
  if ('emphasis' in part) return { text: marks.emphasis(marks.escape(part.emphasis)) }
  if ('spoiler' in part) return { text: marks.spoiler(marks.escape(part.spoiler)) }
  if ('link' in part) return { text: marks.link(marks.escape(part.label), part.link) }
  const seconds = Temporal.Instant.from(part.instant).epochMilliseconds / 1000
  return { text: marks.instant(seconds, marks.escape(part.words)) }
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
  instant: (_, words) => words,
  spoiler: words => words,
  item: (words, number) => (number === undefined ? `- ${words}` : `${number} ${words}`),
  quote: words => `> ${words}`,
}
export const plain = (text: Text): string => blocks(text, plainMarks).join('\n\n')
