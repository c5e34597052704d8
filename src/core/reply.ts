import { z } from 'zod'
import { Chart, chartInWords } from './chart.ts'
import { Line } from './line.ts'
import { buttonId } from './press.ts'
import { Address, Inline, Text, Words } from './text.ts'

/**
 * Bounds are the tighter platform's, so that whatever a Reply may hold fits both and nothing is ever cut:
 * Discord allows 4,000 characters of text and 40 components a message
 * (https://docs.discord.com/developers/components/reference), Slack 50 blocks and 75 characters on a button
 * (https://docs.slack.dev/reference/block-kit). `budget` leaves room for escaping and for what a renderer adds.
 */
export const limits = {
  title: 120,
  label: 40,
  actions: 8,
  choices: 25,
  sources: 4,
  contacts: 5,
  budget: 3300,
  /** Characters of a file. */
  file: 262_144,
}

const PlainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-22')

/** Slack parses these words: there are marks and names of emoji in nobody's name. */
const Unmarked = Words.regex(
  /^(?!.*:[\w+-]+:)[^*_~`<>|\n\r]+$/,
  'must be plain words on one line: Slack would read * _ ~ ` and :name: as marks',
)

/** Where a sentence comes from: who says it, what it is called, where to read it, when it was published. */
export const Source = z.strictObject({
  publisher: Unmarked.max(90),
  url: Address.max(280),
  published: Unmarked.max(60).optional(),
})
export type Source = z.infer<typeof Source>

/** A number people can dial (or text). `dial` is E.164 or a national short code; `display` is what people read. */
export const Phone = z.strictObject({
  dial: z.string().regex(/^[+*\d]+$/),
  display: Words.max(60),
})
export type Phone = z.infer<typeof Phone>

/** Somebody who can help, and every way to reach them. */
export const Contact = z.strictObject({
  name: Words.max(90),
  about: z.string().max(240),
  call: Phone.optional(),
  text: Phone.optional(),
  chat: Address.max(250).optional(),
  link: Address.max(250).optional(),
  hours: z.string().max(160).optional(),
  note: z.string().max(320).optional(),
})
export type Contact = z.infer<typeof Contact>

export const Part = z.union([
  z.strictObject({
    fields: z.array(z.strictObject({ name: Words, value: z.array(Inline) })).min(1),
  }),
  z.strictObject({ steps: z.array(z.array(Inline).min(1)).min(1) }),
  z.strictObject({ contacts: z.array(Contact).min(1).max(limits.contacts) }),
  z.strictObject({ text: Text }),
  z.strictObject({ chart: Chart }),
])
export type Part = z.infer<typeof Part>

/** Slack does not say whether an emoji is one character or two, as JavaScript counts; zod counts one. */
const atMost = (most: number) =>
  Words.max(most).refine(words => words.length <= most, `has more than ${most} UTF-16 units`)
const Label = atMost(limits.label)

/**
 * A button: a link, or a command somebody already typed for you. `urgent` is drawn in the warning colour. `does` says
 * what else pressing it means than showing the answer here: see press.ts.
 */
export const Action = z.union([
  z.strictObject({
    label: Label,
    ask: Line,
    urgent: z.boolean().optional(),
    does: z
      .union([
        z.enum(['dm', 'share', 'post']),
        z.strictObject({
          form: z
            .array(z.string().regex(/^[a-z]+$/))
            .min(1)
            .max(5),
        }),
      ])
      .optional(),
  }),
  z.strictObject({ label: Label, url: Address.max(500) }),
])
export type Action = z.infer<typeof Action>

/** A drop-down of commands already typed, for more choices than fit on buttons. */
export const Menu = z.strictObject({
  label: atMost(90),
  choices: z
    .array(z.strictObject({ label: atMost(75), ask: Line }))
    .min(1)
    .max(limits.choices),
})

/** A text to keep, such as an export. It is sent beside the reply, so it counts for nothing in `sizeOf`. */
const TextFile = z.strictObject({
  name: z
    .string()
    .max(60)
    .regex(/^[\w.-]+$/),
  text: z.string().max(limits.file),
})

export const tones = ['emergency', 'support', 'info', 'notice', 'problem'] as const
export type Tone = (typeof tones)[number]

export const Reply = z
  .strictObject({
    tone: z.enum(tones),
    title: atMost(limits.title),
    text: Text,
    parts: z
      .array(Part)
      .max(6)
      .transform(parts => parts.filter(part => !('text' in part) || part.text.length > 0))
      .default([]),
    actions: z.array(Action).max(limits.actions).default([]),
    menu: Menu.optional(),
    file: TextFile.optional(),
    sources: z.array(Source).max(limits.sources).default([]),
    /** The day the facts were last checked. */
    checked: PlainDate.optional(),
    /** Never widens by itself: only the clock's confirmed posts are for everyone. */
    seenBy: z.enum(['asker', 'everyone']).default('asker'),
  })
  .superRefine((reply, context) => {
    const ids = reply.actions.flatMap(action => ('ask' in action ? [buttonId(action)] : []))
    const asks = [...ids, ...(reply.menu?.choices ?? []).map(({ ask }) => ask)]
    const twice = asks.find((ask, index) => asks.indexOf(ask) !== index)
    if (twice)
      context.addIssue({ code: 'custom', message: `two buttons ask the same: ${twice}`, path: ['actions'] })
    const pages = reply.actions.flatMap(action => ('url' in action ? [action.label] : []))
    if (new Set(pages).size < pages.length)
      context.addIssue({
        code: 'custom',
        message: 'two buttons open pages under one name',
        path: ['actions'],
      })
    if (reply.parts.filter(part => 'chart' in part).length > 1)
      context.addIssue({
        code: 'custom',
        message: 'holds two charts and Slack takes one table',
        path: ['parts'],
      })
    const long = ids.find(id => id.length > 100)
    if (long)
      context.addIssue({ code: 'custom', message: `a button's id is too long: ${long}`, path: ['actions'] })
    const size = sizeOf(reply)
    if (size > limits.budget)
      context.addIssue({
        code: 'custom',
        message: `holds about ${size} characters and ${limits.budget} fit: split it into two entries`,
        path: ['text'],
      })
  })
export type Reply = z.output<typeof Reply>
/** What a command writes: defaults left out. */
export type Draft = z.input<typeof Reply>

/** What marks and line breaks around each of these may take, on the platform that takes more. */
const around: Record<string, number> = {
  strong: 4,
  emphasis: 2,
  spoiler: 4,
  label: 5,
  paragraph: 3,
  quote: 4,
  name: 8,
  call: 10,
  display: 10,
  chat: 12,
  link: 4,
  hours: 4,
  note: 4,
  publisher: 10,
}
/** A number, a point, a space and a line break. */
const aroundItem = 9
/** A run of plain words is an element on Slack, which takes 1,000 in a section. */
const aroundRun = 3

/** In UTF-16 units, which is what Slack may count and no less than the code points that Discord counts
 * (discord-api-docs#1315). A character that Markdown gives a meaning counts twice, for the backslash before it. */
function sizeIn(value: unknown): number {
  if (typeof value === 'string') return value.length + (value.match(/[\\*_~`|<>()[\]#:@.+\n-]/g)?.length ?? 0)
  if (Array.isArray(value))
    return value.reduce(
      (sum: number, one) => sum + sizeIn(one) + (typeof one === 'string' ? aroundRun : 0),
      0,
    )
  if (!value || typeof value !== 'object') return 0
  return Object.entries(value).reduce((sum, [key, inner]) => {
    const items = (key === 'list' || key === 'steps') && Array.isArray(inner) ? inner.length * aroundItem : 0
    return sum + (around[key] ?? 0) + items + sizeIn(inner)
  }, 0)
}

/**
 * Characters of text a reply brings to a message, with the marks that platforms put around them. A chart counts as its
 * words, which are more than a table or a picture brings; its alt text is no part of the text and has a bound of its
 * own.
 */
export function sizeOf({
  title,
  text,
  parts,
  sources,
}: Pick<Draft, 'title' | 'text' | 'parts' | 'sources'>): number {
  const told = parts?.map(part => ('chart' in part ? chartInWords(part.chart) : part))
  return sizeIn([title, text, told, sources])
}
