import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { Phrases } from '../../src/knowledge/phrases.ts'
import { labels } from '../../src/knowledge/triage/model.ts'
import { everyday } from '../eval/everyday.ts'

const Message = z.object({
  text: z.string(),
  label: z.enum([...labels, 'none']),
  scenario: z.string(),
  who: z.string(),
  lang: z.enum(['en', 'es']),
  hard: z.boolean().default(false),
})
export type Message = z.infer<typeof Message>

const folder = fileURLToPath(new URL('../../eval/triage/', import.meta.url))

/** Messages of a file in eval/triage; none where it is missing. */
export const messages = (name: string): Message[] =>
  existsSync(`${folder}${name}.yaml`)
    ? z.array(Message).parse(parse(readFileSync(`${folder}${name}.yaml`, 'utf8')))
    : []

/** `apart`: trains, but is no sample of what people write to this bot, so thresholds are not set on it. */
type Tuning = Message & { apart: boolean }

/** What may be tuned on: every file but those that measure. */
export const tuning = (): Tuning[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml') && !file.startsWith('measure'))
    .sort()
    .flatMap(file =>
      messages(file.replace('.yaml', '')).map(message => ({
        ...message,
        // Written to mislead an earlier model.
        apart: file.startsWith('against-'),
      })),
    )

/** Folders whose questions are about facts: how people ask for them are harmless messages by the hundred. */
const calm = [
  'film',
  'people',
  'screening',
  'place',
  'crisis',
  'drugs',
  'harm-reduction',
  'language',
  'naloxone',
]

const none = (text: string, scenario: string, apart: boolean): Tuning => ({
  text,
  label: 'none',
  scenario,
  who: 'member',
  lang: 'en',
  hard: false,
  apart,
})

/** Refusals that are asked for out of curiosity; the others (amounts, buying …) border on danger. */
const idle = ['elsewhere', 'homework', 'private', 'opinions', 'about-me']

/** Lines that come without scenarios are given some by turns, so that each part of the cross-validation trains on such. */
const scenarios = 100

export const harmless = (entries: readonly Entry[], phrases: Phrases): Tuning[] => [
  ...entries
    .filter(entry => calm.includes(entry.topic))
    .flatMap(({ id, asked, title }) => [...asked, title].map(words => none(words, id, false))),
  ...idle.flatMap(id =>
    (phrases[`refuse/${id}`] ?? []).map((words, at) => none(words, `${id}-${at % scenarios}`, true)),
  ),
  ...everyday().map((words, at) => none(words, `everyday-${at % scenarios}`, true)),
]
