import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { labels } from '../../src/knowledge/triage/model.ts'

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

/** What may be tuned on. `measure` is not among them and must not be. */
export const tuning = (): Message[] =>
  ['start', 'tune', 'train-emergency', 'train-support', 'train-es'].flatMap(messages)
