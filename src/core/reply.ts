import { z } from 'zod'
import { Chart } from './chart.ts'
import { Line } from './line.ts'
import { buttonId } from './press.ts'
import { sizeOf } from './size.ts'
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
